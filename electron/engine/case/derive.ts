import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { canonicalJson } from '../base/canonical-json.ts';
import { timestamp } from '../base/clock.ts';
import { Fault, Refusal } from '../base/errors.ts';
import type { CustodyAct } from '../custody/acts.ts';
import { appendToChain, type ChainEntry, readChain } from '../custody/chain.ts';
import { type Job, stopIfCancelled } from '../base/job.ts';
import { appendToCustody, headOf } from './anchored-logs.ts';
import { readCaseFile } from './case-file.ts';
import { coReadersOf } from './co-readers.ts';
import { refuseOtherDerivation } from './derivation-version.ts';
import {
  bytesOfDatabase,
  memoryWithReaders,
  openDatabaseForWriting,
  threadsFor,
} from './database.ts';
import { digestTables, type TableDigests, tableDigests } from './digest.ts';
import { examiner } from './examiner.ts';
import { GrownTables } from './grown-tables.ts';
import { interruptible } from './interruptible.ts';
import { type CaseLayout, layoutOf } from './layout.ts';
import { lockForWriting, removeStaleLocks } from './lock.ts';
import { integer, row } from './query.ts';
import { finishedAside } from './unfinished-import.ts';
import { isTemporaryFile, isTemporaryFolder } from './temporary.ts';

/**
 * The one way in which derived tables change. Custody says "begun", one transaction derives and stores the digests of
 * all tables, custody says "completed" with the same digests. A kill at any moment leaves the state before or after;
 * `reconcile` writes the "completed" that a kill between commit and log left out.
 */
export interface Derivation {
  readonly layout: CaseLayout;
  readonly connection: DuckDBConnection;
  /** Numbers the deriving jobs of the case, from 1. */
  readonly jobNo: number;
  /**
   * Says what is derived, once, before anything is committed, and gives the time of the entry. What a rebuild needs
   * must be in `data`.
   */
  begin(data: Record<string, unknown>): string;
}

export interface Derived<Result> {
  readonly result: Result;
  /** Facts of the "completed" entry beside the digests. */
  readonly data: Record<string, unknown>;
}

/**
 * Runs `work` in a transaction under the case lock. `act` names it in custody (`import`, `detection`, `reference`).
 * Whatever `work` throws leaves the tables as they were; when it had begun, custody says that it was abandoned.
 * A cancel of the job interrupts whatever statement runs. `memory` is what the database may take, as DuckDB writes sizes;
 * `added` is how many bytes of logs the job reads.
 */
export async function derive<Result>(
  path: string,
  act: string,
  doing: string,
  work: (derivation: Derivation) => Promise<Derived<Result>>,
  job: Job = {},
  memory?: string,
  added = 0,
): Promise<Result> {
  return writing(
    path,
    doing,
    (layout, connection) => deriveLocked(layout, connection, act, work, job),
    memory,
    added,
  );
}

/** Waits for the moment's reads of screens, which make their views in transactions of their own; without FORCE it refuses. */
export const CHECKPOINT = 'FORCE CHECKPOINT store';

async function writing<Result>(
  path: string,
  doing: string,
  work: (layout: CaseLayout, connection: DuckDBConnection) => Promise<Result>,
  memory?: string,
  added = 0,
): Promise<Result> {
  const layout = layoutOf(path);
  readCaseFile(layout);
  const lock = lockForWriting(layout.root, doing);
  const readers = coReadersOf(layout.root);
  try {
    removeStaleLocks(layout.root);
    removeTemporaryFiles(layout);
    refuseOtherDerivation(layout.root, readChain(layout.custody).entries);
    for (const reader of readers) await reader.stepAside();
    const limit = readers.length === 0 ? memory : memoryWithReaders(memory);
    const threads = threadsFor(bytesOfDatabase(layout.database) + added);
    const database = await openDatabaseForWriting(layout, limit, threads);
    try {
      for (const reader of readers) await reader.lend(database);
      return await work(layout, database.connection);
    } finally {
      for (const reader of readers) await reader.takeBack();
      database.close();
    }
  } finally {
    lock.release();
    for (const reader of readers) reader.comeBack();
  }
}

const FINISHING = 'finishing an interrupted job';

/**
 * Writes the "completed" that a kill between commit and log left out, where the log shows that this may be, and removes
 * what a kill after it left. Whoever decides by what custody says was completed calls it first.
 */
export async function finishInterrupted(path: string): Promise<void> {
  const whole = layoutOf(path);
  removeStaleLocks(whole.root);
  const { entries } = readChain(whole.custody);
  if (unfinishedJob(entries, lastJobNo(entries)) === null) {
    removeRemains(whole);
    return;
  }
  await writing(path, FINISHING, async (layout, connection) => {
    await reconcile(layout, connection);
    await connection.run(CHECKPOINT);
  });
}

