import type { ConsoleTable } from '../../../shared/domain/console.ts';
import { counted } from '../../../shared/text/numbers.ts';
import type { Suggestion } from '../../design/monaco/sql-field.tsx';

const KEYWORDS =
  'SELECT FROM WHERE AND OR NOT IN IS NULL LIKE ILIKE BETWEEN EXISTS JOIN LEFT INNER CROSS ON USING GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET DISTINCT AS CASE WHEN THEN ELSE END WITH UNION ALL EXCEPT INTERSECT CAST INTERVAL TRUE FALSE VALUES DESCRIBE SUMMARIZE'.split(
    ' ',
  );
const FUNCTIONS: readonly (readonly [name: string, says: string])[] = [
  ['count', 'how many rows, or values that are not NULL'],
  ['sum', 'the sum'],
  ['avg', 'the mean'],
  ['median', 'the value in the middle'],
  ['quantile_cont', 'a quantile, such as 0.95'],
  ['min', 'the smallest'],
  ['max', 'the largest'],
  ['list', 'the values as a list'],
  ['string_agg', 'texts joined'],
  ['date_trunc', "a time cut to 'day', 'hour', 'month'"],
  ['length', 'characters of a text'],
  ['lower', 'a text in lower case'],
  ['coalesce', 'the first that is not NULL'],
  ['round', 'a number rounded'],
  ['regexp_matches', 'whether a regular expression matches'],
  ['contains', 'whether a text holds another'],
];
/** Words of SQL that are columns here. */
const RESERVED = new Set(['at', 'end', 'order', 'group', 'column', 'table', 'user']);

/** What may stand at the caret: columns of the tables that the query names, tables, functions, words of SQL. */
export function completeSql(
  tables: readonly ConsoleTable[],
  text: string,
  caret: number,
): readonly Suggestion[] {
  const before = text.slice(0, caret);
  if (isInside(before)) return [];
  const bare = withoutTexts(text);
  const qualifier = /([A-Za-z_]\w*)\.\w*$/.exec(before)?.[1]?.toLowerCase();
  const named = namedTables(tables, bare);
  if (qualifier !== undefined) {
    const meant =
      named.find(({ alias }) => alias === qualifier)?.table ??
      tables.find(({ name }) => name === qualifier);
    return meant === undefined ? [] : meant.columns.map((column) => columnOf(column, meant.name));
  }
  const wantsTable = /\b(?:from|join)\s+\w*$/i.test(before);
  const columns = [...new Set(named.map(({ table }) => table))].flatMap((table) =>
    table.columns.map((column) => columnOf(column, table.name)),
  );
  const words = [...FUNCTIONS.map(functionOf), ...KEYWORDS.map(keywordOf)];
  return wantsTable
    ? [...tables.map(tableOf), ...words]
    : [...columns, ...tables.map(tableOf), ...words];
}

/** As it is written in a query. */
export const written = (name: string): string => (RESERVED.has(name) ? `"${name}"` : name);

const columnOf = (
  { name, type, says }: ConsoleTable['columns'][number],
  table: string,
): Suggestion => ({
  label: name,
  kind: 'column',
  detail: `${type} · ${table}`,
  says,
  insert: written(name),
});
const tableOf = ({ name, says, rows }: ConsoleTable): Suggestion => ({
  label: name,
  kind: 'table',
  detail: counted(rows, 'row'),
  says,
  insert: name,
});
const functionOf = ([name, says]: (typeof FUNCTIONS)[number]): Suggestion => ({
  label: name,
  kind: 'function',
  detail: 'function',
  says,
  insert: `${name}(`,
});
const keywordOf = (word: string): Suggestion => ({
  label: word,
  kind: 'keyword',
  detail: '',
  says: '',
  insert: word,
});

interface Named {
  readonly table: ConsoleTable;
  readonly alias: string;
}

/** Tables after FROM, JOIN and commas, with the names that they go by. */
function namedTables(tables: readonly ConsoleTable[], bare: string): Named[] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const found = bare.matchAll(/(?:\b(?:from|join)\b|,)(?=\s*(\w+)(?:\s+(?:as\s+)?(\w+))?)/gi);
  return [...found].flatMap(([, name = '', alias = '']) => {
    const table = byName.get(name.toLowerCase());
    if (table === undefined) return [];
    const isAlias = alias !== '' && !KEYWORDS.includes(alias.toUpperCase());
    return [{ table, alias: (isAlias ? alias : name).toLowerCase() }];
  });
}

const TEXTS = /'(?:[^']|'')*'|--[^\n]*|\/\*[^]*?\*\//g;
const withoutTexts = (text: string): string => text.replace(TEXTS, ' ');

/** Whether the end of a text lies in a quotation or a comment. */
function isInside(before: string): boolean {
  const rest = before.replace(/'(?:[^']|'')*'|--[^\n]*\n|\/\*[^]*?\*\//g, ' ');
  return /'|--|\/\*/.test(rest);
}
