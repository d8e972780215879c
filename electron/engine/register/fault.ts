import type { HeldRecord } from '../../../shared/domain/evidence-register.ts';
import type { Place } from '../../../shared/domain/place.ts';
import type { EvidenceStore } from '../evidence/store.ts';
import { bytesInEvidence, type RecordInEvidence } from './record-in-evidence.ts';
import { jsonFault } from './json-fault.ts';

/** Longer records are not parsed again for a fault. */
const LONGEST = 32 << 20;

/**
 * Where in a quarantined record reading stumbled, in bytes from its start; its length where it ends too early. Null
 * where that is not known. The position that an error names is of characters, so it is found again in the bytes.
 */
export async function faultAt(
  store: EvidenceStore,
  { status, error, byte_offset, byte_length }: HeldRecord,
  place: Place,
  { firstInvalid }: RecordInEvidence,
): Promise<number | null> {
  if (status !== 'quarantined' || error === null) return null;
  if (error === 'not UTF-8') return firstInvalid;
  if (byte_offset === null || byte_length === null || byte_length > LONGEST) return null;
  if (!error.startsWith('malformed JSON')) return null;
  return jsonFault(await bytesInEvidence(store, place, byte_offset, byte_length));
}
