import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { visible } from '../../shared/text/visible.ts';

/** A message may quote evidence of any length: this much of it, in UTF-16 units, says where it arose. */
const LONGEST = 8000;
/** Bytes; a log that is longer is set aside under `faults.earlier.log`, in place of the one before. */
const FULL = 2 ** 20;

/** Writes faults of the program to `faults.log` in its home and to stderr; answers the id of each. */
export function faultLog(home: string): (error: unknown) => string {
  const file = join(home, 'faults.log');
  return (error) => {
    const id = randomUUID().slice(0, 8);
    const whole = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const cut = whole.length > LONGEST ? ` … ${LONGEST} of ${whole.length} characters` : '';
    const text = `${whole.slice(0, LONGEST)}${cut}`;
    process.stderr.write(`fault ${id}: ${visible(text)}\n`);
    try {
      mkdirSync(home, { recursive: true });
      if (sizeOf(file) > FULL) renameSync(file, join(home, 'faults.earlier.log'));
      appendFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), id, text })}\n`);
    } catch {
      // A log that cannot be written must not become a second fault; the text stands on stderr.
    }
    return id;
  };
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
