import type { Mapping } from '../../../../shared/domain/mapping.ts';
import type { JsonObject } from '../format.ts';
import { isObject } from '../json-values.ts';
import { parsePath, writePath, type Step } from './field-path.ts';
import { isListed, type SamplePath, SamplePaths } from './sample-paths.ts';

/** Words that programs write where nothing is: `NULL` of a database, `NaN` of a table, `-` of a form. */

/** What nobody says, and what people say as well: those stay where somebody speaks. */
const OF_PROGRAMS = /^(?:null|\(null\)|<null>|nan|nat|<na>|#n\/a|undefined|nil)$/i;
const OF_PEOPLE = /^(?:None|N\/A|n\/a|NA|-{1,3}|—)$/;
/** None of these is one of a few words for kinds of things. */
const OF_FORMS = /^(?:N\/A|n\/a|-{1,3}|—)$/;
const isWord = (value: unknown): value is string =>
  typeof value === 'string' && (OF_PROGRAMS.test(value) || OF_PEOPLE.test(value));

/** The words that say nothing in the sample: each stands beside ids, numbers or codes, and not among texts alone. */
export function wordsForNothing(sample: readonly JsonObject[]): string[] {
  const places = new Map<string, number>();
  for (const at of new SamplePaths(sample).all.filter(({ steps }) => !isListed(steps)))
    for (const word of wordsAt(at)) places.set(word, (places.get(word) ?? 0) + 1);
  return [...places]
    .filter(([word, times]) => times >= (OF_PROGRAMS.test(word) ? 1 : FEWEST))
    .map(([word]) => word);
}
const FEWEST = 2;

/** Among sentences a word may have been said; among a few other words it may be one of them. */
function wordsAt({ scalars }: SamplePath): string[] {
  const words = [...new Set(scalars.map(({ value }) => value).filter(isWord))];
  if (words.length === 0) return [];
  const others = scalars
    .map(({ value }) => value)
    .filter((value) => value !== '' && !isWord(value))
    .map(String);
  const prose = others.filter((value) => /\s\S+\s/.test(value) && !/[|;]/.test(value));
  if (prose.length * 2 > others.length) return [];
  const areMost = (some: readonly string[]): boolean =>
    some.length > 0 && some.length * 2 >= others.length;
  const codes = areMost(others.filter((value) => /\d|[@/_]/.test(value)));
  const longer = areMost(others.filter((value) => value.length > 1));
  return words.filter((word) => OF_PROGRAMS.test(word) || (OF_FORMS.test(word) ? longer : codes));
}

/** The record with nothing where one of the words of the mapping stands, but for what somebody may have said. */
export function withoutWords({
  nothing,
  input,
  message,
}: Mapping): (record: JsonObject) => JsonObject {
  if (nothing === undefined) return (record) => record;
  const spoken = [
    ...input.flatMap(({ messages, content = [] }) => (messages === undefined ? content : [])),
    ...[message?.content ?? []].flat(),
  ].map((path) => writePath(parsePath(path).steps));
  return (record) => withoutTheWords(record, nothing, new Set(spoken));
}

export function withoutTheWords(
  record: JsonObject,
  words: readonly string[],
  spoken: ReadonlySet<string> = new Set(),
  above: readonly Step[] = [],
): JsonObject {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => {
      const steps = [...above, { name }];
      if (isObject(value)) return [name, withoutTheWords(value, words, spoken, steps)];
      const says = typeof value === 'string' && words.includes(value);
      const isSaid = says && OF_PEOPLE.test(value) && spoken.has(writePath(steps));
      return [name, says && !isSaid ? null : value];
    }),
  );
}
