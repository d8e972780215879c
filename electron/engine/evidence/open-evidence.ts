import { join } from 'node:path';
import { Refusal, systemCode } from '../base/errors.ts';
import { openPlainFile } from '../base/plain-file.ts';

/**
 * Opens an evidence file for reading; the caller closes it. Refuses (`case-damaged`) one that is gone, as when a folder
 * is taken away from under an open case.
 */
export function openEvidence(folder: string, evidence: { sha256: string; name: string }): number {
  const path = join(folder, evidence.sha256);
  try {
    return openPlainFile(path);
  } catch (cause) {
    if (systemCode(cause) === undefined) throw cause;
    throw new Refusal(
      'case-damaged',
      `The evidence file ${path} (${evidence.name}) cannot be read (${systemCode(cause) ?? ''}); put it back from a backup of the case.`,
      { cause },
    );
  }
}
