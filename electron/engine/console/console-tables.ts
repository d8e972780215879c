import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { ConsoleTable } from '../../../shared/domain/console.ts';
import type { ANALYSIS_TABLES } from '../case/analysis-schema.ts';
import { integer, rows } from '../case/query.ts';
import { TABLE_LIST } from '../case/schema.ts';

/** What the investigator's tables hold; their columns say it themselves. */
const ANALYSIS_SAYS: Readonly<Record<keyof typeof ANALYSIS_TABLES, string>> = {
  exhibit: 'Places in the evidence that were pinned.',
  cause: 'Causes as the examiner tagged them: an opinion.',
  event: 'Dated entries of the timeline of the incident.',
  action: 'Remediation items.',
  note: 'Notes on turns, or on the case.',
  tag: 'Words laid on turns.',
  review: 'Findings that were accepted or dismissed.',
  report: 'Reports that were issued.',
  judged_pair: 'Verdicts on pairs of two model versions.',
};

/** Columns that a view shows and no table stores. */
const VIEW_COLUMNS: Readonly<Record<string, string>> = {
  'content.hash': 'first 128 bits of the SHA-256 of the text, hexadecimal',
  'finding.rule_lane': 'the lane that the rule gave',
  'finding.review': 'accept, dismiss; NULL where nobody has reviewed it',
  'finding.review_reason': 'why it was dismissed',
  'finding.reviewed_version': 'the version of the rule that was reviewed',
};

const column = z.object({ table: z.string(), name: z.string(), type: z.string() });

/** The tables that docs/schema.md describes, with what it says of them and how many rows they have. */
export async function consoleTables(connection: DuckDBConnection): Promise<ConsoleTable[]> {
  const columns = await rows(
    connection,
    `SELECT table_name AS "table", column_name AS name, data_type AS type
     FROM duckdb_columns()
     WHERE database_name = 'memory' AND schema_name = 'main'
     ORDER BY table_name, column_index`,
    {},
    column,
  );
  const names = [
    ...TABLE_LIST.map(({ name, says }) => ({ name, says })),
    ...Object.entries(ANALYSIS_SAYS).map(([name, says]) => ({ name, says })),
  ];
  const sizes = await rows(
    connection,
    names
      .map(({ name }) => `SELECT '${name}' AS name, count(*) AS rows FROM memory.main.${name}`)
      .join(' UNION ALL '),
    {},
    z.object({ name: z.string(), rows: integer }),
  );
  const rowsOf = new Map(sizes.map(({ name, rows: counted }) => [name, counted]));
  const says = columnWords();
  return names.map((table) => ({
    ...table,
    rows: rowsOf.get(table.name) ?? 0,
    columns: columns
      .filter((one) => one.table === table.name)
      .map(({ name, type }) => ({
        name,
        type: type === 'TIMESTAMP WITH TIME ZONE' ? 'TIMESTAMPTZ' : type,
        says: says.get(`${table.name}.${name}`) ?? '',
      })),
  }));
}

const columnWords = (): Map<string, string> =>
  new Map([
    ...TABLE_LIST.flatMap((table) =>
      table.columns.map(({ name, says }) => [`${table.name}.${name}`, says] as const),
    ),
    ...Object.entries(VIEW_COLUMNS),
  ]);
