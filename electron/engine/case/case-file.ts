import { existsSync } from 'node:fs';
import { z } from 'zod';
import { Refusal } from '../base/errors.ts';
import { readJsonFile } from '../base/files.ts';
import { isPlainFile } from '../base/plain-file.ts';
import type { CaseLayout } from './layout.ts';

/** The case format that this version writes. A higher number in a case is refused; a lower one is read and migrated. */
export const FORMAT_VERSION = 1;
/** Counts changes of how tables are derived from the same evidence. */
export const DERIVATION_VERSION = 14;

/** `case.json`: written once, its hash is in the first custody entry. */
export const caseFile = z.object({
  format_version: z.int().positive(),
  case_id: z.string(),
  title: z.string(),
  created: z.string(),
});
export type CaseFile = z.infer<typeof caseFile>;

export function readCaseFile(layout: CaseLayout): CaseFile {
  if (!existsSync(layout.root))
    throw new Refusal('not-found', `There is no case at ${layout.root}.`, { way: 'make-case' });
  if (!existsSync(layout.caseFile))
    throw new Refusal('not-a-case', `${layout.root} is not a case: it has no case.json.`);
  if (!isPlainFile(layout.caseFile))
    throw new Refusal(
      'not-a-case',
      `${layout.root} is not a case: its case.json is no plain file.`,
    );
  const versionOnly = readJsonFile(
    layout.caseFile,
    z.looseObject({ format_version: z.int() }),
    'the case file',
  );
  if (versionOnly.format_version > FORMAT_VERSION)
    throw new Refusal(
      'case-newer',
      `${layout.root} was made by a newer Exhibit (case format ${versionOnly.format_version}, this one knows ${FORMAT_VERSION}); open it with that version.`,
    );
  return readJsonFile(layout.caseFile, caseFile, 'the case file');
}
