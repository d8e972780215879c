import { hash } from 'node:crypto';
import { closeSync } from 'node:fs';
import type { Place } from '../../../shared/domain/place.ts';
import { reasonOf, Refusal } from '../base/errors.ts';
import { withNamedCopy } from '../base/file-blocks.ts';
import { openContent } from '../evidence/content.ts';
import { openEvidence } from '../evidence/open-evidence.ts';
import { type EvidenceStore, pathOfEvidence } from '../evidence/store.ts';
import { ColumnarFile } from '../import/columnar-file.ts';

/** The row of a columnar file in the canonical form that is hashed, read from the evidence just now. */
export interface ColumnarRow {
  readonly text: string;
  readonly hash_matches: boolean;
}

/**
 * `number`: of the row in its file, or in the member of a zip. Refuses (`case-damaged`) an evidence file that is missing, cannot
 * be read or no longer has such a row.
 */
export async function columnarRowOf(
  store: EvidenceStore,
  place: Place,
  number: number,
): Promise<ColumnarRow> {
  const { evidence, name, member } = place;
  if (member === null) {
    closeSync(openEvidence(store, { sha256: evidence, name }));
    return rowAt(pathOfEvidence(store, evidence), place, number);
  }
  const { file, release } = await openContent(store, { sha256: evidence, name }, member);
  try {
    return await withNamedCopy(file, (path) => rowAt(path, place, number));
  } finally {
    release();
  }
}

async function rowAt(path: string, { name, sha256 }: Place, number: number): Promise<ColumnarRow> {
  try {
    const file = await ColumnarFile.open(path);
    try {
      const [row] = await file.some(1, number - 1);
      if (row === undefined) throw new Error(`it has no row ${number}`);
      const text = row.canonical.toString();
      return { text, hash_matches: hash('sha256', text) === sha256 };
    } finally {
      file.close();
    }
  } catch (cause) {
    const reason = (reasonOf(cause).split('\n', 1)[0] ?? '').replaceAll(path, name);
    throw new Refusal(
      'case-damaged',
      `Row ${number} of ${name} cannot be read (${reason}); verify the case, and put the file back from a backup.`,
      { cause },
    );
  }
}
