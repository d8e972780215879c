import { aroundFirst } from './around-first.ts';
import { type Emit, type Format, type JsonObject, Unmapped } from './format.ts';
import { isList, isObject, objectOf, restOf } from './json-values.ts';
import { emitPlainFacts, plainFields, plainPart } from './plain-fields.ts';

const RESULTS: ReadonlySet<string> = new Set(['results']);

/**
 * What RAGChecker checks, and what it found (README of amazon-science/RAGChecker): a query, an answer and the passages
 * that were retrieved for it, each a record. Metrics of an answer are verdicts; those of the whole file stand with the
 * first record.
 */
export const ragChecker: Format = {
  id: 'ragchecker',
  title: 'RAGChecker inputs and results',
  recognise(record) {
    if (isResult(record)) return 1;
    const { results } = record;
    return isList(results) && results.length > 0 && results.every((one) => isResult(objectOf(one)))
      ? 1
      : 0;
  },
  records: ['results[*]'],
  map(record, emit, within) {
    if (!isResult(record)) throw new Unmapped('no query with its passages');
    const fields = plainFields(record, ['query', 'response', 'metrics']);
    const file = restOf(aroundFirst(within)[0] ?? {}, RESULTS);
    emit.turn({
      ...fields,
      kind: typeof record.response === 'string' ? 'model' : 'request',
      metadata: { ...objectOf(fields.metadata), ...(file && { file }) },
    });
    emit.message('input', 'user', [plainPart(record.query)]);
    if (record.response !== undefined) {
      emit.message('output', 'assistant', [plainPart(record.response)]);
    }
    emitPlainFacts(record, emit);
    emitMetrics(record.metrics, emit);
  },
};

const isResult = (record: JsonObject): boolean =>
  'query' in record && isList(record.retrieved_context) && 'gt_answer' in record;

function emitMetrics(metrics: unknown, emit: Emit): void {
  if (!isObject(metrics)) return;
  for (const what of Object.keys(metrics)) emit.verdict({ what, value: metrics[what] });
}
