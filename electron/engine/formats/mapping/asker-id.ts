import { type Found, found } from './found.ts';
import { isCode } from './id-values.ts';
import { keyWords, lastKey, lastWords } from './key-names.ts';
import { isListed, type SamplePath } from './sample-paths.ts';
import { roleNamed } from './role-words.ts';
import { distinct, isIdLike, meanWords } from './value-shapes.ts';

/** What writes a message, by the words that name it whoever it is. */
const WRITER =
  /^(?:author|sender|from|speaker|participant|actor|writer|poster|person|contact|identity|member)$/;
/** So many of the messages that have such an id have to be users'. */
const MOST = 0.6;

/**
 * In a log of messages, the id of whoever writes them, where the machine's have none: `author_id` beside `author_type`. `role`
 * is the path that says who speaks.
 */
export function askerIdIn(
  free: readonly SamplePath[],
  role: SamplePath,
  roleOf: (said: string) => string,
): Found | undefined {
  const spoken = rolesByRecord(role, roleOf);
  const at = free.find((one) => {
    if (isListed(one.steps) || one === role || !isCode(one) || distinct(one).size < 2) return false;
    if (!namesOf(one).some((word) => WRITER.test(word))) return false;
    const writers = one.scalars
      .filter(({ value }) => value !== '')
      .map(({ record }) => spoken.get(record));
    const users = writers.filter((writer) => writer === 'user').length;
    return !writers.includes('assistant') && users >= writers.length * MOST;
  });
  return askerAt(at, 'who writes the messages of users, which those of the machine lack');
}

/** The words of the last name, and of what holds it where that only says that it is an id: `actor.ref`. */
function namesOf({ steps }: SamplePath): readonly string[] {
  const own = lastWords(steps);
  return own.every((word) => IS_ID.test(word)) ? [...own, ...lastWords(steps.slice(0, -1))] : own;
}

const askerAt = (at: SamplePath | undefined, why: string): Found | undefined =>
  at === undefined ? undefined : { ...found(at, 0.6, lastKey(at.steps)), why };

const rolesByRecord = (
  role: SamplePath,
  roleOf: (said: string) => string,
): ReadonlyMap<number, string> =>
  new Map(role.scalars.map(({ record, value }) => [record, roleOf(String(value))]));

/**
 * The same where the machine's messages name it as well (`sender: mw1231`, `sender: magda`): its few names are none that
 * anybody has who asks.
 */
export function writerIn(
  free: readonly SamplePath[],
  role: SamplePath,
  roleOf: (said: string) => string,
): Found | undefined {
  const spoken = rolesByRecord(role, roleOf);
  const named = (at: SamplePath, by: string): string[] =>
    at.scalars
      .filter(({ record, value }) => value !== '' && spoken.get(record) === by)
      .map(({ value }) => String(value));
  const asking = [...spoken.values()].filter((by) => by === 'user').length;
  const at = free.find((one) => {
    if (isListed(one.steps) || one.path === role.path || !isName(one)) return false;
    if (!namesOf(one).some((word) => WRITER.test(word) || ALSO_WRITER.test(word))) return false;
    const [people, machines] = [named(one, 'user'), new Set(named(one, 'assistant'))];
    return (
      people.length >= asking * MOST &&
      new Set(people).size > Math.max(1, machines.size) &&
      machines.size > 0 &&
      machines.size <= MOST_MACHINES &&
      !people.some((value) => machines.has(value))
    );
  });
  return askerAt(at, 'who writes the messages; the machine has a name that no user has');
}

/** Where whoever else speaks is a user, what says who speaks names the users, unless the words are those of roles. */
export const namesUsers = (
  role: SamplePath,
  roles: Readonly<Record<string, string>>,
): Found | undefined => {
  const others = [...distinct(role)].filter((one) => !Object.hasOwn(roles, one));
  return roles['*'] === 'user' && others.length > 1 && others.every((one) => isSomebody(one))
    ? askerAt(role, 'it names those who ask')
    : undefined;
};
const isSomebody = (name: string): boolean => roleNamed(name) === undefined && name.length > 1;
/** In one word, or in the few that a person is called by. */
const isName = (at: SamplePath): boolean => isIdLike(at) && meanWords(at) <= 3;
const ALSO_WRITER = /^(?:by|who|name|login|account|user|uid|agent|handle)$/;
const MOST_MACHINES = 3;

/**
 * The id under a key that is called as whoever asks is: `reader: r-77` where messages are by `reader` and `assistant`, or where
 * the question is `reader_asks`.
 */
export function namedAsAsker(
  free: readonly SamplePath[],
  askers: readonly string[],
): Found | undefined {
  const names = new Set(
    askers
      .map((asker) => keyWords(asker).filter((word) => !SAYS.test(word)))
      .filter((words) => words.length > 0 && !words.some((word) => NOBODY.test(word)))
      .map((words) => words.join(' ')),
  );
  const at = free.find(
    (one) =>
      !isListed(one.steps) &&
      isCode(one) &&
      distinct(one).size >= 2 &&
      [...distinct(one)].every((value) => /\d|[@._]/.test(value)) &&
      names.has(whose(one)),
  );
  return askerAt(at, 'an id that is called as whoever asks is');
}

/** What the id is of: the words of its name, or of what holds it where the name says that it is an id and no more. */
function whose({ steps }: SamplePath): string {
  const own = lastWords(steps).filter((word) => !IS_ID.test(word));
  const words = own.length > 0 ? own : lastWords(steps.slice(0, -1));
  return words.join(' ');
}
const IS_ID =
  /^(?:id|ref|reference|no|nr|num|number|key|uuid|guid|code|hash|badge|initials|login|handle|mail|email|pin|card)$/;
/** What is done by whoever asks, and what they say. */
const SAYS =
  /^(?:asks?|asked|asking|said|says?|wrote|writes|typed|types|sends?|sent|wants|words|text|message|msg|line|turn)$/;
/** Names of what is asked, and of things that have ids themselves. */
const NOBODY =
  /^(?:questions?|query|queries|requests?|prompts?|inputs?|in|inbound|incoming|user|human|chat|event|call|conversation|session|ticket|case|thread|order|task|search|document|content|body|true|false|\d+)$/;
