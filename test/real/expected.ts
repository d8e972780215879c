import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where the real logs lie; they are no part of the project. */
export const REAL_LOGS =
  process.env['EXHIBIT_REAL_LOGS'] ?? resolve(import.meta.dirname, '../../../shared/data');
const TABLE = join(REAL_LOGS, 'EXPECTED.tsv');

export const areThere = existsSync(TABLE);
if (!areThere) console.log(`skipped: no real logs at ${REAL_LOGS}`);

export interface ExpectedRow {
  /** Path within the folder of real logs. */
  readonly file: string;
  /** Records, conversations, turns and messages as the table writes them: `-` where it does not say. */
  readonly cells: readonly string[];
  readonly models: string;
}

/** What the table tells of each file; nothing where the logs are missing. */
export function expectedRows(): ExpectedRow[] {
  if (!areThere) return [];
  const [, ...lines] = readFileSync(TABLE, 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const [file = '', ...rest] = line.split('\t');
    return { file, cells: rest.slice(0, 4), models: rest[4] ?? '' };
  });
}
