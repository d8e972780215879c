import type { Emit, JsonObject } from './format.ts';
import { idOf, spanName } from './span.ts';
import { isList, isObject, nameOf, objectOf, objectsOf, restOf } from './json-values.ts';
import { filledText } from './run-fields.ts';
import { aboutTrace } from './traced-step.ts';

/**
 * What people and judges said of the trace, or of one of its spans: called before any turn is started. What people say
 * is feedback, what a judge or a program finds a verdict, what should have been answered a label.
 */
export function emitAssessments(info: JsonObject, trace: string | undefined, emit: Emit): void {
  for (const one of objectsOf(info.assessments)) emitAssessment(one, trace, emit);
}

/** What stands in the place of assessments and is none, for the metadata. */
export function noAssessments({ assessments }: JsonObject): JsonObject | undefined {
  const others = isList(assessments) ? assessments.filter((one) => !isObject(one)) : assessments;
  const isNone = isList(others) ? others.length === 0 : filledText(others) === undefined;
  return isNone ? undefined : { assessments: others };
}

function emitAssessment(one: JsonObject, trace: string | undefined, emit: Emit): void {
  const source = objectOf(one.source);
  const name = nameOf(one.assessment_name) ?? nameOf(one.name) ?? 'assessment';
  const span = spanName(trace, idOf(one.span_id));
  const fact = {
    external_id: filledText(one.assessment_id),
    // One that was corrected later stays, and says so.
    what: one.valid === false ? `${name} (replaced)` : name,
    at: filledText(one.create_time) ?? filledText(one.create_time_ms),
    who: filledText(source.source_id) ?? filledText(source.source_type),
    ...(span === undefined ? aboutTrace(trace) : { key: span, key_kind: 'turn' as const }),
  };
  const said = filledText(one.expectation) ?? one.feedback;
  const error = (isObject(said) ? said.error : undefined) ?? one.error ?? undefined;
  const given = valueIn(said);
  const value = given ?? objectOf(error).error_message ?? error;
  const comment = commentOf(filledText(one.rationale), given === undefined ? undefined : error);
  if (said !== one.feedback) emit.label({ ...fact, value, comment });
  else if (source.source_type === 'HUMAN') emit.feedback({ ...fact, value, comment });
  else emit.verdict({ ...fact, value, comment });
}

const FAILED: ReadonlySet<string> = new Set(['error']);

/** What is expected or said stands in an object beside how it was written or why it failed, under other names, or alone. */
function valueIn(said: unknown): unknown {
  if (!isObject(said)) return said ?? undefined;
  const written = said.serialized_value;
  return said.value ?? (isObject(written) ? written.value : written) ?? restOf(said, FAILED);
}

/** Why something was found, and what failed all the same. */
function commentOf(rationale: unknown, error: unknown): unknown {
  const { error_code: code, error_message: message } = objectOf(error);
  const failed = nameOf(code) === undefined ? (message ?? error) : [code, message].join(': ');
  if (rationale === undefined || failed === undefined) return rationale ?? failed;
  return { rationale, error: failed };
}
