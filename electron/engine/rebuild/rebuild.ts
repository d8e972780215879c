import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { timestamp } from '../base/clock.ts';
import type { Job } from '../base/job.ts';
import { readCaseFile } from '../case/case-file.ts';
import { removeTemporaryFiles } from '../case/derive.ts';
import { differences } from '../case/digest.ts';
import { examiner } from '../case/examiner.ts';
import { layoutOf } from '../case/layout.ts';
import { lockForWriting, removeStaleLocks } from '../case/lock.ts';
import { jobCompleted } from '../custody/acts.ts';
import { appendToChain, readChain } from '../custody/chain.ts';
import { rederive } from './rederive.ts';

export interface Rebuilt {
  jobs: number;
  /** Whether the tables are what the last job's digests say. */
  equal: boolean;
  differences: string[];
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
    const { entries } = readChain(layout.custody);
    const last = entries.findLast(
      ({ act, data }) => act.endsWith('.completed') && data['digests'] !== undefined,
    );
    const jobNo =
      Math.max(
        0,
        ...entries.map(({ data }) => (typeof data['job_no'] === 'number' ? data['job_no'] : 0)),
      ) + 1;
    const entry = (act: string, data: Record<string, unknown>) =>
      appendToChain(layout.custody, {
        at: timestamp(),
        actor: examiner(),
        act,
        data: { job_no: jobNo, ...data },
      });
    entry('rebuild.begun', {});
    const database = join(folder, 'case.duckdb');
    const { jobs, digests } = await rederive(layout, database, job, async (connection, tables) => {
      await connection.run('UPDATE store.derivation SET job_no = $jobNo, digests = $completed', {
        jobNo: BigInt(jobNo),
        completed: JSON.stringify({ job_no: jobNo, digests: tables }),
      });
    });
    rmSync(`${layout.database}.wal`, { force: true });
    renameSync(database, layout.database);
    entry('rebuild.completed', { digests });
    const differing =
      last === undefined ? [] : differences(jobCompleted.parse(last.data).digests, digests);
    return { jobs, equal: differing.length === 0, differences: differing };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    lock.release();
  }
}
