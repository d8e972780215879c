import type { Step } from './field-path.ts';

/** The words of a key: `userMessage_text` is user, message, text. */
export const keyWords = (key: string): string[] =>
  key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** The words of all names of a path. */
export const pathWords = (steps: readonly Step[]): string[] =>
  steps.flatMap((step) => ('name' in step ? keyWords(step.name) : []));

export const lastKey = (steps: readonly Step[]): string => {
  const last = steps.findLast((step) => 'name' in step);
  return last === undefined ? '' : last.name;
};

/**
 * How well the end of a path fits the first of the names that it ends with: 1 for the first, a little less for each
 * after; 0 for none. A name is words apart by spaces; `usage.inputTokens` ends with "input tokens".
 */
export function fitOfNames(
  words: readonly string[],
  names: readonly string[],
  key: readonly string[] = [],
): number {
  const tails = [4, 3, 2, 1].flatMap((count) =>
    words.length < count ? [] : [{ count, tail: words.slice(-count).join('') }],
  );
  let most = 0;
  for (const [index, name] of names.entries()) {
    const tail = tails.find((one) => one.tail === name.replaceAll(' ', ''));
    if (tail === undefined) continue;
    const whole = tail.count >= key.length;
    if (!whole && tail.count === 1 && NOTHING_ALONE.has(name)) continue;
    most = Math.max(most, (1 - (0.5 * index) / names.length) * (whole ? 1 : 0.75));
  }
  return most;
}

/** Words that end the name of anything: `author_id` is not the id of the record. */
const NOTHING_ALONE: ReadonlySet<string> = new Set([
  ...[
    'id',
    'key',
    'no',
    'nr',
    'number',
    'ref',
    'at',
    'in',
    'out',
    'day',
    'name',
    'user',
    'a',
    'q',
    't',
  ],
  ...['said', 'turn', 'start', 'end', 'sent', 'received', 'build', 'stage', 'index', 'run', 'room'],
  ...['uid', 'guid', 'ms', 'rt', 'contact', 'customer', 'account', 'reference', 'model', 'date'],
]);

/** The words of the last name of a path. */
export const lastWords = (steps: readonly Step[]): string[] => keyWords(lastKey(steps));
