import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Check } from '../../../shared/domain/check.ts';
import { Refusal, reasonOf } from '../base/errors.ts';
import { isForRoom } from '../base/full-disk.ts';
import { type Job, stopIfCancelled } from '../base/job.ts';
import { DERIVATION_VERSION } from '../case/case-file.ts';
import { derivationVersionOf } from '../case/derivation-version.ts';
import {
  createDatabase,
  openDatabaseForVerifying,
  openDatabaseForWriting,
  threadsFor,
} from '../case/database.ts';
import { storedCompletion } from '../case/derive.ts';
import { differences, digestTables, type TableDigests } from '../case/digest.ts';
import { evidenceStoreOf } from '../case/evidence-store.ts';
import { interruptible } from '../case/interruptible.ts';
import { readInput } from '../case/inputs.ts';
import { type CaseLayout, layoutOf } from '../case/layout.ts';
import { completedJobs, type CustodyAct, detectionBegun, referenceBegun } from '../custody/acts.ts';
import { type ChainEntry, readChain } from '../custody/chain.ts';
import { type ImportAsRead, importsAsRead, type Reading } from '../custody/imports.ts';
import { detect } from '../detect/detect.ts';
import { rulesOfPack } from '../detect/rule-pack.ts';
import { writeFindings } from '../detect/write.ts';
import { type EvidenceStore, pathOfEvidence } from '../evidence/store.ts';
import { type DerivedFile, deriveFile } from '../import/derive.ts';
import { insertEvidence, nextEvidenceId } from '../import/evidence-row.ts';
import { insertReference } from '../import/register-reference.ts';

interface Step {
  readonly jobNo: number;
  run(connection: DuckDBConnection, job: Job): Promise<void>;
}

/** The deriving jobs that custody says were completed, in order, each ready to be done again from evidence and inputs. */
function stepsOf(
  layout: CaseLayout,
  entries: readonly CustodyAct[],
  otherwise: Otherwise | null,
): Step[] {
  const store = evidenceStoreOf(layout, entries);
  const imports = importsAsRead(entries).map(({ begun: asBefore, begunAt }) => ({
    jobNo: asBefore.job_no,
    run: async (connection: DuckDBConnection, job: Job) => {
      const isOther = otherwise?.sha256 === asBefore.sha256;
      const begun = isOther ? otherwise.as(asBefore) : asBefore;
      const file = await deriveFile(
        {
          connection,
          source: pathOfEvidence(store, begun.sha256),
          copyTo: null,
          evidence: { evidence_id: await nextEvidenceId(connection), name: begun.name },
          format: begun.format,
          mapping:
            begun.mapping === null
              ? null
              : { name: begun.mapping.name, text: readInput(layout, begun.mapping.sha256) },
          zone: begun.zone,
          clockOffsetMs: begun.clock_offset_ms,
          checkpoints: null,
          partitions: begun.partitions,
          repairs: begun.repairs,
          joinWindowMs: begun.join_window_ms,
        },
        job,
      );
      refuseOtherBytes(store, begun, file);
      if (isOther) otherwise.read(file);
      await insertEvidence({ connection, jobNo: begun.job_no }, begun, file, begunAt);
    },
  }));
  const references = completedJobs(entries, 'reference', referenceBegun).map(
    ({ begun, begunAt }) => ({
      jobNo: begun.job_no,
      run: async (connection: DuckDBConnection) => {
        await insertReference({ connection }, begun, begunAt);
      },
    }),
  );
  const detections = completedJobs(entries, 'detection', detectionBegun).map(
    ({ begun, begunAt }) => ({
      jobNo: begun.job_no,
      run: async (connection: DuckDBConnection, job: Job) => {
        const run = await detect(
          connection,
          rulesOfPack(readInput(layout, begun.rules_sha256)),
          job,
        );
        await writeFindings(connection, run, begunAt);
      },
    }),
  );
  return [...imports, ...references, ...detections].sort((a, b) => a.jobNo - b.jobNo);
}

