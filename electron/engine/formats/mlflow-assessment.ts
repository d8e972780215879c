import type { Emit, JsonObject } from './format.ts';
import { idOf, spanName } from './span.ts';
import { isObject, listOf, nameOf, objectOf, objectsOf } from './json-values.ts';
import { filledText } from './run-fields.ts';
import { aboutTrace } from './traced-step.ts';

/**
 * What people and judges said of the trace, or of one of its spans: called before any turn is started. What people say
 * is feedback, what a judge or a program finds a verdict, what should have been answered a label.
 */
export function emitAssessments(info: JsonObject, trace: string | undefined, emit: Emit): void {
  for (const one of objectsOf(listOf(info.assessments))) emitAssessment(one, trace, emit);
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
    comment: filledText(one.rationale),
    ...(span === undefined ? aboutTrace(trace) : { key: span, key_kind: 'turn' as const }),
  };
  if (one.expectation !== undefined && one.expectation !== null) {
    emit.label({ ...fact, value: expectedIn(one.expectation) });
  } else {
    const value = saidIn(one.feedback);
    if (source.source_type === 'HUMAN') emit.feedback({ ...fact, value });
    else emit.verdict({ ...fact, value });
  }
}

/** What is expected or said stands in an object beside how it was written or why it failed, or alone. */
function expectedIn(expectation: unknown): unknown {
  if (!isObject(expectation)) return expectation;
  return expectation.value ?? objectOf(expectation.serialized_value).value;
}

function saidIn(feedback: unknown): unknown {
  if (!isObject(feedback)) return feedback;
  return feedback.value ?? objectOf(feedback.error).error_message ?? feedback.error;
}
