import { hash } from 'node:crypto';
import { closeSync } from 'node:fs';
import type { Place } from '../../../shared/domain/place.ts';
import { reasonOf, Refusal } from '../base/errors.ts';
import { openEvidence } from '../evidence/open-evidence.ts';
import { type EvidenceStore, pathOfEvidence } from '../evidence/store.ts';
import { ColumnarFile } from '../import/columnar-file.ts';

/** The row of a columnar file in the canonical form that is hashed, read from the evidence just now. */
export interface ColumnarRow {
  readonly text: string;
  readonly hash_matches: boolean;
}

/** Refuses (`case-damaged`) an evidence file that is missing, cannot be read or no longer has such a row. */
export async function columnarRowOf(store: EvidenceStore, place: Place): Promise<ColumnarRow> {
  const { evidence, name, ordinal, sha256 } = place;
  closeSync(openEvidence(store, { sha256: evidence, name }));
  const path = pathOfEvidence(store, evidence);
  try {
    const file = await ColumnarFile.open(path);
    try {
      const [row] = await file.some(1, ordinal - 1);
      if (row === undefined) throw new Error(`it has no row ${ordinal}`);
      const text = row.canonical.toString();
      return { text, hash_matches: hash('sha256', text) === sha256 };
    } finally {
      file.close();
    }
  } catch (cause) {
    const reason = (reasonOf(cause).split('\n', 1)[0] ?? '').replaceAll(path, name);
    throw new Refusal(
      'case-damaged',
      `Row ${ordinal} of ${name} cannot be read (${reason}); verify the case, and put the file back from a backup.`,
      { cause },
    );
  }
}