/** Tables come from the evidence or not at all: a file in place may be another one by now. */
function refuseOtherBytes(
  store: EvidenceStore,
  { sha256, name }: Reading & { name: string },
  file: DerivedFile,
): void {
  if (file.sha256 === sha256) return;
  throw new Refusal(
    'case-damaged',
    `${name} is not the file that was imported: ${pathOfEvidence(store, sha256)} has SHA-256 ${file.sha256} where custody says ${sha256}; put the file back as it was.`,
  );
}

/** One file that is read otherwise than custody says, and who is told what it gave. */
export interface Otherwise {
  /** Of the file. */
  readonly sha256: string;
  as(before: ImportAsRead): ImportAsRead;
  /** May throw, which ends the whole. */
  read(file: DerivedFile): void;
}

export interface Rederived {
  readonly jobs: number;
  readonly digests: TableDigests;
}

const bytesOfLogs = (entries: readonly CustodyAct[]): number =>
  importsAsRead(entries).reduce((sum, { begun }) => sum + begun.bytes, 0);

/** Derives every table anew into a database file that must not exist. The last transaction is left to the caller. */
export async function rederive(
  layout: CaseLayout,
  entries: readonly CustodyAct[],
  database: string,
  job: Job,
  finish: (connection: DuckDBConnection, digests: TableDigests) => Promise<void> = () =>
    Promise.resolve(),
  otherwise: Otherwise | null = null,
): Promise<Rederived> {
  await createDatabase(database);
  const steps = stepsOf(layout, entries, otherwise);
  const threads = threadsFor(bytesOfLogs(entries));
  const open = await openDatabaseForWriting({ ...layout, database }, undefined, threads);
  try {
    for (const [index, step] of steps.entries()) {
      stopIfCancelled(job);
      job.onProgress?.({
        phase: 'deriving again',
        done: index,
        total: steps.length,
        unit: 'steps',
      });
      await open.connection.run('BEGIN');
      await interruptible(open.connection, job, () => step.run(open.connection, job));
      await open.connection.run('COMMIT');
    }
    const digests = await interruptible(open.connection, job, () => digestTables(open.connection));
    await finish(open.connection, digests);
    await open.connection.run('CHECKPOINT store');
    return { jobs: steps.length, digests };
  } finally {
    open.close();
  }
}

/**
 * The part of `verify --full` that catches even a forger of digests: tables derived again, outside the case, against
 * those that stand in the case.
 */
export async function rederivationCheck(casePath: string, job: Job): Promise<Check> {
  const name = 'tables derived again from the evidence';
  const layout = layoutOf(casePath);
  const { entries } = readChain(layout.custody);
  const version = derivationVersionOf(entries);
  if (version < 1 || version > DERIVATION_VERSION)
    return { name, ok: false, detail: `this Exhibit knows no derivation version ${version}` };
  if (version < DERIVATION_VERSION)
    return {
      name,
      ok: true,
      detail: `note: derived by version ${version}, this Exhibit derives by version ${DERIVATION_VERSION}; not compared`,
    };
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-verify-'));
  try {
    const stored = await storedState(layout, entries);
    const { jobs, digests } = await rederive(
      layout,
      stored.interrupted === null ? entries : [...entries, stored.interrupted],
      join(folder, 'case.duckdb'),
      job,
    );
    const differing = differences(digests, stored.digests);
    return differing.length === 0
      ? { name, ok: true, detail: `${jobs} jobs repeated; every table is the same` }
      : { name, ok: false, detail: differing.join('; ') };
  } catch (error) {
    if (isForRoom(error) || (error instanceof Refusal && error.code === 'cancelled')) throw error;
    return { name, ok: false, detail: reasonOf(error) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the tables hold now, and the job whose rows they hold though a kill kept custody from saying so. */
async function storedState(
  layout: CaseLayout,
  entries: readonly ChainEntry[],
): Promise<{ digests: TableDigests; interrupted: CustodyAct | null }> {
  const open = await openDatabaseForVerifying(layout.database);
  try {
    return {
      digests: await digestTables(open.connection),
      interrupted: (await storedCompletion(open.connection, entries)).missing,
    };
  } finally {
    open.close();
  }
}
