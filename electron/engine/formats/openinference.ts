import { flatAttributes } from './flat-attributes.ts';
import { type Emit, type Format, type JsonObject, Unmapped } from './format.ts';
import { firstOf, isObject, listOf, nameOf, objectOf, objectsOf, restOf } from './json-values.ts';
import { CONVERSATION_ID } from './span-conversation.ts';
import { emitJudgement } from './span-facts.ts';
import { mapSpan } from './span-turn.ts';
import { attributesAlone, idOf, type Span, type SpanEvent } from './span.ts';

const NAMED_LISTS = '*[*]';
const TRACE = 'context.trace_id';
const SPAN = 'context.span_id';
const ATTRIBUTES = 'attributes.';
const EVALUATION = /^eval\.(.+)\.(label|score|explanation)$/s;

/**
 * Spans as Phoenix exports them (Arize-ai/phoenix): objects, lists of them under names, or the rows of a data frame,
 * whose columns are `context.span_id` and `attributes.llm.model_name`. OpenTelemetry's Python console exporter writes
 * the same objects.
 */
export const openInference: Format = {
  id: 'openinference',
  title: 'OpenInference spans (Arize Phoenix), objects and data frames',
  records: [NAMED_LISTS],
  recognise(record) {
    if (isSpan(record) || isRow(record)) return 1;
    if (isBareAttributes(record)) return 0.9;
    const lists = Object.values(record);
    return lists.length > 0 && lists.every(isListOfSpans) ? 1 : 0;
  },
  map(record, emit) {
    const span = isRow(record)
      ? spanOfRow(record)
      : isSpan(record)
        ? spanOf(record)
        : isBareAttributes(record)
          ? attributesAlone(flatAttributes(record), record[CONVERSATION_ID])
          : undefined;
    if (span === undefined) throw new Unmapped('no span');
    mapSpan(span, emit);
    emitAnnotations(record, emit);
  },
};

function isSpan(record: JsonObject): boolean {
  const { trace_id, span_id } = objectOf(record.context);
  if (!isName(trace_id) || !isName(span_id)) return false;
  return 'span_kind' in record || isObject(record.attributes) || 'start_time' in record;
}

const isRow = (record: JsonObject): boolean => isName(record[TRACE]) && isName(record[SPAN]);

/** Ids of zeros, which name no span, are an exporter's way to write a span all the same. */
const isName = (value: unknown): boolean => (nameOf(value) ?? '') !== '';

/** Attributes of one call without a span around them. */
const isBareAttributes = (record: JsonObject): boolean =>
  'openinference.span.kind' in record ||
  Object.keys(record).filter((name) => /^llm\.[a-z_]+/.test(name)).length >= 2;

const isListOfSpans = (value: unknown): boolean =>
  objectsOf(value).some(isSpan) && listOf(value).every(isObject);

const SPAN_TAKEN: ReadonlySet<string> = new Set([
  ...['name', 'context', 'span_kind', 'parent_id', 'start_time', 'end_time', 'status_code'],
  ...['status_message', 'status', 'attributes', 'events', 'resource', 'annotations'],
  'span_annotations',
]);

function spanOf(record: JsonObject): Span {
  const context = objectOf(record.context);
  const attributes = flatAttributes(objectOf(record.attributes));
  const status = objectOf(record.status);
  return {
    name: record.name,
    kind: record.span_kind,
    trace: idOf(context.trace_id),
    id: idOf(context.span_id),
    parent: idOf(record.parent_id),
    startedAt: record.start_time,
    endedAt: record.end_time,
    attributes,
    events: objectsOf(record.events).map(eventOf),
    failed: (record.status_code ?? status.status_code) === 'ERROR',
    failure: record.status_message ?? status.description,
    conversation: attributes[CONVERSATION_ID],
    resource: flatAttributes(objectOf(objectOf(record.resource).attributes)),
    rest: restOf(record, SPAN_TAKEN),
  };
}

const ROW_TAKEN: ReadonlySet<string> = new Set([...SPAN_TAKEN, TRACE, SPAN]);

/** In a data frame a column that another row fills is null here; lists are lists, or JSON. */
function spanOfRow(record: JsonObject): Span {
  const given: Record<string, unknown> = { __proto__: null };
  const beside: Record<string, unknown> = { __proto__: null };
  for (const name in record) {
    if (name.startsWith(ATTRIBUTES)) given[name.slice(ATTRIBUTES.length)] = record[name];
    else if (!EVALUATION.test(name)) beside[name] = record[name];
  }
  const attributes = flatAttributes(given);
  return {
    name: record.name,
    kind: record.span_kind,
    trace: idOf(record[TRACE]),
    id: idOf(record[SPAN]),
    parent: idOf(record.parent_id),
    startedAt: record.start_time,
    endedAt: record.end_time,
    attributes,
    events: objectsOf(record.events).map(eventOf),
    failed: record.status_code === 'ERROR',
    failure: record.status_message,
    conversation: attributes[CONVERSATION_ID],
    rest: restOf(beside, ROW_TAKEN),
  };
}

const eventOf = (event: JsonObject): SpanEvent => ({
  name: typeof event.name === 'string' ? event.name : '',
  at: event.timestamp,
  attributes: objectOf(event.attributes),
});

/** What people and judges said of the span: a list beside it, or columns `eval.NAME.score`. */
function emitAnnotations(record: JsonObject, emit: Emit): void {
  for (const annotation of objectsOf(record.annotations ?? record.span_annotations)) {
    emitAnnotation(annotation, emit);
  }
  const evaluations = new Map<string, Record<string, unknown>>();
  for (const column in record) {
    const [, name, field] = EVALUATION.exec(column) ?? [];
    if (name === undefined || field === undefined || record[column] == null) continue;
    evaluations.set(name, { ...evaluations.get(name), [field]: record[column] });
  }
  for (const [name, { score, label, explanation }] of evaluations) {
    emitJudgement({ name, score, label, comment: explanation }, (fact) => emit.verdict(fact));
  }
}

function emitAnnotation(annotation: JsonObject, emit: Emit): void {
  const said = isObject(annotation.result) ? annotation.result : annotation;
  const judgement = {
    name: nameOf(annotation.name) ?? nameOf(annotation.annotation_name) ?? 'unnamed',
    score: said.score,
    label: said.label,
    comment: said.explanation,
    at: annotation.created_at,
    who: firstOf(annotation, ['user_id', 'identifier', 'annotator_kind']),
  };
  emitJudgement(judgement, (fact) => {
    if (annotation.annotator_kind === 'HUMAN') emit.feedback(fact);
    else emit.verdict(fact);
  });
}
