import { contentParts, resultText } from './chat-parts.ts';
import {
  type Emit,
  type Format,
  type JsonObject,
  type MessageOptions,
  type PartFields,
  type TurnFields,
  Unmapped,
} from './format.ts';
import { isList, isObject, listOf, nameOf, objectOf, objectsOf, restOf } from './json-values.ts';
import { withoutWrappers } from './mapping/wrapped-value.ts';
import { type TreeNode, type TreeTurn, turnsOfTree } from './message-tree.ts';
import { filledText, numeric } from './run-fields.ts';

const LISTS = ['messages', 'messagesTree'] as const;
const RECORD_TAKEN: ReadonlySet<string> = new Set([...LISTS, 'conversationId']);
const MESSAGE_TAKEN: ReadonlySet<string> = new Set([
  ...['messageId', 'text', 'content', 'children', 'files', 'feedback', 'attachments'],
]);
/** Passages that a search of files found; of pages the passage is only a part. */
const FOUND: ReadonlySet<string> = new Set(['file_search']);
/** What stands above the first message of a conversation. */
const NO_PARENT = '00000000-0000-0000-0000-000000000000';
/** Endpoints that are no provider but may use any. */
const ANY_PROVIDER: ReadonlySet<unknown> = new Set(['agents', 'assistants', 'gptPlugins']);

interface Node extends TreeNode {
  readonly message: JsonObject;
}

/**
 * Messages of LibreChat (danny-avila/LibreChat): those of its database, one a record as MongoDB exports them, and the JSON
 * that it exports of one conversation, as a list or as a tree. A message names the one above it: a question and all
 * answers to it are put together by that, a turn for each answer, at the time of the question.
 */
export const libreChat: Format = {
  id: 'librechat',
  title: 'LibreChat messages',
  recognise(record) {
    if (isMessage(record)) return 1;
    return listsIn(record).some((list) => list.some(isMessage)) ? 1 : 0;
  },
  map(record, emit) {
    const opened = withoutWrappers(record, 'mongodb');
    const lists = listsIn(opened);
    if (isMessage(opened)) mapMessages({}, [opened], emit);
    else if (lists.some((list) => list.length > 0)) mapMessages(opened, lists.flat(), emit);
    else throw new Unmapped('no message of a conversation');
  },
  streams: {
    pieceOf(record) {
      if (!isMessage(record)) return undefined;
      const begins = isOfUser(record);
      const question = nameOf(begins ? record.messageId : record.parentMessageId);
      if (question === undefined || question === NO_PARENT) return undefined;
      const talk = nameOf(record.conversationId) ?? '';
      return { of: `${talk}/${question}`, begins, ends: false };
    },
    whole: (pieces) => ({ messages: pieces }),
  },
};

const isMessage = (value: unknown): boolean =>
  isObject(value) &&
  'isCreatedByUser' in value &&
  'messageId' in value &&
  ('parentMessageId' in value || 'conversationId' in value);

const listsIn = (record: JsonObject): (readonly unknown[])[] =>
  LISTS.map((name) => listOf(record[name]));

/** Tables say truths as words or as numbers; undefined for what is none. */
function truthOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = nameOf(value)?.toLowerCase();
  if (word === 'true' || word === '1') return true;
  return word === 'false' || word === '0' ? false : undefined;
}

const isYes = (value: unknown): boolean => truthOf(value) === true;
const isOfUser = ({ isCreatedByUser }: JsonObject): boolean => isYes(isCreatedByUser);

/** All messages, those below others included, as a tree. Ids are our own: those of the log may repeat. */
function nodesOf(listed: readonly unknown[]): Node[] {
  const messages: JsonObject[] = [];
  const waiting = [...listed].reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (!isObject(next)) throw new Unmapped('a message of the conversation is not an object');
    if (truthOf(next.isCreatedByUser) === undefined) {
      throw new Unmapped('isCreatedByUser of a message says neither true nor false');
    }
    messages.push(next);
    waiting.push(...listOf(next.children).toReversed());
  }
  const places = new Map<string, number>();
  for (const [at, { messageId }] of messages.entries()) {
    const id = nameOf(messageId);
    if (id !== undefined && !places.has(id)) places.set(id, at);
  }
  const children = messages.map((): string[] => []);
  const parents = messages.map(({ parentMessageId }, at) => {
    const parent = places.get(nameOf(parentMessageId) ?? '');
    if (parent === undefined || parent === at) return undefined;
    children[parent]?.push(String(at));
    return String(parent);
  });
  return messages.map((message, at) => ({
    id: String(at),
    message,
    parent: parents[at],
    children: children[at] ?? [],
    isAnswer: !isOfUser(message),
    isEmpty: false,
  }));
}

function mapMessages(record: JsonObject, listed: readonly unknown[], emit: Emit): void {
  let beside = restOf(record, RECORD_TAKEN);
  const { promptPrefix, system, instructions } = objectOf(record.options);
  const given = filledText(promptPrefix) ?? filledText(system) ?? filledText(instructions);
  let again = false;
  for (const turn of turnsOfTree(nodesOf(listed))) {
    const said = [...turn.input, ...turn.answer].map(({ message }) => message);
    emit.turn({
      ...columnsOf(turn, record),
      metadata: { ...beside, messages: said.map(restOfMessage) },
    });
    beside = undefined;
    if (given !== undefined) emit.message('input', 'system', contentParts(given), { again });
    again = true;
    for (const { message } of turn.again) say('input', message, emit, { again: true });
    for (const { message } of turn.input) say('input', message, emit);
    for (const { message } of turn.answer) answer(message, emit);
  }
}

