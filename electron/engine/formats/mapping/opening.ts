import { isObject } from '../json-values.ts';

/** A message of a list, as far as a greeting shows in it. */
export interface ListedWords {
  readonly role: string;
  readonly text: unknown;
  readonly message: unknown;
}

/** So many conversations show how they begin. */
const FEWEST = 3;

/**
 * Whether the machine greets before anybody asks: the same few words at the beginning of most conversations, without a
 * field that almost all of its other messages have, such as what it took, or with a word in one that those never have
 * (`kind: greeting`).
 */
export const opensWithGreeting = (conversations: readonly (readonly ListedWords[])[]): boolean =>
  greetingIn(conversations) !== null;

/** What tells greetings from answers: a word in a field, nothing in a field that answers have, or what they say. */
export type Greeting = { readonly key: string; readonly is: string } | { readonly texts: string[] };

export function greetingIn(conversations: readonly (readonly ListedWords[])[]): Greeting | null {
  const openings: ListedWords[] = [];
  const others: ListedWords[] = [];
  for (const messages of conversations) {
    const first = messages.findIndex(({ role }) => role === 'user');
    for (const [at, one] of messages.entries())
      if (one.role === 'assistant') (at < first || first < 0 ? openings : others).push(one);
  }
  const words = new Set(openings.map(({ text }) => text));
  // Where the machine always begins, it greets in more ways than one.
  const isAlways = openings.length * 10 >= conversations.length * 9;
  const areUsual =
    openings.length >= FEWEST &&
    openings.length * 2 >= conversations.length &&
    words.size * (isAlways ? 2 : 3) <= openings.length;
  if (!areUsual) return null;
  const lacking = lackedBy(openings, others);
  if (lacking !== undefined) return { key: lacking, is: '' };
  const [key, word] = wordOf(openings, others) ?? [];
  if (key !== undefined) return { key, is: String(word) };
  const texts = [...words].flatMap((text) => (typeof text === 'string' ? [text] : []));
  return words.size <= (isAlways ? MOST_WAYS : MOST_TEXTS) &&
    others.length > 0 &&
    !others.some(({ text }) => words.has(text))
    ? { texts }
    : null;
}
const MOST_TEXTS = 4;
const MOST_WAYS = 16;

/** So many of the conversations that go on have to be known from another record. */
const MOST = 0.6;

/**
 * Whether each record tells its conversation anew up to its own call: of those in which the machine speaks twice, all that
 * was said up to its answer before the last is another record, and as a rule each has such a record of its own.
 */
export function isRetold(conversations: readonly (readonly ListedWords[])[]): boolean {
  const told = new Set(conversations.map(written));
  const before = conversations.flatMap((messages) => {
    const last = messages.findLastIndex(isAnswer);
    const earlier = messages.slice(0, Math.max(0, last)).findLastIndex(isAnswer);
    return earlier < 0 ? [] : [written(messages.slice(0, earlier + 1))];
  });
  const known = before.filter((one) => told.has(one));
  return (
    known.length >= FEWEST &&
    known.length >= before.length * MOST &&
    new Set(known).size * 2 > known.length
  );
}

const isAnswer = ({ role }: ListedWords): boolean => role === 'assistant';
const written = (messages: readonly ListedWords[]): string =>
  JSON.stringify(messages.map(({ role, text }) => [role, text]));

/** All openings have the same word in a field where most other messages have another. */
function wordOf(
  openings: readonly ListedWords[],
  others: readonly ListedWords[],
): [string, unknown] | undefined {
  const [first] = openings;
  if (first === undefined || !isObject(first.message) || others.length < FEWEST) return undefined;
  return Object.entries(first.message).find(([key, word]) => {
    if (!isScalarWord(word) || word === first.text) return false;
    const says = ({ message }: ListedWords): unknown => (isObject(message) ? message[key] : null);
    const another = others.filter((one) => isScalarWord(says(one)) && says(one) !== word);
    return (
      openings.every((one) => says(one) === word) &&
      others.every((one) => says(one) !== word) &&
      another.length * 5 >= others.length * 4
    );
  });
}
const isScalarWord = (word: unknown): boolean =>
  typeof word === 'boolean' || (typeof word === 'string' && /^\S{1,40}$/.test(word));

/** A field that others have and openings have not. */
function lackedBy(
  openings: readonly ListedWords[],
  others: readonly ListedWords[],
): string | undefined {
  const keys = new Set(
    others.flatMap(({ message }) => (isObject(message) ? Object.keys(message) : [])),
  );
  const having = (all: readonly ListedWords[], key: string): number =>
    all.filter(({ message }) => isObject(message) && (message[key] ?? '') !== '').length;
  return [...keys].find(
    (key) =>
      having(others, key) * 5 >= others.length * 4 && having(openings, key) * 10 <= openings.length,
  );
}
