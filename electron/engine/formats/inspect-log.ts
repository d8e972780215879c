import { aroundFirst } from './around-first.ts';
import { type Format, type JsonObject, Unmapped, type Within } from './format.ts';
import { mapInspectSample } from './inspect-sample.ts';
import { isList, isObject, objectsOf, restOf } from './json-values.ts';

const SAMPLES: ReadonlySet<string> = new Set(['samples']);

/**
 * Logs of Inspect AI evaluations (inspect.aisi.org.uk, log/_log.py of UKGovernmentBEIS/inspect_ai): each sample of the
 * JSON log is a record, as is one that stands alone in the archive form. What stands beside the samples there (header,
 * journal, summaries, scores over epochs) repeats or sums up and is refused with the reason.
 */
export const inspectLog: Format = {
  id: 'inspect-log',
  title: 'Inspect AI evaluation logs',
  recognise(record) {
    if (isSample(record)) return 1;
    if (isSampleInPieces(record) || isEvent(record)) return 1;
    if (isHeader(record)) return isList(record.samples) ? 1 : 0.9;
    return isSummary(record) || isReduction(record) ? 0.6 : 0;
  },
  // In scores over epochs `samples` are what was summed up: each is refused.
  records: ['samples[*]'],
  map(record, emit, within) {
    if (!isSample(record)) throw new Unmapped(reasonAgainst(record, within));
    mapInspectSample(record, restOf(aroundFirst(within)[0] ?? {}, SAMPLES), emit);
  },
};

const isSample = (record: JsonObject): boolean =>
  'epoch' in record &&
  'target' in record &&
  isList(record.messages) &&
  (isObject(record.output) || isList(record.events) || isObject(record.transcript));

/**
 * A writer that Inspect does not offer yet (log/_recorders/chunked) keeps a sample over many members: what stands once, and
 * in others its messages, events and attachments, to which it and the calls refer by number.
 */
const isSampleInPieces = (record: JsonObject): boolean =>
  'epoch' in record && isList(record.message_refs) && !isList(record.messages);

const isEvent = (record: JsonObject): boolean =>
  typeof record.event === 'string' && 'timestamp' in record && 'working_start' in record;

const isHeader = (record: JsonObject): boolean =>
  'version' in record &&
  isObject(record.eval) &&
  typeof record.eval.task === 'string' &&
  ('status' in record || 'plan' in record);

const isSummary = (record: JsonObject): boolean =>
  'epoch' in record &&
  'target' in record &&
  'input' in record &&
  ('scores' in record || 'model_usage' in record);

const isReduction = (record: JsonObject): boolean =>
  'scorer' in record && objectsOf(record.samples).some((score) => 'value' in score);

function reasonAgainst(record: JsonObject, within: Within | undefined): string {
  if (isSampleInPieces(record))
    return 'a sample whose messages stand in other members, which are not put together; import the log that it was made from';
  if (isEvent(record))
    return 'an event of a sample that stands in other members, which are not put together; import the log that it was made from';
  if (isSummary(record)) return 'a summary of a sample, which stands whole in a record of its own';
  if (isReduction(within?.around[0] ?? record)) return 'scores summed up over epochs';
  if (isHeader(record)) return 'a log or header of an evaluation that holds no samples';
  return 'neither a log nor a sample of an evaluation';
}
