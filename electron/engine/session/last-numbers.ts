import { type BigIntStats, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { systemCode } from '../base/errors.ts';
import { sha256 } from '../base/hash.ts';
import type { CaseLayout } from '../case/layout.ts';
import { type HomeNumbers, homeNumbers } from './home.ts';
import { readHomeFile, writeHomeFile } from './home-file.ts';

const kept = z.object({ found_from: z.string(), numbers: homeNumbers });

/**
 * The numbers that the last home showed, for the next start: counts and names of models, not which case it was and no text of
 * the evidence. They hold as long as neither a file of the case that they were found from nor this program was changed in any
 * way that the file system tells.
 */
export class LastNumbers {
  private readonly file: string;

  constructor(home: string) {
    this.file = join(home, 'last-home.json');
  }

  find(layout: CaseLayout): HomeNumbers | null {
    const last = readHomeFile(this.file, kept);
    return last?.found_from === filesOf(layout) ? last.numbers : null;
  }

  /** `found_from` is what `filesOf` said before they were asked for. */
  keep(found_from: string, numbers: HomeNumbers): void {
    try {
      writeHomeFile(this.file, { found_from, numbers });
    } catch (error) {
      // Without it the next home is asked of the tables, as this one was.
      if (systemCode(error) === undefined) throw error;
    }
  }
}

/** Hash of what the numbers are found from, as the file system knows it. */
export function filesOf(layout: CaseLayout): string {
  const { root, database, activity } = layout;
  const files = [fileURLToPath(import.meta.url), database, `${database}.wal`, activity];
  return sha256(JSON.stringify([root, ...files.map(stateOf)]));
}

function stateOf(path: string): string | null {
  const stats: BigIntStats | undefined = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (stats === undefined) return null;
  return [stats.dev, stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(' ');
}
