import { type Emit, type Format, type JsonObject, type TurnFields, Unmapped } from './format.ts';
import { isList, isObject, objectOf, objectsOf, restOf } from './json-values.ts';
import { plainPart } from './plain-fields.ts';

const ANSWER_TAKEN: ReadonlySet<string> = new Set([
  ...['id', 'source_id', 'model', 'temperature', 'labels', 'response'],
]);
const SOURCE_TAKEN: ReadonlySet<string> = new Set(['source_id', 'prompt', 'source_info']);

/**
 * RAGTruth (ParticleMedia/RAGTruth, README): answers of models with the spans that people found to be made up, and in
 * another file what they were asked. Answers to one source are one conversation, and each is given what the source asks.
 */
export const ragTruth: Format = {
  id: 'ragtruth',
  title: 'RAGTruth answers and sources',
  recognise: (record) => (isAnswer(record) || isSource(record) ? 1 : 0),
  map(record, emit) {
    if (isAnswer(record)) mapAnswer(record, emit);
    else if (isSource(record)) mapSource(record, emit);
    else throw new Unmapped('neither an answer nor a source');
  },
};

const isAnswer = (record: JsonObject): boolean =>
  'source_id' in record && isList(record.labels) && 'response' in record && 'quality' in record;

const isSource = (record: JsonObject): boolean =>
  'source_id' in record && 'source_info' in record && 'task_type' in record;

const ofSource = (record: JsonObject): TurnFields => ({
  capture: 'application',
  call_id: record.source_id,
  call_batch: 'ragtruth',
});

function mapAnswer(record: JsonObject, emit: Emit): void {
  emit.turn({
    ...ofSource(record),
    half: 'answer',
    conversation: record.source_id,
    external_id: record.id,
    model: record.model,
    temperature: record.temperature,
    metadata: restOf(record, ANSWER_TAKEN),
  });
  emit.message('output', 'assistant', [plainPart(record.response)]);
  for (const label of objectsOf(record.labels)) {
    const { label_type: what, text, ...about } = label;
    emit.label({
      what: typeof what === 'string' ? what : 'span',
      value: text,
      comment: about,
    });
  }
}

function mapSource(record: JsonObject, emit: Emit): void {
  emit.turn({
    ...ofSource(record),
    half: 'question',
    kind: 'request',
    metadata: restOf(record, SOURCE_TAKEN),
  });
  emit.message('input', 'user', [plainPart(record.prompt)]);
  const { source_info: source } = record;
  const passages = isObject(source) ? objectOf(source).passages : undefined;
  emit.context({ content: passages ?? source, document_id: record.source_id });
}
