import type { Mapping } from '../../../../shared/domain/mapping.ts';
import type { JsonObject } from '../format.ts';
import { isList, isObject } from '../json-values.ts';
import { parsePath, writePath, type Step } from './field-path.ts';
import { type SamplePath, SamplePaths } from './sample-paths.ts';

/** Words that programs write where nothing is: `NULL` of a database, `NaN` of a table, `-` of a form. */

/** What nobody says, and what people say as well: those stay where somebody speaks. */
const OF_PROGRAMS = /^(?:null|\(null\)|<null>|nan|nat|<na>|#n\/a|undefined|nil)$/i;
const OF_PEOPLE = /^(?:None|N\/A|n\/a|NA|-{1,3}|—)$/;
/** None of these is one of a few words for kinds of things; a sign alone may stand beside another sign. */
const NOT_GIVEN = /^(?:N\/A|n\/a)$/;
const OF_FORMS = /^(?:-{1,3}|—)$/;
const isWord = (value: unknown): value is string =>
  typeof value === 'string' && (OF_PROGRAMS.test(value) || OF_PEOPLE.test(value));

/** The words that say nothing in the sample: each stands beside ids, numbers or codes, and not among texts alone. */
export function wordsForNothing(sample: readonly JsonObject[]): string[] {
  const places = new Map<string, number>();
  for (const at of new SamplePaths(sample).all)
    for (const word of wordsAt(at)) places.set(word, (places.get(word) ?? 0) + 1);
  return [...places]
    .filter(([word, times]) => times >= (isSure(word) ? 1 : FEWEST))
    .map(([word]) => word);
}
const FEWEST = 2;
const isSure = (word: string): boolean => OF_PROGRAMS.test(word) || NOT_GIVEN.test(word);

/** Among sentences a word may have been said; among a few other words it may be one of them. */
function wordsAt({ scalars }: SamplePath): string[] {
  const words = [...new Set(scalars.map(({ value }) => value).filter(isWord))];
  if (words.length === 0) return [];
  const others = scalars
    .map(({ value }) => value)
    .filter((value) => value !== '' && !isWord(value))
    .map(String);
  const prose = others.filter((value) => /\s\S+\s/.test(value) && !/[|;]/.test(value));
  // What most records say is what few calls have a sentence for, such as why they failed.
  if (prose.length * 2 > others.length)
    return words.filter((word) => isSure(word) && scalars.length > others.length * 2);
  const areMost = (some: readonly string[]): boolean =>
    some.length > 0 && some.length * 2 >= others.length;
  const codes = areMost(others.filter((value) => /\d|[@/_]/.test(value)));
  const longer = areMost(others.filter((value) => value.length > 1));
  return words.filter((word) => isSure(word) || (OF_FORMS.test(word) ? longer : codes));
}

/** The record with nothing where one of the words of the mapping stands, but for what somebody may have said. */
export function withoutWords({
  nothing,
  each,
  input,
  message,
  transcript,
}: Mapping): (record: JsonObject) => JsonObject {
  if (nothing === undefined) return (record) => record;
  const element = each === undefined ? [] : elementOf(parsePath(each).steps);
  const told = transcript === undefined ? [] : elementOf(parsePath(transcript.messages).steps);
  const under = (holder: readonly Step[], path: string): string =>
    writePath([...holder, ...parsePath(path).steps]);
  const spoken = [
    ...input
      .flatMap(({ messages, content = [] }) => (messages === undefined ? content : []))
      .map((path) => under(element, path)),
    ...[message?.content ?? []].flat().map((path) => under(element, path)),
    ...[transcript?.content ?? []].flat().map((path) => under([...element, ...told], path)),
  ];
  const lists = new Set([writePath(element), writePath([...element, ...told])]);
  return (record) => withoutTheWords(record, { words: nothing, spoken: new Set(spoken), lists });
}

/** A path to a list means what is in it. */
const elementOf = (steps: readonly Step[]): readonly Step[] => {
  const last = steps.at(-1);
  return last === undefined || 'name' in last ? [...steps, { each: true }] : steps;
};

interface Words {
  readonly words: readonly string[];
  /** Where somebody speaks. */
  readonly spoken?: ReadonlySet<string>;
  /** The lists that are looked into; without them all are. */
  readonly lists?: ReadonlySet<string>;
}

export function withoutTheWords(
  record: JsonObject,
  of: Words,
  above: readonly Step[] = [],
): JsonObject {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, without(value, of, [...above, { name }])]),
  );
}

function without(value: unknown, of: Words, steps: readonly Step[]): unknown {
  if (isObject(value)) return withoutTheWords(value, of, steps);
  if (isList(value)) {
    const inner: readonly Step[] = [...steps, { each: true }];
    if (of.lists?.has(writePath(inner)) === false) return value;
    return value.map((one) => (isObject(one) ? withoutTheWords(one, of, inner) : one));
  }
  const says = typeof value === 'string' && of.words.includes(value);
  const isSaid = says && OF_PEOPLE.test(value) && of.spoken?.has(writePath(steps)) === true;
  return says && !isSaid ? null : value;
}
