import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { systemCode } from '../base/errors.ts';
import { statesOf } from '../base/file-states.ts';
import { sha256 } from '../base/hash.ts';
import { type CaseLayout, knownFrom } from '../case/layout.ts';
import { homeNumbers } from './home.ts';
import { readHomeCache, writeHomeCache } from './home-file.ts';

/** `tables` is the number of the last job that changed them. */
const lastHome = z.object({ tables: z.int(), numbers: homeNumbers });
export type LastHome = z.infer<typeof lastHome>;
const kept = lastHome.extend({ found_from: z.string() });

/**
 * The numbers that the last home showed, for the next start: counts and the names of models, not which case it was. They hold
 * as long as neither a file of the case that they were found from nor this program is another.
 */
export class LastNumbers {
  private readonly file: string;

  constructor(home: string) {
    this.file = join(home, 'last-home.json');
  }

  /** `found_from` is what `filesOf` says now. */
  find(found_from: string): LastHome | null {
    const last = readHomeCache(this.file, kept);
    return last?.found_from === found_from ? last : null;
  }

  /** `found_from` is what `filesOf` said before they were asked for. */
  keep(found_from: string, home: LastHome): void {
    try {
      writeHomeCache(this.file, { found_from, ...home });
    } catch (error) {
      // Without it the next home is asked of the tables, as this one was.
      if (systemCode(error) === undefined) throw error;
    }
  }

  /** A case that is forgotten leaves nothing. */
  forget(): void {
    rmSync(this.file, { force: true });
  }
}

/** Hash of what the numbers are found from: this program, and the files of the case as the file system knows them. */
export function filesOf(layout: CaseLayout): string {
  program ??= sha256(readFileSync(fileURLToPath(import.meta.url)));
  return sha256(JSON.stringify([program, layout.root, ...statesOf(knownFrom(layout))]));
}

/** The built file that holds this one names the others by what is in them. */
let program: string | undefined;
