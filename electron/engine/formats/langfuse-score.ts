import type { Emit, JsonObject } from './format.ts';
import { field } from './json-values.ts';
import { filledText } from './run-fields.ts';

export const isScore = (record: JsonObject): boolean =>
  typeof record.name === 'string' &&
  typeof record.source === 'string' &&
  typeof field(record, 'dataType') === 'string' &&
  ('value' in record || field(record, 'stringValue') !== undefined);

/** What an evaluator found is a verdict; what people say, by the screen or by an application, is feedback. */
export function emitScore(score: JsonObject, emit: Emit): void {
  const { name, source, value, comment, timestamp } = score;
  const text =
    filledText(field(score, 'stringValue')) ?? filledText(field(score, 'longStringValue'));
  const fact = {
    what: `${field(score, 'dataType') === 'CORRECTION' ? 'corrected ' : ''}${typeof name === 'string' ? name : 'score'}`,
    value: text ?? value,
    at: filledText(timestamp) ?? filledText(field(score, 'createdAt')),
    who: filledText(field(score, 'authorUserId')),
    comment: filledText(comment),
    key:
      filledText(field(score, 'observationId')) ??
      filledText(field(score, 'traceId')) ??
      filledText(field(score, 'sessionId')),
  };
  if (source === 'EVAL') emit.verdict(fact);
  else emit.feedback(fact);
}
