import { existsSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../base/errors.ts';
import { sha256 as hashOf } from '../base/hash.ts';
import type { Job } from '../base/job.ts';
import { DERIVATION_VERSION } from '../case/case-file.ts';
import { openDatabaseForReading } from '../case/database.ts';
import { type Derivation, derive } from '../case/derive.ts';
import { type AsideDerivation, deriveAside } from '../case/derive-aside.ts';
import { keepInput } from '../case/inputs.ts';
import type { CaseLayout } from '../case/layout.ts';
import { integer, row } from '../case/query.ts';
import type { ImportBegun } from '../custody/acts.ts';
import {
  changeOf,
  evidencePath,
  type FileInPlace,
  fileInPlace,
  keepEvidence,
  temporaryEvidencePath,
} from '../evidence/store.ts';
import { type Checkpoints, dropState } from './checkpoint.ts';
import { canContinue, CHECKPOINT_EVERY, checkpointsOf, type Origin } from './continue-import.ts';
import { deriveFile } from './derive.ts';
import { duplicateOf } from './duplicate.ts';
import { insertEvidence, nextEvidenceId } from './evidence-row.ts';
import type { ImportOptions } from './import-options.ts';
import { answerOf, countsOf, type ImportedFile } from './imported-file.ts';
import type { ChosenFile } from './intake.ts';
import { partitionsOf } from './partitions.ts';

/** Rows go to disk as they come, so the database needs little; the rest is for the parsers. */
const MEMORY = '250MB';
/** Of a file that is imported in parts: the hashes of its texts stand beside it, and all must stay under 600 MB. */
const MEMORY_IN_PARTS = '150MB';

/** Imports one file: one job, or for a large one a job in parts that a later import goes on with. */
export async function importFile(
  layout: CaseLayout,
  { path, name }: ChosenFile,
  options: ImportOptions,
  job: Job,
): Promise<ImportedFile> {
  const partitions = partitionsOf(path);
  const duplicate = await duplicateOf(layout, path, partitions, options, job);
  if (duplicate !== null) return duplicate;
  let kept: KeptByJob | null = null;
  const origin = originOf(path, options);
  const work = async (derivation: Derivation, aside: AsideDerivation | null) => {
    const temporary =
      aside === null
        ? temporaryEvidencePath(derivation.layout.evidence)
        : join(aside.folder, 'copy');
    const inPlace = options.inPlace === true ? fileInPlace(path) : null;
    const checkpoints = aside === null ? null : await checkpointsOf(aside, origin);
    try {
      const file = await deriveFile(
        {
          connection: derivation.connection,
          source: inPlace?.path ?? path,
          copyTo: inPlace === null ? temporary : null,
          evidence: {
            evidence_id: await nextEvidenceId(derivation.connection),
            name,
          },
          format: options.format,
          mapping: options.mapping ?? null,
          zone: options.zone,
          clockOffsetMs: options.clockOffsetMs,
          checkpoints,
          partitions,
          repairs: [],
          joinWindowMs: options.joinWindowMs ?? null,
        },
        job,
      );
      if (inPlace === null) {
        if (!existsSync(evidencePath(layout.evidence, file.sha256)))
          kept = { ...file, jobNo: derivation.jobNo };
        keepEvidence(layout.evidence, temporary, file.sha256);
      } else refuseChanged(basename(path), inPlace);
      const begun: ImportBegun = {
        job_no: derivation.jobNo,
        sha256: file.sha256,
        bytes: file.bytes,
        name,
        source_path: path,
        in_place:
          inPlace === null ? null : { path: inPlace.path, modified_at: inPlace.modified_at },
        format: options.format,
        mapping:
          options.mapping === undefined
            ? null
            : {
                name: options.mapping.name,
                sha256: keepInput(layout, options.mapping.text),
              },
        zone: options.zone,
        clock_offset_ms: options.clockOffsetMs,
        partitions,
        join_window_ms: options.joinWindowMs ?? null,
        intake: options.intake === null ? null : { ...options.intake },
      };
      await insertEvidence(derivation, begun, file, derivation.begin(begun));
      if (aside !== null) await dropState(aside.connection);
      return {
        result: answerOf(path, name, file),
        data: { ...countsOf(file), ...continuedFrom(checkpoints) },
      };
    } finally {
      rmSync(temporary, { force: true });
    }
  };
  try {
    const doing = `importing ${name}`;
    return await (origin.bytes < 2 * origin.every
      ? derive(layout.root, 'import', doing, (one) => work(one, null), job, MEMORY, origin.bytes)
      : deriveAside(
          layout.root,
          'import',
          doing,
          { continues: (database, base) => canContinue(database, { ...origin, base }) },
          (one) => work(one, one),
          job,
          MEMORY_IN_PARTS,
        ));
  } catch (error) {
    await removeUnheld(layout, kept);
    throw error;
  }
}

/** Custody says of an import that was done in parts where the last of them began. */
function continuedFrom(checkpoints: Checkpoints | null) {
  const before = checkpoints?.resumed?.parser;
  return before === undefined
    ? {}
    : { continued_after: { record: before.ordinal, byte: before.offset } };
}

function originOf(path: string, options: ImportOptions): Origin & { readonly every: number } {
  const { path: source, bytes, modified_at } = fileInPlace(path);
  return {
    every: options.checkpointEvery ?? CHECKPOINT_EVERY,
    source,
    bytes,
    modified_at,
    name: basename(path),
    format: options.format,
    mapping: options.mapping === undefined ? null : hashOf(options.mapping.text),
    zone: options.zone,
    clock_offset_ms: options.clockOffsetMs,
    join_window_ms: options.joinWindowMs ?? null,
    in_place: options.inPlace === true,
    derivation: DERIVATION_VERSION,
  };
}

/** What was read may be neither what stood there before nor what stands there now. */
function refuseChanged(name: string, file: FileInPlace): void {
  const change = changeOf(file);
  if (change === null) return;
  throw new Refusal(
    'input-refused',
    `${name} ${change}: it changed while it was read; import it again when nothing writes to it, or as a copy.`,
  );
}

/** Evidence that was not there before the job of this number. */
interface KeptByJob {
  readonly sha256: string;
  readonly jobNo: number;
}

/** Removes the copy that a failed job leaves, as on a full disk: but not where its rows were committed all the same. */
async function removeUnheld(layout: CaseLayout, kept: KeptByJob | null): Promise<void> {
  if (kept === null) return;
  const database = await openDatabaseForReading(layout);
  try {
    const { job_no } = await row(
      database.connection,
      'SELECT job_no FROM store.derivation',
      {},
      z.object({ job_no: integer }),
    );
    if (job_no < kept.jobNo) rmSync(evidencePath(layout.evidence, kept.sha256), { force: true });
  } finally {
    database.close();
  }
}
