import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { reasonOf, Refusal } from '../base/errors.ts';

/** Writes a text to a place that a person chose: it appears whole or not at all. */
export function writeGranted(path: string, text: string): void {
  const making = `${path}.tmp-${process.pid}`;
  try {
    writeFileSync(making, text);
    renameSync(making, path);
  } catch (error) {
    throw new Refusal(
      'bad-usage',
      `Nothing can be written there (${reasonOf(error)}); choose another place.`,
      { cause: error },
    );
  } finally {
    rmSync(making, { force: true });
  }
}
