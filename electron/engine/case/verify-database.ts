import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import type { Check } from '../../../shared/domain/check.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { Refusal } from '../base/errors.ts';
import { isForRoom } from '../base/full-disk.ts';
import type { Job } from '../base/job.ts';
import { isPlainFile } from '../base/plain-file.ts';
import type { ChainEntry } from '../custody/chain.ts';
import { DERIVATION_VERSION } from './case-file.ts';
import { failed, lineOf, passed } from './checks.ts';
import { type Database, openDatabaseForVerifying } from './database.ts';
import { declaredTables } from './declared-tables.ts';
import { derivationVersionOf } from './derivation-version.ts';
import { unfinishedJob } from './derive.ts';
import { differences, digestTables, tableDigests } from './digest.ts';
import type { CaseLayout } from './layout.ts';
import { integer, rows } from './query.ts';
import { TABLE_LIST } from './schema.ts';
import { recordChecks } from './verify-records.ts';

/** The database: its catalogue, its tables against the digests of the last job, and the records of each file. */
export async function databaseChecks(
  layout: CaseLayout,
  entries: readonly ChainEntry[],
  job: Job,
): Promise<Check[]> {
  if (!existsSync(layout.database))
    return [failed('database', 'case.duckdb is missing; a rebuild derives it again')];
  // DuckDB would open both, whatever they are.
  for (const path of [layout.database, `${layout.database}.wal`])
    if (existsSync(path) && !isPlainFile(path))
      return [failed('database', `${basename(path)} is not a plain file`)];
  let database: Database;
  try {
    database = await openDatabaseForVerifying(layout.database);
  } catch (error) {
    return [failed('database', `case.duckdb cannot be opened: ${lineOf(error)}`)];
  }
  try {
    const version = derivationVersionOf(entries);
    const isEarlier = version < DERIVATION_VERSION;
    const catalogue = await (isEarlier
      ? earlierCatalogueCheck(database, version)
      : catalogueCheck(database));
    if (!catalogue.ok) return [catalogue];
    const tables = await tablesCheck(database, entries, isEarlier);
    // Values that no import wrote need not make sense to the checks of records.
    if (!tables.ok) return [catalogue, tables];
    return [catalogue, tables, ...(await recordChecks(layout, database, entries, job))];
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (isForRoom(error)) throw error;
    return [failed('database', `case.duckdb cannot be read: ${lineOf(error)}`)];
  } finally {
    database.close();
  }
}

/** Everything that the file declares, a line each: nothing may be missing and nothing may stand beside. */
const CATALOGUE = `
  SELECT
    CASE WHEN schema_name = 'main' THEN '' ELSE schema_name || '.' END || table_name || '.' || column_name
    || ' #' || column_index || ' ' || data_type || CASE WHEN is_nullable THEN '' ELSE ' NOT NULL' END
    || coalesce(' DEFAULT ' || column_default, '') || coalesce(' COMMENT ' || comment, '') AS line
  FROM duckdb_columns()
  WHERE database_name = 'store' AND NOT internal
  UNION ALL
  SELECT 'schema ' || schema_name FROM duckdb_schemas() WHERE database_name = 'store' AND NOT internal
  UNION ALL
  SELECT 'view ' || view_name FROM duckdb_views() WHERE database_name = 'store' AND NOT internal
  UNION ALL
  SELECT 'index ' || index_name FROM duckdb_indexes() WHERE database_name = 'store'
  UNION ALL
  SELECT 'constraint of ' || table_name || ' ' || constraint_text
  FROM duckdb_constraints()
  WHERE database_name = 'store' AND constraint_type <> 'NOT NULL'
  UNION ALL
  SELECT 'comment of ' || table_name FROM duckdb_tables() WHERE database_name = 'store' AND comment IS NOT NULL
  UNION ALL
  SELECT 'macro ' || function_name FROM duckdb_functions() WHERE database_name = 'store' AND NOT internal
  UNION ALL
  SELECT 'sequence ' || sequence_name FROM duckdb_sequences() WHERE database_name = 'store'
  UNION ALL
  SELECT 'type ' || type_name FROM duckdb_types() WHERE database_name = 'store' AND NOT internal
  ORDER BY line`;

/** The table that no digest covers: it holds them. */
const DERIVATION = [
  'derivation.job_no #1 BIGINT NOT NULL',
  'derivation.digests #2 VARCHAR NOT NULL',
];

const catalogueOf = async ({ connection }: Database): Promise<string[]> =>
  (await rows(connection, CATALOGUE, {}, z.object({ line: z.string() }))).map(({ line }) => line);

