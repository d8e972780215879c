import type { JsonObject } from './format.ts';
import { isList, isObject, nameOf, numberOf, restOf } from './json-values.ts';
import { openNested } from './nested-json.ts';

/**
 * A field that holds an object: as such, as JSON in a text (CSV, object stores), or as a list of pairs (maps of Parquet).
 * Undefined for anything else and for one without fields.
 */
export function heldObject(value: unknown, decoded: boolean): JsonObject | undefined {
  const opened = openNested(value, decoded);
  if (isObject(opened)) return Object.keys(opened).length > 0 ? opened : undefined;
  if (!isList(opened) || opened.length === 0) return undefined;
  const pairs: Record<string, unknown> = { __proto__: null };
  for (const pair of opened) {
    const name = isList(pair) && pair.length === 2 ? nameOf(pair[0]) : undefined;
    if (name === undefined || !isList(pair)) return undefined;
    pairs[name] = pair[1];
  }
  return pairs;
}

/** A number, or the digits of one in a text; undefined for anything else. */
export function numeric(value: unknown): number | undefined {
  if (typeof value !== 'string') return numberOf(value);
  return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(value) ? Number(value) : undefined;
}

/** The number, or what stands in its place: a record that says something else there is refused with the reason. */
export const numberOrGiven = (value: unknown): unknown => numeric(value) ?? filledText(value);

/** Seconds as milliseconds, without what their binary fraction adds. */
export function millisecondsOf(seconds: unknown): number | undefined {
  const number = numeric(seconds);
  return number === undefined ? undefined : Math.round(number * 1e6) / 1e3;
}

/** The sum of the numbers under names that begin so: parts of the input or the output are counted apart. */
export function sumOf(usage: JsonObject | undefined, begin: string): number | undefined {
  const counted = Object.entries(usage ?? {}).flatMap(([name, value]) => {
    const number = name.startsWith(begin) ? numeric(value) : undefined;
    return number === undefined ? [] : [number];
  });
  return counted.length > 0 ? counted.reduce((sum, number) => sum + number, 0) : undefined;
}

/** The columns of what a model was set to, under the names that frameworks use. */
export const settingFields = (settings: JsonObject) => ({
  temperature: numeric(settings.temperature),
  top_p: numeric(settings.top_p ?? settings.topP),
  max_tokens: numeric(settings.max_tokens ?? settings.maxTokens ?? settings.max_completion_tokens),
  seed: numeric(settings.seed),
});

const COLUMNS = [
  'temperature',
  'top_p',
  'topP',
  'max_tokens',
  'maxTokens',
  'max_completion_tokens',
  'seed',
];

/** The settings beside those that are taken, and of these what is no number and so in no column. */
export function otherSettings(
  settings: JsonObject,
  taken: ReadonlySet<string>,
): JsonObject | undefined {
  const unfit = noNumbers(settings, COLUMNS);
  if (unfit === undefined) return restOf(settings, taken);
  return restOf(settings, new Set([...taken].filter((name) => !(name in unfit))));
}

/** Of the fields that are columns of numbers what is none, for the metadata; undefined where all are, or are missing. */
export function noNumbers(record: JsonObject, names: readonly string[]): JsonObject | undefined {
  const unfit = names.filter(
    (name) => numeric(record[name]) === undefined && filledText(record[name]) !== undefined,
  );
  return unfit.length === 0
    ? undefined
    : Object.fromEntries(unfit.map((name) => [name, record[name]]));
}

/** The value, unless it is the empty text that tables hold where there is none. */
export const filledText = (value: unknown): unknown =>
  value === '' || value === null ? undefined : value;

/** What an error says: its message, or all of it; undefined where there is none. */
export const errorSaid = (error: unknown): unknown => {
  const said = filledText(error);
  return isObject(said) ? (said.message ?? said) : said;
};
