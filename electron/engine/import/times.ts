import { asIso, digitsAsIso, ISO_TIME } from '../base/written-time.ts';
import type { TakesNotes, ZoneClock } from './zone-offset.ts';

/** Latest time that is believed: the end of the year 9999, in microseconds. */
const LATEST = 253_402_300_800_000_000n;
const EARLIEST = -62_135_596_800_000_000n;
const NUMBER = /^\d{1,19}(?:\.\d{1,18})?$/;

/** How the zone-less and wrong clocks of one file are read. */
export interface TimeReading {
  readonly zone: ZoneClock;
  readonly clockOffsetMs: number;
}

/**
 * Microseconds since 1970 UTC, rounded down to whole ones, clock offset added; null for what is no time. Numbers and digit texts are
 * seconds below 1e11, milliseconds below 1e14, microseconds below 1e17, else nanoseconds, unless they spell a date and a
 * time of day (`20260308101500`, an epoch of the year 2612). Texts are ISO 8601 with or without zone, to the day at least, or as
 * mail or JavaScript writes times; without a zone they are read in the zone of the file, of
 * whose changes of clocks `notes` is told where they leave the time open.
 */
export function microsecondsOf(
  value: string | number | bigint,
  reading: TimeReading,
  notes?: TakesNotes,
): bigint | null {
  const read = isWholeSeconds(value) ? BigInt(value * 1_000_000) : ofText(value, reading, notes);
  if (read === null) return null;
  const shifted = read + BigInt(reading.clockOffsetMs) * 1000n;
  return shifted >= EARLIEST && shifted < LATEST ? shifted : null;
}

/** The same for whole seconds, which most logs give, without big integers; null where those are needed. */
export function secondsAsMicroseconds(seconds: number, reading: TimeReading): number | null {
  if (!isWholeSeconds(seconds)) return null;
  const shifted = seconds * 1_000_000 + reading.clockOffsetMs * 1000;
  return shifted >= 0 && Number.isSafeInteger(shifted) ? shifted : null;
}

function ofText(
  value: string | number | bigint,
  reading: TimeReading,
  notes: TakesNotes | undefined,
): bigint | null {
  const text = typeof value === 'string' ? value.trim() : plainDigits(value);
  const isNumber = NUMBER.test(text) && digitsAsIso(text) === null;
  return isNumber ? ofNumber(text) : ofIso(text, reading.zone, notes);
}

/** The usual case, and within 2^53 as microseconds too. */
function isWholeSeconds(value: string | number | bigint): value is number {
  return (
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 9_000_000_000
  );
}

/** A float in seconds has no digits below 1e-7 worth keeping, so that 1e-6 never comes as an exponent. */
function plainDigits(value: number | bigint): string {
  if (typeof value === 'bigint' || Number.isInteger(value)) return BigInt(value).toString();
  const text = String(value);
  return text.includes('e') ? value.toFixed(9) : text;
}

function ofNumber(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  const integer = BigInt(whole);
  const decimals = unitDecimals(integer);
  // Nanoseconds lose three digits, the others gain: microseconds are `decimals` digits further right.
  if (decimals < 0) return integer / 1000n;
  return BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
}

function unitDecimals(integer: bigint): number {
  if (integer < 100_000_000_000n) return 6;
  if (integer < 100_000_000_000_000n) return 3;
  return integer < 100_000_000_000_000_000n ? 0 : -3;
}

function ofIso(text: string, zone: ZoneClock, notes: TakesNotes | undefined): bigint | null {
  const found = ISO_TIME.exec(asIso(text));
  if (found === null) return null;
  const [
    ,
    year = '',
    month = '',
    day = '',
    hour = '0',
    minute = '0',
    second = '0',
    fraction = '',
    offset,
  ] = found;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  // 24:00 and a leap second belong to the next day or minute and are written by some clocks.
  if (!exists || Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return null;
  if (Number(hour) === 24 && Number(minute) + Number(second) > 0) return null;
  const wall = date.getTime() + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  const minutes = offset === undefined ? null : offsetMinutes(offset);
  const utc = minutes === null ? zone.utcOf(wall, notes) : wall - minutes * 60_000;
  return BigInt(utc) * 1000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
}

function offsetMinutes(offset: string): number {
  if (!/^[+-]/.test(offset)) return 0;
  const digits = offset.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || '0');
  return offset.startsWith('-') ? -minutes : minutes;
}