const PLAIN_COLUMN = /^\w+\.\w+ #\d+ [A-Z]+(?: WITH TIME ZONE)?(?: NOT NULL)?$/;

/** What the schema of an earlier version was is told by the digests of that time, which cover every column. */
async function earlierCatalogueCheck(database: Database, version: number): Promise<Check> {
  const found = await catalogueOf(database);
  const wrong = [
    ...DERIVATION.filter((line) => !found.includes(line)).map((line) => `missing ${line}`),
    ...found.filter((line) => !PLAIN_COLUMN.test(line)).map((line) => `not of the schema: ${line}`),
  ];
  return wrong.length === 0
    ? passed(
        'database catalogue',
        `tables with columns alone; note: derived by version ${version}, this Exhibit derives by version ${DERIVATION_VERSION}: the digests of that time say which`,
      )
    : failed('database catalogue', wrong.join('; '));
}

async function catalogueCheck(database: Database): Promise<Check> {
  const typeName = (type: string): string =>
    type === 'TIMESTAMPTZ' ? 'TIMESTAMP WITH TIME ZONE' : type;
  const expected = [
    ...TABLE_LIST.flatMap(({ name, columns }) =>
      columns.map(
        (column, index) =>
          `${name}.${column.name} #${index + 1} ${typeName(column.type)}${column.notNull ? ' NOT NULL' : ''}`,
      ),
    ),
    ...DERIVATION,
  ];
  const found = await catalogueOf(database);
  const missing = expected.filter((line) => !found.includes(line));
  const extra = found.filter((line) => !expected.includes(line));
  if (missing.length === 0 && extra.length === 0 && found.length === expected.length)
    return passed('database catalogue', `${TABLE_LIST.length + 1} tables as the schema has them`);
  return failed(
    'database catalogue',
    [
      ...missing.map((line) => `missing ${line}`),
      ...extra.map((line) => `not of the schema: ${line}`),
    ].join('; '),
  );
}

const derivationRow = z.object({ job_no: integer, digests: z.string() });
const completion = z.looseObject({ job_no: z.int(), digests: tableDigests });

/** Tables against the digests of the last completed job; after a kill between commit and log, against its own. */
async function tablesCheck(
  { connection }: Database,
  entries: readonly ChainEntry[],
  isEarlier: boolean,
): Promise<Check> {
  const name = 'database tables';
  const derivations = await rows(
    connection,
    'SELECT job_no, digests FROM store.derivation',
    {},
    derivationRow,
  );
  const [derivation] = derivations;
  if (derivation === undefined || derivations.length > 1)
    return failed(name, `table derivation holds ${derivations.length} rows where it has one`);
  const { job_no: committed, digests: text } = derivation;
  const last = entries.findLast(
    ({ act, data }) => act.endsWith('.completed') && data['digests'] !== undefined,
  );
  const lastJob = last === undefined ? 0 : completion.parse(last.data).job_no;
  const interrupted = lastJob === committed ? null : unfinishedJob(entries, committed);
  if (interrupted === null && lastJob !== committed)
    return failed(
      name,
      `table derivation stands at job ${committed} where custody's last is ${lastJob}`,
    );
  if (interrupted === null && text !== (last === undefined ? '{}' : canonicalJson(last.data)))
    return failed(name, 'the digests in table derivation are not those of the custody log');
  const expected = committed === 0 ? {} : storedDigests(text);
  if (expected === null) return failed(name, 'the digests in table derivation cannot be read');
  const tables = isEarlier ? await declaredTables(connection, expected) : TABLE_LIST;
  const named = tables.map((table) => table.name);
  const apart = [
    ...Object.keys(expected).filter((table) => isEarlier && !named.includes(table)),
    ...named.filter((table) => isEarlier && committed > 0 && expected[table] === undefined),
  ];
  const differing = [
    ...apart.map((table) => `table ${table} stands in the database or in the custody log alone`),
    ...differences(expected, await digestTables(connection, undefined, tables)),
  ];
  if (differing.length > 0) return failed(name, differing.join('; '));
  const note =
    interrupted === null
      ? ''
      : `; note: the ${interrupted} of job ${committed} was interrupted before the log said it was complete`;
  return passed(name, `${tables.length} tables match the digests of job ${committed}${note}`);
}

function storedDigests(text: string): z.infer<typeof tableDigests> | null {
  try {
    return completion.parse(JSON.parse(text)).digests;
  } catch {
    return null;
  }
}
