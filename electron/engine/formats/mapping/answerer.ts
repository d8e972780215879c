import { keyWords, lastWords } from './key-names.ts';
import { isPerson } from './person-words.ts';
import { isHappening, isOfKnowledge, type KnownRole, roleNamed } from './role-words.ts';
import { type SamplePath, type SamplePaths, valuesByRecord } from './sample-paths.ts';
import type { Speakers } from './speakers.ts';
import { areInstructions } from './text-signs.ts';
import { isTime, looksLikeModels } from './value-shapes.ts';

/** Who of a list of messages is the machine, where no word says it: the one whose messages alone tell of its work. */

const OF_WORK =
  /^(?:tokens?|tok|toks|usage|latency|ms|secs|seconds|milliseconds|took|elapsed|duration|finish|model|engine|llm|gen|generation|sources|documents|passages|citations|confidence|temperature)$/;
/** `messages` are the elements, `role` the path in them that says who speaks. */
export function withAnswerer(
  messages: SamplePaths,
  role: SamplePath,
  known: Speakers | null,
): Speakers | null {
  const weak = known?.byHabit === true || known?.byHouse === true;
  if (known?.sides.has('assistant') === true && !weak) return known;
  const said = valuesByRecord(role);
  const values = [...new Set(said.values())];
  if (values.length < 2 || values.length > 8 || values.some((value) => value.length > 40))
    return known;
  const works = worksOf(messages, role, said);
  const [most] = [...works].toSorted((a, b) => b[1] - a[1]);
  const total = [...works.values()].reduce((sum, count) => sum + count, 0);
  if (most === undefined || most[1] * 10 < total * 9) return known;
  const [machine] = most;
  if (known?.byHouse === true && known.roles[machine] === 'assistant') return known;
  const user = askerOf(said, machine, known);
  if (user === undefined) return known;
  return {
    roles: { ...withoutHouse(rolesByWords(known)), [user]: 'user', [machine]: 'assistant' },
    sides: new Set([...(known?.byHabit === true ? [] : (known?.sides ?? [])), 'user', 'assistant']),
    score: 0.85,
    unknown: 0,
    why: `only what "${machine.slice(0, 40)}" says has what tells of a model's work`,
  };
}

const rolesByWords = (known: Speakers | null): Readonly<Record<string, string>> =>
  known === null || known.byHabit === true
    ? {}
    : Object.fromEntries(Object.entries(known.roles).filter(([said]) => said !== '*'));

/** Beside a machine, who is called as people of the house are is a person. */
const withoutHouse = (roles: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(roles).filter(([, role]) => role !== 'assistant'));

/** How often each speaker's messages have a field that tells of a model's work. */
function worksOf(
  { all }: SamplePaths,
  role: SamplePath,
  said: ReadonlyMap<number, string>,
): Map<string, number> {
  const works = new Map<string, number>();
  for (const at of all) {
    // A time that is kept as seconds is when, and not how long.
    if (at === role || at.scalars.length === 0 || isTime(at)) continue;
    if (!at.steps.some((_, end) => isOfWork(at, end)) && !looksLikeModels(at)) continue;
    for (const record of new Set(at.scalars.map((scalar) => scalar.record))) {
      const speaker = said.get(record);
      if (speaker !== undefined) works.set(speaker, (works.get(speaker) ?? 0) + 1);
    }
  }
  return works;
}

function isOfWork({ steps }: SamplePath, end: number): boolean {
  const words = lastWords(steps.slice(0, end + 1));
  return words.some((word) => OF_WORK.test(word)) && !words.some((word) => OF_HEARING.test(word));
}
/** How well a person was heard. */
const OF_HEARING = /^(?:asr|stt|speech|audio|voice)$/;

/** A tool, the instructions and what happens around messages ask nothing. */
const isNobody = (speaker: string): boolean =>
  isHappening(speaker) ||
  isOfKnowledge(speaker) ||
  ['tool', 'system'].includes(roleNamed(speaker) ?? '');

