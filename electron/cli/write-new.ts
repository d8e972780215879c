import { writeFileSync } from 'node:fs';
import { Refusal } from '../engine/index.ts';

/** What somebody has worked on is not written over. */
export function writeNew(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (cause) {
    throw new Refusal(
      'bad-usage',
      `${path} cannot be written; name a new file in a folder that is there.`,
      { cause },
    );
  }
}
