import { type Emit, type Format, type JsonObject, type PartFields, Unmapped } from './format.ts';
import { isList, isObject, isSame, nameOf, objectOf, objectsOf, restOf } from './json-values.ts';
import { openNested, parseNested } from './nested-json.ts';
import { emitDocuments } from './retrieved-documents.ts';
import { filledText, heldObject, millisecondsOf, numberOrGiven } from './run-fields.ts';

const ROW_TAKEN: ReadonlySet<string> = new Set([
  ...['record_id', 'input', 'output', 'record_json', 'cost_json', 'perf_json', 'ts', 'latency'],
]);
const HELD_TAKEN: ReadonlySet<string> = new Set([
  ...['record_id', 'app_id', 'main_input', 'main_output', 'main_error', 'perf', 'ts', 'tags'],
]);
const CALLS = '_calls';
/** Methods that look passages up. */
const RETRIEVES = /retriev|relevant_doc|search/i;

/**
 * Records of TruLens (truera/trulens): rows of `get_records_and_feedback`, of its table of records, or records by
 * themselves, with what was called within. A record is a turn; what a method that retrieves gave back is passages.
 * Results of feedback functions are verdicts; a result without calls of a judge is feedback.
 */
export const truLens: Format = {
  id: 'trulens',
  title: 'TruLens records and feedback',
  recognise: (record) => (isRow(record) || isRecord(record) ? 1 : 0),
  map(record, emit) {
    if (isRow(record)) mapRow(record, emit);
    else if (isRecord(record)) mapTurn(record, {}, emit);
    else throw new Unmapped('no record of an application');
  },
};

const isRow = (record: JsonObject): boolean =>
  'record_id' in record && 'app_id' in record && 'record_json' in record;

const isRecord = (record: JsonObject): boolean =>
  'record_id' in record && 'app_id' in record && 'main_input' in record && isList(record.calls);

function mapRow(row: JsonObject, emit: Emit): void {
  mapTurn(heldObject(row.record_json, emit.decoded) ?? {}, row, emit);
  for (const name of Object.keys(row)) {
    if (name.endsWith(CALLS)) emitResult(row, name.slice(0, -CALLS.length), emit);
  }
}

function mapTurn(held: JsonObject, row: JsonObject, emit: Emit): void {
  const cost = heldObject(held.cost ?? row.cost_json, emit.decoded) ?? {};
  const perf = heldObject(held.perf ?? row.perf_json, emit.decoded) ?? {};
  const columns = columnsOf(row, emit.decoded);
  const given = filledText(held.main_input ?? columns.input ?? undefined);
  const answered = filledText(held.main_output ?? columns.output ?? undefined);
  const rest = restOf(held, HELD_TAKEN);
  emit.turn({
    kind: answered === undefined ? 'request' : 'model',
    capture: 'application',
    external_id: row.record_id ?? held.record_id,
    started_at: filledText(perf.start_time) ?? filledText(row.ts ?? held.ts ?? undefined),
    ended_at: filledText(perf.end_time),
    latency_ms: millisecondsOf(row.latency) ?? filledText(row.latency),
    prompt_tokens: numberOrGiven(cost.n_prompt_tokens),
    completion_tokens: numberOrGiven(cost.n_completion_tokens),
    release: nameOf(row.app_version),
    error: filledText(held.main_error ?? undefined),
    metadata: {
      ...restOf(row, ROW_TAKEN),
      ...(row.app_id === undefined && { app_id: held.app_id, tags: held.tags }),
      ...(rest && { record: rest }),
    },
  });
  if (given !== undefined) emit.message('input', 'user', [partOf(given)]);
  if (answered !== undefined) emit.message('output', 'assistant', [partOf(answered)]);
  emitRetrieved(objectsOf(held.calls), emit);
}

/** The columns may both be JSON, as the database keeps them; where only one looks so, its marks are of what was said. */
function columnsOf(row: JsonObject, decoded: boolean): { input: unknown; output: unknown } {
  const [input, output] = [row.input, row.output].map((value) => openedColumn(value, decoded));
  const isJson = [input, output].every((column) => column?.isJson !== false);
  return isJson
    ? { input: input?.opened, output: output?.opened }
    : { input: openNested(row.input, decoded), output: openNested(row.output, decoded) };
}

/** Undefined for a column that holds nothing. */
function openedColumn(
  value: unknown,
  decoded: boolean,
): { readonly opened: unknown; readonly isJson: boolean } | undefined {
  const given = filledText(value ?? undefined);
  if (given === undefined) return undefined;
  if (typeof given !== 'string' || !/^\s*(?:["[{]|null\s*$)/.test(given)) {
    return { opened: given, isJson: typeof given !== 'string' };
  }
  const opened = parseNested(given, decoded);
  return {
    opened: opened ?? (given.trim() === 'null' ? undefined : given),
    isJson: opened !== undefined,
  };
}

const partOf = (content: unknown): PartFields => ({
  type: typeof content === 'string' ? 'text' : 'json',
  content,
});

/** A method and what it calls within may give back the same passages. */
function emitRetrieved(calls: readonly JsonObject[], emit: Emit): void {
  const given: unknown[] = [];
  for (const { stack, rets } of calls) {
    const method = nameOf(objectOf(objectsOf(stack).at(-1)?.method).name) ?? '';
    if (!RETRIEVES.test(method) || !isPassages(rets)) continue;
    if (given.some((other) => isSame(other, rets))) continue;
    given.push(rets);
    emitDocuments(rets, emit);
  }
}

const isPassages = (rets: unknown): boolean =>
  isList(rets) && rets.every((one) => isObject(one) || typeof one === 'string');

/** The result of one feedback function, and why its judge gave it. */
function emitResult(row: JsonObject, what: string, emit: Emit): void {
  const value = row[what] ?? undefined;
  if (value === undefined) return;
  const calls = openNested(row[`${what}${CALLS}`], emit.decoded);
  const judged = objectsOf(calls);
  const reasons = judged
    .map(({ meta }) => objectOf(meta).reason)
    .filter((one) => typeof one === 'string');
  const isJudged = isList(calls) ? calls.length > 0 : filledText(calls ?? undefined) !== undefined;
  const fact = { what, value, comment: reasons.length > 0 ? reasons.join('\n') : undefined };
  if (isJudged) emit.verdict(fact);
  else emit.feedback(fact);
}
