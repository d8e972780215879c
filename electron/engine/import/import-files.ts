import { basename } from 'node:path';
import { timestamp } from '../base/clock.ts';
import { Refusal, reasonOf, systemCode } from '../base/errors.ts';
import { isNoRoom, noRoomFor } from '../base/full-disk.ts';
import { type Job, stopIfCancelled } from '../base/job.ts';
import { appendToCustody } from '../case/anchored-logs.ts';
import { readCaseFile } from '../case/case-file.ts';
import { finishInterrupted } from '../case/derive.ts';
import { examiner } from '../case/examiner.ts';
import { type CaseLayout, layoutOf } from '../case/layout.ts';
import { lockForWriting } from '../case/lock.ts';
import { readMapping } from '../formats/mapping/read-mapping.ts';
import { HeldAlready } from './duplicate.ts';
import { importFile } from './import-file.ts';
import type { ImportOptions } from './import-options.ts';
import type { ImportedFile } from './imported-file.ts';
import { type ChosenFile, chooseFiles, type LeftOut } from './intake.ts';
import type { MappingText } from './mapping-text.ts';
import { OverallProgress } from './overall-progress.ts';
import { refuseWithoutRoom } from './room.ts';

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
    super(cause.code, cause.message, { cause, way: cause.way });
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
    const way = error instanceof Refusal ? error.way : undefined;
    const refusal = { path: file.path, reason: reasonOfFile(file.path, error), way };
    say(layout, 'import.refused', {
      ...leftOut(refusal),
      name: file.name,
      ...(error instanceof HeldAlready ? { sha256: error.sha256 } : {}),
    });
    return refusal;
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
