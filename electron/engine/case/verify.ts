import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Check } from '../../../shared/domain/check.ts';
import { reasonOf, Refusal } from '../base/errors.ts';
import { sha256OfFile } from '../base/hash.ts';
import { type Job, stopIfCancelled } from '../base/job.ts';
import {
  caseCreated,
  completedJobs,
  detectionBegun,
  importBegun,
  jobCompleted,
  referenceBegun,
  reportIssued,
} from '../custody/acts.ts';
import { type ChainEntry, type ChainReading, readChain } from '../custody/chain.ts';
import { Coverage } from '../evidence/coverage.ts';
import { evidencePath } from '../evidence/store.ts';
import { leafHash, MerkleRange } from '../evidence/merkle.ts';
import { type Database, openDatabaseForVerifying } from './database.ts';
import { isTemporary, unfinishedJob } from './derive.ts';
import { differences, digestTables, tableDigests } from './digest.ts';
import { type CaseLayout, layoutOf } from './layout.ts';
import { LOCK_FILE, writerOf } from './lock.ts';
import { integer, row, rows, streamRows } from './query.ts';
import { TABLE_LIST } from './schema.ts';

/**
 * Checks a case without writing to it: every file against the hash that custody names, both chains entry by entry, the
 * catalogue and every table against the digests of the last job, and that each byte of evidence is accounted for.
 * What a kill leaves (a stale lock, a temporary file, an unfinished job, a torn last line) is noted, not failed.
 */
export async function verifyCase(path: string, job: Job = {}): Promise<Check[]> {
  const layout = layoutOf(path);
  const writer = writerOf(layout.root);
  if (writer !== null) throw new Refusal('case-in-use', writer);
  const checks: Check[] = [];
  const custody = readChain(layout.custody);
  checks.push(chainCheck('custody log', custody, existsSync(layout.custody)));
  checks.push(await caseFileCheck(layout, custody.entries));
  checks.push(chainCheck('activity log', readChain(layout.activity), true));
  const named = namedFiles(layout, custody.entries);
  for (const { name, path: file, sha256 } of named) {
    stopIfCancelled(job);
    job.onProgress?.({
      phase: `hashing ${name}`,
      done: checks.length,
      total: named.length + 6,
      unit: 'steps',
    });
    checks.push(await hashCheck(name, file, sha256));
  }
  checks.push(await folderCheck(layout, new Set(named.map(({ path: file }) => file))));
  checks.push(...(await databaseChecks(layout, custody.entries, job)));
  return checks;
}

const passed = (name: string, detail: string): Check => ({ name, ok: true, detail });
const failed = (name: string, detail: string): Check => ({ name, ok: false, detail });

function chainCheck(
  name: string,
  { head, fault, tornBytes }: ChainReading,
  exists: boolean,
): Check {
  if (!exists) return failed(name, 'the file is missing');
  if (fault !== null) return failed(name, fault);
  const torn =
    tornBytes > 0
      ? `; note: ${tornBytes} bytes of an unfinished line follow, left by an interruption`
      : '';
  return passed(name, `${head.length} entries, head ${head.hash}${torn}`);
}

async function caseFileCheck(layout: CaseLayout, entries: readonly ChainEntry[]): Promise<Check> {
  const created = caseCreated.safeParse(entries[0]?.data);
  if (!created.success)
    return failed('case.json', 'the custody log does not begin with the creation of the case');
  return hashCheck('case.json', layout.caseFile, created.data.case_file_sha256);
}

interface NamedFile {
  readonly name: string;
  readonly path: string;
  readonly sha256: string;
}

/** Every file that a log names by its hash. */
function namedFiles(layout: CaseLayout, entries: readonly ChainEntry[]): NamedFile[] {
  const evidence = [
    ...completedJobs(entries, 'import', importBegun),
    ...completedJobs(entries, 'reference', referenceBegun),
  ].map(({ begun: { name, sha256 } }) => ({
    name: `evidence ${name}`,
    path: evidencePath(layout.evidence, sha256),
    sha256,
  }));
  const inputs = completedJobs(entries, 'detection', detectionBegun).map(
    ({ begun: { rules_sha256: sha256 } }) => ({
      name: `input ${sha256.slice(0, 12)}`,
      path: join(layout.inputs, sha256),
      sha256,
    }),
  );
  const reports = entries
    .filter(({ act }) => act === 'report.issued')
    .map(({ data }) => reportIssued.parse(data))
    .flatMap(({ report_id, files }) =>
      Object.entries(files).map(([file, sha256]) => ({
        name: `report ${report_id} ${file}`,
        path: join(layout.reports, report_id, file),
        sha256,
      })),
    );
  const distinct = new Map([...evidence, ...inputs, ...reports].map((file) => [file.path, file]));
  return [...distinct.values()];
}

