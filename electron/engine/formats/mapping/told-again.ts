import { isList, isObject, nameOf } from '../json-values.ts';
import {
  type FieldPath,
  opened,
  parsePath,
  type Step,
  valueAt,
  valuesAt,
  within,
  writePath,
} from './field-path.ts';
import { rightBefore } from './answerer.ts';
import { isOfKnowledge, roleNamed } from './role-words.ts';
import { isEach, type SamplePath, type SamplePaths } from './sample-paths.ts';
import type { Speakers } from './speakers.ts';

/**
 * Who of a list of messages answers, where each call is told what was said before it: the answer of an earlier call stands
 * in its own record beside the list, and in the lists of later ones as the words of the machine.
 */

/** Shorter words are said by anybody. */
const FEWEST_LETTERS = 12;
/** So often must somebody's words be an earlier answer. */
const FEWEST = 3;

/** A message of a list: who speaks, and all texts in it. */
interface Message {
  readonly speaker: string;
  readonly texts: readonly string[];
}

/** Null where nobody's words are an earlier answer. `role` says who speaks, in the elements at `steps`. */
export function toldAgain(
  { sample }: SamplePaths,
  steps: readonly Step[],
  role: SamplePath,
): Speakers | null {
  const list = steps.slice(0, steps.findIndex(isEach));
  const who = parsePath(writePath(role.steps.slice(steps.length)));
  const each = parsePath(writePath(steps));
  const lists = sample.map((record) => messagesOf(valuesAt(each, within(record), true), who));
  const speakers = [...new Set(lists.flat().map(({ speaker }) => speaker))];
  if (speakers.length < 2 || speakers.length > 8) return null;
  const elsewhere = sample.map((record) => textsBeside(record, list));
  const repeating = speakers.filter((one) => echoes(one, lists, elsewhere) >= FEWEST);
  const machine = answering(repeating, lists);
  if (machine === undefined) return null;
  const asker = mostBefore(machine, lists);
  if (asker === undefined) return null;
  const others = speakers.filter((one) => one !== machine && one !== asker);
  const roles = Object.fromEntries(
    others.flatMap((one) => {
      const meant = besideOf(one, lists);
      return meant === undefined || meant === one ? [] : [[one, meant]];
    }),
  );
  return {
    roles: { ...roles, [asker]: 'user', [machine]: 'assistant' },
    sides: new Set(['user', 'assistant']),
    score: 0.9,
    unknown: 0,
    why: `what "${machine.slice(0, 40)}" says is the answer of an earlier record`,
  };
}

function messagesOf(elements: readonly unknown[], who: FieldPath): Message[] {
  return elements.flatMap((given) => {
    const element = opened(given, true);
    const speaker = nameOf(valueAt(who, within(element), true));
    return speaker === undefined ? [] : [{ speaker, texts: textsIn(element) }];
  });
}

/** The texts of a record but for those of the list, each with where it stands. */
function textsBeside(record: unknown, list: readonly Step[]): ReadonlyMap<string, string> {
  const beside = new Map<string, string>();
  const skipped = writePath(list);
  const walk = (given: unknown, path: string): void => {
    if (path === skipped) return;
    const value = opened(given, true);
    if (typeof value === 'string') {
      if (value.length >= FEWEST_LETTERS) beside.set(value, path);
    } else if (isList(value)) for (const one of value) walk(one, `${path}[*]`);
    else if (isObject(value))
      for (const [key, one] of Object.entries(value))
        walk(one, path === '' ? key : `${path}.${key}`);
  };
  walk(record, '');
  return beside;
}

function textsIn(given: unknown): string[] {
  const value = opened(given, true);
  if (typeof value === 'string') return value.length >= FEWEST_LETTERS ? [value] : [];
  if (isList(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** How many of a speaker's words stand beside the list of one other record, and of no more: instructions stand in many. */
function echoes(
  speaker: string,
  lists: readonly (readonly Message[])[],
  elsewhere: readonly ReadonlyMap<string, string>[],
): number {
  const known = new Map<string, number>();
  for (const texts of elsewhere)
    for (const text of texts.keys()) known.set(text, (known.get(text) ?? 0) + 1);
  const said = new Set<string>();
  for (const [record, messages] of lists.entries())
    for (const { speaker: one, texts } of messages)
      for (const text of one === speaker ? texts : [])
        if ((known.get(text) ?? 0) <= 2 && known.has(text) && elsewhere[record]?.has(text) !== true)
          said.add(text);
  return said.size;
}

/** Where the question stands beside the list as well, whoever speaks first asks. */
function answering(
  repeating: readonly string[],
  lists: readonly (readonly Message[])[],
): string | undefined {
  const firsts = new Map<string, number>();
  for (const messages of lists) {
    const first = messages.find(({ speaker }) => !isOnlyFirst(speaker, lists))?.speaker;
    if (first !== undefined) firsts.set(first, (firsts.get(first) ?? 0) + 1);
  }
  const [begins] = [...firsts].toSorted((a, b) => b[1] - a[1])[0] ?? [];
  const [machine, ...more] = repeating.filter((one) => one !== begins);
  return more.length === 0 ? machine : undefined;
}

const isOnlyFirst = (one: string, lists: readonly (readonly Message[])[]): boolean =>
  lists.every((messages) => messages.findLastIndex(({ speaker }) => speaker === one) <= 0);

/** Who most often speaks right before the machine. */
function mostBefore(machine: string, lists: readonly (readonly Message[])[]): string | undefined {
  const said = lists.map((messages) => messages.map(({ speaker }) => speaker));
  const before = new Map<string, number>();
  for (const one of rightBefore(said, (speaker) => speaker === machine))
    if (one !== machine) before.set(one, (before.get(one) ?? 0) + 1);
  return [...before].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}

/** Whoever else speaks: by words, else by its place. */
function besideOf(one: string, lists: readonly (readonly Message[])[]): string | undefined {
  if (isOfKnowledge(one)) return 'context';
  const named = roleNamed(one);
  if (named === 'tool' || named === 'system') return named;
  if (isOnlyFirst(one, lists)) return 'system';
  // The question of now may be called otherwise than those of before.
  return lists.every((messages) => messages.at(-1)?.speaker === one) ? 'user' : undefined;
}
