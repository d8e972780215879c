import { distanceIn } from './contexts.ts';
import { itemsUnder } from './openinference-words.ts';
import type { ContextFields, Emit, JsonObject, SideFact } from './format.ts';
import { firstOf, isObject, nameIn, nameOf, objectsOf } from './json-values.ts';
import { openBody, openNested } from './nested-json.ts';
import type { Span, SpanEvent } from './span.ts';

/** Passages that retrieval or reranking gave, and where in the span they stand. */
export interface Documents {
  readonly contexts: readonly ContextFields[];
  readonly names: readonly string[];
  readonly numbered: readonly string[];
  readonly events: readonly SpanEvent[];
  /** How far away each passage was found, for the metadata; undefined where the span says it of none. */
  readonly distances: readonly unknown[] | undefined;
}

const OPENINFERENCE = ['reranker.output_documents', 'retrieval.documents'];
const GENAI = 'gen_ai.retrieval.documents';
/** A hit of a vector database, an event each. */
const HIT = 'db.query.result';

export function documentsOf({ attributes, events }: Span, decoded: boolean): Documents {
  for (const name of OPENINFERENCE) {
    const items = itemsUnder(attributes, name, decoded);
    if (items.length === 0) continue;
    const contexts = items.map((item) => contextOf(item, 'document.', decoded));
    const distances = known(distancesOf(items, 'document.', decoded));
    return { contexts, names: [name], numbered: [name], events: [], distances };
  }
  const given = attributes[GENAI];
  const list = objectsOf(openNested(given, decoded));
  const hits = events.filter(({ name }) => name === HIT);
  const found = hits.map(({ attributes: hit }) => hit);
  const distances = [...distancesOf(list, '', decoded), ...distancesOf(found, `${HIT}.`, decoded)];
  return {
    contexts: [
      ...list.map((item) => contextOf(item, '', decoded)),
      ...found.map((hit) => contextOf(hit, `${HIT}.`, decoded)),
    ],
    distances: known(distances),
    names: list.length > 0 ? [GENAI] : [],
    numbered: [],
    events: hits,
  };
}

const TEXT = ['content', 'document', 'text'];
const SCORE = ['score'];
const SOURCE = ['source', 'url', 'uri', 'title', 'file'];

function contextOf(item: JsonObject, prefix: string, decoded: boolean): ContextFields {
  const under = (names: readonly string[]): string | undefined =>
    nameIn(
      item,
      names.map((name) => `${prefix}${name}`),
    );
  const text = under(TEXT);
  const score = under(SCORE);
  const about = openBody(item[`${prefix}metadata`], decoded);
  const source = under(SOURCE);
  return {
    content: text === undefined ? { ...item } : item[text],
    document_id: item[`${prefix}id`],
    source: source === undefined ? sourceIn(item, `${prefix}metadata`, about) : item[source],
    score: score === undefined ? undefined : item[score],
  };
}

const distancesOf = (
  items: readonly JsonObject[],
  prefix: string,
  decoded: boolean,
): readonly unknown[] =>
  items.map((item) => {
    const about = openBody(item[`${prefix}metadata`], decoded);
    return (
      distanceIn(item, prefix) ??
      (isObject(about) ? distanceIn(about) : distanceIn(item, `${prefix}metadata.`)) ??
      null
    );
  });

const known = (distances: readonly unknown[]): readonly unknown[] | undefined =>
  distances.some((distance) => distance !== null) ? distances : undefined;

/** Where the metadata of a passage names it: an object, its JSON, or flat names. */
function sourceIn(item: JsonObject, prefix: string, about: unknown): unknown {
  if (isObject(about)) return firstOf(about, SOURCE);
  return firstOf(
    item,
    SOURCE.map((name) => `${prefix}.${name}`),
  );
}

const EVALUATION = 'gen_ai.evaluation.result';

export const isEvaluation = ({ name }: SpanEvent): boolean => name === EVALUATION;

/** What an evaluation says of the step: its score, its label, or each of them. */
export function emitEvaluation({ attributes, at }: SpanEvent, emit: Emit): void {
  const name = nameOf(attributes['gen_ai.evaluation.name']) ?? 'unnamed';
  emitJudgement(
    {
      name,
      score: attributes['gen_ai.evaluation.score.value'],
      label: attributes['gen_ai.evaluation.score.label'],
      comment: attributes['gen_ai.evaluation.explanation'] ?? attributes['error.type'],
      at,
    },
    (fact) => emit.verdict(fact),
  );
}

export interface Judgement {
  readonly name: string;
  readonly score: unknown;
  readonly label: unknown;
  readonly comment: unknown;
  readonly at?: unknown;
  readonly who?: unknown;
}

export function emitJudgement(judgement: Judgement, say: (fact: SideFact) => void): void {
  const { name, score, label, ...beside } = judgement;
  const hasLabel = label !== undefined && label !== null && label !== '';
  const hasScore = score !== undefined && score !== null && score !== '';
  if (hasLabel || !hasScore) say({ what: `evaluation: ${name}`, value: label, ...beside });
  if (hasScore) {
    const what = hasLabel ? `evaluation: ${name} (score)` : `evaluation: ${name}`;
    say({ what, value: score, ...beside });
  }
}
