import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Facet } from '../../../shared/domain/search.ts';
import { Fault } from '../base/errors.ts';
import { integer, row, rows } from '../case/query.ts';
import { filterError, turnFilter } from './compile.ts';
import { fieldNamed, workOn } from './fields.ts';
import { currentTexts, STORED_TEXTS, type Texts } from './texts.ts';

/**
 * A field that is counted: a column of turn, of which a turn has one value; or rows (turn_id, value) of the turns in
 * `matching`, of which it may have several, and one more than once; or, where every turn has a value, rows (value, turns)
 * that are summed. A value is what `field:"value"` matches.
 */
type CountedField =
  | { readonly field: string; readonly column: string }
  | { readonly field: string; readonly select: (narrowed: Narrowed) => string }
  | { readonly field: string; readonly turnsPerValue: (narrowed: Narrowed) => string };

/** `AND` and the condition that a turn matches; nothing where every turn does. */
type Narrowed = (turn: string) => string;

const column = (field: string, name = field): CountedField => ({ field, column: name });

/** `hits` are those of matching turns, see facetsSql. */
const hits = (field: string, name: string, condition = "lane <> 'dismissed'"): CountedField => ({
  field,
  select: () => `SELECT turn_id, "${name}" AS value FROM hits WHERE ${condition}`,
});

/** Digits of a SHA-256 that tell files of one name apart, as `evidence:` takes them. */
const DIGITS = 12;
const HAS_NAMESAKE = 'count(*) OVER (PARTITION BY name) > 1';
const NAMED_EVIDENCE = `
  (SELECT evidence_id, CASE WHEN ${HAS_NAMESAKE} THEN left(sha256, ${DIGITS}) ELSE name END AS value FROM evidence)`;

/**
 * Files are counted by name, those of one name by the beginning of their SHA-256. Nearly every turn rests on one record
 * alone; a further one gives it another file only where it stands in another.
 */
const evidence: CountedField = {
  field: 'evidence',
  turnsPerValue: (narrowed) => `
    SELECT e.value, c.turns
    FROM (
      SELECT r.evidence_id, count(*) AS turns
      FROM matching t
      JOIN store.record r ON r.record_id = t.record_id
      GROUP BY r.evidence_id
    ) c
    JOIN ${NAMED_EVIDENCE} e ON e.evidence_id = c.evidence_id
    UNION ALL
    SELECT value, 1
    FROM (
      SELECT DISTINCT x.turn_id, e.value
      FROM further_record x
      JOIN store.record r ON r.record_id = x.record_id
      JOIN ${NAMED_EVIDENCE} e ON e.evidence_id = r.evidence_id
      JOIN turn t ON t.turn_id = x.turn_id
      JOIN store.record own ON own.record_id = t.record_id
      WHERE r.evidence_id <> own.evidence_id ${narrowed('x.turn_id')}
    )`,
};

/** In the order in which they are listed. */
const FIELDS: readonly CountedField[] = [
  column('model'),
  hits('failure', 'failure_type'),
  hits('severity', 'severity'),
  hits('lane', 'lane', 'true'),
  {
    field: 'cause',
    select: (narrowed) =>
      `SELECT y.turn_id, x.cause_id AS value ${workOn('cause')} ${narrowed('y.turn_id')}`,
  },
  {
    field: 'tag',
    select: (narrowed) =>
      `SELECT y.turn_id, x.tag AS value ${workOn('tag')} ${narrowed('y.turn_id')}`,
  },
  hits('review', 'review', 'review IS NOT NULL'),
  {
    field: 'feedback',
    select: (narrowed) =>
      `SELECT turn_id, value FROM feedback WHERE turn_id IS NOT NULL ${narrowed('turn_id')}`,
  },
  column('finish_reason'),
  column('kind'),
  column('user', 'user_id'),
  column('route'),
  column('release'),
  hits('finding', 'rule_id'),
  evidence,
];

/** Values that a facet lists at most; it says how many there are. */
const LISTED = 20;

/**
 * How the turns that match a filter spread over the values of its usual fields: the most frequent values first, then by
 * value. A turn counts once per value. Fields of which no turn of the case has a value are left out. `texts` says where
 * texts are read (see warmTexts); `found` is a table (turn_id) of the turns that match, where there is
 * one: they are taken from it unless to find them anew is cheaper. Refused as `bad-filter`.
 */
export async function facets(
  connection: DuckDBConnection,
  filter: string,
  texts: Texts = STORED_TEXTS,
  found?: string,
): Promise<{ total: number; facets: Facet[] }> {
  const read = await currentTexts(connection, texts);
  const asked = turnFilter(filter, 'filter', read);
  const { condition, parameters } =
    found !== undefined && isDear(asked.condition)
      ? { condition: `t.turn_id IN (SELECT turn_id FROM ${found})`, parameters: {} }
      : asked;
  const spread = await rows(connection, facetsSql(condition), parameters, facetRow).catch(
    (error: unknown) => {
      throw filterError(error);
    },
  );
  const total = spread.find(({ field }) => field === TOTAL)?.having ?? 0;
  const names = await sharedNames(connection);
  const counted = FIELDS.map(({ field }) => {
    const facet = facetOf(field, total, spread);
    return field === evidence.field ? withNames(facet, names) : facet;
  });
  const empty = counted.filter(({ distinct }) => distinct === 0).map(({ field }) => field);
  const absent = await absentFields(connection, empty);
  return { total, facets: counted.filter(({ field }) => !absent.has(field)) };
}

