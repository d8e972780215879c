import type { ReportExtract } from '../../../shared/domain/report-extract.ts';
import { visibleLine } from '../../../shared/text/visible.ts';

/** Texts of the package for a reader who has nothing else at hand. */

/** What is known of a reference that is an exhibit by itself, beside its bytes. */
export const referenceFacts = ({
  id,
  caption,
  title,
  passage,
  name,
  sha256: hash,
  bytes,
  in_force_from: from,
  in_force_to: to,
}: ReportExtract['reference_exhibits'][number]): string =>
  [
    `${id}: ${visibleLine(caption)}`,
    '',
    `reference  ${visibleLine(title)}${passage === null ? '' : `, ${visibleLine(passage)}`}`,
    `file       ${visibleLine(name)}, here ${id.toLowerCase()}.reference`,
    `SHA-256    ${hash}`,
    `bytes      ${bytes}`,
    `in force   from ${from ?? 'a day that is not stated'} to ${to ?? 'a day that is not stated'}`,
    '',
  ].join('\n');

/** That neither case nor package hold what the report rests on must be read in the package too. */
export const leftInPlace = (files: ReportExtract['evidence']['files']): string =>
  [
    'These files were left in place and not copied. Neither the case nor this package holds a copy of them; what is',
    'said of them can be verified only as long as they stay as they were.',
    ...files.flatMap(({ name, sha256, bytes, in_place }) => [
      '',
      visibleLine(name),
      `  SHA-256  ${sha256}`,
      `  bytes    ${bytes}`,
      `  stays at ${visibleLine(in_place?.path ?? '')}`,
      `  changed  ${in_place?.modified_at ?? ''}`,
    ]),
    '',
  ].join('\n');
