import {
  type Emit,
  type Format,
  type JsonObject,
  type MessageOptions,
  type TurnFields,
  Unmapped,
} from './format.ts';
import { isList, isObject, listOf, nameOf, objectOf, restOf } from './json-values.ts';
import { type TreeNode, turnsOfTree } from './message-tree.ts';

const TREE_TAKEN: ReadonlySet<string> = new Set(['message_tree_id', 'prompt']);
const MESSAGE_TAKEN: ReadonlySet<string> = new Set([
  ...['message_id', 'text', 'role', 'replies', 'model_name', 'created_date', 'user_id', 'labels'],
  ...['emojis', 'rank', 'message_tree_id', 'user_message_id'],
]);
const ROLES: Readonly<Record<string, string>> = { prompter: 'user', assistant: 'assistant' };
const MOST = 1_000_000;

interface Node extends TreeNode {
  readonly message: JsonObject;
}

/**
 * OpenAssistant conversations (OpenAssistant/oasst1, oasst-data): trees with replies in replies, one a record, or
 * single messages that name their parent. A tree is one conversation with branches; a question stands with each of its answers, and is counted once.
 * Ranks and labels of reviewers are labels, emojis are feedback.
 */
export const oasst: Format = {
  id: 'oasst',
  title: 'OpenAssistant message trees and messages',
  recognise(record) {
    if (isTree(record)) return 1;
    return isSingle(record) ? 0.95 : 0;
  },
  map(record, emit) {
    if (isTree(record)) mapTree(record, objectOf(record.prompt), emit);
    else if (isSingle(record)) mapSingle(record, emit);
    else throw new Unmapped('neither a tree nor a message');
  },
};

const isTree = ({ prompt }: JsonObject): boolean =>
  isObject(prompt) && 'text' in prompt && 'role' in prompt && isList(prompt.replies);

const isSingle = (record: JsonObject): boolean =>
  typeof record.text === 'string' &&
  typeof record.role === 'string' &&
  Object.hasOwn(ROLES, record.role) &&
  ('parent_id' in record || 'parent_message_id' in record || 'message_id' in record);

function mapTree(record: JsonObject, prompt: JsonObject, emit: Emit): void {
  let beside = restOf(record, TREE_TAKEN);
  for (const { again, input, answer } of turnsOfTree(nodesOf(prompt))) {
    const messages = [...input, ...answer].map(({ message }) => message);
    const last = messages.at(-1) ?? {};
    begin(last, answer.length > 0, emit, {
      conversation: record.message_tree_id ?? prompt.message_id,
      metadata: { ...beside, messages: messages.map(restOfMessage) },
    });
    beside = undefined;
    for (const { message } of again) say('input', message, emit, { again: true });
    for (const { message } of input) say('input', message, emit);
    for (const { message } of answer) say('output', message, emit);
    for (const message of messages) emitFacts(message, emit);
  }
}

/** The tree as a list. Ids are our own: those of the record may be missing or repeat. */
function nodesOf(prompt: JsonObject): Node[] {
  const nodes: Node[] = [];
  const waiting: { message: JsonObject; parent: string | undefined }[] = [
    { message: prompt, parent: undefined },
  ];
  const children = new Map<string, string[]>();
  for (let at = 0; at < waiting.length; at++) {
    const { message, parent } = waiting[at] ?? { message: prompt, parent: undefined };
    const id = String(at);
    if (at > MOST) throw new Unmapped(`a tree of more than ${MOST} messages`);
    if (parent !== undefined) children.get(parent)?.push(id);
    const own: string[] = [];
    children.set(id, own);
    const isAnswer = message.role === 'assistant';
    nodes.push({ id, parent, children: own, message, isAnswer, isEmpty: false });
    for (const reply of listOf(message.replies)) {
      if (!isObject(reply)) throw new Unmapped('a reply in the tree is not an object');
      waiting.push({ message: reply, parent: id });
    }
  }
  return nodes;
}

/** A message alone: where it names its tree, that is its conversation; else what it answers tells it. */
function mapSingle(record: JsonObject, emit: Emit): void {
  const isAnswer = record.role === 'assistant';
  begin(record, isAnswer, emit, {
    conversation: record.message_tree_id,
    follows: record.parent_id ?? record.parent_message_id,
    metadata: restOfMessage(record),
  });
  say(isAnswer ? 'output' : 'input', record, emit);
  emitFacts(record, emit);
}

function begin(
  last: JsonObject,
  answered: boolean,
  emit: Emit,
  fields: Pick<TurnFields, 'conversation' | 'follows' | 'metadata'>,
): void {
  emit.turn({
    ...fields,
    kind: answered ? 'model' : 'request',
    capture: 'application',
    external_id: last.message_id ?? last.user_message_id,
    started_at: last.created_date,
    // People wrote most answers; the name of a model is given where one did.
    model: answered ? last.model_name : undefined,
    user_id: last.user_id,
  });
}

function say(
  side: 'input' | 'output',
  message: JsonObject,
  emit: Emit,
  options: MessageOptions = {},
): void {
  const { role, text } = message;
  const known = typeof role === 'string' && Object.hasOwn(ROLES, role) ? ROLES[role] : role;
  emit.message(
    side,
    known,
    [{ type: typeof text === 'string' ? 'text' : 'json', content: text }],
    options,
  );
}

const restOfMessage = (message: JsonObject): JsonObject => ({
  message_id: message.message_id ?? message.user_message_id,
  ...restOf(message, MESSAGE_TAKEN),
  ...(message.role !== 'assistant' && message.user_id != null && { user_id: message.user_id }),
});

function emitFacts(message: JsonObject, emit: Emit): void {
  const key = message.message_id ?? message.user_message_id;
  const { rank, labels, emojis } = message;
  if (rank !== undefined && rank !== null) emit.label({ what: 'rank', value: rank, key });
  for (const [what, value, comment] of labelsIn(labels)) emit.label({ what, value, comment, key });
  const counts = objectOf(emojis);
  for (const value of Object.keys(counts)) {
    emit.feedback({ what: 'emoji', value, comment: counts[value], key });
  }
}

/** Trees give labels as {name: {value, count}}, the flat data set as parallel lists. */
function labelsIn(labels: unknown): readonly (readonly [string, unknown, unknown])[] {
  const given = objectOf(labels);
  if (isList(given.name)) {
    const values = listOf(given.value);
    const counts = listOf(given.count);
    return given.name.map((name, at) => [nameOf(name) ?? 'label', values[at], counts[at]]);
  }
  return Object.keys(given).map((name) => {
    const label = given[name];
    return isObject(label) ? [name, label.value, label.count] : [name, label, undefined];
  });
}
