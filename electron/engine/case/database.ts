import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { reasonOf, Refusal } from '../base/errors.ts';
import type { CaseLayout } from './layout.ts';
import { createTableSql, TABLE_LIST } from './schema.ts';
import { insertInTwoSteps } from './two-step-inserts.ts';
import { memorySide } from './views.ts';

export interface Database {
  readonly connection: DuckDBConnection;
  /** A further connection to the same instance, for a call that may be cancelled by itself. */
  connect(): Promise<DuckDBConnection>;
  close(): void;
}

/** What the last committed job derived: compared with the custody log, so that a kill between the two is understood. */
const CREATE_DERIVATION =
  'CREATE TABLE store.derivation (job_no BIGINT NOT NULL, digests VARCHAR NOT NULL)';

const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`;
const readOnly = (path: string): string => `ATTACH ${quoted(path)} AS store (READ_ONLY)`;
const writable = (path: string): string =>
  `ATTACH ${quoted(path)} AS store (STORAGE_VERSION 'v1.4.0', ROW_GROUP_SIZE 40960)`;

/** Makes `case.duckdb` with its empty tables. */
export async function createDatabase(path: string): Promise<void> {
  const tables = [
    ...TABLE_LIST.map(createTableSql),
    CREATE_DERIVATION,
    "INSERT INTO store.derivation VALUES (0, '{}')",
  ];
  (
    await open([writable(path), ...tables, 'CHECKPOINT store'], {
      ...USUAL,
      memory: '500MB',
      threads: 1,
    })
  ).close();
}

/** How much DuckDB may take, as it writes sizes: of memory, and of the disk for what does not fit there. */
export interface Limits {
  readonly memory: string;
  readonly disk: string;
  /** Without it, one for each core. */
  readonly threads?: number | undefined;
}
const USUAL: Limits = { memory: '2GB', disk: '10GB' };
/** A job that asked for less than usual gets this much where screens read beside it. */
const WITH_READERS = '500MB';

/** So much data fills few groups of rows, and only whole groups are work for another thread: one is soonest done. */
const FOR_ONE_THREAD = 16 << 20;

/** How many threads so many bytes of tables or of logs are worth. */
export const threadsFor = (bytes: number): number | undefined =>
  bytes < FOR_ONE_THREAD ? 1 : undefined;

export const bytesOfDatabase = (path: string): number =>
  statSync(path, { throwIfNoEntry: false })?.size ?? 0;

export const memoryWithReaders = (asked: string | undefined): string | undefined =>
  asked === undefined ? undefined : WITH_READERS;

/** In-memory instance with the case attached read-only, analysis tables and views beside it, and every door shut. */
export async function openDatabaseForReading(
  layout: CaseLayout,
  limits: Limits = USUAL,
): Promise<Database> {
  const { database } = layout;
  const threads = threadsFor(bytesOfDatabase(database));
  return explained(layout, () =>
    open([readOnly(database), ...memorySide()], { threads, ...limits }),
  );
}

/** The same, attached for writing: only for a job that derives, under the case lock. */
export async function openDatabaseForWriting(
  layout: CaseLayout,
  memory = USUAL.memory,
  threads?: number,
): Promise<Database> {
  const statements = [
    writable(layout.database),
    'SET write_buffer_row_group_count = 1',
    // What a commit leaves goes back to the system at once: a long import commits often, and its threads need room too.
    "SET allocator_flush_threshold = '8MB'",
    "SET allocator_bulk_deallocation_flush_threshold = '16MB'",
    ...memorySide(),
  ];
  return explained(layout, async () => {
    const database = await open(statements, { ...USUAL, memory, threads });
    insertInTwoSteps(database.connection);
    return database;
  });
}

/** Opens the tables of a case; what goes wrong is a sentence for a person. Attaching would make a missing file anew. */
async function explained(
  { root, database }: CaseLayout,
  opening: () => Promise<Database>,
): Promise<Database> {
  if (!existsSync(database))
    throw new Refusal('case-damaged', `${root} has no case.duckdb, which holds its tables.`, {
      way: 'rebuild',
    });
  try {
    return await opening();
  } catch (error) {
    const [reason = ''] = reasonOf(error).split('\n', 1);
    if (reason.includes('Could not set lock'))
      throw new Refusal(
        'case-in-use',
        `The tables of ${root} are being read or written by another process (${reason}); wait for it or stop it.`,
        { cause: error },
      );
    throw new Refusal('case-damaged', `The tables of ${root} cannot be opened (${reason}).`, {
      cause: error,
      way: 'verify-and-rebuild',
    });
  }
}

/** Only the stored tables, as they are, even where some are missing: for `verify`. */
export async function openDatabaseForVerifying(path: string): Promise<Database> {
  return open([readOnly(path)], { ...USUAL, threads: threadsFor(bytesOfDatabase(path)) });
}

async function open(
  statements: readonly string[],
  { memory, disk, threads }: Limits,
): Promise<Database> {
  // What spills is evidence: the folder is this user's alone (0700) and goes with the database.
  const spill = mkdtempSync(join(tmpdir(), 'exhibit-'));
  const removeSpill = (): void => rmSync(spill, { recursive: true, force: true });
  try {
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: memory,
      ...(threads === undefined ? {} : { threads: String(threads) }),
      temp_directory: spill,
      max_temp_directory_size: disk,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const connection = await instance.connect();
    const close = (): void => {
      connection.closeSync();
      instance.closeSync();
      removeSpill();
    };
    try {
      // In one call: each would cost another way to a thread of the pool and back.
      await connection.run(
        [
          "SET TimeZone = 'UTC'",
          ...statements,
          // Within a transaction the planner does not know how few rows a table has, and would take a loop over all pairs.
          'SET asof_loop_join_threshold = 0',
          'SET enable_external_access = false',
          'SET lock_configuration = true',
        ].join(';'),
      );
    } catch (error) {
      close();
      throw error;
    }
    return { connection, connect: () => instance.connect(), close };
  } catch (error) {
    removeSpill();
    throw error;
  }
}
