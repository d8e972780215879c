import type { HeldRecord } from '../../../shared/domain/evidence-register.ts';
import { count } from '../../../shared/text/numbers.ts';

/** Bytes of a record that are shown at once. */
export const WINDOW = 4096;

/**
 * Which byte of a window to point at for a fault of the record: the last one where the record ends too early. Null where
 * the fault is in another window.
 */
export function faultInWindow(
  faultAt: number | null,
  length: number,
  offset: number,
  shown: number,
): number | null {
  if (faultAt === null || length === 0) return null;
  const at = Math.min(faultAt, length - 1) - offset;
  return at >= 0 && at < shown ? at : null;
}

/** Where the window begins that holds a byte. A fault at the very end belongs to the last byte. */
export function windowOf(byte: number, length: number): number {
  const within = Math.max(0, Math.min(byte, length - 1));
  return Math.floor(within / WINDOW) * WINDOW;
}

/** `bytes 0–4,095 of 9,000`; counted from 0, the last one included. */
export function windowWords(offset: number, shown: number, length: number): string {
  if (length === 0) return 'no bytes of its own';
  return `bytes ${count(offset)}–${count(offset + Math.max(0, shown - 1))} of ${count(length)}`;
}

/** `line 1,204,551`, `export.zip entry: record 12`; a blank line without a number is named by its byte. */
export function recordName({
  member,
  line,
  ordinal,
  byte_offset,
}: Pick<HeldRecord, 'member' | 'line' | 'ordinal' | 'byte_offset'>): string {
  const own =
    line !== null
      ? `line ${count(line)}`
      : ordinal !== null
        ? `record ${count(ordinal)}`
        : `byte ${count(byte_offset ?? 0)}`;
  return member === null ? own : `${member}: ${own}`;
}

/** Why a record is not among the turns, as the parser said it, and where it stumbled. */
export function reasonWords(
  { status, error }: Pick<HeldRecord, 'status' | 'error'>,
  faultAt: number | null,
  length: number,
): string {
  const reason =
    error ??
    { mapped: 'mapped', unmapped: 'not mapped', quarantined: 'cannot be read', blank: 'blank' }[
      status
    ];
  if (faultAt === null) return reason;
  return faultAt >= length
    ? `ends too early, after ${count(length)} bytes: ${reason}`
    : `byte ${count(faultAt)}: ${reason}`;
}

/** Which records the lower list shows. */
export type HeldChoice = 'aside' | 'quarantined' | 'unmapped' | 'blank' | 'repaired';

/** What to ask for: repaired records whatever became of them. */
export function heldBy(choice: HeldChoice): {
  status: ('quarantined' | 'unmapped' | 'blank')[];
  repaired: boolean;
} {
  if (choice === 'repaired') return { status: [], repaired: true };
  return { status: choice === 'aside' ? ['quarantined', 'unmapped'] : [choice], repaired: false };
}
