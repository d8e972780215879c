import { existsSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { canonicalJson } from '../base/canonical-json.ts';
import { timestamp } from '../base/clock.ts';
import { Refusal, reasonOf, systemCode } from '../base/errors.ts';
import { isNoRoom, noRoomFor } from '../base/full-disk.ts';
import { sha256 as hashOf, sha256OfFile } from '../base/hash.ts';
import { type Job, stopIfCancelled } from '../base/job.ts';
import { appendToCustody } from '../case/anchored-logs.ts';
import { DERIVATION_VERSION, readCaseFile } from '../case/case-file.ts';
import { type Derivation, derive, finishInterrupted } from '../case/derive.ts';
import { type AsideDerivation, deriveAside } from '../case/derive-aside.ts';
import { openDatabaseForReading } from '../case/database.ts';
import { examiner } from '../case/examiner.ts';
import { keepInput } from '../case/inputs.ts';
import { type CaseLayout, layoutOf } from '../case/layout.ts';
import { lockForWriting } from '../case/lock.ts';
import { integer, row, rows } from '../case/query.ts';
import type { ImportBegun } from '../custody/acts.ts';
import { readChain } from '../custody/chain.ts';
import { importsAsRead } from '../custody/imports.ts';
import { readMapping } from '../formats/mapping/read-mapping.ts';
import {
  changeOf,
  evidencePath,
  type FileInPlace,
  fileInPlace,
  keepEvidence,
  lostInPlace,
  temporaryEvidencePath,
} from '../evidence/store.ts';
import { refuseWithoutRoom } from './room.ts';
import { type Checkpoints, dropState } from './checkpoint.ts';
import { canContinue, CHECKPOINT_EVERY, checkpointsOf, type Origin } from './continue-import.ts';
import type { MappingText } from './mapping-text.ts';
import { type DerivedFile, deriveFile } from './derive.ts';
import type { IntakeFacts } from '../../../shared/domain/intake.ts';
import { type ChosenFile, chooseFiles, type LeftOut } from './intake.ts';
import { type Partition, partitionsOf, partitionWords } from './partitions.ts';

export interface ImportOptions {
  /** A format id, or null to recognise the format by content. */
  readonly format: string | null;
  /** A mapping that reads the files instead of a known format. */
  readonly mapping?: MappingText | undefined;
  /** IANA zone in which zone-less times are read. */
  readonly zone: string;
  readonly clockOffsetMs: number;
  readonly intake: IntakeFacts | null;
  /** Milliseconds within which halves of the files may be joined by time; without it none are. */
  readonly joinWindowMs?: number | undefined;
  /** Files are not copied: they stay where they are, and are watched. */
  readonly inPlace?: boolean | undefined;
  /** Bytes of lines after which a large import commits what it has; a file of less than twice that is done in one go. */
  readonly checkpointEvery?: number | undefined;
}

/** Counts of what this file spells out, whatever the case already held. */
export interface ImportedFile {
  path: string;
  /** What the case calls it: from the folder that was named on, where one was. */
  name: string;
  sha256: string;
  bytes: number;
  format: string;
  records: number;
  mapped: number;
  unmapped: number;
  quarantined: number;
  blank: number;
  conversations: number;
  turns: number;
  messages: number;
  models: string[];
  /** Sentences about the file as a whole: an end that is missing, a checksum that is wrong. */
  notes: string[];
  duplicate_of?: string;
}

export interface ImportOutcome {
  files: ImportedFile[];
  refused: LeftOut[];
  /** What stands in an imported folder and was passed over, with the reason. */
  skipped: LeftOut[];
}

/** An import that ended before its last file: what was done until then stays done. */
export class ImportStopped extends Refusal {
  readonly outcome: ImportOutcome;
  /** Files of which nothing is in the case: the one under way first, then those not begun. */
  readonly left: readonly string[];

  constructor(cause: Refusal, outcome: ImportOutcome, left: readonly string[]) {
    super(cause.code, cause.message, { cause });
    this.outcome = outcome;
    this.left = left;
  }
}

/**
 * Imports files, folders and globs into a case, one job per file. Good files are imported, refused ones are listed and
 * named in custody; a cancel rolls the file under way back and keeps those before it, which `ImportStopped` lists.
 */
export async function importFiles(
  casePath: string,
  paths: readonly string[],
  options: ImportOptions,
  job: Job = {},
): Promise<ImportOutcome> {
  const layout = layoutOf(casePath);
  readCaseFile(layout);
  refuseWrongMapping(options.mapping);
  await finishInterrupted(layout.root);
  const chosen = chooseFiles(paths);
  const outcome: ImportOutcome = {
    files: [],
    refused: [...chosen.refused],
    skipped: [...chosen.skipped],
  };
  const chosenPaths = chosen.files.map(({ path }) => path);
  refuseWithoutRoom(layout, chosenPaths, options.inPlace === true);
  for (const left of chosen.refused) say(layout, 'import.refused', leftOut(left));
  for (const left of chosen.skipped) say(layout, 'import.skipped', leftOut(left));
  const overall = new OverallProgress(chosenPaths, job);
  for (const [index, file] of chosen.files.entries()) {
    try {
      stopIfCancelled(job);
      const imported = await importedOrRefused(layout, file, options, overall.of(file.path));
      if ('reason' in imported) outcome.refused.push(imported);
      else outcome.files.push(imported);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw new ImportStopped(
        error,
        outcome,
        chosen.files.slice(index).map(({ path }) => path),
      );
    }
  }
  return outcome;
}

/** Says of several files how far all of them are, so that the time left is that of the whole. */
class OverallProgress {
  private readonly job: Job;
  private readonly total: number;
  private before = 0;
  private current = 0;

  constructor(files: readonly string[], job: Job) {
    this.job = job;
    this.total = files.reduce((sum, path) => sum + sizeOf(path), 0);
  }

  /** The same job for the next file. */
  of(path: string): Job {
    this.before += this.current;
    this.current = sizeOf(path);
    const { signal, onProgress } = this.job;
    if (onProgress === undefined) return this.job;
    const { before, total } = this;
    return {
      signal,
      onProgress: (progress) =>
        onProgress(
          progress.unit === 'bytes'
            ? { ...progress, done: before + progress.done, total }
            : progress,
        ),
    };
  }
}

/** A file that is gone by now is told when its turn comes. */
const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** Said before anything is touched. */
function refuseWrongMapping(mapping: MappingText | undefined): void {
  if (mapping !== undefined) readMapping(mapping.text, mapping.name);
}

async function importedOrRefused(
  layout: CaseLayout,
  file: ChosenFile,
  options: ImportOptions,
  job: Job,
): Promise<ImportedFile | LeftOut> {
  try {
    return await importFile(layout, file, options, job);
  } catch (error) {
    const refusal = { path: file.path, reason: reasonOfFile(file.path, error) };
    say(layout, 'import.refused', {
      ...leftOut(refusal),
      name: file.name,
      ...(error instanceof HeldAlready ? { sha256: error.sha256 } : {}),
    });
    return refusal;
  }
}

/** Rows go to disk as they come, so the database needs little; the rest is for the parsers. */
const MEMORY = '250MB';
/** Of a file that is imported in parts: the hashes of its texts stand beside it, and all must stay under 600 MB. */
const MEMORY_IN_PARTS = '150MB';

async function importFile(
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
    `${name} ${change}: it changed while it was read; import it again when nothing writes to it, or without --in-place.`,
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

const OF_ONE_FILE: ReadonlySet<string> = new Set(['input-refused', 'not-found', 'no-room']);

/** Why one file cannot be imported while the others can; anything else ends the whole import. */
function reasonOfFile(path: string, error: unknown): string {
  if (error instanceof Refusal && OF_ONE_FILE.has(error.code)) return error.message;
  if (['ENOENT', 'EACCES', 'EPERM', 'EISDIR', 'EIO'].includes(systemCode(error) ?? ''))
    return `${path} cannot be read (${reasonOf(error)}); check that it is there and that you may read it.`;
  if (isNoRoom(systemCode(error), reasonOf(error))) return noRoomFor(basename(path));
  throw error;
}

const leftOut = ({ path, reason }: LeftOut) => ({
  name: basename(path),
  source_path: path,
  reason,
});

function say(
  layout: CaseLayout,
  act: 'import.refused' | 'import.skipped',
  data: ReturnType<typeof leftOut> & { readonly sha256?: string },
): void {
  const lock = lockForWriting(layout.root, 'noting a file that is not imported');
  try {
    appendToCustody(layout, {
      at: timestamp(),
      actor: examiner(),
      act,
      data: { ...data },
    });
  } finally {
    lock.release();
  }
}

/** A file whose bytes the case holds, and is asked to read otherwise. */
class HeldAlready extends Refusal {
  readonly sha256: string;

  constructor(sha256: string, sentence: string) {
    super('input-refused', sentence);
    this.sha256 = sha256;
  }
}

/** A file of the same size and hash whose import completed is not imported again. */
async function duplicateOf(
  layout: CaseLayout,
  path: string,
  partitions: readonly Partition[],
  options: ImportOptions,
  job: Job,
): Promise<ImportedFile | null> {
  const { size } = statSync(path);
  const imports = importsAsRead(readChain(layout.custody).entries);
  if (!imports.some(({ begun }) => begun.bytes === size)) return null;
  const { sha256 } = await sha256OfFile(path, job);
  const earlier = imports.find(({ begun }) => begun.sha256 === sha256);
  if (earlier === undefined) return null;
  const { begun, completed } = earlier;
  if (
    (options.format !== null &&
      options.format !== begun.format &&
      options.format !== completed['format']) ||
    (options.mapping !== undefined && hashOf(options.mapping.text) !== begun.mapping?.sha256) ||
    options.zone !== begun.zone ||
    options.clockOffsetMs !== begun.clock_offset_ms ||
    (options.joinWindowMs !== undefined && options.joinWindowMs !== begun.join_window_ms)
  )
    throw new HeldAlready(
      sha256,
      `${path} is in the case already, read as ${String(completed['format'])} in zone ${begun.zone}; to read it otherwise use exhibit rebuild --file ${sha256.slice(0, 12)}.`,
    );
  if (canonicalJson(partitions) !== canonicalJson(begun.partitions))
    throw new HeldAlready(
      sha256,
      `${path} has the same bytes as ${begun.name}, which is in the case already, but its folders say something else of its rows (${partitionWords(partitions)} against ${partitionWords(begun.partitions)}); a file is in a case once.`,
    );
  const counts = importCounts.parse({ ...completed, sha256, bytes: size });
  const lost = firstIsLost(layout, begun);
  return {
    path,
    name: begun.name,
    ...counts,
    notes: lost === null ? counts.notes : [...counts.notes, lost],
    duplicate_of: sha256,
  };
}

/** Why the first import's file, which was left in place, is not what was read; null where it is, or the case has a copy. */
function firstIsLost({ evidence }: CaseLayout, { in_place, ...begun }: ImportBegun): string | null {
  if (in_place === null) return null;
  const file = { ...in_place, bytes: begun.bytes };
  return lostInPlace({ folder: evidence, inPlace: new Map([[begun.sha256, file]]) }, begun);
}

const importCounts = z.object({
  sha256: z.string(),
  bytes: z.int(),
  format: z.string(),
  records: z.int(),
  mapped: z.int(),
  unmapped: z.int(),
  quarantined: z.int(),
  blank: z.int(),
  conversations: z.int(),
  turns: z.int(),
  messages: z.int(),
  models: z.array(z.string()),
  notes: z.array(z.string()).default([]),
});

/** What custody says of a file when it was read. */
export function countsOf({
  format,
  container,
  compression,
  unpackedBytes,
  records,
  mapped,
  unmapped,
  quarantined,
  blank,
  conversations,
  turns,
  messages,
  models,
  merkleRoot,
  notes,
}: DerivedFile) {
  return {
    format,
    container,
    compression,
    unpacked_bytes: unpackedBytes,
    records,
    mapped,
    unmapped,
    quarantined,
    blank,
    conversations,
    turns,
    messages,
    models,
    merkle_root: merkleRoot,
    notes: [...notes],
  };
}

export type FileCounts = ReturnType<typeof countsOf>;

function answerOf(path: string, name: string, file: DerivedFile): ImportedFile {
  return {
    path,
    name,
    ...importCounts.parse({ ...countsOf(file), sha256: file.sha256, bytes: file.bytes }),
  };
}

export async function nextEvidenceId(connection: DuckDBConnection): Promise<number> {
  const [last] = await rows(
    connection,
    'SELECT coalesce(max(evidence_id), 0) AS last FROM store.evidence',
    {},
    z.object({ last: integer }),
  );
  return (last?.last ?? 0) + 1;
}

const INSERT_EVIDENCE = `
  INSERT INTO store.evidence BY NAME
  SELECT
    $evidence_id::BIGINT AS evidence_id, $sha256 AS sha256, $name AS name, $source_path AS source_path,
    $in_place AS in_place, $modified_at::TIMESTAMPTZ AS modified_at,
    $bytes::BIGINT AS bytes, $format AS format, $container AS container,
    $compression AS compression, $unpacked_bytes::BIGINT AS unpacked_bytes, $notes AS notes,
    $record_paths AS record_paths,
    $records::BIGINT AS records, $mapped::BIGINT AS mapped, $unmapped::BIGINT AS unmapped,
    $quarantined::BIGINT AS quarantined, $blank::BIGINT AS blank, $conversations::BIGINT AS conversations,
    $turns::BIGINT AS turns, $messages::BIGINT AS messages, $models AS models,
    $partitions AS partitions, $zone AS zone,
    $clock_offset_ms::BIGINT AS clock_offset_ms, $intake AS intake, $merkle_root AS merkle_root,
    $import_no::BIGINT AS import_no, $imported_at::TIMESTAMPTZ AS imported_at`;

/** The evidence row of a file whose records have just been derived. */
export async function insertEvidence(
  { connection, jobNo }: Pick<Derivation, 'connection' | 'jobNo'>,
  begun: ImportBegun,
  file: DerivedFile,
  importedAt: string,
): Promise<void> {
  const number = (value: number): bigint => BigInt(value);
  await connection.run(INSERT_EVIDENCE, {
    evidence_id: number(await nextEvidenceId(connection)),
    sha256: file.sha256,
    name: begun.name,
    source_path: begun.source_path,
    in_place: begun.in_place?.path ?? null,
    modified_at: begun.in_place?.modified_at ?? null,
    bytes: number(file.bytes),
    format: file.format,
    container: file.container,
    compression: file.compression,
    unpacked_bytes: file.unpackedBytes === null ? null : number(file.unpackedBytes),
    notes: JSON.stringify(file.notes),
    record_paths: canonicalJson(file.recordPaths),
    records: number(file.records),
    mapped: number(file.mapped),
    unmapped: number(file.unmapped),
    quarantined: number(file.quarantined),
    blank: number(file.blank),
    conversations: number(file.conversations),
    turns: number(file.turns),
    messages: number(file.messages),
    models: JSON.stringify(file.models),
    partitions: partitionsAsJson(begun.partitions),
    zone: begun.zone,
    clock_offset_ms: number(begun.clock_offset_ms),
    intake: begun.intake === null ? null : canonicalJson(begun.intake),
    merkle_root: file.merkleRoot,
    import_no: number(jobNo),
    imported_at: importedAt,
  });
}

const partitionsAsJson = (partitions: readonly Partition[]): string | null =>
  partitions.length === 0
    ? null
    : JSON.stringify(Object.fromEntries(partitions.map(({ name, value }) => [name, value])));