function columnsOf({ again, input, answer }: TreeTurn<Node>, record: JsonObject): TurnFields {
  const asked = [...again, ...input].findLast(({ message }) => isOfUser(message))?.message;
  const last = answer.at(-1)?.message;
  const named = last ?? asked ?? {};
  const parent = (asked ?? named).parentMessageId;
  const { endpoint } = last ?? asked ?? {};
  const provider = endpoint ?? record.endpoint;
  return {
    kind: last !== undefined && answersOf(last).length > 0 ? 'model' : 'request',
    capture: 'application',
    conversation: named.conversationId ?? record.conversationId,
    external_id: named.messageId,
    follows: parent === NO_PARENT ? undefined : parent,
    started_at: asked?.createdAt ?? named.createdAt,
    // What was asked once may be answered again much later.
    ended_at: again.length === 0 && asked !== undefined ? last?.createdAt : undefined,
    provider: ANY_PROVIDER.has(provider) ? undefined : provider,
    model: last?.model,
    completion_tokens: last && numeric(last.tokenCount),
    finish_reason: filledText(last?.finish_reason),
    error: last && failureOf(last),
    user_id: named.user,
  };
}

const isFailure = (part: unknown): boolean => objectOf(part).type === 'error';

/** Why the answer failed: LibreChat writes it in place of the answer, or as a part of it. */
function failureOf(message: JsonObject): unknown {
  const part = objectOf(listOf(message.content).find(isFailure));
  const said = part.error ?? textOf(part.text) ?? undefined;
  if (said !== undefined) return said;
  return isYes(message.error) ? (filledText(message.text) ?? 'the answer failed') : undefined;
}

function answersOf(message: JsonObject): PartFields[] {
  return isYes(message.error) && listOf(message.content).length === 0 ? [] : partsOf(message);
}

/** Parts of the content where a message has them, else its text; then its files. */
function partsOf({ content, text, files }: JsonObject): PartFields[] {
  const parts = isList(content) && content.length > 0 ? content : undefined;
  const said = parts?.filter((part) => !isFailure(part)).flatMap(contentOf);
  return [...(said ?? contentParts(filledText(text))), ...objectsOf(files).map(filePart)];
}

const filePart = (file: JsonObject): PartFields => ({
  type: typeof file.type === 'string' && file.type.startsWith('image/') ? 'image' : 'file',
  content: file,
  name: file.filename,
});

/** Assistants write a text as an object with its annotations. */
const textOf = (text: unknown): unknown => objectOf(text).value ?? text;

function contentOf(part: unknown): PartFields[] {
  if (!isObject(part)) return contentParts([part]);
  if (part.type === 'text') return [{ type: 'text', content: textOf(part.text) }];
  if (part.type === 'think') return [{ type: 'thinking', content: textOf(part.think) }];
  if (part.type === 'image_file') return [{ type: 'image', content: part.image_file }];
  if (part.type === 'tool_call' && isObject(part.tool_call)) return calledTool(part.tool_call);
  return contentParts([part]);
}

/** A call and what the tool returned stand in one part. */
function calledTool(call: JsonObject): PartFields[] {
  const inner = isObject(call.function) ? call.function : call;
  const kind = typeof call.type === 'string' ? call.type : '';
  const name = inner.name ?? kind;
  const asked = inner.args ?? inner.arguments ?? call[kind] ?? null;
  const output = filledText(call.output ?? inner.output);
  const about = { name, tool_call_id: call.id };
  return [
    { type: 'tool_call', content: asked, ...about },
    ...(output === undefined
      ? []
      : [{ type: 'tool_result' as const, content: resultText(output), ...about }]),
  ];
}

function say(
  side: 'input' | 'output',
  message: JsonObject,
  emit: Emit,
  options: MessageOptions = {},
): void {
  const parts = partsOf(message);
  emit.message(
    side,
    isOfUser(message) ? 'user' : 'assistant',
    parts.length > 0 ? parts : [{ type: 'text', content: null }],
    options,
  );
}

function answer(message: JsonObject, emit: Emit): void {
  if (answersOf(message).length > 0) say('output', message, emit);
  for (const attachment of objectsOf(message.attachments)) emitFound(attachment, emit);
  const { rating, tag, text } = objectOf(message.feedback);
  if ((rating ?? undefined) === undefined) return;
  emit.feedback({
    what: 'feedback',
    value: rating,
    comment: filledText(text) ?? (isObject(tag) ? tag.key : tag),
  });
}

/** What a search of files or of the web found. */
function emitFound({ file_search, web_search }: JsonObject, emit: Emit): void {
  for (const { content, fileName, fileId, relevance } of objectsOf(objectOf(file_search).sources)) {
    emit.context({ content, document_id: fileId, source: fileName, score: relevance });
  }
  const { organic, topStories } = objectOf(web_search);
  for (const page of [...objectsOf(organic), ...objectsOf(topStories)]) {
    const content = filledText(page.content) ?? filledText(page.snippet) ?? page.title ?? page;
    emit.context({ content, source: page.link });
  }
}

function restOfMessage(message: JsonObject): JsonObject {
  const { messageId, content, text, feedback } = message;
  const opinion = objectOf(feedback);
  const attached = objectsOf(message.attachments).map((one) => restOf(one, FOUND));
  return {
    messageId,
    ...restOf(message, MESSAGE_TAKEN),
    // The text beside parts mostly repeats them, but need not.
    ...(listOf(content).length > 0 && filledText(text) !== undefined && { text }),
    ...(Object.keys(opinion).length > 0 && { feedback: opinion }),
    ...(attached.length > 0 && { attachments: attached }),
  };
}
