import { contentParts } from './chat-parts.ts';
import {
  type Emit,
  type Format,
  type JsonObject,
  type MessageOptions,
  type PartFields,
  type TurnFields,
  Unmapped,
} from './format.ts';
import {
  firstOf,
  isObject,
  listOf,
  nameOf,
  numberOf,
  objectOf,
  objectsOf,
  restOf,
} from './json-values.ts';
import { writtenParts } from './open-webui-content.ts';
import { branchTo, standingOf, type TreeNode, type TreeTurn, turnsOfTree } from './message-tree.ts';
import { filledText } from './run-fields.ts';

const CHAT_TAKEN: ReadonlySet<string> = new Set(['history', 'messages', 'system']);
const RECORD_TAKEN: ReadonlySet<string> = new Set(['id', 'user_id', 'chat']);
const MESSAGE_TAKEN: ReadonlySet<string> = new Set([
  ...['id', 'parentId', 'childrenIds', 'role', 'content', 'files', 'error', 'sources'],
  ...['citations'],
]);
const SOURCE_TAKEN: ReadonlySet<string> = new Set(['document']);
const ASKED = ['prompt_tokens', 'input_tokens', 'prompt_eval_count'];
const ANSWERED = ['completion_tokens', 'output_tokens', 'eval_count'];

interface Node extends TreeNode {
  readonly message: JsonObject;
}

/**
 * Chats that Open WebUI exports (docs.openwebui.com; `chat-export-….json`, `all-chats-export-….json`), each as its
 * database keeps it. A chat is a tree: a question that was edited, an answer asked for again and the answers of several
 * models are branches. Each answer is a turn at the time of its question; what retrieval and search found for it is passages.
 */
export const openWebUi: Format = {
  id: 'open-webui',
  title: 'Open WebUI chat export',
  recognise(record) {
    const chat = objectOf(record.chat);
    const messages = Object.values(objectOf(objectOf(chat.history).messages));
    return messages.length > 0 && messages.every(isMessage) ? 1 : 0;
  },
  map(record, emit) {
    const chat = objectOf(record.chat);
    const { messages, currentId, current_id } = objectOf(objectOf(chat).history);
    if (!isObject(messages)) throw new Unmapped('no tree of messages');
    if (Object.keys(messages).length === 0) throw new Unmapped('a chat without messages');
    if (!Object.values(messages).every(isObject)) {
      throw new Unmapped('a message of the chat is not an object');
    }
    mapTree(record, nodesOf(messages), nameOf(currentId ?? current_id), emit);
  },
};

const isMessage = (message: unknown): boolean =>
  isObject(message) && 'role' in message && ('parentId' in message || 'childrenIds' in message);

function nodesOf(messages: JsonObject): Node[] {
  return Object.keys(messages).map((id): Node => {
    const message = objectOf(messages[id]);
    return {
      id,
      message,
      parent: typeof message.parentId === 'string' ? message.parentId : undefined,
      children: listOf(message.childrenIds).filter((child) => typeof child === 'string'),
      isAnswer: message.role === 'assistant',
      isEmpty: false,
    };
  });
}

function mapTree(
  record: JsonObject,
  nodes: readonly Node[],
  current: string | undefined,
  emit: Emit,
): void {
  const chat = objectOf(record.chat);
  const active = branchTo(current, nodes);
  const system = filledText(objectOf(chat.params).system) ?? filledText(chat.system);
  const about = restOf(chat, CHAT_TAKEN);
  let beside: JsonObject | undefined = {
    ...restOf(record, RECORD_TAKEN),
    ...(about && { chat: about }),
  };
  let again = false;
  for (const turn of turnsOfTree(nodes)) {
    const said = [...turn.input, ...turn.answer];
    emit.turn({
      ...columnsOf(turn, emit.decoded),
      capture: 'application',
      conversation: record.id,
      user_id: record.user_id,
      metadata: {
        ...beside,
        messages: restsOf(said),
        ...standingOf(said, active),
      },
    });
    // What the record says of the whole chat is said once; the instructions hold for each answer.
    beside = undefined;
    if (system !== undefined) emit.message('input', 'system', contentParts(system), { again });
    again = true;
    for (const { message } of turn.again) say('input', message, emit, { again: true });
    for (const { message } of turn.input) say('input', message, emit);
    for (const { message } of turn.answer) answer(message, emit);
  }
}

