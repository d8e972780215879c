import { isOfFailure } from './failed-values.ts';
import { lastWords, pathWords } from './key-names.ts';
import { isListed, type SamplePath, type SamplePaths } from './sample-paths.ts';
import { distinct, isTime, isWhole, looksLikeModels, texts } from './value-shapes.ts';
import { writePath } from './field-path.ts';

/** What the values of a text, and what stands beside it, tell of who said it. */

/** So few records show nothing that comes again. */
const FEWEST = 6;
const MOST_NUMBERS = 80;

/** How many of its texts are not the same as another, 0 to 1. */
const variety = (at: SamplePath): number => {
  const all = texts(at).length;
  return all === 0 ? 0 : distinct(at).size / all;
};

/** The same very few texts again and again, as instructions are. */
export const isRepeated = (at: SamplePath): boolean =>
  texts(at).length >= FEWEST && distinct(at).size <= 6 && variety(at) <= 0.2;

/** How many of its texts ask, 0 to 1. */
export function questions(at: SamplePath): number {
  const all = texts(at);
  const asking = all.filter((text) => /[?？؟]["'”»)]*\s*(?:$|\n)/.test(text) || /¿/.test(text));
  return all.length === 0 ? 0 : asking.length / all.length;
}

/** A heading of theirs may stand before: `Orders for competition weeks: you support`. */
const TO_THE_MODEL =
  /^(?:[^.:\n]{1,60}:)?\W*(?:you are|you're|you (?:answer|help|support|advise|draft|speak|tell|explain|write|rewrite|rebook|act|work|run|play|lead|guide|coach|teach|advise|support|assist|will|must|should|translate|classify|summari[sz]e)|act as|as an? \w+ assistant|vous êtes|tu es|du bist|sie sind|eres|usted es|você é|voce é|sei |lei è|je bent|u bent|jesteś|du är|du er)\b/i;
/** What anybody may say; the same few times again it is meant for a model. */
const COMMAND =
  /^\W*(?:answer|write|rewrite|reply|respond|summari[sz]e|classify|translate|extract|compare|use (?:the|only)|never|always|beantworte|antworte|schreibe|fasse|répondez|réponds|rédigez|responde|responda|redacta|rispondi|beantwoord|odpowiadaj|svara)(?=\W)/i;

/** How many of its texts speak to a model as instructions do, 0 to 1. */
export function instructs(at: SamplePath): number {
  const all = texts(at).filter((text) => text !== '');
  const commands = isRepeated(at);
  const to = all.filter((text) => TO_THE_MODEL.test(text) || (commands && COMMAND.test(text)));
  return all.length === 0 ? 0 : to.length / all.length;
}

/** The same few texts again and again, most of which speak to a model; or several that all do. */
export function areInstructions(all: readonly string[]): boolean {
  if (all.length >= FEWEST && all.every((text) => TO_THE_MODEL.test(text))) return true;
  const many = new Set(all).size;
  const to = all.filter((text) => TO_THE_MODEL.test(text) || COMMAND.test(text));
  return all.length > 1 && many <= 6 && many * 2 <= all.length && to.length * 2 > all.length;
}

/** Numbers that may count tokens: whole, of which no two or three lists hold more. */
export const mayCount = (at: SamplePath): boolean =>
  !isListed(at.steps) && isWhole(at) && !isTime(at) && at.scalars.length >= FEWEST;

const firstIn = (at: SamplePath): Map<number, string | number | boolean> => {
  const first = new Map<number, string | number | boolean>();
  for (const { value, record } of at.scalars) if (!first.has(record)) first.set(record, value);
  return first;
};

/** How the lengths of the texts go with the numbers, -1 to 1; 0 where too few show it. */
export function lengthsWith(text: SamplePath, number: SamplePath): number {
  const numbers = firstIn(number);
  const pairs = [...firstIn(text)].flatMap(([record, value]) => {
    const other = numbers.get(record);
    return other === undefined || other === '' || typeof value !== 'string' || value === ''
      ? []
      : [[value.length, Number(other)] as const];
  });
  if (pairs.length < FEWEST || new Set(pairs.map(([length]) => length)).size < 4) return 0;
  return correlation(pairs);
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (side: 0 | 1): number =>
    pairs.reduce((sum, pair) => sum + pair[side], 0) / pairs.length;
  const [x, y] = [mean(0), mean(1)];
  let [xy, xx, yy] = [0, 0, 0];
  for (const [a, b] of pairs) {
    xy += (a - x) * (b - y);
    xx += (a - x) ** 2;
    yy += (b - y) ** 2;
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

/** The number that goes best with the lengths of the texts, where one does. */
export function countOf(
  text: SamplePath,
  all: readonly SamplePath[],
): { readonly at: SamplePath; readonly fit: number } | undefined {
  return all
    .filter(mayCount)
    .slice(0, MOST_NUMBERS)
    .map((at) => ({ at, fit: lengthsWith(text, at) }))
    .filter(({ fit }) => fit >= 0.8)
    .toSorted((a, b) => b.fit - a.fit)[0];
}

const OF_A_MACHINE =
  /^(?:tokens?|usage|latency|ms|secs|seconds|milliseconds|took|elapsed|duration|finish|stop|engine|model)$/;

/** Whether what tells of a model's work stands in the object that the text stands in, which is not the record. */
export function isBesideMachine(paths: SamplePaths, { steps }: SamplePath): boolean {
  const holder = steps.slice(0, -1);
  if (holder.length === 0) return false;
  const path = writePath(holder);
  return paths
    .under(holder)
    .some(
      (one) =>
        looksLikeModels(one) ||
        (writePath(one.steps.slice(0, -1)) === path &&
          lastWords(one.steps).some((word) => OF_A_MACHINE.test(word))),
    );
}

/** Names of what a person wished for: never the answer itself. */
const NO_ANSWER =
  /^(?:expected|reference|gold|golden|ground|truth|target|ideal|label|labels|rubric|original|rating|reasoning|thinking|thought)$/;
/** Names of what is said of an answer, or made of it; some machines are asked for just that. */
const ABOUT_ANSWER =
  /^(?:edited|edit|corrected|correction|revised|fixed|amended|feedback|comment|remark|verdict|review|reason|explanation)$/;
const NO_TEXT =
  /^(?:id|ids|type|version|time|timestamp|lang|language|intent|status|hash|length|count|url|uri|path|file|email|address|metadata|tags|tag|tool|tools|tokens|host|agent_version|stack|trace|level|logger|site|city|error|errors|exception|warning|category|locale)$/;
const SOFT = /^(?:title|name|template|subject|topic|summary|description|note|notes)$/;

/** What the last name, and those above it, speak against: 0 to 1. */
export function against(at: SamplePath): number {
  const { steps } = at;
  const own = lastWords(steps);
  if (own.some((word) => NO_TEXT.test(word)) || isOfFailure(at)) return 1;
  const words = pathWords(steps);
  if (words.some((word) => NO_ANSWER.test(word) || ABOUT_ANSWER.test(word))) return 0.9;
  return own.some((word) => SOFT.test(word)) ? 0.3 : 0;
}

/** What people alone say of an answer, or make of it. */
const BY_PEOPLE =
  /^(?:edited|edit|corrected|correction|revised|fixed|amended|feedback|comment|remark)$/;

/** Whether no more speaks against it than that it is called as what machines, too, are asked to say of answers. */
export const isAboutAnswer = ({ steps }: SamplePath): boolean => {
  const words = pathWords(steps);
  return (
    words.some((word) => ABOUT_ANSWER.test(word)) &&
    !words.some((word) => NO_ANSWER.test(word) || BY_PEOPLE.test(word)) &&
    !lastWords(steps).some((word) => NO_TEXT.test(word))
  );
};