/** Who a word calls the user, else who most often speaks right before the machine. */
function askerOf(
  said: ReadonlyMap<number, string>,
  machine: string,
  known: Speakers | null,
): string | undefined {
  const named =
    known === null || known.byHabit === true
      ? undefined
      : [...new Set(said.values())].find(
          (value) =>
            value !== machine &&
            (known.roles[value] === 'user' || (value === 'user' && known.sides.has('user'))),
        );
  if (named !== undefined) return named;
  const before = new Map<string, number>();
  for (const [record, speaker] of said) {
    const last = said.get(record - 1);
    if (speaker === machine && last !== undefined && last !== machine && !isNobody(last))
      before.set(last, (before.get(last) ?? 0) + 1);
  }
  return [...before].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}

/**
 * Who of a list of messages that is given to a model asks, where the list ends with the question: whoever ends it. Who only
 * begins gives the instructions; who comes right after somebody of the asker's name answered before; what comes several times
 * in a list, or is named so, is what was looked up.
 */
export function byEnd(
  lists: readonly (readonly string[])[],
  known: Speakers | null,
): Speakers | null {
  if (known !== null && (known.byHabit === true || known.sides.has('assistant'))) return known;
  const answered = byTurns(lists, known);
  if (answered !== null) return answered;
  const ends = lists.flatMap((said) => said.slice(-1));
  const [asker] = ends;
  if (asker !== undefined && known?.sides.has('user') === true && known.roles[asker] !== 'user')
    return known;
  if (asker === undefined || lists.length < 3) return known;
  if (ends.filter((one) => one === asker).length * 10 < ends.length * 9) return known;
  const values = [...new Set(lists.flat())];
  if (values.length < 2 || values.length > 8) return known;
  const byWords = rolesByWords(known);
  const roles: Record<string, string> = { ...byWords, [asker]: 'user' };
  const asking = values.filter((one) => one === asker || sharesWord(one, asker));
  for (const one of values.filter((value) => !Object.hasOwn(byWords, value))) {
    const role = asking.includes(one) ? 'user' : placeOf(one, lists, asking);
    if (role !== undefined) roles[one] = role;
  }
  return {
    roles,
    sides: new Set(Object.values(roles).filter(isSide)),
    score: 0.7,
    unknown: 0,
    why: `"${asker.slice(0, 40)}" ends the list that is given`,
  };
}

/** Of two, one of whom a word calls the user, the other answers where they take turns. */
function byTurns(lists: readonly (readonly string[])[], known: Speakers | null): Speakers | null {
  const values = [...new Set(lists.flat())];
  if (known === null || values.length !== 2 || !known.sides.has('user')) return null;
  const others = values.filter((one) => known.roles[one] !== 'user' && one !== 'user');
  const [machine] = others;
  if (machine === undefined || others.length > 1 || Object.hasOwn(known.roles, machine))
    return null;
  if (isNobody(machine)) return null;
  const pairs = lists.flatMap((said) => said.slice(1).map((one, at) => one !== said[at]));
  const several = lists.filter((said) => said.length > 1);
  if (several.length < 3 || pairs.filter(Boolean).length * 5 < pairs.length * 4) return null;
  return {
    roles: { ...known.roles, [machine]: 'assistant' },
    sides: new Set([...known.sides, 'assistant']),
    score: 0.8,
    unknown: 0,
    why: `of two who take turns, "${machine.slice(0, 40)}" is not the user`,
  };
}

const isSide = (role: string): role is KnownRole =>
  role === 'user' || role === 'assistant' || role === 'system';

const sharesWord = (one: string, other: string): boolean =>
  keyWords(one).some((word) => keyWords(other).includes(word));

function placeOf(
  value: string,
  lists: readonly (readonly string[])[],
  asking: readonly string[],
): string | undefined {
  if (isOfKnowledge(value)) return 'context';
  const places = lists.flatMap((said) =>
    said.flatMap((one, at) => (one === value ? [{ at, before: said[at - 1] }] : [])),
  );
  if (places.every(({ at }) => at === 0)) return 'system';
  if (places.every(({ before }) => before !== undefined && asking.includes(before)))
    return 'assistant';
  return undefined;
}

