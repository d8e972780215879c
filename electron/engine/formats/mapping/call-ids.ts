import { type Found, found } from './found.ts';
import { isCode, isNamedAsTalk, isOfPerson, isOfProgram, repeats } from './id-values.ts';
import { lastKey, lastWords } from './key-names.ts';
import { isListed, type SamplePath, type SamplePaths } from './sample-paths.ts';
import { distinct } from './value-shapes.ts';

/**
 * The id of the call in a log whose records tell its parts: almost every record has it, and under one id nobody speaks
 * twice, but the one who asks and the one who answers do. A conversation that goes on has both several times.
 */
export function callIdIn(
  { all, sample }: SamplePaths,
  role: SamplePath,
  roleOf: (said: string) => string,
): Found | undefined {
  const spoken = new Map(role.scalars.map(({ record, value }) => [record, roleOf(String(value))]));
  return idsOf(all, role, sample.length)
    .flatMap((at) => {
      const share = callsUnder(at, spoken);
      return share < ENOUGH ? [] : [{ ...found(at, share, lastKey(at.steps)), why: WHY }];
    })
    .toSorted((a, b) => b.score - a.score)[0];
}

/**
 * The id of the conversation where no name tells it: under most of its values both sides speak; of several the one that
 * tells the most apart, but for that of the call.
 */
export function talkIdIn(
  { all, sample }: SamplePaths,
  role: SamplePath,
  roleOf: (said: string) => string,
  callId: SamplePath | undefined,
): Found | undefined {
  const spoken = new Map(role.scalars.map(({ record, value }) => [record, roleOf(String(value))]));
  return idsOf(all, role, sample.length)
    .filter(
      (at) =>
        at !== callId && !isOfPerson(at) && looksLikeIds(at) && sidesUnder(at, spoken) >= ENOUGH,
    )
    .map((at) => ({
      ...found(at, distinct(at).size, lastKey(at.steps)),
      why: `named "${lastKey(at.steps)}"; under most of its values one asks and one answers`,
    }))
    .toSorted((a, b) => b.score - a.score)[0];
}

/**
 * The same where the records of calls share the id of the call and only what was asked says of which conversation it is: an
 * id that almost all questions have and no answer, of which each call has one; by name, or because it comes again.
 */
export function talkOfAskers(
  { all }: SamplePaths,
  role: SamplePath,
  roleOf: (said: string) => string,
): Found | undefined {
  const spoken = new Map(role.scalars.map(({ record, value }) => [record, roleOf(String(value))]));
  const asking = [...spoken.values()].filter((one) => one === 'user').length;
  return all
    .filter((at) => at.path !== role.path && !isListed(at.steps) && isCode(at) && !isOfProgram(at))
    .filter((at) => !isOfPerson(at) && distinct(at).size > 1 && looksLikeIds(at))
    .filter((at) => {
      const records = at.scalars.filter(({ value }) => value !== '').map(({ record }) => record);
      const of = records.map((record) => spoken.get(record));
      return (
        !of.includes('assistant') && of.filter((one) => one === 'user').length * 10 >= asking * 9
      );
    })
    .filter((at) => isNamedAsTalk(at) || repeats(at))
    .map((at) => ({
      ...found(at, Number(isNamedAsTalk(at)) * 1000 + distinct(at).size, lastKey(at.steps)),
      why: `named "${lastKey(at.steps)}"; each question has one, and their answers the id of the call`,
    }))
    .toSorted((a, b) => b.score - a.score)[0];
}

/** Where nothing else tells a conversation, one of a single call may be meant as well: the name says that it is the call. */
export const isNamedAsCall = ({ steps }: SamplePath): boolean =>
  lastWords(steps).some((word) => CALL.test(word)) &&
  !lastWords(steps).some((word) => OF_TALK.test(word));
const CALL =
  /^(?:req|request|rid|reqid|call|query|qid|completion|generation|invocation|inference|correlation|corr|question|ask|msg|message|turn)$/;
const OF_TALK = /^(?:session|conversation|conv|chat|thread|dialog|dialogue|talk|group)$/;

/** Ids that almost every record has, and that come again. */
const idsOf = (all: readonly SamplePath[], role: SamplePath, total: number): SamplePath[] =>
  all.filter(
    (at) =>
      at.path !== role.path &&
      !isListed(at.steps) &&
      isCode(at) &&
      !isOfProgram(at) &&
      repeats(at) &&
      distinct(at).size > 1 &&
      at.records * 10 >= total * 9,
  );

/** Few words are kinds of things: most ids have numbers in them, or are of many. */
const looksLikeIds = (at: SamplePath): boolean => {
  const values = [...distinct(at)];
  return (
    values.filter((value) => /\d/.test(value)).length * 2 > values.length ||
    values.length > MOST_KINDS
  );
};
const MOST_KINDS = 12;

/** Under how many of its values both sides speak, 0 to 1. */
function sidesUnder(at: SamplePath, spoken: ReadonlyMap<number, string>): number {
  const under = new Map<unknown, Set<string>>();
  for (const { record, value } of at.scalars) {
    const role = spoken.get(record);
    if (role !== undefined) under.set(value, (under.get(value) ?? new Set()).add(role));
  }
  const groups = [...under.values()];
  const both = groups.filter((roles) => roles.has('user') && roles.has('assistant'));
  return groups.length === 0 ? 0 : both.length / groups.length;
}

const ENOUGH = 0.6;
const WHY = 'under one id one asks and one answers, each once';

/** How many of its values are of one question and its answer, 0 to 1; 0 where under one somebody speaks twice. */
function callsUnder(at: SamplePath, spoken: ReadonlyMap<number, string>): number {
  const under = new Map<unknown, string[]>();
  for (const { record, value } of at.scalars) {
    const role = spoken.get(record);
    if (role !== undefined) under.set(value, [...(under.get(value) ?? []), role]);
  }
  const groups = [...under.values()];
  const count = (roles: readonly string[], role: string): number =>
    roles.filter((one) => one === role).length;
  if (groups.some((roles) => count(roles, 'user') > 1 || count(roles, 'assistant') > 1)) return 0;
  const calls = groups.filter(
    (roles) => count(roles, 'user') === 1 && count(roles, 'assistant') === 1,
  );
  return groups.length === 0 ? 0 : calls.length / groups.length;
}
