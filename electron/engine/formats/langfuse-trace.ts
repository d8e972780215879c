import type { Emit, JsonObject } from './format.ts';
import { field, objectsOf, restOf } from './json-values.ts';
import { emitScore } from './langfuse-score.ts';
import { filledText, heldObject } from './run-fields.ts';
import { emitAnswered, emitGiven } from './step-texts.ts';

const TAKEN: ReadonlySet<string> = new Set([
  ...['id', 'timestamp', 'sessionId', 'session_id', 'userId', 'user_id', 'release', 'environment'],
  ...['input', 'output', 'scores', 'corrections', 'observations', 'latency', 'metadata'],
  ...['createdAt', 'created_at', 'updatedAt', 'updated_at', 'projectId', 'project_id'],
]);

/** Fields that only traces have, of which one is always there. */
const OWN = ['bookmarked', 'public', 'sessionId', 'session_id', 'userId', 'user_id', 'tags'];

export const isTrace = (record: JsonObject): boolean =>
  typeof record.id === 'string' &&
  record.timestamp !== undefined &&
  field(record, 'traceId') === undefined &&
  ('projectId' in record || 'project_id' in record || 'htmlPath' in record) &&
  OWN.some((name) => name in record);

/** A row of the traces table: what the whole of it was given and gave. It stands with its observations. */
export function mapTrace(trace: JsonObject, emit: Emit): void {
  const metadata = heldObject(trace.metadata, emit.decoded);
  emit.turn({
    kind: 'chain',
    capture: 'application',
    conversation: trace.id,
    external_id: trace.id,
    span_id: trace.id,
    started_at: trace.timestamp,
    release: filledText(trace.release),
    environment: filledText(trace.environment),
    user_id: filledText(field(trace, 'userId')),
    session_id: filledText(field(trace, 'sessionId')),
    metadata: { ...restOf(trace, TAKEN), ...(metadata && { metadata }) },
  });
  emitGiven(trace.input, { kind: 'chain' }, emit);
  emitAnswered(trace.output, { kind: 'chain' }, emit);
  for (const score of [...objectsOf(trace.scores), ...objectsOf(trace.corrections)]) {
    emitScore(score, emit);
  }
}