async function hashCheck(name: string, path: string, expected: string): Promise<Check> {
  if (!existsSync(path)) return failed(name, 'the file is missing');
  try {
    const { sha256, bytes } = await sha256OfFile(path);
    return sha256 === expected
      ? passed(name, `SHA-256 ${sha256}, ${bytes} bytes`)
      : failed(name, `SHA-256 is ${sha256} where custody says ${expected}`);
  } catch (error) {
    return failed(name, `cannot be read: ${reasonOf(error)}`);
  }
}

/** Nothing but what the logs name may stand in the case folder. */
async function folderCheck(layout: CaseLayout, named: ReadonlySet<string>): Promise<Check> {
  const own = new Set([layout.caseFile, layout.database, layout.custody, layout.activity]);
  const strange: string[] = [];
  const notes: string[] = [];
  for (const path of filesBelow(layout.root)) {
    const name = path.slice(layout.root.length + 1);
    if (own.has(path) || named.has(path)) continue;
    if (path === `${layout.database}.wal`)
      notes.push(`${name}: changes that an interruption left in the write-ahead log`);
    else if (LOCK_FILE.test(name)) notes.push(`${name}: a lock`);
    else if (isTemporary(name)) notes.push(`${name}: a temporary file`);
    else if (await isUnfinishedEvidence(path, name))
      notes.push(`${name}: evidence of an unfinished import`);
    else strange.push(name);
  }
  if (strange.length > 0)
    return failed('files of the case', `not named by any log: ${strange.join(', ')}`);
  return passed(
    'files of the case',
    notes.length === 0 ? 'only what the logs name' : `notes: ${notes.join('; ')}`,
  );
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      return lstatSync(path).isDirectory() ? filesBelow(path) : [path];
    });
}

/** A copy that was complete and named by its hash when a kill came before the log could name it. */
async function isUnfinishedEvidence(path: string, name: string): Promise<boolean> {
  const match = /^(?:evidence|inputs)[/\\]([0-9a-f]{64})$/.exec(name);
  return match !== null && (await sha256OfFile(path)).sha256 === match[1];
}

async function databaseChecks(
  layout: CaseLayout,
  entries: readonly ChainEntry[],
  job: Job,
): Promise<Check[]> {
  let database: Database;
  try {
    if (!existsSync(layout.database))
      return [failed('database', 'case.duckdb is missing; exhibit rebuild derives it again')];
    database = await openDatabaseForVerifying(layout.database);
  } catch (error) {
    return [failed('database', `cannot be opened: ${reasonOf(error).split('\n', 1)[0] ?? ''}`)];
  }
  try {
    const catalogue = await catalogueCheck(database);
    if (!catalogue.ok) return [catalogue];
    return [
      catalogue,
      await tablesCheck(database, entries),
      ...(await recordChecks(layout, database, job)),
    ];
  } catch (error) {
    return [failed('database', `cannot be read: ${reasonOf(error).split('\n', 1)[0] ?? ''}`)];
  } finally {
    database.close();
  }
}

const CATALOGUE = `
  SELECT table_name || '.' || column_name || ' ' || data_type || CASE WHEN is_nullable THEN '' ELSE ' NOT NULL' END AS line
  FROM duckdb_columns()
  WHERE database_name = 'store' AND NOT internal
  UNION ALL
  SELECT 'view ' || view_name FROM duckdb_views() WHERE database_name = 'store' AND NOT internal
  UNION ALL
  SELECT 'index ' || index_name FROM duckdb_indexes() WHERE database_name = 'store'
  UNION ALL
  SELECT 'macro ' || function_name FROM duckdb_functions() WHERE database_name = 'store' AND NOT internal
  UNION ALL
  SELECT 'sequence ' || sequence_name FROM duckdb_sequences() WHERE database_name = 'store'
  UNION ALL
  SELECT 'type ' || type_name FROM duckdb_types() WHERE database_name = 'store' AND NOT internal
  ORDER BY line`;

