import { isNamedAsPassages } from './find-passages.ts';
import { isNamedAsAnswer, isNamedAsText, systemFor, textFor } from './find-texts.ts';
import { type Found, found } from './found.ts';
import { lastKey } from './key-names.ts';
import {
  isListed,
  type SamplePath,
  type SamplePaths,
  startsWith,
  valuesByRecord,
} from './sample-paths.ts';
import { structuredAnswer } from './structured-answer.ts';
import {
  against,
  countOf,
  isAboutAnswer,
  instructs,
  isBesideMachine,
  isRepeated,
  questions,
} from './text-signs.ts';
import { isProse, meanWords } from './value-shapes.ts';

/** Which texts of a record are its question, its answer and its instructions: by names, and by what the values tell. */
export interface SideTexts {
  readonly system: Found | undefined;
  readonly prompt: Found | undefined;
  readonly answer: Found | undefined;
}

/** A text, and what speaks for each of its meanings. */
interface Candidate {
  readonly at: SamplePath;
  readonly order: number;
  readonly prompt: Signs;
  readonly answer: Signs;
}
interface Signs {
  readonly points: number;
  /** The name alone, 0 to 1. */
  readonly named: number;
  readonly why: readonly string[];
}

/** So much must speak for a text that stands alone, and for two together. */
const ENOUGH = 0.4;
const ENOUGH_FOR_BOTH = 0.5;

/**
 * `asked` says that the question is known already: a list of messages that ends with it. Where nothing else answers, what is
 * called as people's remarks on answers are does: some machines are asked for just that.
 */
export function sideTexts(
  paths: SamplePaths,
  free: readonly SamplePath[],
  asked: boolean,
): SideTexts {
  const system = instructionsIn(free);
  const texts = free.filter((at) => at !== system?.at);
  const all = texts.flatMap((at, order) => candidateAt(paths, at, order) ?? []);
  const candidates = all.map((one) => (holdsQuestion(one, all) ? withoutAsking(one) : one));
  const usual = sidesOf(candidates, asked);
  if (usual.answer !== undefined)
    return { system, ...usual, answer: wholeAnswer(paths, usual.answer) ?? usual.answer };
  const answer =
    structuredAnswer(paths, texts, usual.prompt?.at) ?? remarkThatAnswers(paths, texts);
  if (answer === undefined) return { system, ...usual };
  const [asking] = candidates
    .filter(({ at, prompt }) => !startsWith(at.steps, answer.at.steps) && prompt.points > 0.2)
    .toSorted((a, b) => b.prompt.points - a.prompt.points);
  return { system, prompt: told(asking, 'prompt'), answer };
}

/**
 * Of a text of JSON that is called an answer no part is the answer but one that is called so, too, or that stands beside what
 * tells of the model's work (`{"line": ..., "finish": "end"}`).
 */
function wholeAnswer(paths: SamplePaths, { at, score }: Found): Found | undefined {
  if (isNamedAsAnswer(at) || isNamedAsText(at) || isBesideMachine(paths, at)) return undefined;
  const whole = paths.all.find(
    (one) =>
      one !== at &&
      startsWith(at.steps, one.steps) &&
      one.objects > 0 &&
      one.jsonTexts === one.objects &&
      isNamedAsAnswer(one),
  );
  return whole === undefined
    ? undefined
    : { ...found(whole, score, lastKey(whole.steps)), why: 'a text of JSON that is called so' };
}

/** A remark in most records, whose lengths go with a count or which stands beside what tells of the model. */
function remarkThatAnswers(paths: SamplePaths, texts: readonly SamplePath[]): Found | undefined {
  const total = paths.sample.length;
  const [at] = texts
    .filter((one) => isAboutAnswer(one) && isProse(one) && !isListed(one.steps))
    .filter((one) => one.records * 10 >= total * 7 && !isRepeated(one))
    .filter((one) => isBesideMachine(paths, one) || countOf(one, paths.all) !== undefined)
    .toSorted((a, b) => meanWords(b) - meanWords(a));
  return at === undefined
    ? undefined
    : { ...found(at, ENOUGH_FOR_BOTH, lastKey(at.steps)), why: 'nothing else answers' };
}

function sidesOf(candidates: readonly Candidate[], asked: boolean): Omit<SideTexts, 'system'> {
  const answers = candidates.filter(({ answer: { points } }) => points > 0);
  const prompts = candidates.filter(({ prompt: { points } }) => points > 0);
  if (asked) {
    const answer = answers
      .filter(({ answer: { points } }) => points >= ENOUGH)
      .toSorted((a, b) => b.answer.points - a.answer.points)[0];
    const prompt = prompts
      .filter((one) => one !== answer && one.prompt.points >= ENOUGH)
      .toSorted((a, b) => b.prompt.points - a.prompt.points)[0];
    return { prompt: told(prompt, 'prompt'), answer: told(answer, 'answer') };
  }
  const [pair] = prompts
    .flatMap((prompt) =>
      answers
        .filter((answer) => answer !== prompt && standTogether(prompt.at, answer.at))
        .map((answer) => ({ prompt, answer, points: together(prompt, answer) })),
    )
    .filter(({ points }) => points >= ENOUGH_FOR_BOTH)
    .toSorted((a, b) => b.points - a.points);
  if (pair !== undefined)
    return { prompt: told(pair.prompt, 'prompt'), answer: told(pair.answer, 'answer') };
  const [one] = candidates.toSorted((a, b) => mostOf(b) - mostOf(a));
  if (one === undefined || mostOf(one) < ENOUGH) return { prompt: undefined, answer: undefined };
  return one.answer.points > one.prompt.points
    ? { prompt: undefined, answer: told(one, 'answer') }
    : { prompt: told(one, 'prompt'), answer: undefined };
}

