import {
  DuckDBArrayType,
  DuckDBListType,
  DuckDBMapType,
  DuckDBStructType,
  type DuckDBType,
} from '@duckdb/node-api';
import type { JsonObject } from '../formats/format.ts';
import { isList, isObject } from '../formats/json-values.ts';
import { areInNameOrder } from './row-text-sql.ts';

/** Puts a part of a row that was read from its canonical form into the order of the file. */
type Reorder = (value: unknown) => unknown;

/**
 * Gives back to rows the order that their names have in the file, as texts of JSON keep it. `spell` is how names are
 * written in the rows.
 */
export function fileOrder(
  names: readonly string[],
  types: readonly DuckDBType[],
  spell: (name: string) => string,
): (row: JsonObject) => JsonObject {
  const fields = names.map(spell);
  const reorders = types.map((type) => reorderOf(type, spell));
  if (areInNameOrder(names) && reorders.every((reorder) => reorder === null)) return (row) => row;
  return (row) => {
    const ordered: Record<string, unknown> = {};
    for (let at = 0; at < fields.length; at++) {
      const name = fields[at] ?? '';
      const reorder = reorders[at];
      const value = reorder == null ? row[name] : reorder(row[name]);
      if (name === '__proto__') setOwn(ordered, name, value);
      else ordered[name] = value;
    }
    return ordered;
  };
}

/** Assigning would set the prototype instead. */
function setOwn(object: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, enumerable: true, writable: true });
}

/** null where everything stands in the order of the file already. */
function reorderOf(type: DuckDBType, spell: (name: string) => string): Reorder | null {
  if (type instanceof DuckDBStructType) return reorderOfStruct(type, spell);
  if (type instanceof DuckDBMapType) return reorderOfMap(type, spell);
  if (!(type instanceof DuckDBListType || type instanceof DuckDBArrayType)) return null;
  const item = reorderOf(type.valueType, spell);
  return item === null ? null : (value) => (isList(value) ? value.map(item) : value);
}

function reorderOfStruct(
  { entryNames, entryTypes }: DuckDBStructType,
  spell: (name: string) => string,
): Reorder | null {
  if (areInNameOrder(entryNames) && entryTypes.every((type) => reorderOf(type, spell) === null))
    return null;
  const inside = fileOrder(entryNames, entryTypes, spell);
  return (value) => (isObject(value) ? inside(value) : value);
}

function reorderOfMap(
  { keyType, valueType }: DuckDBMapType,
  spell: (name: string) => string,
): Reorder | null {
  const key = reorderOf(keyType, spell) ?? same;
  const held = reorderOf(valueType, spell) ?? same;
  if (key === same && held === same) return null;
  const pair: Reorder = (entry) => (isList(entry) ? [key(entry[0]), held(entry[1])] : entry);
  return (value) => (isList(value) ? value.map(pair) : value);
}

const same: Reorder = (value) => value;
