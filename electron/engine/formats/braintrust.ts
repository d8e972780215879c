import { saysUser } from './feedback.ts';
import {
  type Emit,
  type Format,
  type JsonObject,
  type TurnKind,
  Unmapped,
  type Within,
} from './format.ts';
import { isList, isObject, listOf, nameOf, objectOf, objectsOf, restOf } from './json-values.ts';
import { openNested } from './nested-json.ts';
import {
  errorSaid,
  filledText,
  heldObject,
  millisecondsOf,
  noNumbers,
  numeric,
} from './run-fields.ts';
import { spanName } from './span.ts';
import { aboutTrace, emitStep, sessionIn, tokensOf, userIn } from './traced-step.ts';

const KINDS: Readonly<Record<string, TurnKind>> = {
  llm: 'model',
  tool: 'tool',
  score: 'guardrail',
  review: 'human_review',
};

const TAKEN: ReadonlySet<string> = new Set([
  ...['id', 'created', 'input', 'output', 'error', 'scores', 'metadata', 'metrics', 'span_id'],
  ...['span_parents', 'root_span_id', 'is_root', 'expected', 'comments', '_pagination_key'],
]);

/** Spans of Braintrust's project logs and experiments, as its interface and its screen give them. */
export const braintrust: Format = {
  id: 'braintrust',
  title: 'Braintrust logs and experiments',
  records: ['events[*]', 'data[*]'],
  recognise: (record) =>
    isEvent(record) || [record.events, record.data].some((list) => objectsOf(list).some(isEvent))
      ? 1
      : 0,
  map(record, emit, within) {
    if (!isEvent(record)) throw new Unmapped('no span of Braintrust');
    mapEvent(record, rootOf(record, within), talkOf(record, within, emit.decoded), emit);
  },
};

const isEvent = (record: JsonObject): boolean =>
  typeof record.span_id === 'string' &&
  typeof record.root_span_id === 'string' &&
  ('span_attributes' in record || 'span_parents' in record) &&
  ('_xact_id' in record || 'scores' in record || 'metrics' in record);

/** Kept with the document, because every span of it asks. */
const roots = new WeakMap<JsonObject, ReadonlyMap<string, JsonObject>>();

/** The first span of the trace, which says who asked, where one document holds both. */
function rootOf(record: JsonObject, within: Within | undefined): JsonObject {
  const document = within?.around[0];
  if (document === undefined) return record;
  let known = roots.get(document);
  if (known === undefined) {
    const events = [...objectsOf(document.events), ...objectsOf(document.data)];
    known = new Map(
      events.filter(isRoot).map((event) => [nameOf(event.root_span_id) ?? '', event]),
    );
    roots.set(document, known);
  }
  return known.get(nameOf(record.root_span_id) ?? '') ?? record;
}

const isRoot = (event: JsonObject): boolean =>
  typeof event.is_root === 'boolean' ? event.is_root : event.span_id === event.root_span_id;

/** Kept with the document too: the session of each trace in it. */
const talks = new WeakMap<JsonObject, ReadonlyMap<string, string>>();

/**
 * The conversation of all steps of a trace alike, where one document holds them: the session that its first span names,
 * else the one that a step does. Undefined for a record by itself.
 */
function talkOf(
  record: JsonObject,
  within: Within | undefined,
  decoded: boolean,
): string | undefined {
  const document = within?.around[0];
  if (document === undefined) return undefined;
  let known = talks.get(document);
  if (known === undefined) {
    const events = [...objectsOf(document.events), ...objectsOf(document.data)];
    const named = new Map<string, string>();
    for (const event of [...events.filter(isRoot), ...events]) {
      const trace = nameOf(event.root_span_id) ?? '';
      const session = sessionIn(heldObject(event.metadata, decoded) ?? {});
      if (session !== undefined && !named.has(trace)) named.set(trace, session);
    }
    known = named;
    talks.set(document, known);
  }
  const trace = nameOf(record.root_span_id) ?? '';
  return known.get(trace) ?? trace;
}

