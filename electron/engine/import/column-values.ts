import { LosslessNumber } from 'lossless-json';
import { Unmapped } from '../formats/format.ts';
import { NOT_A_NUMBER, stringifyExact } from './exact-json.ts';
import { microsecondsOf, secondsAsMicroseconds, type TimeReading } from './times.ts';
import type { TakesNotes } from './zone-offset.ts';

/** Thrown where JSON.parse may have rounded what matters: the record is then read again on the slow path. */
export class Inexact extends Error {
  override readonly name = 'Inexact';
}

/** Made once: the stack of each would take longer than the record. */
const INEXACT = new Inexact();

/** How the record at hand was read. */
export interface Reading extends TakesNotes {
  /** Texts hold one character per UTF-8 byte. */
  readonly bytes: boolean;
  /** Read by `parseExact`: nothing is rounded. */
  readonly exact: boolean;
  /** The record as it was read, to see how a number is written. */
  readonly source: string;
  readonly times: TimeReading;
}

export type Value = string | number | bigint | null;

const LONG_NUMBER = /[\d.]{16}|\d[eE]/;
const INT64 = 2n ** 63n;

/** Text of a VARCHAR column. Numbers are kept as the log writes them. */
export function textValue(name: string, value: unknown, reading: Reading): string | null {
  if (value == null) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value, reading);
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (value instanceof LosslessNumber) return value.value;
  throw new Unmapped(`${name}: ${kindOf(value)} where text is expected`);
}

/** Text of a column that may hold JSON where the log does not give text. */
export function textOrJson(name: string, value: unknown, reading: Reading): string | null {
  return typeof value === 'object' && !(value instanceof LosslessNumber)
    ? jsonValue(value, reading)
    : textValue(name, value, reading);
}

export function jsonValue(value: unknown, reading: Reading): string | null {
  if (value == null) return null;
  if (reading.exact) return stringifyExact(value);
  const json = JSON.stringify(value);
  if (LONG_NUMBER.test(json) || (json.includes('null') && holdsInfinity(value))) throw INEXACT;
  return json;
}

export function doubleValue(name: string, value: unknown, reading: Reading): number | null {
  const number = numberValue(name, value, reading);
  return number === null ? null : Number(number);
}

export function integerValue(
  name: string,
  value: unknown,
  reading: Reading,
): number | bigint | null {
  const number = numberValue(name, value, reading);
  if (number === null || typeof number === 'bigint') return number;
  if (Number.isSafeInteger(number)) return number;
  if (Number.isInteger(number) && !reading.exact) throw INEXACT;
  throw new Unmapped(`${name}: ${number} where a whole number of at most 64 bits is expected`);
}

/** Microseconds since 1970 UTC. */
export function timeValue(name: string, value: unknown, reading: Reading): number | bigint | null {
  if (value == null || isAbsent(name, value, reading)) return null;
  if (typeof value === 'number') {
    const time = secondsAsMicroseconds(value, reading.times);
    if (time !== null) return time;
  }
  const plain = value instanceof LosslessNumber ? value.value : value;
  if (typeof plain === 'number' && Math.abs(plain) > Number.MAX_SAFE_INTEGER && !reading.exact)
    throw INEXACT;
  if (
    typeof plain === 'string' ||
    typeof plain === 'bigint' ||
    (typeof plain === 'number' && Number.isFinite(plain))
  ) {
    const time = microsecondsOf(plain, reading.times, reading);
    if (time !== null) return time;
  }
  throw new Unmapped(`${name}: not a time: ${shown(value)}`);
}

function numberValue(name: string, value: unknown, reading: Reading): number | bigint | null {
  if (value == null || isAbsent(name, value, reading)) return null;
  if (typeof value === 'bigint') {
    if (value >= -INT64 && value < INT64) return value;
    throw new Unmapped(`${name}: a number beyond 64 bits`);
  }
  const number = typeof value === 'string' ? (numberInText(value) ?? value) : value;
  if (typeof number === 'bigint') return numberValue(name, number, reading);
  if (number instanceof LosslessNumber) return finite(name, Number(number.value));
  if (typeof number === 'number') return finite(name, number);
  throw new Unmapped(`${name}: ${shown(value)} where a number is expected`);
}

/** What a decimal in a text says, where a double or 64 bits hold it as it is written; else null. */
function numberInText(text: string): number | bigint | null {
  const number = Number(text);
  if (String(number) === text) return number;
  if (!/^[-+]?(?:0|[1-9]\d{0,18})(?:\.\d{0,18})?$/.test(text)) return null;
  if (/^[-+]?\d+$/.test(text) && !Number.isSafeInteger(number)) return BigInt(text);
  const digits = text
    .replace(/^[-+0.]+/, '')
    .replace('.', '')
    .replace(/0+$/, '');
  return digits.length <= 15 ? number : null;
}

function finite(name: string, value: number): number {
  if (Number.isFinite(value)) return value;
  throw new Unmapped(`${name}: a number beyond the range of a double`);
}

/** Python's NaN and an empty text say that there is no value; the note says that they were there. */
function isAbsent(name: string, value: unknown, reading: Reading): boolean {
  if (typeof value !== 'string' || !(value === '' || NOT_A_NUMBER.test(value))) return false;
  reading.note(
    value === '' ? `${name} is an empty text, kept as NULL` : `${name} is ${value}, kept as NULL`,
  );
  return true;
}

function numberText(value: number, reading: Reading): string {
  const text = String(value);
  if (reading.exact || Number.isSafeInteger(value)) return text;
  // A fraction that stands so in the record was not rounded.
  if (Number.isFinite(value) && !text.includes('e') && reading.source.includes(text)) return text;
  throw INEXACT;
}

function holdsInfinity(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsInfinity);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : typeof value;
}

/** A value for a reason: short, printable ASCII. */
function shown(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    return kindOf(value);
  return JSON.stringify(
    String(value)
      .replace(/[^\x20-\x7e]/g, '?')
      .slice(0, 60),
  );
}
