import {
  type DuckDBValueConverter,
  DuckDBTimestampTZValue,
  type Json,
  JsonDuckDBValueConverter,
} from '@duckdb/node-api';
import { isoOfMicroseconds } from '../case/query.ts';

/** Values as JSON: integers up to 2^53 as numbers, larger ones as text, times as ISO 8601 in UTC. */
export const toJson: DuckDBValueConverter<Json> = (value, type) => {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (value instanceof DuckDBTimestampTZValue) {
    const microseconds = Number(value.micros);
    return Number.isSafeInteger(microseconds) && Math.abs(microseconds) < 8.64e18
      ? isoOfMicroseconds(microseconds)
      : value.toString();
  }
  return JsonDuckDBValueConverter(value, type, toJson);
};
