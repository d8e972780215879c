import { type Mapping, mapping } from '../../../../shared/domain/mapping.ts';
import type { JsonObject } from '../format.ts';
import { isList, isObject } from '../json-values.ts';
import { parsePath, writePath } from './field-path.ts';
import { pathsOf } from './read-mapping.ts';

/** A document that is an exported table: names of columns in one list, rows in another, each a list of as many values. */
export interface TableOfRows {
  readonly list: string;
  readonly columns: readonly string[];
  /** The first rows, by the names of their columns. */
  readonly rows: readonly JsonObject[];
}

/** So many rows tell what they are. */
const MOST_ROWS = 200;
const FEWEST_COLUMNS = 3;

/** Null where the document is none. */
export function tableIn(sample: readonly JsonObject[]): TableOfRows | null {
  const [document] = sample;
  if (document === undefined || sample.length !== 1) return null;
  const headers = Object.values(document).flatMap((value) => namesIn(value) ?? []);
  const columnsOf = (rows: readonly unknown[]): readonly string[] | undefined =>
    headers.find((names) => rows.every((row) => isList(row) && row.length === names.length));
  for (const [name, rows] of Object.entries(document)) {
    if (!isList(rows) || rows.length === 0) continue;
    const columns = columnsOf(rows.slice(0, MOST_ROWS));
    if (columns === undefined) continue;
    return {
      list: writePath([{ name }, { each: true }]),
      columns,
      rows: rows
        .slice(0, MOST_ROWS)
        .map((row) =>
          Object.fromEntries(
            columns.map((column, at) => [column, isList(row) ? row[at] : undefined]),
          ),
        ),
    };
  }
  return null;
}

/** Different texts, or objects that each have a name. */
function namesIn(value: unknown): [readonly string[]] | null {
  if (!isList(value) || value.length < FEWEST_COLUMNS) return null;
  const names = value.map((one) => (isObject(one) ? (one.name ?? one.title) : one));
  const texts = names.flatMap((name) => (typeof name === 'string' ? [name] : []));
  return texts.length === value.length && new Set(texts).size === texts.length ? [texts] : null;
}

/** A mapping of rows by the names of their columns, as one of the table: each path begins at the place of its column. */
export function placedInTable(rows: Mapping, { list, columns }: TableOfRows): Mapping {
  const placed: Record<string, unknown> = structuredClone({ ...rows, each: list });
  for (const { path, at } of pathsOf(rows)) {
    const { from, steps } = parsePath(path);
    const [first, ...rest] = steps;
    if (from !== 'element' || first === undefined || !('name' in first) || isWithin(rows, at))
      continue;
    const index = columns.indexOf(first.name);
    if (index >= 0) setAt(placed, at, writePath([{ index }, ...rest]));
  }
  return mapping.parse(placed);
}

/** Whether the path begins at a part of the row: a message of a list, a passage. */
function isWithin(rows: Mapping, [part, second, third]: readonly (string | number)[]): boolean {
  if (part === 'context') return third !== 'each';
  if (part === 'transcript') return second !== 'messages';
  if ((part !== 'input' && part !== 'output') || typeof second !== 'number') return false;
  return rows[part][second]?.messages !== undefined && third !== 'messages';
}

function setAt(into: unknown, [key, ...rest]: readonly (string | number)[], value: string): void {
  if (key === undefined || typeof into !== 'object' || into === null) return;
  if (rest.length === 0) Reflect.set(into, key, value);
  else setAt(Reflect.get(into, key), rest, value);
}
