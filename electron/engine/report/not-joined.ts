import { closeSync, openSync } from 'node:fs';
import { csvText } from '../../../shared/text/csv.ts';
import type { ReadCase } from '../analysis/open-analysed.ts';
import { writeAll } from '../base/file-blocks.ts';
import { allUnmatchedIn } from '../case/joins.ts';

const COLUMNS = [
  'table',
  'reason',
  'external_id',
  'what',
  'value',
  'at',
  'who',
  'comment',
  'key_kind',
  'key',
] as const;
const PLACE = ['name', 'member', 'ordinal', 'byte_offset', 'byte_length', 'sha256'] as const;

/** Writes every row of a side table, and every record of a call, that was not joined, as CSV. */
export async function writeNotJoined({ database }: ReadCase, path: string): Promise<void> {
  const file = openSync(path, 'wx');
  const write = (rows: readonly (readonly string[])[]): void =>
    writeAll(file, Buffer.from(csvText(rows)));
  try {
    write([[...COLUMNS, 'evidence', ...PLACE]]);
    for await (const facts of allUnmatchedIn(database.connection))
      write(
        facts.map(({ place, ...fact }) => [
          ...COLUMNS.map((column) => fact[column] ?? ''),
          place.evidence,
          ...PLACE.map((column) => String(place[column] ?? '')),
        ]),
      );
  } finally {
    closeSync(file);
  }
}
