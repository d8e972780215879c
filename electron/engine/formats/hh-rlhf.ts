import { mapConversation } from './conversation-list.ts';
import { type Emit, type Format, type JsonObject, Unmapped } from './format.ts';
import { restOf } from './json-values.ts';

const SIDES = ['chosen', 'rejected'] as const;
const TAKEN: ReadonlySet<string> = new Set(SIDES);
const MARK = /\n\n(Human|Assistant):/g;
const OPENING = /^\n\n(?:Human|Assistant):/;
const ROLES: Readonly<Record<string, string>> = { Human: 'user', Assistant: 'assistant' };

/**
 * Preferences of Anthropic's HH-RLHF (github.com/anthropics/hh-rlhf): two conversations with the same beginning, as
 * texts with marks before each message. Each is a conversation of its own, and says of its last turn whether it was
 * chosen. A mark that someone wrote within a message cannot be told from a real one and begins a message too.
 */
export const hhRlhf: Format = {
  id: 'hh-rlhf',
  title: 'HH-RLHF preferences',
  recognise: (record) =>
    SIDES.every((side) => typeof record[side] === 'string' && OPENING.test(record[side])) ? 1 : 0,
  map(record, emit) {
    for (const side of SIDES) mapSide(record, side, emit);
  },
};

function mapSide(record: JsonObject, side: (typeof SIDES)[number], emit: Emit): void {
  const text = record[side];
  const messages = typeof text === 'string' ? messagesIn(text) : [];
  if (messages.length === 0) throw new Unmapped(`${side} is no conversation with marks`);
  const metadata = restOf(record, TAKEN);
  mapConversation(
    messages,
    () => ({
      capture: 'reconstructed',
      conversation: side,
      conversation_scope: 'record',
      metadata: { side, ...metadata },
    }),
    emit,
  );
  emit.label({ what: 'preference', value: side });
}

/** The messages between the marks, without the space after a mark. */
function messagesIn(text: string): { role: string; content: string }[] {
  const marks = [...text.matchAll(MARK)];
  const [first] = marks;
  if (first === undefined) return [];
  const messages = marks.map((mark, position) => {
    const from = mark.index + mark[0].length;
    const to = marks[position + 1]?.index ?? text.length;
    const content = text.slice(text[from] === ' ' ? from + 1 : from, to);
    return { role: ROLES[mark[1] ?? ''] ?? 'user', content };
  });
  // What stands before the first mark is kept, though the format knows no such text.
  if (first.index > 0) messages.unshift({ role: 'system', content: text.slice(0, first.index) });
  return messages;
}
