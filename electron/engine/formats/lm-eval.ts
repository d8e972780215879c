import { hash } from 'node:crypto';
import {
  type Emit,
  type Format,
  type JsonObject,
  type PartFields,
  type SideFact,
  Unmapped,
} from './format.ts';
import { isList, isObject, listOf, nameOf, numberOf, objectOf, restOf } from './json-values.ts';
import { parseNested } from './nested-json.ts';
import { numberOrGiven } from './run-fields.ts';
import { saidMessages } from './message-dialects.ts';

/** What a sample says of itself; everything else of it is what a metric gave. */
const SAMPLE: ReadonlySet<string> = new Set([
  ...['doc_id', 'doc', 'target', 'arguments', 'resps', 'filtered_resps', 'filter', 'metrics'],
  ...['doc_hash', 'prompt_hash', 'target_hash'],
]);
const TAKEN = ['arguments', 'resps', 'target', 'metrics'];
/** What a filter made of the answers: each line of a sample has another. */
const OF_FILTER = ['filter', 'filtered_resps'];
const OF_LINE: ReadonlySet<string> = new Set([...OF_FILTER, 'metrics']);
/** What the lines of one sample have in common. */
const OF_SAMPLE = [...SAMPLE].filter((name) => !OF_LINE.has(name));
const SET: ReadonlySet<string> = new Set(['temperature', 'top_p', 'max_gen_toks', 'seed']);

/** What the model was asked for once: a text to go on with, and how, or a text whose likelihood counts. */
interface Request {
  readonly given: unknown;
  readonly settings: JsonObject | undefined;
  /** What the model did not write, but was asked how likely it is. */
  readonly scored: unknown;
  readonly answers: readonly unknown[];
}

/**
 * Samples of EleutherAI's lm-evaluation-harness (`--log_samples`; `samples_TASK_….jsonl`): a document of a task with what the
 * model was asked and said, one line for each filter of the answers. Each request is a turn, which the lines of all filters
 * tell; metrics are verdicts. The model's name stands in the name of the folder alone.
 */
export const lmEval: Format = {
  id: 'lm-eval',
  title: 'lm-evaluation-harness samples',
  recognise: (record) => (isSample(record) ? 1 : 0),
  map(record, emit) {
    if (!isSample(record)) throw new Unmapped('no sample of a task');
    const requests = requestsOf(record);
    if (requests.length === 0) throw new Unmapped('a sample without a request');
    const isFiltered = 'filter' in record;
    const judged = isFiltered ? unlike(record) : metricsOf(record);
    let beside = restOf(record, new Set([...judged, ...TAKEN, ...(isFiltered ? OF_FILTER : [])]));
    const sample = isFiltered ? sampleName(record, emit.decoded) : undefined;
    for (const [at, request] of requests.entries()) {
      const { settings } = request;
      emit.turn({
        ...(sample !== undefined && {
          conversation: sample,
          conversation_scope: 'file',
          step: `${sample}/${at}`,
        }),
        kind: request.answers.length > 0 ? 'model' : 'request',
        capture: 'application',
        external_id: nameOf(record.doc_id),
        temperature: numberOrGiven(settings?.temperature),
        top_p: numberOrGiven(settings?.top_p),
        max_tokens: numberOrGiven(settings?.max_gen_toks),
        seed: numberOrGiven(settings?.seed),
        params: settings && restOf(settings, SET),
        metadata: beside,
      });
      beside = undefined;
      say(request, emit);
    }
    if ((record.target ?? undefined) !== undefined)
      emit.label({ what: 'target', value: record.target });
    if (isFiltered) emit.verdict(filteredFact(record));
    for (const what of judged) {
      const value = record[what] ?? undefined;
      if (value !== undefined) emit.verdict({ what, value, comment: record.filter });
    }
  },
};

const isSample = (record: JsonObject): boolean =>
  'doc_id' in record && 'arguments' in record && isList(record.resps) && 'filtered_resps' in record;

