import { distancesOf, emitPassage, isPassage } from './contexts.ts';
import type { Emit, JsonObject } from './format.ts';
import { isList, isObject, nameIn, objectOf } from './json-values.ts';
import { langChainDocument } from './langchain-message.ts';
import { openNested } from './nested-json.ts';

/** Where retrievers put the list of what they found. */
const LISTS = ['documents', 'output', 'results', 'matches', 'nodes', 'context', 'contexts', 'docs'];

/** Emits the passages that a retriever gave: a list of them, or an object that holds one; a text is one passage. */
export function emitDocuments(value: unknown, emit: Emit): void {
  const opened = openNested(value, emit.decoded);
  if (opened === undefined || opened === null || opened === '') return;
  for (const passage of passagesIn(opened)) emitPassage(unwrapped(passage), emit);
}

function passagesIn(opened: unknown): readonly unknown[] {
  const held = isObject(opened) ? (opened[nameIn(opened, LISTS) ?? ''] ?? opened) : opened;
  return isList(held) ? held.flat() : [held];
}

/** How far away each of these passages was found, for the metadata of the step. */
export function documentDistances(value: unknown, decoded: boolean): JsonObject | undefined {
  const passages = passagesIn(openNested(value, decoded));
  const distances = distancesOf(passages) ?? distancesOf(passages.map(unwrapped));
  return distances && { context_distances: distances };
}

/** LangChain wraps a document in its constructor, LlamaIndex puts the score beside the node. */
function unwrapped(passage: unknown): unknown {
  if (!isObject(passage)) return passage;
  const document = langChainDocument(passage);
  if (isObject(document.node)) {
    const { node } = document;
    return { id: node.id_ ?? node.node_id, ...node, score: document.score };
  }
  if (isObject(document.document)) return { ...objectOf(document.document), score: document.score };
  return document;
}

/** Whether a value is nothing but a list of passages, whatever the step that gave it is called. */
export const isPassages = (value: unknown): boolean =>
  isList(value) && value.length > 0 && value.every((one) => isPassage(unwrapped(one)));