function mapEvent(
  record: JsonObject,
  root: JsonObject,
  talk: string | undefined,
  emit: Emit,
): void {
  const attributes = heldObject(record.span_attributes, emit.decoded) ?? {};
  const metadata = heldObject(record.metadata, emit.decoded) ?? {};
  const above = heldObject(root.metadata, emit.decoded) ?? {};
  const metrics = heldObject(record.metrics, emit.decoded) ?? {};
  const type = nameOf(attributes.type) ?? '';
  const kind = Object.hasOwn(KINDS, type) ? (KINDS[type] ?? 'chain') : 'chain';
  const isWhole = kind !== 'model' && isRoot(record);
  if (isWhole) emitOpinions(record, aboutTrace(record.root_span_id), emit);
  const session = sessionIn(metadata) ?? sessionIn(above);
  const { prompt: _, ...settings } = metadata;
  const [parent] = listOf(openNested(record.span_parents, emit.decoded));
  emitStep(
    {
      kind,
      name: attributes.name,
      inputs: record.input,
      outputs: answerOf(record.output, emit.decoded),
      settings,
    },
    {
      capture: 'application',
      // The steps within it, in records of their own, know of no session: the trace stays together.
      conversation: talk ?? (isWhole ? record.root_span_id : (session ?? record.root_span_id)),
      session_id: session,
      external_id: record.span_id,
      span_id: spanName(nameOf(record.root_span_id), nameOf(filledText(record.span_id))),
      parent_span_id: spanName(nameOf(record.root_span_id), nameOf(filledText(parent))),
      started_at: metrics.start ?? filledText(record.created),
      ended_at: metrics.end,
      latency_ms: lasted(metrics),
      user_id: userIn(metadata) ?? userIn(above),
      prompt_version: kind === 'model' ? promptOf(metadata) : undefined,
      provider: kind === 'model' ? filledText(metadata.provider) : undefined,
      ...(kind === 'model' && tokensOf(metrics)),
      error: errorSaid(record.error),
      metadata: {
        ...metadataOf(record, metadata, measuredBeside(metrics, kind)),
        ...noScores(record, emit.decoded),
      },
    },
    emit,
  );
  if (!isWhole) emitOpinions(record, {}, emit);
}

/** The wrapper of OpenAI's client keeps the choices alone. */
function answerOf(output: unknown, decoded: boolean): unknown {
  const opened = openNested(output, decoded);
  const isChoices =
    isList(opened) &&
    opened.length > 0 &&
    opened.every((one) => isObject(one) && isObject(one.message));
  return isChoices ? { choices: opened } : output;
}

function lasted({ start, end }: JsonObject): number | undefined {
  const [from, to] = [numeric(start), numeric(end)];
  return from === undefined || to === undefined || to < from
    ? undefined
    : millisecondsOf(to - from);
}

function promptOf({ prompt }: JsonObject): string | undefined {
  const { id, key, version } = objectOf(prompt);
  const names = [nameOf(key) ?? nameOf(id), nameOf(version)].filter((name) => name !== undefined);
  return names.length > 0 ? names.join('@') : undefined;
}

const COUNTED = ['prompt_tokens', 'completion_tokens', 'tokens'];
const TIMES: ReadonlySet<string> = new Set(['start', 'end']);
const TOLD: ReadonlySet<string> = new Set([...TIMES, ...COUNTED]);

/** What was measured beside what columns say: only a call of a model has columns of tokens. */
const measuredBeside = (metrics: JsonObject, kind: TurnKind): JsonObject =>
  kind === 'model'
    ? { ...restOf(metrics, TOLD), ...noNumbers(metrics, COUNTED) }
    : (restOf(metrics, TIMES) ?? {});

function metadataOf(record: JsonObject, metadata: JsonObject, measured: JsonObject): JsonObject {
  return {
    ...restOf(record, TAKEN),
    ...(Object.keys(metadata).length > 0 && { metadata }),
    ...(Object.keys(measured).length > 0 && { metrics: measured }),
  };
}

/** What stands in the place of scores and names none: a number or a list alone. */
function noScores({ scores }: JsonObject, decoded: boolean): JsonObject | undefined {
  const said = filledText(scores);
  const isNone = said === undefined || isObject(openNested(said, decoded));
  return isNone || heldObject(said, decoded) !== undefined ? undefined : { scores: said };
}

/**
 * Scores stand on the span without who gave them: under a name of what users say they are feedback, under any other a
 * verdict. What should have been answered is a label, comments are of people.
 */
function emitOpinions(
  record: JsonObject,
  key: Partial<ReturnType<typeof aboutTrace>>,
  emit: Emit,
): void {
  for (const [what, value] of Object.entries(heldObject(record.scores, emit.decoded) ?? {})) {
    if (value === null) continue;
    const fact = { what, value, ...key };
    if (saysUser(what)) emit.feedback(fact);
    else emit.verdict(fact);
  }
  const comments = openNested(record.comments, emit.decoded);
  for (const one of isList(comments) ? comments : [comments]) {
    if (filledText(one ?? undefined) === undefined) continue;
    const { id, created, comment = one, metadata } = objectOf(one);
    const text = isObject(comment) ? (comment.text ?? comment) : comment;
    const who = userIn(objectOf(metadata));
    emit.feedback({
      external_id: id,
      what: 'comment',
      comment: text,
      at: filledText(created),
      who,
      ...key,
    });
  }
  const expected = filledText(record.expected);
  if (expected !== undefined) emit.label({ what: 'expected', value: expected, ...key });
}
