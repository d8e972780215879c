import {
  type Emit,
  type Format,
  type JsonObject,
  type TurnFields,
  type TurnKind,
  Unmapped,
} from './format.ts';
import { objectOf, restOf } from './json-values.ts';
import { responsesItem } from './openai-responses-body.ts';

const LINES: ReadonlySet<unknown> = new Set([
  ...['session_meta', 'turn_context', 'response_item', 'event_msg', 'compacted'],
]);
const RESULTS: ReadonlySet<unknown> = new Set(['function_call_output', 'custom_tool_call_output']);
const ITEM_TAKEN: ReadonlySet<string> = new Set([
  ...[
    'id',
    'type',
    'role',
    'content',
    'summary',
    'arguments',
    'input',
    'output',
    'name',
    'call_id',
  ],
]);
const META_TAKEN: ReadonlySet<string> = new Set(['id', 'instructions', 'base_instructions']);

/**
 * Session transcripts of Codex (~/.codex/sessions/…/rollout-….jsonl; codex-rs/protocol of openai/codex): a line an item
 * of the Responses API, beside notes of the program, which repeat what items say. Lines do not name their session: a file
 * is one. Each line is mapped as it stands: what the model gave is a turn, what the user gave a request, what a tool
 * returned a step.
 */
export const codex: Format = {
  id: 'codex',
  title: 'Codex session transcripts',
  recognise: (record) => (isLine(record) ? 1 : 0),
  map(record, emit) {
    if (!isLine(record)) throw new Unmapped('no line of a session');
    mapLine(record, objectOf(record.payload), emit);
  },
};

const isLine = ({ timestamp, type, payload }: JsonObject): boolean =>
  typeof timestamp === 'string' && LINES.has(type) && Object.keys(objectOf(payload)).length > 0;

function mapLine(line: JsonObject, payload: JsonObject, emit: Emit): void {
  switch (line.type) {
    case 'session_meta':
      start(line, 'agent', emit, {
        external_id: payload.id,
        session_id: payload.id,
        metadata: restOf(payload, META_TAKEN),
      });
      emitText('system', payload.instructions ?? objectOf(payload.base_instructions).text, emit);
      return;
    case 'turn_context':
      start(line, 'chain', emit, { requested_model: payload.model, metadata: payload });
      return;
    case 'compacted':
      start(line, 'request', emit, { metadata: { type: 'compacted' } });
      emitText('user', payload.message, emit);
      return;
    case 'response_item':
      mapItem(line, payload, emit);
      return;
    default:
      throw new Unmapped('a note of the program, which items of the session repeat');
  }
}

function mapItem(line: JsonObject, item: JsonObject, emit: Emit): void {
  const isResult = RESULTS.has(item.type);
  const { role, parts } = responsesItem(
    isResult ? { ...item, type: 'function_call_output' } : item,
  );
  const isAnswer = role === 'assistant';
  start(line, isResult ? 'tool' : isAnswer ? 'model' : 'request', emit, {
    external_id: item.id,
    metadata: restOf(item, ITEM_TAKEN),
  });
  emit.message(isAnswer ? 'output' : 'input', role, parts);
}

function start(line: JsonObject, kind: TurnKind, emit: Emit, fields: Partial<TurnFields>): void {
  emit.turn({
    kind,
    capture: 'application',
    conversation: 'session',
    conversation_scope: 'file',
    started_at: line.timestamp,
    ...fields,
  });
}

function emitText(role: string, content: unknown, emit: Emit): void {
  if (typeof content !== 'string' || content === '') return;
  emit.message('input', role, [{ type: 'text', content }]);
}