function columnsOf(
  { again, input, answer }: TreeTurn<Node>,
  decoded: boolean,
): Omit<TurnFields, 'capture'> {
  const asked = [...again, ...input].findLast(({ message }) => message.role === 'user')?.message;
  const last = answer.at(-1)?.message;
  const usage = objectOf(last?.usage ?? last?.info);
  const duration = numberOf(usage.total_duration);
  const failure = last && failureOf(last);
  return {
    kind: last !== undefined && answersOf(last, decoded).length > 0 ? 'model' : 'request',
    external_id: (answer.at(-1) ?? input.at(-1))?.id,
    started_at: asked?.timestamp ?? last?.timestamp,
    // An arena answers with a model that it chose.
    model: last?.selectedModelId ?? last?.model,
    requested_model: last?.model,
    prompt_tokens: firstOf(usage, ASKED),
    completion_tokens: firstOf(usage, ANSWERED),
    // Ollama counts durations in nanoseconds.
    latency_ms: duration === undefined ? undefined : duration / 1e6,
    error: failure,
  };
}

/** Why an answer failed. Older versions wrote the reason in place of the answer. */
function failureOf({ error, content }: JsonObject): unknown {
  if ((error ?? false) === false) return undefined;
  if (error === true) return content === '' ? 'the answer failed' : content;
  return objectOf(error).content ?? objectOf(error).message ?? error;
}

/** What an answer says; nothing where it failed before it said anything. */
function answersOf(message: JsonObject, decoded: boolean): PartFields[] {
  const { content } = message;
  if (message.error === true) return [];
  const said = typeof content === 'string' ? writtenParts(content, decoded) : contentParts(content);
  const files = objectsOf(message.files).map(filePart);
  return content === '' ? files : [...said, ...files];
}

function filePart(file: JsonObject): PartFields {
  return file.type === 'image'
    ? { type: 'image', content: file.url ?? file, name: file.name }
    : { type: 'file', content: file, name: file.name };
}

function say(
  side: 'input' | 'output',
  message: JsonObject,
  emit: Emit,
  options: MessageOptions = {},
): void {
  const parts = [...contentParts(message.content), ...objectsOf(message.files).map(filePart)];
  emit.message(
    side,
    message.role,
    parts.length > 0 ? parts : [{ type: 'text', content: null }],
    options,
  );
}

function answer(message: JsonObject, emit: Emit): void {
  const parts = answersOf(message, emit.decoded);
  if (parts.length > 0) emit.message('output', message.role, parts);
  for (const source of objectsOf(message.sources ?? message.citations)) emitSource(source, emit);
  const { rating, comment, reason } = objectOf(message.annotation);
  if ((rating ?? undefined) === undefined) return;
  emit.feedback({
    external_id: message.feedbackId,
    what: 'rating',
    value: rating,
    comment: comment === '' ? reason : (comment ?? reason),
  });
}

/**
 * One file or page that was found, and the passages of it. Its `distances` are distances in old chats and measures of
 * nearness in newer ones, which a chat does not tell apart: they are no scores, and stay with what else the source says.
 */
function emitSource({ source, document, metadata }: JsonObject, emit: Emit): void {
  const found = objectOf(source);
  for (const [at, content] of listOf(document).entries()) {
    const about = objectOf(listOf(metadata)[at]);
    emit.context({
      content,
      document_id: about.file_id ?? found.id,
      source: about.name ?? found.name ?? about.source ?? found.url,
    });
  }
}

/** What messages say beyond their texts, by their ids. */
function restsOf(nodes: readonly Node[]): JsonObject {
  const rests: Record<string, unknown> = { __proto__: null };
  for (const { id, message } of nodes) {
    const found = objectsOf(message.sources ?? message.citations).map((source) =>
      restOf(source, SOURCE_TAKEN),
    );
    rests[id] = { ...restOf(message, MESSAGE_TAKEN), ...(found.length > 0 && { sources: found }) };
  }
  return rests;
}
