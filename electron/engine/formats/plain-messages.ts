import { ANSWER_NAMES } from '../../../shared/domain/plain-names.ts';
import { toolParts } from './chat-parts.ts';
import { listedMessage, mapConversation } from './conversation-list.ts';
import { type Emit, type Format, type JsonObject, type TurnFields, Unmapped } from './format.ts';
import { firstOf, isList, isObject, listOf, nameIn, restOf } from './json-values.ts';
import { emitPlainFacts, emitSystem, plainFields, SYSTEM } from './plain-fields.ts';

const LISTS = [
  ...[
    'messages',
    'conversation',
    'conversations',
    'dialogue',
    'dialog',
    'chat',
    'traj',
    'prompt',
    'input',
  ],
] as const;

const ITEM_COLUMNS: ReadonlySet<string> = new Set([
  ...['role', 'from', 'author', 'speaker', 'sender', 'content', 'value', 'text', 'name', 'id'],
  ...['tool_calls', 'tool_call_id', 'function_call', 'refusal', 'audio', 'images', 'annotations'],
  ...['reasoning_content', 'reasoning', 'thinking', 'timestamp', 'created_at'],
]);

/**
 * A conversation as one list of messages, {role, content} or {from, value}, with whatever stands beside it: chat logs,
 * LMSYS-Chat, WildChat, ShareGPT, trajectories of agents. How messages are counted: conversation-list.ts.
 */
export const plainMessages: Format = {
  id: 'plain-messages',
  title: 'Conversations as lists of messages',
  recognise(record) {
    return listIn(record) === undefined ? 0 : 0.7;
  },
  map(record, emit) {
    const name = listIn(record);
    if (name === undefined) throw new Unmapped('no list of messages');
    const list = listOf(record[name]);
    const last = list.at(-1);
    const open = last === undefined || listedMessage(last).role !== 'assistant';
    const answer = open ? nameIn(record, ANSWER_NAMES) : undefined;
    const whole = answer === undefined ? list : [...list, ...answerMessages(record[answer])];
    const fields = plainFields(record, [name, answer, nameIn(record, SYSTEM), 'tools']);
    emitConversation(record, whole, fields, emit);
  },
};

function emitConversation(
  record: JsonObject,
  list: readonly unknown[],
  fields: TurnFields,
  emit: Emit,
): void {
  let turns = 0;
  mapConversation(
    list,
    (message) => ({
      ...fields,
      external_id: message?.id ?? fields.external_id,
      started_at: message?.timestamp ?? message?.created_at ?? fields.started_at,
      metadata: merged(turns === 0 ? fields.metadata : undefined, message),
    }),
    emit,
    () => {
      // What the record says of the whole conversation is said once, with its first turn.
      if (turns === 0) {
        emitSystem(firstOf(record, SYSTEM), emit);
        const tools = toolParts(record.tools);
        if (tools) emit.message('tools', 'tool', tools);
        emitPlainFacts(record, emit);
      }
      turns += 1;
    },
  );
}

/** What the record says beside the list, and the answer beside its content. */
function merged(beside: unknown, message: JsonObject | undefined): JsonObject | undefined {
  const said = message && restOf(message, ITEM_COLUMNS);
  if (said === undefined) return isObject(beside) ? beside : undefined;
  return { ...(isObject(beside) && beside), message: said };
}

function listIn(record: JsonObject): string | undefined {
  return LISTS.find((name) => {
    const list = record[name];
    if (!isList(list)) return false;
    const [first] = list;
    return isObject(first) && isMessage(first);
  });
}

/** An answer beside the list may be a text, a message, or messages. */
function answerMessages(answer: unknown): readonly unknown[] {
  if (isObject(answer) && isMessage(answer)) return [answer];
  const [first] = listOf(answer);
  return isList(answer) && isObject(first) && isMessage(first)
    ? answer
    : [{ role: 'assistant', content: answer }];
}

const isMessage = (item: JsonObject): boolean =>
  (typeof item.role === 'string' && ('content' in item || 'tool_calls' in item)) ||
  (typeof item.from === 'string' && 'value' in item);
