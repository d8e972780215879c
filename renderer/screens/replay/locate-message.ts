import type { MessageGroup, MessagePage, TurnHead } from '../../../shared/domain/replay-screen.ts';
import { groupOf } from './document-rows.ts';

const PAGE = 50;

type ReadPage = (group: MessageGroup, offset: number, limit: number) => Promise<MessagePage>;

/** Where a message stands: its group, and its index in it. */
export interface MessagePlace {
  readonly group: MessageGroup;
  readonly index: number;
}

/**
 * Finds the group and index of message `seq` of a side. Groups hold their messages by rising seq, so a few pages are
 * enough; null where the turn has no such message.
 */
export async function locateMessage(
  head: TurnHead,
  side: 'input' | 'output',
  seq: number,
  read: ReadPage,
): Promise<MessagePlace | null> {
  const groups =
    side === 'output' ? (['output'] as const) : (['fresh', 'instructions', 'history'] as const);
  for (const group of groups) {
    const index = await indexIn(
      group,
      guess(head, group, seq),
      groupOf(head, group).messages,
      seq,
      read,
    );
    if (index !== null) return { group, index };
  }
  return null;
}

/** Instructions mostly come first and what is fresh last. */
function guess(head: TurnHead, group: MessageGroup, seq: number): number {
  const count = (one: MessageGroup): number => groupOf(head, one).messages;
  if (group === 'history') return seq - count('instructions');
  if (group === 'fresh') return seq - count('instructions') - count('history');
  return seq;
}

async function indexIn(
  group: MessageGroup,
  first: number,
  count: number,
  seq: number,
  read: ReadPage,
): Promise<number | null> {
  let low = 0;
  let high = count;
  let middle = first;
  while (low < high) {
    const offset = Math.max(low, Math.min(high - 1, middle) - Math.floor(PAGE / 2));
    const { messages } = await read(group, offset, Math.min(PAGE, high - offset));
    const found = messages.findIndex((message) => message.seq === seq);
    if (found !== -1) return offset + found;
    const [start, end] = [messages[0], messages.at(-1)];
    if (start === undefined || end === undefined) return null;
    if (seq < start.seq) high = offset;
    else if (seq > end.seq) low = offset + messages.length;
    else return null;
    middle = Math.floor((low + high) / 2);
  }
  return null;
}
