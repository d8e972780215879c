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
 * field that almost all of its other messages have, such as what it took.
 */
export function opensWithGreeting(conversations: readonly (readonly ListedWords[])[]): boolean {
  const openings: ListedWords[] = [];
  const others: ListedWords[] = [];
  for (const messages of conversations) {
    const first = messages.findIndex(({ role }) => role === 'user');
    for (const [at, one] of messages.entries())
      if (one.role === 'assistant') (at < first || first < 0 ? openings : others).push(one);
  }
  const words = new Set(openings.map(({ text }) => text));
  return (
    openings.length >= FEWEST &&
    openings.length * 2 >= conversations.length &&
    words.size * 3 <= openings.length &&
    lacksAField(openings, others)
  );
}

/** So many of the conversations that go on have to be known from another record. */
const MOST = 0.6;

/**
 * Whether each record tells its conversation anew up to its own call: of those in which the machine speaks twice, what it
 * said before is the last that it says in another record.
 */
export function isRetold(conversations: readonly (readonly ListedWords[])[]): boolean {
  const answers = conversations.map((messages) =>
    messages.filter(({ role }) => role === 'assistant').map(({ text }) => text),
  );
  const ends = new Map<unknown, number>();
  for (const said of answers) ends.set(said.at(-1), (ends.get(said.at(-1)) ?? 0) + 1);
  const longer = answers.filter((said) => said.length > 1);
  const known = longer.filter((said) => {
    const before = said.at(-2);
    return (ends.get(before) ?? 0) > (said.at(-1) === before ? 1 : 0);
  });
  return known.length >= FEWEST && known.length >= longer.length * MOST;
}

function lacksAField(openings: readonly ListedWords[], others: readonly ListedWords[]): boolean {
  const keys = new Set(
    others.flatMap(({ message }) => (isObject(message) ? Object.keys(message) : [])),
  );
  const having = (all: readonly ListedWords[], key: string): number =>
    all.filter(
      ({ message }) => isObject(message) && message[key] !== undefined && message[key] !== null,
    ).length;
  return [...keys].some(
    (key) =>
      having(others, key) * 5 >= others.length * 4 && having(openings, key) * 10 <= openings.length,
  );
}
