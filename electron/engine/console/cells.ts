import {
  type DuckDBValueConverter,
  DuckDBTimestampTZValue,
  type Json,
  JsonDuckDBValueConverter,
} from '@duckdb/node-api';
import { isoOfMicroseconds } from '../case/query.ts';

/** Dates of JavaScript hold so many microseconds before and after 1970. */
const FURTHEST_US = 8.64e18;

/** Values as JSON: integers up to 2^53 as numbers, larger ones as text, times as ISO 8601 in UTC. */
export const toJson: DuckDBValueConverter<Json> = (value, type) => {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (value instanceof DuckDBTimestampTZValue)
    return Math.abs(Number(value.micros)) < FURTHEST_US
      ? isoOfMicroseconds(value.micros)
      : value.toString();
  return JsonDuckDBValueConverter(value, type, toJson);
};
