import type { ImportOutcome, JobStatus } from '../../../shared/domain/job-status.ts';
import { count, counted } from '../../../shared/text/numbers.ts';

/** What became of one file that was given to an import. */
export interface ImportLine {
  readonly key: string;
  readonly name: string;
  readonly state: 'imported' | 'partly' | 'duplicate' | 'refused' | 'skipped' | 'left';
  readonly words: string;
  /** Of a file that no format knows: its fields can be mapped. */
  readonly unknown: string | null;
}

/** Every file with what became of it: what needs a look first. */
export function importLines({
  files,
  refused,
  skipped,
  left,
}: ImportOutcome): readonly ImportLine[] {
  return [
    ...refused.map(({ name, reason }, index) => line('refused', name, reason, index)),
    ...skipped.map(({ name, reason }, index) => line('skipped', name, reason, index)),
    ...left.map((name, index) => line('left', name, 'nothing of it is in the case', index)),
    ...files.filter(hasAside).map((file, index) => ({
      ...line('partly', file.name, mapped(file), index),
      unknown: file.format === 'unknown' ? file.sha256 : null,
    })),
    ...files
      .filter(({ duplicate }) => duplicate)
      .map((file, index) =>
        line(
          'duplicate',
          file.name,
          'is in the case already, byte for byte; nothing was added',
          index,
        ),
      ),
    ...files
      .filter((file) => !file.duplicate && !hasAside(file))
      .map((file, index) => line('imported', file.name, mapped(file), index)),
  ];
}

type OutcomeFile = ImportOutcome['files'][number];

const hasAside = ({ duplicate, unmapped, quarantined }: OutcomeFile): boolean =>
  !duplicate && unmapped + quarantined > 0;

function mapped(file: OutcomeFile): string {
  const { records, turns, format, unmapped, quarantined } = file;
  return [
    `${counted(records, 'record')} as ${format}, ${counted(turns, 'turn')}`,
    quarantined === 0 ? '' : `${count(quarantined)} quarantined`,
    unmapped === 0 ? '' : `${count(unmapped)} not mapped`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

const line = (
  state: ImportLine['state'],
  name: string,
  words: string,
  index: number,
): ImportLine => ({ key: `${state} ${index}`, name, state, words, unknown: null });

/** `3 imported, 1 in the case already, 2 refused, 1 passed over`: nothing of it is left out. */
export function importSummary({ files, refused, skipped, left }: ImportOutcome): string {
  const duplicates = files.filter(({ duplicate }) => duplicate).length;
  return [
    counted(files.length - duplicates, 'file imported', 'files imported'),
    duplicates === 0 ? '' : `${count(duplicates)} in the case already`,
    refused.length === 0 ? '' : `${count(refused.length)} refused`,
    skipped.length === 0 ? '' : `${count(skipped.length)} passed over`,
    left.length === 0 ? '' : `${count(left.length)} not imported`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** Imports of this case, those that run first, then the latest ended. */
export function importsOf(jobs: readonly JobStatus[], caseId: string): readonly JobStatus[] {
  const own = jobs.filter(({ kind, case_id }) => kind === 'import' && case_id === caseId);
  return [
    ...own.filter(({ state }) => state === 'running'),
    ...own.filter(({ state }) => state !== 'running').toReversed(),
  ];
}
