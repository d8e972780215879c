import { anthropicResponseFields } from './anthropic-body.ts';
import { aroundFirst } from './around-first.ts';
import { contentPart, contentParts } from './chat-parts.ts';
import {
  type Emit,
  type Format,
  type JsonObject,
  type PartFields,
  type TurnFields,
  Unmapped,
  type Within,
} from './format.ts';
import { isList, isObject, listOf, nameOf, objectOf, objectsOf, restOf } from './json-values.ts';

const LINE_TAKEN: ReadonlySet<string> = new Set([
  ...['uuid', 'sessionId', 'session_id', 'timestamp', 'message', 'type'],
]);
const MESSAGE_TAKEN: ReadonlySet<string> = new Set([
  ...['id', 'type', 'role', 'model', 'content', 'stop_reason'],
]);
const LINES: ReadonlySet<string> = new Set(['loglines']);

/**
 * Session transcripts of Claude Code (code.claude.com/docs; ~/.claude/projects/PROJECT/SESSION.jsonl), a line a message,
 * or a document with the lines of a session, each a record. A line of the assistant is a turn, one of the user a
 * request, one with what tools returned a step. One answer may be told over several lines that share `message.id`, which
 * is the turn's external id: each line is one event of it, and the tokens that they repeat count once.
 */
export const claudeCode: Format = {
  id: 'claude-code',
  title: 'Claude Code session transcripts',
  recognise(record) {
    if (isLine(record)) return 'sessionId' in record || 'uuid' in record ? 1 : 0.5;
    if (objectsOf(record.loglines).some(isLine)) return 1;
    return isNote(record) ? 0.8 : 0;
  },
  records: ['loglines[*]'],
  map(record, emit, within) {
    if (!isLine(record)) throw new Unmapped(reasonAgainst(record));
    mapLine(record, within, emit);
  },
};

const isLine = (record: JsonObject): boolean =>
  (record.type === 'user' || record.type === 'assistant') &&
  isObject(record.message) &&
  'role' in record.message &&
  'content' in record.message &&
  ('timestamp' in record || 'uuid' in record || 'sessionId' in record);

/** Lines about the session: summaries, snapshots of files, queues, notes of the program. */
const isNote = (record: JsonObject): boolean =>
  typeof record.type === 'string' &&
  !('message' in record) &&
  ('sessionId' in record || 'leafUuid' in record || 'messageId' in record) &&
  ('leafUuid' in record || 'snapshot' in record || 'operation' in record || 'uuid' in record);

const reasonAgainst = ({ type }: JsonObject): string =>
  typeof type === 'string' && /^[\w-]{1,40}$/.test(type)
    ? `no message but a note of the program: ${type}`
    : 'no message of a session';

function mapLine(line: JsonObject, within: Within | undefined, emit: Emit): void {
  const message = objectOf(line.message);
  const isAnswer = message.role === 'assistant';
  const blocks = objectsOf(message.content);
  const results = blocks.filter(({ type }) => type === 'tool_result');
  const rest = restOf(message, MESSAGE_TAKEN);
  const session = restOf(aroundFirst(within)[0] ?? {}, LINES);
  const failure = failureOf(line, message);
  emit.turn({
    kind: isAnswer && failure === undefined ? 'model' : results.length > 0 ? 'tool' : 'request',
    capture: 'application',
    ...conversationOf(line, within),
    ...(isAnswer ? anthropicResponseFields(message) : {}),
    external_id: (isAnswer ? message.id : undefined) ?? line.uuid,
    event_of: isAnswer ? nameOfAnswer(line, message) : undefined,
    started_at: line.timestamp,
    session_id: sessionOf(line),
    error: failure,
    metadata: {
      ...(session && { session }),
      ...restOf(line, LINE_TAKEN),
      ...(line.uuid != null && { uuid: line.uuid }),
      ...(rest && { message: rest }),
    },
  });
  if (failure !== undefined) return;
  if (results.length > 0) emit.message('input', 'tool', results.map(resultPart));
  const others = isList(message.content)
    ? message.content.filter((block) => !isObject(block) || block.type !== 'tool_result')
    : message.content;
  if (results.length > 0 && isList(others) && others.length === 0) return;
  const parts = contentParts(others);
  emit.message(
    isAnswer ? 'output' : 'input',
    message.role,
    parts.length > 0 ? parts : [{ type: 'text', content: null }],
  );
}

/** Why a call failed: the program writes it in place of the answer, and in newer versions names the kind beside it. */
function failureOf(line: JsonObject, { role, content }: JsonObject): unknown {
  if (line.isApiErrorMessage !== true || role !== 'assistant') return undefined;
  const said = contentParts(content).flatMap((part) =>
    part.type === 'text' && typeof part.content === 'string' ? [part.content] : [],
  );
  return said.length > 0 ? said.join('\n') : (line.error ?? 'the API answered with an error');
}

/** The program that a session was run by may write `session_id`. */
const sessionOf = ({ sessionId, session_id }: JsonObject): unknown => sessionId ?? session_id;

/** A session that goes on from another repeats its answers: they are its own there. */
function nameOfAnswer(line: JsonObject, { id }: JsonObject): string | undefined {
  const [session, message] = [nameOf(sessionOf(line)), nameOf(id)];
  if (message === undefined) return undefined;
  return session === undefined ? `message ${message}` : `${session}/message ${message}`;
}

/**
 * Work of subagents within a session is a conversation of its own. Lines of a document that name no session are one
 * conversation, known by how the first of them is named or when it was written.
 */
function conversationOf(line: JsonObject, within: Within | undefined): Partial<TurnFields> {
  const { isSidechain, agentId } = line;
  const sessionId = sessionOf(line);
  if (sessionId === undefined && within) return sessionOfDocument(within);
  const isSubagent =
    isSidechain === true && typeof sessionId === 'string' && typeof agentId === 'string';
  return { conversation: isSubagent ? `${sessionId}/${agentId}` : sessionId };
}

function sessionOfDocument({ around }: Within): Partial<TurnFields> {
  const { uuid, timestamp } = objectOf(listOf(around[0]?.loglines)[0]);
  return { conversation: uuid ?? timestamp, conversation_scope: 'file' };
}

function resultPart(block: JsonObject): PartFields {
  const part = contentPart(block);
  if (block.is_error !== true) return part;
  return { ...part, content: { is_error: true, content: block.content } };
}
