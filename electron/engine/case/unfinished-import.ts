import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type UnfinishedImport,
  unfinishedImport as unfinished,
} from '../../../shared/domain/evidence-register.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { writeFileDurably } from '../base/files.ts';
import { readPlainFile } from '../base/plain-file.ts';
import type { CaseLayout } from './layout.ts';

/** Where a large import stands until it is completed; a kill leaves it there for the next one to go on with. */
const ASIDE = '.importing';
export const asideFolder = ({ root }: CaseLayout): string => join(root, ASIDE);

/** Whether a path relative to the case is that folder, or in it. */
export const isAside = (path: string): boolean => path.split(/[/\\]/, 1)[0] === ASIDE;

/** For people; what goes on with it reads its database. */
export function sayReached(folder: string, how: UnfinishedImport): void {
  writeFileDurably(join(folder, 'reached.json'), `${canonicalJson(how)}\n`);
}

/** A sentence on the import that a kill interrupted; null where there is none. */
export function unfinishedWords(layout: CaseLayout): string | null {
  if (!standsAside(layout)) return null;
  const how = reachedIn(layout);
  return how === null
    ? `${ASIDE}: an import that was interrupted before its first checkpoint`
    : `${ASIDE}: an unfinished import of ${how.name}, which stopped after record ${how.records} at byte ${how.bytes}; nothing of it counts yet; importing the same file goes on from there`;
}

/** How far the import came that stands aside; null where none does, or it has kept nothing. */
export function reachedIn(layout: CaseLayout): UnfinishedImport | null {
  if (!standsAside(layout)) return null;
  const path = join(asideFolder(layout), 'reached.json');
  try {
    return unfinished.parse(JSON.parse(readPlainFile(path).toString('utf8')));
  } catch {
    return null;
  }
}

const standsAside = (layout: CaseLayout): boolean =>
  existsSync(join(asideFolder(layout), 'case.duckdb'));

/** The folder, where its database has taken the place of the old one and a kill left the rest; else none. */
export function finishedAside(layout: CaseLayout): readonly string[] {
  const folder = asideFolder(layout);
  return existsSync(folder) && !standsAside(layout) ? [folder] : [];
}