/** A question and an answer that no record has both are of records of different kinds. */
function standTogether(one: SamplePath, other: SamplePath): boolean {
  const records = new Set(one.scalars.map(({ record }) => record));
  return other.scalars.some(({ record }) => records.has(record));
}

/** In almost each of its texts stands that of another which may be the question, and more: instructions, passages. */
function holdsQuestion({ at }: Candidate, all: readonly Candidate[]): boolean {
  const texts = valuesByRecord(at);
  return all.some((one) => {
    if (one.at === at || one.prompt.named === 0 || meanWords(one.at) * 2 > meanWords(at))
      return false;
    const asked = [...valuesByRecord(one.at)].filter(([, text]) => text !== '');
    const held = asked.filter(([record, text]) => texts.get(record)?.includes(text) === true);
    return asked.length * 2 >= texts.size && held.length * 10 >= asked.length * 9;
  });
}

const withoutAsking = (one: Candidate): Candidate => ({
  ...one,
  prompt: { ...one.prompt, points: one.prompt.points - 0.5 },
});

const mostOf = ({ prompt, answer }: Candidate): number => Math.max(prompt.points, answer.points);

/** A question is there also where the answer is not, and most logs write it first. */
function together(prompt: Candidate, answer: Candidate): number {
  const always =
    answer.at.records < prompt.at.records && answer.at.records * 2 >= prompt.at.records;
  const never = answer.at.records > prompt.at.records;
  return (
    prompt.prompt.points +
    answer.answer.points +
    (always ? 0.2 : never ? -0.1 : 0) +
    (prompt.order < answer.order ? 0.1 : 0)
  );
}

function told(one: Candidate | undefined, side: 'prompt' | 'answer'): Found | undefined {
  if (one === undefined) return undefined;
  const { points, named, why } = one[side];
  const said = found(one.at, Math.min(1, points), named > 0 ? lastKey(one.at.steps) : '');
  return { ...said, why: [said.why, ...why].join('; ') };
}

function candidateAt(paths: SamplePaths, at: SamplePath, order: number): Candidate | null {
  const named = {
    prompt: textFor('prompt', at)?.score ?? 0,
    answer: textFor('answer', at)?.score ?? 0,
  };
  const prose = isProse(at) && meanWords(at) >= 2.5 && !isListed(at.steps);
  if (!prose && named.prompt === 0 && named.answer === 0) return null;
  const common =
    (prose ? 0.25 : 0) - against(at) * 0.7 - (isRepeated(at) ? 0.5 : 0) - sparse(paths, at);
  const asking = questions(at);
  const count = prose && !isRepeated(at) ? countOf(at, paths.all) : undefined;
  const beside = isBesideMachine(paths, at);
  const length = count === undefined ? '' : `its length goes with ${count.at.path}`;
  return {
    at,
    order,
    prompt: signs(named.prompt, common, [
      [0.3 * asking, asking > 0.3 ? 'it asks' : ''],
      [count === undefined ? 0 : 0.1, ''],
      [beside ? -0.1 : 0, ''],
    ]),
    answer: signs(named.answer, common, [
      [-0.2 * asking, ''],
      [count === undefined ? 0 : 0.35 * count.fit, length],
      [beside ? 0.2 : 0, beside ? 'it stands beside what tells of the model' : ''],
    ]),
  };
}

function signs(named: number, common: number, more: readonly (readonly [number, string])[]): Signs {
  return {
    named,
    points: named + common + more.reduce((sum, [points]) => sum + points, 0),
    why: more.flatMap(([, why]) => (why === '' ? [] : [why])),
  };
}

/** What few records have is said of a call now and then: a correction, a remark. */
const sparse = ({ sample }: SamplePaths, { records }: SamplePath): number =>
  records * 5 < sample.length * 2 ? 0.3 : 0;

/** The same few texts in many records, spoken to a model, or named as instructions. */
export function instructionsIn(free: readonly SamplePath[]): Found | undefined {
  const scored = free.flatMap((at) => {
    const named = systemFor(at)?.score ?? 0;
    if (named === 0 && isNamedAsPassages(at)) return [];
    const prose = isProse(at) && !isListed(at.steps) && meanWords(at) >= 5;
    if (named === 0 && !prose) return [];
    const again = prose && isRepeated(at);
    const speaks = prose ? instructs(at) : 0;
    const points =
      named * 0.8 +
      (again ? 0.3 : 0) +
      0.5 * speaks +
      (prose ? Math.min(0.2, meanWords(at) / 150) : 0) -
      (named > 0 ? 0 : 0.5 * against(at));
    if (points < ENOUGH || (named === 0 && speaks < 0.5 && !(again && meanWords(at) >= 12)))
      return [];
    const said = found(at, Math.min(1, points), named > 0 ? lastKey(at.steps) : '');
    const why = [
      said.why,
      ...(speaks > 0.5 ? ['it speaks to a model'] : []),
      ...(again ? ['the same few texts in many records'] : []),
    ];
    return [{ ...said, points, why: why.join('; ') }];
  });
  return scored.toSorted((a, b) => b.points - a.points)[0];
}
