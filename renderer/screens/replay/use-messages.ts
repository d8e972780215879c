import { useCallback, useEffect, useMemo, useState } from 'react';
import type { MessageGroup, ShownMessage, TurnHead } from '../../../shared/domain/replay-screen.ts';
import { tellOf } from '../../commands/attempt.ts';
import { createPagedRows } from '../../design/grid/paged-rows.ts';
import { engine } from '../../engine-client/engine.ts';
import { groupOf } from './document-rows.ts';
import { type HeldRows, heldRows } from './held-rows.ts';

/** Texts come with their messages, so a page is small. */
const PAGE = 50;
const groups = ['instructions', 'history', 'fresh', 'output'] as const;

export interface Messages {
  /** undefined while its page is on the way. */
  readonly message: (group: MessageGroup, index: number) => ShownMessage | undefined;
  readonly need: (group: MessageGroup, from: number, to: number) => void;
}

/** Messages of a turn, loaded by pages as they come into view. */
export function useMessages(head: TurnHead): Messages {
  const [, redraw] = useState(0);
  const read = useReadBefore(head.turn_id);
  const pages = useMemo(
    () => new Map(groups.map((group) => [group, messagePages(head, group, read)])),
    [head, read],
  );
  useEffect(() => {
    const stops = [...pages.values()].map((held) => held.hold(() => redraw((times) => times + 1)));
    return () => {
      for (const stop of stops) stop();
    };
  }, [pages]);
  const message = useCallback(
    (group: MessageGroup, index: number) =>
      pages.get(group)?.rows().row(index) ?? readAt(read, group, index),
    [pages, read],
  );
  const need = useCallback(
    (group: MessageGroup, from: number, to: number) => pages.get(group)?.rows().need(from, to),
    [pages],
  );
  return { message, need };
}

/** Of each group the page that was read last: it stays in sight while the same turn is read again, as after every mark. */
type ReadBefore = Map<MessageGroup, { offset: number; messages: readonly ShownMessage[] }>;

function useReadBefore(turn_id: number): ReadBefore {
  const [of, setOf] = useState(() => nothingOf(turn_id));
  if (of.turn_id === turn_id) return of.read;
  const other = nothingOf(turn_id);
  setOf(other);
  return other.read;
}

const nothingOf = (turn_id: number): { turn_id: number; read: ReadBefore } => ({
  turn_id,
  read: new Map(),
});

function readAt(read: ReadBefore, group: MessageGroup, index: number): ShownMessage | undefined {
  const page = read.get(group);
  return page?.messages[index - page.offset];
}

function messagePages(
  head: TurnHead,
  group: MessageGroup,
  read: ReadBefore,
): HeldRows<ShownMessage> {
  return heldRows(() =>
    createPagedRows<ShownMessage>({
      length: groupOf(head, group).messages,
      pageSize: PAGE,
      load: async (offset, limit, signal) => {
        const input = { turn_id: head.turn_id, group, offset, limit };
        const { messages } = await engine.replay.messages(input, { signal });
        read.set(group, { offset, messages });
        return messages;
      },
      onError: (error) => tellOf('Messages could not be read.', error),
    }),
  );
}
