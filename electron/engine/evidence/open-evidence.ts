import { Refusal, systemCode } from '../base/errors.ts';
import { openPlainFile } from '../base/plain-file.ts';
import {
  changedInPlace,
  changeOf,
  type EvidenceStore,
  pathOfEvidence,
  readInPlace,
} from './store.ts';

/**
 * Opens an evidence file for reading; the caller closes it. The one way to its bytes. Refuses (`case-damaged`) one that
 * is gone, as when a folder is taken away from under an open case, and one in place that was changed since its import.
 */
export function openEvidence(
  store: EvidenceStore,
  evidence: { sha256: string; name: string },
): number {
  const inPlace = readInPlace(store, evidence.sha256);
  const change = inPlace === null ? null : changeOf(inPlace);
  if (inPlace !== null && change !== null)
    throw new Refusal('case-damaged', changedInPlace(evidence, inPlace, change));
  const path = pathOfEvidence(store, evidence.sha256);
  try {
    return openPlainFile(path);
  } catch (cause) {
    const code = systemCode(cause);
    if (code === undefined) throw cause;
    throw new Refusal(
      'case-damaged',
      inPlace === null
        ? `The evidence file ${path} (${evidence.name}) cannot be read (${code}); put it back from a backup of the case.`
        : changedInPlace(evidence, inPlace, `cannot be read (${code})`),
      { cause },
    );
  }
}
