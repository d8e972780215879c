import type { JsonObject } from '../format.ts';
import { keyWords } from './key-names.ts';
import { deedNamed, roleNamed } from './role-words.ts';
import { isListed, type SamplePath, SamplePaths, valuesByRecord } from './sample-paths.ts';
import { distinct, isIdLike, isProse, isTime, meanWords } from './value-shapes.ts';

/**
 * Logs of a pipeline: a record for each step of a request, of which what one step gave is what a later one was given, as
 * what was heard is what the model was asked and what it said is what a voice read out. Only the step of the model is a call.
 */

/** The word that tells the steps of the model from all others. */
export interface ModelStep {
  readonly path: string;
  readonly is: string;
}

const MOST_KINDS = 12;
/** So many records later a text is given on. */
const FURTHEST = 4;
const FEWEST = 3;
const FEWEST_LETTERS = 8;

/** Null where no step gives on what another gave, or nobody can tell which is the model's. */
export function modelStepIn(sample: readonly JsonObject[]): ModelStep | null {
  const paths = new SamplePaths(sample);
  const texts = paths.all.filter((at) => !isListed(at.steps) && isSaid(at));
  if (texts.length < 2) return null;
  for (const kind of paths.all) {
    if (!isKindOfStep(kind, sample.length) || namesSpeakers(kind)) continue;
    const words = valuesByRecord(kind);
    const flows = flowsBetween(texts, words);
    const speaking = [...distinct(kind)].filter((word) => saysBoth(texts, words, word));
    const word = ofModel(speaking);
    if (word === undefined) continue;
    const calls = [...words.values()].filter((one) => one === word).length;
    const given = flows.filter(({ from, to }) => from === word || to === word).length;
    if (calls >= FEWEST && given * 2 >= calls) return { path: kind.path, is: word };
  }
  return null;
}

const isSaid = (at: SamplePath): boolean =>
  at.objects === 0 && at.scalars.length > 0 && !isTime(at) && meanWords(at) >= 2;

const isKindOfStep = (at: SamplePath, total: number): boolean =>
  !isListed(at.steps) &&
  isIdLike(at) &&
  at.records * 10 >= total * 9 &&
  distinct(at).size >= 2 &&
  distinct(at).size <= MOST_KINDS &&
  [...distinct(at)].every((word) => /^[A-Za-z][\w .:-]{1,39}$/.test(word));

/** Who says something is no step: an answer may repeat the question under a key of its own. */
const namesSpeakers = (kind: SamplePath): boolean =>
  [...distinct(kind)].some((word) => roleNamed(word) === 'user' && deedNamed(word) === undefined);

/** Texts of a step that stand soon after under another key of a step of another kind. */
function flowsBetween(
  texts: readonly SamplePath[],
  words: ReadonlyMap<number, string>,
): { from: string; to: string }[] {
  const seen = new Map<string, { record: number; path: string }[]>();
  const said = texts
    .flatMap(({ path, scalars }) => scalars.map(({ record, value }) => ({ path, record, value })))
    .filter(({ value }) => typeof value === 'string' && value.length >= FEWEST_LETTERS)
    .toSorted((a, b) => a.record - b.record);
  const flows: { from: string; to: string }[] = [];
  for (const { path, record, value } of said) {
    const text = String(value);
    const before = (seen.get(text) ?? []).find(
      (one) => one.path !== path && one.record < record && record - one.record <= FURTHEST,
    );
    const [from, to] = [words.get(before?.record ?? -1), words.get(record)];
    if (from !== undefined && to !== undefined && from !== to) flows.push({ from, to });
    seen.set(text, [...(seen.get(text) ?? []), { record, path }]);
  }
  return flows;
}

/** Most of its records hold two different texts of sentences. */
function saysBoth(
  texts: readonly SamplePath[],
  words: ReadonlyMap<number, string>,
  word: string,
): boolean {
  const records = [...words].flatMap(([record, one]) => (one === word ? [record] : []));
  const of = new Set(records);
  const own = texts
    .map((at) => ({ ...at, scalars: at.scalars.filter(({ record }) => of.has(record)) }))
    .filter((at) => at.scalars.length * 3 >= records.length * 2 && isProse(at))
    .filter((at) => meanWords(at) >= 3);
  return own.length >= 2;
}

/** Of the steps that are given a text and give one, the one that is called as a model's, else the one that no other name has. */
function ofModel(speaking: readonly string[]): string | undefined {
  const able = speaking.filter((word) => !keyWords(word).some((one) => ANOTHER.test(one)));
  const named = able.filter((word) => keyWords(word).some((one) => MODEL.test(one)));
  const [word, ...more] = named.length > 0 ? named : able;
  return more.length === 0 ? word : undefined;
}
const MODEL =
  /^(?:llm|gpt|gpt\d\w*|chatgpt|claude|gemini|mistral|llama|openai|generate|generation|generator|generated|complete|completion|answer|answering|respond|response|reply|chat|model|ai|inference|compose|composer|writer|draft)$/;
const ANOTHER =
  /^(?:stt|asr|transcribe|transcription|tts|speak|speech|voice|audio|retrieve|retrieval|retriever|search|embed|embedding|rewrite|rewriting|rephrase|condense|route|router|routing|classify|classification|classifier|intent|rerank|moderation|guard|guardrail|validate|validation|parse|parser|translate|translation|title|user|human|customer)$/;