/** `settle` is called between the commit and what custody says of it. */
export async function deriveLocked<Result>(
  layout: CaseLayout,
  connection: DuckDBConnection,
  act: string,
  work: (derivation: Derivation) => Promise<Derived<Result>>,
  job: Job,
  settle: () => Promise<void> = () => Promise.resolve(),
): Promise<Result> {
  const jobNo = (await reconcile(layout, connection)) + 1;
  const grown = await GrownTables.since(connection, await digestsIn(connection));
  const begun: string[] = [];
  const begin = (data: Record<string, unknown>): string => {
    const { at } = appendToCustody(layout, entry(`${act}.begun`, { job_no: jobNo, ...data }));
    begun.push(at);
    return at;
  };
  await connection.run('BEGIN');
  let completed: Record<string, unknown>;
  let result: Result;
  try {
    const { derived, digests } = await interruptible(connection, job, async () => {
      const made = await work({ layout, connection, jobNo, begin });
      stopIfCancelled(job);
      job.onProgress?.({ phase: 'taking digests of the tables', done: 0, unit: 'steps' });
      const digests = await digestTables(connection, (table, count) => grown.digest(table, count));
      return { derived: made, digests };
    });
    if (begun.length !== 1) throw new Fault('a job says once what it derives');
    completed = {
      job_no: jobNo,
      digests,
      ...derived.data,
      activity: headOf(layout.activity),
    };
    result = derived.result;
    await connection.run('UPDATE store.derivation SET job_no = $jobNo, digests = $completed', {
      jobNo: BigInt(jobNo),
      completed: canonicalJson(completed),
    });
    await connection.run('COMMIT');
  } catch (error) {
    await rollback(connection);
    if (begun.length > 0)
      appendToCustody(
        layout,
        entry(`${act}.abandoned`, { job_no: jobNo, reason: plainReason(error) }),
      );
    throw error;
  } finally {
    grown.end();
  }
  await connection.run(CHECKPOINT);
  await settle();
  appendToChain(layout.custody, entry(`${act}.completed`, completed));
  return result;
}

const entry = (act: string, data: Record<string, unknown>) => ({
  at: timestamp(),
  actor: examiner(),
  act,
  data,
});

async function rollback(connection: DuckDBConnection): Promise<void> {
  try {
    await connection.run('ROLLBACK');
  } catch {
    // The transaction had ended already; there is nothing to roll back.
  }
}

const plainReason = (error: unknown): string =>
  error instanceof Refusal ? error.message : 'a fault of the program';

const stored = z.object({ job_no: integer, digests: z.string() });
const completion = z.looseObject({ job_no: z.int(), digests: tableDigests });

/** What the tables say of the last job whose rows they hold. */
const storedJob = (connection: DuckDBConnection): Promise<z.infer<typeof stored>> =>
  row(connection, 'SELECT job_no, digests FROM store.derivation', {}, stored);

/** The last job whose rows the tables hold, and its "completed" entry where custody lacks it. */
export async function storedCompletion(
  connection: DuckDBConnection,
  entries: readonly ChainEntry[],
): Promise<{ committed: number; missing: CustodyAct | null }> {
  const { job_no: committed, digests } = await storedJob(connection);
  const act = unfinishedJob(entries, committed);
  const missing =
    act === null
      ? null
      : {
          at: timestamp(),
          actor: examiner(),
          act: `${act}.completed`,
          data: completion.parse(JSON.parse(digests)),
        };
  return { committed, missing };
}

/** The digests of all tables as the last job left them; of none before the first. */
async function digestsIn(connection: DuckDBConnection): Promise<TableDigests> {
  const { job_no, digests } = await storedJob(connection);
  return job_no === 0 ? {} : completion.parse(JSON.parse(digests)).digests;
}

/** The last job whose rows the tables hold. */
export const committedJobNo = async (connection: DuckDBConnection): Promise<number> =>
  (await storedJob(connection)).job_no;

/** The number of the last job, after writing the "completed" entry that a kill may have left out. */
export async function reconcile(layout: CaseLayout, connection: DuckDBConnection): Promise<number> {
  const { entries } = readChain(layout.custody);
  const { committed, missing } = await storedCompletion(connection, entries);
  if (missing !== null) appendToChain(layout.custody, missing);
  return Math.max(committed, lastJobNo(entries));
}

/** The act of a job that was committed and begun, but whose "completed" is not in the log. */
export function unfinishedJob(entries: readonly ChainEntry[], committed: number): string | null {
  const of = (suffix: string): ChainEntry | undefined =>
    entries.find(({ act, data }) => act.endsWith(suffix) && data['job_no'] === committed);
  const begun = of('.begun');
  if (begun === undefined || of('.completed') !== undefined) return null;
  return begun.act.slice(0, -'.begun'.length);
}

export function lastJobNo(entries: readonly ChainEntry[]): number {
  return entries.reduce(
    (last, { data }) =>
      typeof data['job_no'] === 'number' ? Math.max(last, data['job_no']) : last,
    0,
  );
}

/**
 * Removes what a kill during a copy left: never named by any log, so never missed. Folders that were empty may have
 * been lost when the case was copied.
 */
export function removeTemporaryFiles(layout: CaseLayout): void {
  for (const folder of foldersOf(layout)) mkdirSync(folder, { recursive: true });
  for (const path of remainsOf(layout)) rmSync(path, { recursive: true, force: true });
}

/** The same where nobody may be writing: a kill after the last line of custody leaves nothing else to be done. */
function removeRemains(layout: CaseLayout): void {
  if (remainsOf(layout).length === 0) return;
  const lock = lockForWriting(layout.root, FINISHING);
  try {
    removeTemporaryFiles(layout);
  } finally {
    lock.release();
  }
}

const foldersOf = ({ root, evidence, inputs, reports }: CaseLayout): readonly string[] => [
  root,
  evidence,
  inputs,
  reports,
];

function remainsOf(layout: CaseLayout): string[] {
  const temporary = foldersOf(layout)
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((path) => {
      const place = relative(layout.root, path);
      return isTemporaryFile(place) || isTemporaryFolder(place);
    });
  return [...finishedAside(layout), ...temporary];
}
