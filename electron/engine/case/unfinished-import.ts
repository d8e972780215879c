import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '../base/canonical-json.ts';
import { writeFileDurably } from '../base/files.ts';
import { readPlainFile } from '../base/plain-file.ts';
import type { CaseLayout } from './layout.ts';

/** Where a large import stands until it is completed; a kill leaves it there for the next one to go on with. */
const ASIDE = '.importing';
export const asideFolder = ({ root }: CaseLayout): string => join(root, ASIDE);

/** Whether a path relative to the case is that folder, or in it. */
export const isAside = (path: string): boolean => path.split(/[/\\]/, 1)[0] === ASIDE;

/** How far it came, for people; what goes on with it reads its database. */
const reached = z.object({ name: z.string(), records: z.int(), bytes: z.int() });
export type Reached = z.infer<typeof reached>;

export function sayReached(folder: string, how: Reached): void {
  writeFileDurably(join(folder, 'reached.json'), `${canonicalJson(how)}\n`);
}

/** A sentence on the import that a kill interrupted; null where there is none. */
export function unfinishedImport(layout: CaseLayout): string | null {
  const folder = asideFolder(layout);
  if (!existsSync(join(folder, 'case.duckdb'))) return null;
  const how = reachedIn(folder);
  return how === null
    ? `${ASIDE}: an import that was interrupted before its first checkpoint`
    : `${ASIDE}: an unfinished import of ${how.name}, which stopped after record ${how.records} at byte ${how.bytes}; nothing of it counts yet; exhibit import of the same file goes on from there`;
}

/** The folder, where its database has taken the place of the old one and a kill left the rest; else none. */
export function finishedAside(layout: CaseLayout): readonly string[] {
  const folder = asideFolder(layout);
  return existsSync(folder) && !existsSync(join(folder, 'case.duckdb')) ? [folder] : [];
}

function reachedIn(folder: string): Reached | null {
  try {
    return reached.parse(JSON.parse(readPlainFile(join(folder, 'reached.json')).toString('utf8')));
  } catch {
    return null;
  }
}