async function catalogueCheck({ connection }: Database): Promise<Check> {
  const typeName = (type: string): string =>
    type === 'TIMESTAMPTZ' ? 'TIMESTAMP WITH TIME ZONE' : type;
  const expected = new Set([
    ...TABLE_LIST.flatMap(({ name, columns }) =>
      columns.map(
        (column) =>
          `${name}.${column.name} ${typeName(column.type)}${column.notNull ? ' NOT NULL' : ''}`,
      ),
    ),
    'derivation.job_no BIGINT NOT NULL',
    'derivation.digests VARCHAR NOT NULL',
  ]);
  const found = new Set(
    (await rows(connection, CATALOGUE, {}, z.object({ line: z.string() }))).map(({ line }) => line),
  );
  const missing = [...expected].filter((line) => !found.has(line));
  const extra = [...found].filter((line) => !expected.has(line));
  if (missing.length === 0 && extra.length === 0)
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

/** Tables against the digests of the last completed job; after a kill between commit and log, against its own. */
async function tablesCheck(
  { connection }: Database,
  entries: readonly ChainEntry[],
): Promise<Check> {
  const name = 'database tables';
  const last = entries.findLast(
    ({ act, data }) => act.endsWith('.completed') && data['digests'] !== undefined,
  );
  const { job_no: committed, digests } = await row(
    connection,
    'SELECT job_no, digests FROM store.derivation',
    {},
    derivationRow,
  );
  const found = await digestTables(connection);
  if (last === undefined && committed === 0) {
    const filled = TABLE_LIST.filter(
      ({ name: table }) => Object.keys(found[table] ?? {}).length > 0,
    );
    return filled.length === 0
      ? passed(name, 'empty, as nothing was derived')
      : failed(name, `rows in ${filled.map((table) => table.name).join(', ')} that no job derived`);
  }
  const lastData = last === undefined ? null : jobCompleted.parse(last.data);
  const interrupted = lastData?.job_no === committed ? null : unfinishedJob(entries, committed);
  if (interrupted === null && lastData?.job_no !== committed)
    return failed(
      name,
      `the database stands at job ${committed} where custody's last is ${lastData?.job_no ?? 0}`,
    );
  if (
    interrupted === null &&
    JSON.stringify(lastData) !== JSON.stringify(sorted(JSON.parse(digests), lastData))
  )
    return failed(name, 'the digests in table derivation are not those of the custody log');
  const stored = z
    .looseObject({ digests: tableDigests })
    .parse(interrupted === null ? lastData : JSON.parse(digests));
  const differing = differences(stored.digests, found);
  if (differing.length > 0) return failed(name, differing.join('; '));
  const note =
    interrupted === null
      ? ''
      : `; note: the ${interrupted} of job ${committed} was interrupted before the log said it was complete`;
  return passed(name, `${TABLE_LIST.length} tables match the digests of job ${committed}${note}`);
}

/** Parses the stored text into the key order of the log's, so that equality of values is equality of text. */
function sorted(value: unknown, like: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const model: object = typeof like === 'object' && like !== null ? like : {};
  const order = [...Object.keys(model), ...Object.keys(value)];
  const entries = new Map(Object.entries(value));
  const models = new Map(Object.entries(model));
  return Object.fromEntries(
    [...new Set(order)]
      .filter((key) => entries.has(key))
      .map((key) => [key, sorted(entries.get(key), models.get(key))]),
  );
}

const evidenceRow = z.object({
  evidence_id: integer,
  sha256: z.string(),
  name: z.string(),
  bytes: integer,
  container: z.string(),
  merkle_root: z.string(),
  records: integer,
  mapped: integer,
  unmapped: integer,
  quarantined: integer,
  blank: integer,
});
const EXTENTS = `
  SELECT byte_offset, byte_length, lower(hex(sha256)) AS sha256
  FROM store.record
  WHERE evidence_id = $id
  ORDER BY record_id`;
const extentRow = z.object({
  byte_offset: integer.nullable(),
  byte_length: integer.nullable(),
  sha256: z.string(),
});

/** Per file: its records' Merkle root, its counts, and that every byte belongs to a record or to structure. */
async function recordChecks(
  layout: CaseLayout,
  { connection }: Database,
  job: Job,
): Promise<Check[]> {
  const files = await rows(
    connection,
    `SELECT evidence_id, sha256, name, bytes, container, merkle_root, records, mapped, unmapped, quarantined, blank
     FROM store.evidence ORDER BY evidence_id`,
    {},
    evidenceRow,
  );
  const checks: Check[] = [];
  for (const file of files) {
    stopIfCancelled(job);
    const name = `records of ${file.name}`;
    const path = evidencePath(layout.evidence, file.sha256);
    if (!existsSync(path)) {
      checks.push(failed(name, 'the file is missing'));
      continue;
    }
    const coverage = new Coverage(path, file.container);
    const tree = new MerkleRange();
    let count = 0;
    for await (const records of streamRows(
      connection,
      EXTENTS,
      { id: BigInt(file.evidence_id) },
      extentRow,
    ))
      for (const { byte_offset, byte_length, sha256 } of records) {
        count += 1;
        tree.append(leafHash(Buffer.from(sha256, 'hex')));
        if (byte_offset !== null && byte_length !== null) coverage.record(byte_offset, byte_length);
      }
    coverage.end(file.bytes);
    const fault =
      tree.root() !== file.merkle_root
        ? 'the Merkle root over the records differs'
        : file.mapped + file.unmapped + file.quarantined !== file.records
          ? 'records are not mapped + unmapped + quarantined'
          : count !== file.records + file.blank
            ? `${count} records stand where ${file.records + file.blank} were counted`
            : coverage.fault;
    checks.push(
      fault === null
        ? passed(
            name,
            `${file.records} records, ${file.blank} blank; every byte is accounted for; Merkle root ${file.merkle_root}`,
          )
        : failed(name, fault),
    );
  }
  return checks;
}
