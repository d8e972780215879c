import type { Emit, JsonObject } from './format.ts';
import { firstOf, isList, isObject } from './json-values.ts';

/** Fields that hold passages which retrieval gave the model. */
export const CONTEXT_FIELDS = [
  ...['context', 'contexts', 'retrieved_context', 'retrieved_contexts', 'retrieved_documents'],
  ...['documents', 'passages', 'knowledge', 'ref_contents'],
] as const;

const TEXT = ['text', 'content', 'page_content', 'document', 'passage', 'body'];
const ID = ['id', 'document_id', 'doc_id', 'chunk_id'];
const SOURCE = ['source', 'url', 'uri', 'title', 'file'];
const SCORE = ['score', 'similarity', 'relevance_score'];

/** Whether passages stand beside the request: then the log is of before they were put into the prompt. */
export const hasContexts = (record: JsonObject): boolean =>
  CONTEXT_FIELDS.some((name) => record[name] != null && record[name] !== '');

/** Emits the passages of every context field of a record, in the order of `CONTEXT_FIELDS`. */
export function emitContexts(record: JsonObject, emit: Emit): void {
  for (const name of CONTEXT_FIELDS) {
    const value = record[name];
    if (value === undefined || value === null || value === '') continue;
    for (const passage of isList(value) ? value : [value]) emitPassage(passage, emit);
  }
}

/** A passage as a text, or as an object that holds its text under one of the usual names. */
export function emitPassage(passage: unknown, emit: Emit): void {
  if (!isObject(passage)) {
    emit.context({ content: passage });
    return;
  }
  const about = isObject(passage.metadata) ? passage.metadata : {};
  const text = firstOf(passage, TEXT);
  emit.context({
    content: text === undefined ? passage : text,
    document_id: firstOf(passage, ID) ?? firstOf(about, ID),
    source: firstOf(passage, SOURCE) ?? firstOf(about, SOURCE),
    score: firstOf(passage, SCORE),
  });
}
