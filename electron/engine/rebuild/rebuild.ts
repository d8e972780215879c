import { copyFileSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../base/canonical-json.ts';
import { timestamp } from '../base/clock.ts';
import { Refusal } from '../base/errors.ts';
import type { Job } from '../base/job.ts';
import { headOf } from '../case/anchored-logs.ts';
import { DERIVATION_VERSION, readCaseFile } from '../case/case-file.ts';
import { derivationVersionOf } from '../case/derivation-version.ts';
import { openDatabaseForWriting } from '../case/database.ts';
import { lastJobNo, reconcile, removeTemporaryFiles } from '../case/derive.ts';
import { differences } from '../case/digest.ts';
import { examiner } from '../case/examiner.ts';
import { type CaseLayout, layoutOf } from '../case/layout.ts';
import { lockForWriting, removeStaleLocks } from '../case/lock.ts';
import { jobCompleted } from '../custody/acts.ts';
import { appendToChain, readChain } from '../custody/chain.ts';
import { rederive } from './rederive.ts';

export interface Rebuilt {
  jobs: number;
  /** Whether the tables are what the last job's digests say. */
  equal: boolean;
  differences: string[];
  /** The old database, kept beside the case when an earlier version had derived it. */
  backup: string | null;
}

/** Derives the tables anew beside the old database and puts them in its place. Nothing else of the case changes. */
export async function rebuildCase(casePath: string, job: Job = {}): Promise<Rebuilt> {
  const layout = layoutOf(casePath);
  readCaseFile(layout);
  const lock = lockForWriting(layout.root, 'rebuilding the tables');
  const folder = join(layout.root, `.rebuilding.tmp-${process.pid}`);
  try {
    removeStaleLocks(layout.root);
    removeTemporaryFiles(layout);
    mkdirSync(folder);
    await settle(layout);
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
    const from = derivationVersionOf(entries);
    const backup = from === DERIVATION_VERSION ? null : `${layout.root}.derivation-${from}.duckdb`;
    if (backup !== null) copyFileSync(layout.database, backup);
    entry('rebuild.begun', {
      derivation_from: from,
      derivation: DERIVATION_VERSION,
      activity: headOf(layout.activity),
    });
    const completion = {
      derivation: DERIVATION_VERSION,
      digests_before: last === undefined ? {} : jobCompleted.parse(last.data).digests,
    };
    const database = join(folder, 'case.duckdb');
    const { jobs, digests } = await rederive(
      layout,
      entries,
      database,
      job,
      async (connection, tables) => {
        await connection.run('UPDATE store.derivation SET job_no = $jobNo, digests = $completed', {
          jobNo: BigInt(jobNo),
          completed: canonicalJson({ ...completion, job_no: jobNo, digests: tables }),
        });
      },
    );
    rmSync(`${layout.database}.wal`, { force: true });
    renameSync(database, layout.database);
    entry('rebuild.completed', { ...completion, digests });
    const differing = last === undefined ? [] : differences(completion.digests_before, digests);
    return { jobs, equal: differing.length === 0, differences: differing, backup };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    lock.release();
  }
}

/**
 * Lets the old tables say what a kill kept custody from saying, and takes in their write-ahead log. Tables that cannot
 * be read have nothing to say.
 */
async function settle(layout: CaseLayout): Promise<void> {
  try {
    const old = await openDatabaseForWriting(layout);
    try {
      await reconcile(layout, old.connection);
      await old.connection.run('CHECKPOINT store');
    } finally {
      old.close();
    }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'case-in-use') throw error;
  }
}