/** Who says the same few texts again and again, which speak to a model, gives the instructions. */
export function withInstructors(
  known: Speakers,
  said: ReadonlyMap<string, readonly string[]>,
): Speakers {
  const instructors = [...said].flatMap(([speaker, texts]) =>
    known.roles[speaker] !== 'assistant' && !isRoleName(speaker) && areInstructions(texts)
      ? [speaker]
      : [],
  );
  if (instructors.length === 0) return known;
  const others = [...said.keys()].filter((speaker) => !instructors.includes(speaker));
  const [asker, ...more] = others;
  // Of two of whom no word says who they are, one instructs: the other is no answer to that.
  if (known.byHabit === true && asker !== undefined && more.length === 0)
    return {
      ...known,
      roles: { ...Object.fromEntries(instructors.map((one) => [one, 'system'])), [asker]: 'user' },
      sides: new Set(['system', 'user']),
      why: `what "${instructors.join('", "').slice(0, 60)}" says again and again speaks to a model, and "${asker.slice(0, 40)}" speaks next`,
    };
  const speaksStill = (side: KnownRole): boolean =>
    others.some((one) => (known.roles[one] ?? known.roles['*'] ?? one) === side);
  return {
    ...known,
    roles: { ...known.roles, ...Object.fromEntries(instructors.map((one) => [one, 'system'])) },
    sides: new Set([...[...known.sides].filter((side) => speaksStill(side)), 'system']),
    why: `${known.why}; what "${instructors.join('", "').slice(0, 60)}" says again and again speaks to a model`,
  };
}

/** Where somebody answers and nobody asks, whoever as a rule speaks right before the answers does, but for what tools say between. */
export function withAsker(known: Speakers, lists: readonly (readonly string[])[]): Speakers {
  if (known.sides.has('user') || !known.sides.has('assistant')) return known;
  const roleOf = (speaker: string): string => known.roles[speaker] ?? known.roles['*'] ?? speaker;
  const people = lists.map((said) =>
    said.filter((one) => !isNobody(one) && !/^(?:tool|system|context)$/.test(roleOf(one))),
  );
  const before = rightBefore(people, (speaker) => roleOf(speaker) === 'assistant');
  const [asker] = before.filter((one) => roleOf(one) === one && !isNobody(one));
  if (asker === undefined) return known;
  if (before.filter((one) => one === asker).length * 10 < before.length * 8) return known;
  return {
    ...known,
    roles: { ...known.roles, [asker]: 'user' },
    sides: new Set([...known.sides, 'user']),
    unknown: Math.max(0, known.unknown - 1),
    why: `${known.why}; what "${asker.slice(0, 40)}" says is answered`,
  };
}

/** Where somebody asks and nobody answers, whoever as a rule speaks right after the questions of a list does. */
export function withReplier(known: Speakers, lists: readonly (readonly string[])[]): Speakers {
  if (!known.sides.has('user') || known.sides.has('assistant') || known.byHabit === true)
    return known;
  const roleOf = (speaker: string): string => known.roles[speaker] ?? known.roles['*'] ?? speaker;
  const after = lists.flatMap((said) =>
    said.flatMap((speaker, at) =>
      at > 0 && roleOf(speaker) !== 'user' && roleOf(said[at - 1] ?? '') === 'user'
        ? [speaker]
        : [],
    ),
  );
  const [replier] = after;
  if (replier === undefined || roleOf(replier) !== replier || isNobody(replier)) return known;
  // An owner who answers a tenant is no machine.
  if (keyWords(replier).some(isPerson)) return known;
  const isUsual = after.filter((one) => one === replier).length * 10 >= after.length * 9;
  const several = lists.filter((said) => said.includes(replier)).length;
  if (!isUsual || several < 3 || several * 5 < lists.length * 4) return known;
  return {
    ...known,
    roles: { ...known.roles, [replier]: 'assistant' },
    sides: new Set([...known.sides, 'assistant']),
    unknown: Math.max(0, known.unknown - 1),
    why: `${known.why}; what "${replier.slice(0, 40)}" says follows what was asked`,
  };
}

/** Who speaks right before each message of those who answer. */
export const rightBefore = (
  lists: readonly (readonly string[])[],
  answers: (speaker: string) => boolean,
): string[] =>
  lists.flatMap((said) =>
    said.flatMap((speaker, at) => (at > 0 && answers(speaker) ? [said[at - 1] ?? ''] : [])),
  );

const isRoleName = (speaker: string): boolean => /^(?:user|assistant|tool)$/i.test(speaker);
