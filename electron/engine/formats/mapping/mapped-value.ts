import { dateReader } from '../../../../shared/domain/date-format.ts';
import type { ValueSource } from '../../../../shared/domain/mapping.ts';
import type { Emit, JsonObject } from '../format.ts';
import { nameOf } from '../json-values.ts';
import { amountOf } from './amount.ts';
import { parsePath, valueAt } from './field-path.ts';

/** What is mapped at a time: the record, and the element of it that its paths begin at. */
export interface Place {
  readonly record: JsonObject;
  /** The object that holds the list of the element; the record where there is none. */
  readonly holder: unknown;
  readonly element: unknown;
  /** Which element of the record it is, and of which of its lists; null where the record is one. */
  readonly of: { readonly holder: number; readonly element: number } | null;
  readonly emit: Emit;
}
export type Read = (place: Place) => unknown;

export function reader(source: ValueSource): Read {
  if (typeof source === 'object' && 'always' in source) return () => source.always;
  const path = parsePath(typeof source === 'string' ? source : source.path);
  const read: Read = (place) => valueAt(path, place, place.emit.decoded);
  if (typeof source === 'string') return read;
  if ('format' in source) {
    const dateOf = dateReader(source.format);
    // What is spelt otherwise stays as it is, so that the import says that it is no time.
    return (place) => {
      const value = nameOf(read(place));
      return value === undefined ? read(place) : (dateOf(value) ?? value);
    };
  }
  return (place) => {
    const value = read(place);
    const number = amountOf(value);
    // Whole units of a thousandth are what such columns hold; more digits come from the multiplication alone.
    return number === undefined || !Number.isFinite(number)
      ? value
      : Number((number * source.times).toFixed(6));
  };
}