/**
 * Of the lines of one sample. A file may hold several tasks, or runs of several models, whose documents have the same numbers:
 * the document, what should be answered and what was are part of the name.
 */
function sampleName(record: JsonObject, decoded: boolean): string {
  const said = JSON.stringify(comparable(OF_SAMPLE.map((name) => record[name])));
  const digest = hash('sha256', Buffer.from(said, decoded ? 'utf8' : 'latin1'));
  return `${nameOf(record.doc_id) ?? ''}/${digest.slice(0, 16)}`;
}

/** Deeper than this, samples are not compared. */
const DEEPEST = 100;

/** The value with its numbers alike, however exactly the record was read. */
function comparable(value: unknown, depth = 0): unknown {
  if (depth > DEEPEST) throw new Unmapped('a sample that is nested too deep');
  if (isList(value)) return value.map((one) => comparable(one, depth + 1));
  if (isObject(value)) return comparable(Object.entries(value), depth + 1);
  return numberOf(value) ?? value;
}

/** What the filter took from the answers, of which metrics speak. */
function filteredFact({ filter, filtered_resps: all }: JsonObject): SideFact {
  const [only, ...others] = listOf(all);
  const value = isList(all) && others.length === 0 ? only : all;
  return { what: 'filtered_resps', value, comment: filter };
}

/** Of a line for one filter all that no sample has by itself, be it a metric or not: another line may say it otherwise. */
const unlike = (record: JsonObject): string[] =>
  Object.keys(record).filter((name) => !SAMPLE.has(name));

/** Newer versions list their metrics; else they are what no sample has by itself. */
function metricsOf(record: JsonObject): string[] {
  const listed = listOf(record.metrics).filter((name) => typeof name === 'string');
  if (listed.length > 0) return listed.filter((name) => !SAMPLE.has(name));
  return unlike(record);
}

/** Older versions list the arguments of each request, newer ones name them `gen_args_0: {arg_0, arg_1}`. */
function requestsOf({ arguments: all, resps }: JsonObject): Request[] {
  const calls: unknown[] = isObject(all) ? Object.values(all) : [...listOf(all)];
  return calls.map((call, at): Request => {
    const [given, how] = isObject(call) ? [call.arg_0, call.arg_1] : listOf(call);
    const answered = listOf(resps)[at] ?? undefined;
    return {
      given,
      settings: isObject(how) ? how : undefined,
      scored: isObject(how) ? undefined : (how ?? undefined),
      answers: isList(answered) ? answered : answered === undefined ? [] : [answered],
    };
  });
}

function say({ given, scored, answers }: Request, emit: Emit): void {
  for (const message of messagesOf(given, emit.decoded)) {
    for (const { role, parts } of saidMessages(message))
      emit.message('input', role ?? 'user', parts);
  }
  if (scored !== undefined) emit.message('input', 'assistant', [partOf(scored)]);
  for (const [choice, answer] of answers.entries()) {
    const options = { choice, ...(scored !== undefined && { bare: true }) };
    emit.message('output', 'assistant', [partOf(answer)], options);
  }
}

const partOf = (content: unknown): PartFields => ({
  type: typeof content === 'string' ? 'text' : 'json',
  content,
});

/** A chat is written as JSON in a text, which may stand in a list; any other text is what a user says. */
function messagesOf(given: unknown, decoded: boolean): readonly unknown[] {
  const [only, ...others] = isList(given) ? given : [given];
  const text = others.length === 0 ? only : undefined;
  if (typeof text !== 'string') return isList(given) ? given : [{ role: 'user', content: given }];
  if (/^\s*\[\s*\{/.test(text)) {
    const opened = parseNested(text, decoded);
    if (isList(opened) && opened.every((one) => 'role' in objectOf(one))) return opened;
  }
  return [{ role: 'user', content: text }];
}
