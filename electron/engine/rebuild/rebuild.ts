import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../base/canonical-json.ts';
import { timestamp } from '../base/clock.ts';
import { Refusal } from '../base/errors.ts';
import type { Job } from '../base/job.ts';
import { headOf } from '../case/anchored-logs.ts';
import { DERIVATION_VERSION, readCaseFile } from '../case/case-file.ts';
import { derivationVersionOf } from '../case/derivation-version.ts';
import { type CoReader, coReadersOf } from '../case/co-readers.ts';
import { type Database, memoryWithReaders, openDatabaseForWriting } from '../case/database.ts';
import { lastJobNo, reconcile, removeTemporaryFiles } from '../case/derive.ts';
import { differences, type TableDigests } from '../case/digest.ts';
import { examiner } from '../case/examiner.ts';
import { type CaseLayout, layoutOf } from '../case/layout.ts';
import { lockForWriting, removeStaleLocks } from '../case/lock.ts';
import { putInPlace } from '../case/put-in-place.ts';
import { type CustodyAct, jobCompleted } from '../custody/acts.ts';
import { appendToChain, readChain } from '../custody/chain.ts';
import { rederive } from './rederive.ts';
import type { FileCounts } from '../import/imported-file.ts';
import type { FileChange } from './file-change.ts';
import { type ReadOtherwise, rereadingOf } from './reread.ts';

export interface Rebuilt {
  jobs: number;
  /** Whether the tables are what the last job's digests say. */
  equal: boolean;
  differences: string[];
  /** What the file that is read otherwise gives now; missing where none is. */
  read?: FileCounts;
  /** The old database, kept beside the case when an earlier version had derived it. */
  backup: string | null;
}

/**
 * Derives the tables anew beside the old database and puts them in its place. Nothing else of the case changes. With
 * `otherwise` one file is read in another way from now on: custody says how and why, and every later derivation follows.
 * Findings are of the same rules over what is read now. Refused, with the case as it was, where nothing can be read so,
 * or where marks of the examiner name records that the file would no longer have.
 */
export const rebuildCase = (
  casePath: string,
  job: Job = {},
  otherwise: ReadOtherwise | null = null,
): Promise<Rebuilt> =>
  rebuildWith(casePath, job, (layout, entries) =>
    otherwise === null ? null : rereadingOf(layout, entries, otherwise),
  );

/** The same, where something else than a reading may change how a file is derived. */
export async function rebuildWith(
  casePath: string,
  job: Job,
  changeOf: (layout: CaseLayout, entries: readonly CustodyAct[]) => FileChange | null,
): Promise<Rebuilt> {
  const layout = layoutOf(casePath);
  readCaseFile(layout);
  const lock = lockForWriting(layout.root, 'rebuilding the tables');
  const readers = coReadersOf(layout.root);
  const old = new OldTables(layout, readers);
  const folder = join(layout.root, `.rebuilding.tmp-${process.pid}`);
  try {
    removeStaleLocks(layout.root);
    removeTemporaryFiles(layout);
    mkdirSync(folder);
    await old.settle();
    const { entries } = readChain(layout.custody);
    const last = entries.findLast(
      ({ act, data }) => act.endsWith('.completed') && data['digests'] !== undefined,
    );
    const jobNo = lastJobNo(entries) + 1;
    const entry = (act: string, data: Record<string, unknown>) =>
      appendToChain(layout.custody, {
        at: timestamp(),
        actor: examiner(),
        act,
        data: { job_no: jobNo, ...data },
      });
    const change = changeOf(layout, entries);
    const from = derivationVersionOf(entries);
    const backup = from === DERIVATION_VERSION ? null : `${layout.root}.derivation-${from}.duckdb`;
    if (backup !== null) copyFileSync(layout.database, backup);
    const begun = entry('rebuild.begun', {
      derivation_from: from,
      derivation: DERIVATION_VERSION,
      activity: headOf(layout.activity),
      ...change?.said,
    });
    const completion = {
      derivation: DERIVATION_VERSION,
      digests_before: last === undefined ? {} : jobCompleted.parse(last.data).digests,
    };
    const completed = (tables: TableDigests) => ({
      ...completion,
      digests: tables,
      ...change?.told(),
    });
    const database = join(folder, 'case.duckdb');
    const { jobs, digests } = await rederive(
      layout,
      entries,
      database,
      job,
      async (connection, tables) => {
        await connection.run('UPDATE store.derivation SET job_no = $jobNo, digests = $completed', {
          jobNo: BigInt(jobNo),
          completed: canonicalJson({ job_no: jobNo, ...completed(tables) }),
        });
      },
      change?.otherwise({ job_no: jobNo, at: begun.at, by: begun.actor }) ?? null,
    ).catch((error: unknown) => {
      entry('rebuild.abandoned', { reason: error instanceof Refusal ? error.message : FAULT });
      throw error;
    });
    await old.close();
    putInPlace(layout, database);
    entry('rebuild.completed', completed(digests));
    const differing = last === undefined ? [] : differences(completion.digests_before, digests);
    return {
      jobs,
      equal: differing.length === 0,
      differences: differing,
      ...(change === null ? {} : { read: change.told().read }),
      backup,
    };
  } finally {
    await old.close();
    rmSync(folder, { recursive: true, force: true });
    lock.release();
    for (const reader of readers) reader.comeBack();
  }
}

const FAULT = 'a fault of the program';

/** The tables as they were, which those who show the case read until the new ones take their place. */
class OldTables {
  private readonly layout: CaseLayout;
  private readonly readers: readonly CoReader[];
  private database: Database | null = null;

  constructor(layout: CaseLayout, readers: readonly CoReader[]) {
    this.layout = layout;
    this.readers = readers;
  }

  /**
   * Lets the old tables say what a kill kept custody from saying, and takes in their write-ahead log. Tables that cannot
   * be read have nothing to say.
   */
  async settle(): Promise<void> {
    for (const reader of this.readers) await reader.stepAside();
    try {
      const limit = this.readers.length === 0 ? undefined : memoryWithReaders(undefined);
      const database = await openDatabaseForWriting(this.layout, limit);
      this.database = database;
      await reconcile(this.layout, database.connection);
      await database.connection.run('CHECKPOINT store');
      for (const reader of this.readers) await reader.lend(database);
    } catch (error) {
      await this.close();
      if (error instanceof Refusal && error.code === 'case-in-use') throw error;
    }
  }

  async close(): Promise<void> {
    const { database } = this;
    if (database === null) return;
    this.database = null;
    for (const reader of this.readers) await reader.takeBack();
    database.close();
  }
}
