import type { Emit, JsonObject } from './format.ts';
import { firstOf, isList, isObject, numberOf, objectOf } from './json-values.ts';

/** Fields that hold passages which retrieval gave the model. */
export const CONTEXT_FIELDS = [
  ...['context', 'contexts', 'retrieved_context', 'retrieved_contexts', 'retrieved_documents'],
  ...['documents', 'passages', 'knowledge', 'ref_contents'],
] as const;

const TEXT = ['text', 'content', 'page_content', 'document', 'passage', 'body'];
const ID = ['id', 'document_id', 'doc_id', 'chunk_id'];
const SOURCE = ['source', 'url', 'uri', 'title', 'file'];
const SCORE = ['score', 'similarity', 'relevance_score'];
/** How far from the question a search found it: the smaller, the better, so it is no score. */
const DISTANCE = ['distance', 'vector_distance'];
/** Where else a splitter says that a passage stands. */
const PLACE = ['doc_uri', 'file_name', 'filename', 'path'];

/** What a search says of a passage beside its text. */
const FOUND = [...SCORE, ...DISTANCE, ...SOURCE, ...ID, ...PLACE];

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

/** How far away a search found a passage, in what it says under names that begin so. */
export const distanceIn = (said: JsonObject, prefix = ''): unknown =>
  firstOf(
    said,
    DISTANCE.map((name) => `${prefix}${name}`),
  );

/** How far away each passage of a list was found, as the log says it; undefined where it says it of none. */
export function distancesOf(passages: unknown): readonly unknown[] | undefined {
  const distances = (isList(passages) ? passages : [passages]).map((passage) => {
    const held = objectOf(passage);
    return distanceIn(held) ?? distanceIn(objectOf(held.metadata)) ?? null;
  });
  return distances.some((distance) => distance !== null) ? distances : undefined;
}

/** The distances of the passages of every context field of a record, for its metadata. */
export function contextDistances(record: JsonObject): JsonObject | undefined {
  const fields = CONTEXT_FIELDS.flatMap((name) => {
    const distances = distancesOf(record[name]);
    return distances === undefined ? [] : [[name, distances]];
  });
  return fields.length > 0 ? { context_distances: Object.fromEntries(fields) } : undefined;
}

/** Whether it can be nothing but a passage: a text beside what a search says of it, and nobody who speaks. */
export function isPassage(value: unknown): boolean {
  if (!isObject(value) || 'role' in value) return false;
  const about = isObject(value.metadata) ? value.metadata : {};
  return (
    typeof firstOf(value, TEXT) === 'string' &&
    (isObject(value.metadata) || firstOf(value, [...SCORE, ...DISTANCE]) !== undefined) &&
    [value, about].some((one) => firstOf(one, FOUND) !== undefined)
  );
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
    source: sourceName(firstOf(passage, SOURCE) ?? firstOf(about, [...SOURCE, ...PLACE])),
    score: firstOf(passage, SCORE) ?? numberOf(firstOf(about, SCORE)),
  });
}

/** A source may be told by its parts: a file's name and its address. */
const sourceName = (source: unknown): unknown =>
  isObject(source) ? (firstOf(source, [...PLACE, ...SOURCE]) ?? source) : source;
