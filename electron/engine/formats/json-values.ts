import { LosslessNumber } from 'lossless-json';
import type { JsonObject } from './format.ts';

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof LosslessNumber);

export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** The object, or an empty one, so that a mapping can read fields of what may be missing. */
export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

export const listOf = (value: unknown): readonly unknown[] => (isList(value) ? value : []);

export const objectsOf = (value: unknown): readonly JsonObject[] => listOf(value).filter(isObject);

/** What some write as `camelCase`, on the wire, and as `snake_case`, in the tables of a warehouse. */
export const field = (record: JsonObject, camel: string): unknown =>
  record[camel] ?? record[camel.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];

/** The first of the names under which the record has something. */
export const nameIn = (record: JsonObject, names: readonly string[]): string | undefined =>
  names.find((name) => record[name] !== undefined && record[name] !== null);

/** What the record has under the first of the names; undefined when under none. */
export function firstOf(record: JsonObject, names: readonly string[]): unknown {
  const name = nameIn(record, names);
  return name === undefined ? undefined : record[name];
}

/** An id as a text, however exactly its number was read; undefined for what is neither text nor number. */
export function nameOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return value instanceof LosslessNumber ? value.value : undefined;
}

/** Deeper than this, values are not compared. */
const DEEPEST = 100;

/** Whether two values say the same JSON; false for what is nested too deep to tell. */
export function isSame(one: unknown, other: unknown, depth = 0): boolean {
  if (one === other) return true;
  if (depth > DEEPEST) return false;
  if (isList(one) && isList(other)) {
    return (
      one.length === other.length && one.every((item, at) => isSame(item, other[at], depth + 1))
    );
  }
  if (isObject(one) && isObject(other)) {
    const names = Object.keys(one);
    return (
      names.length === Object.keys(other).length &&
      names.every((name) => isSame(one[name], other[name], depth + 1))
    );
  }
  return one instanceof LosslessNumber && other instanceof LosslessNumber
    ? one.value === other.value
    : false;
}

/** What is left of an object without the named fields and nulls; undefined when nothing is. */
export function restOf(record: JsonObject, taken: ReadonlySet<string>): JsonObject | undefined {
  let rest: Record<string, unknown> | undefined;
  for (const name in record) {
    if (taken.has(name)) continue;
    const value = record[name];
    if (value === undefined || value === null) continue;
    // Without a prototype, so that a field called __proto__ is a field.
    rest ??= { __proto__: null };
    rest[name] = value;
  }
  return rest;
}

/** The number, however exactly it was read; undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return value instanceof LosslessNumber ? Number(value.value) : undefined;
}
