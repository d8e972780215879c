import { chatParts } from './chat-parts.ts';
import type { Emit, JsonObject, TurnFields } from './format.ts';
import { Unmapped } from './format.ts';
import { isObject } from './json-values.ts';

/** Names that logs give to the two sides and to those around them; other roles stay as they are. */
const ROLES: Readonly<Record<string, string>> = {
  human: 'user',
  prompter: 'user',
  gpt: 'assistant',
  chatgpt: 'assistant',
  bing: 'assistant',
  bard: 'assistant',
  ai: 'assistant',
  bot: 'assistant',
  model: 'assistant',
  observation: 'tool',
  function_call: 'assistant',
};

export interface ListedMessage {
  readonly role: unknown;
  readonly message: JsonObject;
}

/** One message of a list, whether it says {role, content} or {from, value}. */
export function listedMessage(item: unknown): ListedMessage {
  if (!isObject(item)) throw new Unmapped('a message of the conversation is not an object');
  const said = item.role ?? item.from ?? item.author ?? item.speaker ?? item.sender;
  const role = typeof said === 'string' && Object.hasOwn(ROLES, said) ? ROLES[said] : said;
  const content = 'content' in item ? item.content : (item.value ?? item.text);
  return { role, message: { ...item, role, content } };
}

/**
 * Turns a conversation that is given as one list into turns: each assistant message ends one. The input of a turn holds
 * only what is new since the turn before it, so that every message of the file is emitted exactly once and counts stay
 * what the file spells out; the earlier turns of the conversation are its history, and replay shows them so. What
 * follows the last answer is a request without one; `fields` is then given undefined, and the last message, beside what
 * was asked since the answer before. `begun` is called when a turn is started, before its messages; `isAnswer` may say that
 * what the assistant says is no call's answer, and `fails` that what it says is why the call failed.
 */
export function mapConversation(
  list: readonly unknown[],
  fields: (
    answer: JsonObject | undefined,
    last: JsonObject | undefined,
    asked: readonly ListedMessage[],
  ) => TurnFields,
  emit: Emit,
  begun: () => void = () => undefined,
  isAnswer: (message: ListedMessage, position: number) => boolean = ({ role }) =>
    role === 'assistant',
  fails: (answer: JsonObject) => boolean = () => false,
): void {
  let asked: ListedMessage[] = [];
  const start = (answer: JsonObject | undefined): void => {
    const turn = fields(answer, answer ?? asked.at(-1)?.message, asked);
    emit.turn(answer === undefined ? { kind: 'request', ...turn } : turn);
    begun();
    for (const { role, message } of asked) {
      emit.message('input', role, chatParts(message), { name: message.name });
    }
    asked = [];
  };
  for (const [position, item] of list.entries()) {
    const listed = listedMessage(item);
    if (!isAnswer(listed, position)) {
      asked.push(listed);
      continue;
    }
    start(listed.message);
    if (fails(listed.message)) continue;
    emit.message('output', 'assistant', chatParts(listed.message), { name: listed.message.name });
  }
  if (asked.length > 0) start(undefined);
}
