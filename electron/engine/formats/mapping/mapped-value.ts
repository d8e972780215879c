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
  /** The element of another list that the holder stands in; the record where there is none. */
  readonly around: unknown;
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
    const day = source.day === undefined ? undefined : reader(source.day);
    const zone = source.zone === undefined ? undefined : reader(source.zone);
    // What is spelt otherwise stays as it is, so that the import says that it is no time.
    return (place) => {
      const value = nameOf(read(place));
      if (value === undefined) return read(place);
      const whole = day === undefined ? value : `${dayIn(nameOf(day(place)) ?? '')} ${value}`;
      const date = dateOf(whole);
      return date === null ? whole : `${date}${zone === undefined ? '' : zoneIn(zone(place))}`;
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

/** Tables write a day with the midnight that it begins at. */
const dayIn = (text: string): string =>
  text.trim().replace(/[ T]0{1,2}:00(?::00(?:[.,]0+)?)?$/, '');

/** `UTC-03:00`, `+0100`, `Z`; nothing for what is no offset, which the import takes as times without one. */
function zoneIn(value: unknown): string {
  const [, sign, hours, minutes = '00'] =
    /^(?:UTC|GMT)?([+-])(\d\d):?(\d\d)?$/.exec(String(value).trim()) ?? [];
  if (sign !== undefined) return `${sign}${hours}:${minutes}`;
  return /^(?:UTC|GMT|Z)$/.test(String(value).trim()) ? 'Z' : '';
}
