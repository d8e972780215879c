import type { MappedColumn } from '../../../../shared/domain/mapping.ts';
import { found, type FoundColumn } from './found.ts';
import { lastKey, lastWords, pathWords } from './key-names.ts';
import { writePath } from './field-path.ts';
import type { SamplePath } from './sample-paths.ts';
import { countOf, mayCount } from './text-signs.ts';
import { isWhole, numbers } from './value-shapes.ts';

/** Counts of tokens by where they stand and by how they go with the lengths of answers, whatever they are called. */

const OF_TOKENS =
  /^(?:tokens?|tok|toks|tk|tks|usage|used|consumption|consumed|meter|meters|metering|units?|count|counts|billing|cost|stats)$/;
const GIVEN =
  /^(?:in|input|inputs|prompt|sent|up|request|question|query|given|read|p|i|ti|pt|tin|fed|context)$/;
const ANSWERED =
  /^(?:out|output|outputs|completion|answer|answers|reply|response|result|down|received|generated|generation|written|c|o|to|ct|tout|gen|assistant)$/;
const NO_COUNT =
  /^(?:total|sum|max|limit|budget|seed|cached|cache|reasoning|price|eur|usd|cents|sequence|seq|index|position|length|len|chars|characters|letters)$/;

/** The columns, and those of tokens where no name told them. */
export function withTokens(
  able: readonly SamplePath[],
  columns: readonly FoundColumn[],
  answer: SamplePath | undefined,
): FoundColumn[] {
  const known = (column: MappedColumn): FoundColumn | undefined =>
    columns.find((one) => one.column === column);
  const [prompt, completion] = [known('prompt_tokens'), known('completion_tokens')];
  if (prompt !== undefined && completion !== undefined) return [...columns];
  const counted = answer === undefined ? undefined : countOf(answer, able);
  const free = able.filter(
    (at) =>
      mayCountTokens(at) && !columns.some((one) => one.at === at && !one.column.endsWith('tokens')),
  );
  const pair = pairOf(free, {
    prompt: prompt?.at,
    completion: completion?.at,
    counted: counted?.at,
  });
  if (pair === undefined) return [...columns];
  const others = columns.filter(
    ({ column }) => column !== 'prompt_tokens' && column !== 'completion_tokens',
  );
  return [
    ...others,
    asTokens('prompt_tokens', pair.prompt, pair.why),
    asTokens('completion_tokens', pair.completion, pair.why),
  ];
}

function asTokens(column: MappedColumn, at: SamplePath, why: string): FoundColumn {
  const said = found(at, 0.5, lastKey(at.steps));
  return { ...said, column, times: undefined, why: `${said.why}; ${why}` };
}

const mayCountTokens = (at: SamplePath): boolean =>
  isWhole(at) &&
  (mayCount(at) || pathWords(at.steps).some((word) => OF_TOKENS.test(word))) &&
  numbers(at).every((value) => Number.isInteger(value) && value >= 0 && value < 10_000_000) &&
  !lastWords(at.steps).some((word) => NO_COUNT.test(word));

interface Pair {
  readonly prompt: SamplePath;
  readonly completion: SamplePath;
  readonly why: string;
}
interface Known {
  readonly prompt: SamplePath | undefined;
  readonly completion: SamplePath | undefined;
  /** The number that goes with the lengths of the answers. */
  readonly counted: SamplePath | undefined;
}

/** Two numbers side by side, of which one is what was answered. */
function pairOf(
  free: readonly SamplePath[],
  { prompt, completion, counted }: Known,
): Pair | undefined {
  const beside = new Map<string, SamplePath[]>();
  for (const at of free) {
    const holder = writePath(at.steps.slice(0, -1));
    beside.set(holder, [...(beside.get(holder) ?? []), at]);
  }
  const pairs = [...beside.values()].flatMap((all) =>
    all.flatMap((one) =>
      all.flatMap((other) =>
        one === other ? [] : pairScore(one, other, { counted, alone: all.length === 2 }),
      ),
    ),
  );
  return pairs
    .filter((pair) => (prompt ?? pair.prompt) === pair.prompt)
    .filter((pair) => (completion ?? pair.completion) === pair.completion)
    .toSorted((a, b) => b.score - a.score)[0];
}

function pairScore(
  prompt: SamplePath,
  completion: SamplePath,
  { counted, alone }: { readonly counted: SamplePath | undefined; readonly alone: boolean },
): (Pair & { score: number })[] {
  const words = [pathWords(prompt.steps), pathWords(completion.steps)];
  const ofTokens = words.every((all) => all.some((word) => OF_TOKENS.test(word)));
  const given = ownWords(prompt, completion).some((word) => GIVEN.test(word));
  const answered = ownWords(completion, prompt).some((word) => ANSWERED.test(word));
  const swapped =
    ownWords(prompt, completion).some((word) => ANSWERED.test(word)) ||
    ownWords(completion, prompt).some((word) => GIVEN.test(word));
  const listed = [prompt, completion].every(({ steps }) => {
    const last = steps.at(-1);
    return last !== undefined && 'index' in last;
  });
  const plain = [prompt, completion].every(({ steps }) => lastWords(steps).join('').length > 1);
  const goes = completion === counted;
  const larger = meanOf(prompt) > meanOf(completion);
  // Names of both sides, or of one of two counts of tokens, or two of a list of tokens, or what goes with the answers beside a larger number.
  const enough =
    (given && answered && (ofTokens || goes || plain)) ||
    (listed && (goes ? ofTokens || larger : ofTokens && isBefore(prompt, completion))) ||
    (alone && ofTokens && (given || answered)) ||
    (goes && (given || answered || ofTokens) && !swapped);
  if (!enough || swapped) return [];
  const score =
    (given ? 1 : 0) +
    (answered ? 1 : 0) +
    (ofTokens ? 1 : 0) +
    (goes ? 1.5 : 0) +
    (larger ? 0.3 : 0) +
    (listed && isBefore(prompt, completion) ? 0.5 : 0);
  const why = goes
    ? 'the lengths of answers go with one of two numbers side by side'
    : 'two counts side by side';
  return [{ prompt, completion, why, score }];
}

/** The words that two paths do not share. */
const ownWords = (one: SamplePath, other: SamplePath): readonly string[] => {
  const others = pathWords(other.steps);
  return pathWords(one.steps).filter((word) => !others.includes(word));
};

const isBefore = (one: SamplePath, other: SamplePath): boolean => {
  const [first, second] = [one.steps.at(-1), other.steps.at(-1)];
  return (
    first !== undefined &&
    second !== undefined &&
    'index' in first &&
    'index' in second &&
    first.index < second.index
  );
};

const meanOf = (at: SamplePath): number => {
  const all = numbers(at);
  return all.reduce((sum, value) => sum + value, 0) / Math.max(1, all.length);
};
