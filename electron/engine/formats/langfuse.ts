import { type Format, type JsonObject, Unmapped, type Within } from './format.ts';
import { isList, isObject, listOf } from './json-values.ts';
import { isObservation, mapObservation, type Surroundings } from './langfuse-observation.ts';
import { emitScore, isScore } from './langfuse-score.ts';
import { isTrace, mapTrace } from './langfuse-trace.ts';

/**
 * Langfuse (its documentation, "Export from UI", "Export to blob storage", and its public API): the download of one
 * trace with its observations, and exports of observations, traces and scores, in camel case from the API and in snake
 * case from a blob storage.
 */
export const langfuse: Format = {
  id: 'langfuse',
  title: 'Langfuse traces, observations and scores',
  records: ['observations[*]'],
  recognise(record) {
    if (isTraceDocument(record) || isObservation(record)) return 1;
    return isScore(record) || isTrace(record) ? 0.9 : 0;
  },
  map(record, emit, within) {
    if (within !== undefined || isObservation(record)) {
      mapObservation(record, surroundings(within), emit);
    } else if (isScore(record)) {
      emitScore(record, emit);
    } else {
      const trace = isObject(record.trace) ? record.trace : record;
      if (!isTrace(trace)) throw new Unmapped('no trace, observation or score of Langfuse');
      mapTrace(trace, emit);
    }
  },
};

/** The trace stands beside its observations, or, as the API gives it, around them. */
const isTraceDocument = (record: JsonObject): boolean =>
  isList(record.observations) && (isObject(record.trace) || isTrace(record));

/** What stands around an observation in the download of a trace; nothing around a row of an export. */
function surroundings(within: Within | undefined): Surroundings {
  const [document] = within?.around ?? [];
  if (document === undefined) return { trace: {}, observations: [], at: 0 };
  return {
    trace: isObject(document.trace) ? document.trace : document,
    observations: listOf(document.observations),
    at: Number(within?.at[0]),
  };
}
