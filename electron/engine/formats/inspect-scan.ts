import { type Format, type JsonObject, Unmapped } from './format.ts';
import { restOf } from './json-values.ts';

const TAKEN: ReadonlySet<string> = new Set([
  ...['transcript_id', 'timestamp', 'scanner_name', 'value', 'explanation', 'scan_error'],
]);

/**
 * Results of Inspect Scout (meridianlabs-ai/inspect_scout): what a scanner found in a transcript of an evaluation, one
 * row a result. It is no conversation: each row is a step of review, its finding a verdict.
 */
export const inspectScan: Format = {
  id: 'inspect-scan',
  title: 'Inspect Scout scan results',
  recognise: (record) => (isResult(record) ? 1 : 0),
  map(record, emit) {
    if (!isResult(record)) throw new Unmapped('no result of a scan');
    emit.turn({
      kind: 'guardrail',
      capture: 'application',
      conversation: record.transcript_id,
      started_at: record.timestamp,
      error: record.scan_error,
      metadata: restOf(record, TAKEN),
    });
    emit.verdict({
      what: typeof record.scanner_name === 'string' ? record.scanner_name : 'scanner',
      value: record.value,
      comment: record.explanation ?? record.answer,
      at: record.timestamp,
    });
  },
};

const isResult = (record: JsonObject): boolean =>
  'transcript_id' in record && 'scanner_name' in record && 'value' in record;
