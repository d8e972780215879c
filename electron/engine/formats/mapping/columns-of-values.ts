import type { JsonObject } from '../format.ts';
import { isList, isObject } from '../json-values.ts';

/**
 * A document that holds a table by its columns, as frames of data are written: `{"asked": {"0": ..., "1": ...}, "told": {"0":
 * ..., "1": ...}}`, or each column a list. Every column has a value of each row, and most hold no objects.
 */

const FEWEST_COLUMNS = 3;
const FEWEST_ROWS = 2;

/** The same document as `{"rows": [{"asked": ..., "told": ...}, ...]}`; null where it is none. */
export function rowsOfColumns(document: JsonObject): JsonObject | null {
  const columns = Object.entries(document);
  const [first] = columns;
  if (first === undefined || columns.length < FEWEST_COLUMNS) return null;
  const labels = labelsOf(first[1]);
  if (labels === null || labels.length < FEWEST_ROWS) return null;
  if (areIds(columns.map(([name]) => name)) && !areIds(labels)) return null;
  const plain = columns.filter(([, column]) => !Object.values(column ?? {}).some(isObject));
  if (plain.length * 2 < columns.length) return null;
  const known = labels.join('\n');
  const values: [name: string, of: readonly unknown[]][] = [];
  for (const [name, column] of columns) {
    if (isList(column) !== isList(first[1]) || labelsOf(column)?.join('\n') !== known) return null;
    values.push([name, isList(column) ? column : Object.values(column ?? {})]);
  }
  return {
    rows: labels.map((_, row) => Object.fromEntries(values.map(([name, of]) => [name, of[row]]))),
  };
}

/** Numbers and keys of records: what is held under such, with fields that have names, is a record and no column. */
const areIds = (names: readonly string[]): boolean =>
  names.filter((name) => /\d/.test(name)).length * 5 >= names.length * 4;

/** What each row is called: by its key, or by its place. */
function labelsOf(column: unknown): readonly string[] | null {
  if (isList(column)) return column.map((_, row) => String(row));
  return isObject(column) ? Object.keys(column) : null;
}
