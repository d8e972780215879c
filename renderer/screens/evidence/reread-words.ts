import type { FileReading } from '../../../shared/domain/evidence-register.ts';
import { clockWords } from './file-words.ts';

/** A clock offset as it is typed; null where it is no whole number of milliseconds. */
export function offsetOf(text: string): number | null {
  const trimmed = text.trim().replace('\u2212', '-');
  return /^[+-]?\d{1,15}$/.test(trimmed) ? Number(trimmed) : null;
}

/** `Europe/Berlin, no clock offset, as fees.yaml`: how a file is read since then. */
export const readingWords = ({ method, ...clock }: FileReading): string =>
  method === null ? clockWords(clock) : `${clockWords(clock)}, as ${method}`;