const facetRow = z.object({
  field: z.string(),
  distinct_values: integer,
  /** Turns that have any value. */
  having: integer,
  listed: z.array(z.object({ value: z.string(), turns: integer })).nullable(),
});
type FacetRow = z.infer<typeof facetRow>;

/** What the row that counts all matching turns has in place of a field. */
const TOTAL = '';

function facetOf(field: string, total: number, found: readonly FacetRow[]): Facet {
  const own = found.find((row) => row.field === field);
  return {
    field,
    values: own?.listed ?? [],
    distinct: own?.distinct_values ?? 0,
    missing: total - (own?.having ?? 0),
  };
}

/** Names that several files have, by the values that stand for those files. */
async function sharedNames(connection: DuckDBConnection): Promise<ReadonlyMap<string, string>> {
  const found = await rows(
    connection,
    `SELECT left(sha256, ${DIGITS}) AS value, name FROM evidence QUALIFY ${HAS_NAMESAKE}`,
    {},
    z.object({ value: z.string(), name: z.string() }),
  );
  return new Map(found.map(({ value, name }) => [value, name]));
}

function withNames(facet: Facet, names: ReadonlyMap<string, string>): Facet {
  const values = facet.values.map((one) => {
    const name = names.get(one.value);
    return name === undefined ? one : { ...one, name };
  });
  return { ...facet, values };
}

/** Those of the fields of which no turn has a value, whatever it matches. */
async function absentFields(
  connection: DuckDBConnection,
  fields: readonly string[],
): Promise<ReadonlySet<string>> {
  const absent = new Set<string>();
  for (const name of fields) {
    const { exists } = await row(connection, existsSql(name), {}, existsRow);
    if (!exists) absent.add(name);
  }
  return absent;
}

const existsRow = z.object({ exists: z.boolean() });

function existsSql(name: string): string {
  const field = fieldNamed(name);
  if (field === undefined || field.type === 'texts')
    throw new Fault(`${name} is no field of values`);
  return `SELECT EXISTS (SELECT 1 ${field.rows} AND ${field.columns.join('')} IS NOT NULL) AS "exists"`;
}

/** A subquery tells that; a comparison of columns costs little. */
const isDear = (condition: string): boolean => condition.includes('SELECT');

/**
 * One statement: turns per value of every field, then of each the most frequent. Matching turns are found once where
 * that is dear; where it is not, each count scans for itself, which reads less. No text of the filter stands in a condition, only names of what it binds.
 */
function facetsSql(condition: string): string {
  const columns = FIELDS.flatMap((counted) => ('column' in counted ? [counted] : []));
  const narrowed: Narrowed = (turn) =>
    condition === 'true' ? '' : `AND ${turn} IN (SELECT turn_id FROM matching)`;
  const once = isDear(condition) ? 'MATERIALIZED' : 'NOT MATERIALIZED';
  const selected = columns.map(({ column }) => `, t."${column}"`).join('');
  const counts = [
    columnsSql(columns),
    ...FIELDS.flatMap((counted) => valuesSql(counted, narrowed)),
  ];
  return `
    WITH
      matching AS ${once} (SELECT t.turn_id, t.record_id ${selected} FROM turn t WHERE ${condition}),
      hits AS MATERIALIZED (
        SELECT turn_id, rule_id, lane, severity, failure_type, review FROM finding WHERE true ${narrowed('turn_id')}
      ),
      counted AS (${counts.join(' UNION ALL ')})
    SELECT
      field, count(value) AS distinct_values, coalesce(max(turns) FILTER (whole), sum(turns) FILTER (value IS NOT NULL), 0) AS having,
      arg_min({ 'value': value, 'turns': turns }, (-turns, value), ${LISTED}) FILTER (value IS NOT NULL) AS listed
    FROM counted
    GROUP BY field`;
}

/** All columns are counted in one pass over the matching turns. */
function columnsSql(columns: readonly { field: string; column: string }[]): string {
  const cases = (what: (counted: { field: string; column: string }) => string): string =>
    columns
      .map((counted) => `WHEN grouping("${counted.column}") = 0 THEN ${what(counted)}`)
      .join(' ');
  return `
    SELECT
      CASE ${cases(({ field }) => `'${field}'`)} ELSE '${TOTAL}' END AS field,
      CASE ${cases(({ column }) => `"${column}"`)} END AS value,
      count(*) AS turns,
      grouping(${columns.map(({ column }) => `"${column}"`).join(', ')}) = ${2 ** columns.length - 1} AS whole
    FROM matching
    GROUP BY GROUPING SETS ((), ${columns.map(({ column }) => `("${column}")`).join(', ')})`;
}

/** Turns per value, and in a row of the whole those that have any. Columns are counted together, see columnsSql. */
function valuesSql(counted: CountedField, narrowed: Narrowed): string[] {
  if ('column' in counted) return [];
  const named = `SELECT '${counted.field}' AS field, value`;
  return 'select' in counted
    ? [
        `${named}, count(DISTINCT turn_id) AS turns, grouping(value) = 1 AS whole
         FROM (${counted.select(narrowed)})
         WHERE value IS NOT NULL
         GROUP BY GROUPING SETS ((value), ())`,
      ]
    : [
        `${named}, sum(turns) AS turns, false AS whole FROM (${counted.turnsPerValue(narrowed)}) GROUP BY value`,
        `SELECT '${counted.field}', NULL, count(*), true FROM matching`,
      ];
}
