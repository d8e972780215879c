import {
  DuckDBArrayValue,
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { JsonObject } from '../formats/format.ts';

/**
 * The row of a columnar file as a JSON object: what formats see, and, written by RFC 8785 (names in order), the
 * canonical form whose SHA-256 is the record's.
 *
 * Booleans, texts and NULL as they are; integers as numbers within 2^53, else as their digits in a text; floating
 * point as numbers, but NaN and the infinities as texts; decimals as texts with all their digits; timestamps as ISO
 * 8601 with six digits of a second (nine for nanoseconds) and Z only where the column has a zone; dates as
 * YYYY-MM-DD; bytes as base64; lists as arrays, structs as objects, maps as arrays of [key, value]; anything else as
 * the text that DuckDB shows.
 */
export function jsonOfRow(names: readonly string[], values: readonly DuckDBValue[]): JsonObject {
  return Object.fromEntries(names.map((name, index) => [name, jsonOf(values[index] ?? null)]));
}

function jsonOf(value: DuckDBValue): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return jsonOfInteger(value);
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue)
    return value.items.map(jsonOf);
  if (value instanceof DuckDBStructValue)
    return Object.fromEntries(
      Object.entries(value.entries).map(([name, field]) => [name, jsonOf(field)]),
    );
  if (value instanceof DuckDBMapValue)
    return value.entries.map(({ key, value: held }) => [jsonOf(key), jsonOf(held)]);
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString('base64');
  if (value instanceof DuckDBDateValue)
    return value.isFinite ? iso(BigInt(value.days) * 86_400n, 1n).slice(0, 10) : String(value);
  return jsonOfTime(value) ?? String(value);
}

function jsonOfInteger(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

function jsonOfTime(value: DuckDBValue): string | null {
  if (value instanceof DuckDBTimestampTZValue)
    return value.isFinite ? `${iso(value.micros, 1_000_000n)}Z` : String(value);
  if (value instanceof DuckDBTimestampValue)
    return value.isFinite ? iso(value.micros, 1_000_000n) : String(value);
  if (value instanceof DuckDBTimestampMillisecondsValue)
    return iso(value.millis * 1000n, 1_000_000n);
  if (value instanceof DuckDBTimestampSecondsValue)
    return iso(value.seconds * 1_000_000n, 1_000_000n);
  if (value instanceof DuckDBTimestampNanosecondsValue) return iso(value.nanos, 1_000_000_000n);
  return null;
}

/** `count` units since 1970, `perSecond` of them in a second, as ISO 8601 without a zone. */
function iso(count: bigint, perSecond: bigint): string {
  const rest = ((count % perSecond) + perSecond) % perSecond;
  const seconds = (count - rest) / perSecond;
  const whole = new Date(Number(seconds) * 1000).toISOString().replace(/\.000Z$/, '');
  const digits = perSecond.toString().length - 1;
  return digits === 0 ? whole : `${whole}.${rest.toString().padStart(digits, '0')}`;
}
