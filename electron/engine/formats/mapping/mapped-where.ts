import type { MappedWhere } from '../../../../shared/domain/mapping.ts';
import { nameOf } from '../json-values.ts';
import { type Place, type Read, reader } from './mapped-value.ts';

/** What stands where a condition looks, as a text; undefined where nothing does. */
export function sayingAt({ path }: MappedWhere): (place: Place) => string | undefined {
  const read: Read = reader(path);
  return (place) => {
    const value = read(place);
    return (
      nameOf(value) ?? (value === undefined || value === null ? undefined : JSON.stringify(value))
    );
  };
}

/** Whether a condition holds at a place; `''` is what is said where nothing stands. */
export function holding(where: MappedWhere): (place: Place) => boolean {
  const said = sayingAt(where);
  const named = new Set(where.is ?? where.not);
  return (place) => named.has(said(place) ?? '') === (where.is !== undefined);
}
