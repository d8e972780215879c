import { anthropicResponseFields } from './anthropic-body.ts';
import { contentPart, contentParts } from './chat-parts.ts';
import { type Emit, type Format, type JsonObject, type PartFields, Unmapped } from './format.ts';
import { isList, isObject, listOf, objectOf, objectsOf, restOf } from './json-values.ts';

const LINE_TAKEN: ReadonlySet<string> = new Set([
  ...['uuid', 'sessionId', 'timestamp', 'message', 'type'],
]);
const MESSAGE_TAKEN: ReadonlySet<string> = new Set([
  ...['id', 'type', 'role', 'model', 'content', 'stop_reason'],
]);
const LINES: ReadonlySet<string> = new Set(['loglines']);

/**
 * Session transcripts of Claude Code (code.claude.com/docs; ~/.claude/projects/PROJECT/SESSION.jsonl), a line a message,
 * or the lines of a session in one document. A line of the assistant is a turn, one of the user a request, one with
 * what tools returned a step. One answer may be told over several lines that share `message.id`, which is the turn's
 * external id: each line is mapped as it stands, and the tokens that all of them repeat are given by each.
 */
export const claudeCode: Format = {
  id: 'claude-code',
  title: 'Claude Code session transcripts',
  recognise(record) {
    if (isLine(record)) return 'sessionId' in record || 'uuid' in record ? 1 : 0.5;
    if (objectsOf(record.loglines).some(isLine)) return 1;
    return isNote(record) ? 0.8 : 0;
  },
  map(record, emit) {
    if (isList(record.loglines)) {
      mapDocument(record, emit);
      return;
    }
    if (!isLine(record)) throw new Unmapped(reasonAgainst(record));
    mapLine(record, undefined, emit);
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

function mapDocument(record: JsonObject, emit: Emit): void {
  const lines = listOf(record.loglines);
  if (lines.length === 0) throw new Unmapped('a session without lines');
  let beside: JsonObject | undefined = { session: restOf(record, LINES) };
  if (beside.session === undefined) beside = undefined;
  const notes = lines.filter((line) => !isObject(line) || !isLine(line));
  if (notes.length === lines.length) throw new Unmapped('a session without messages');
  if (notes.length > 0) beside = { ...beside, notes };
  for (const line of lines) {
    if (!isObject(line) || !isLine(line)) continue;
    mapLine(line, beside, emit);
    beside = undefined;
  }
}

function mapLine(line: JsonObject, beside: JsonObject | undefined, emit: Emit): void {
  const message = objectOf(line.message);
  const isAnswer = message.role === 'assistant';
  const blocks = objectsOf(message.content);
  const results = blocks.filter(({ type }) => type === 'tool_result');
  const rest = restOf(message, MESSAGE_TAKEN);
  emit.turn({
    kind: isAnswer ? 'model' : results.length > 0 ? 'tool' : 'request',
    capture: 'application',
    conversation: conversationOf(line),
    ...(isAnswer ? anthropicResponseFields(message) : {}),
    external_id: (isAnswer ? message.id : undefined) ?? line.uuid,
    started_at: line.timestamp,
    session_id: line.sessionId,
    error:
      line.isApiErrorMessage === true ? (line.error ?? 'the API answered with an error') : null,
    metadata: {
      ...beside,
      ...restOf(line, LINE_TAKEN),
      ...(line.uuid != null && { uuid: line.uuid }),
      ...(rest && { message: rest }),
    },
  });
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

/** Work of subagents within a session is a conversation of its own. */
function conversationOf({ sessionId, isSidechain, agentId }: JsonObject): unknown {
  return isSidechain === true && typeof sessionId === 'string' && typeof agentId === 'string'
    ? `${sessionId}/${agentId}`
    : sessionId;
}

function resultPart(block: JsonObject): PartFields {
  const part = contentPart(block);
  if (block.is_error !== true) return part;
  return { ...part, content: { is_error: true, content: block.content } };
}
