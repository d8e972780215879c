import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Granted } from '../../shared/contract/host.ts';

/** Turns a path that a person picked or dropped into a grant: the engine learns the path, the page only the name. */
export function grantPath(
  path: string,
  tellEngine: (grant: string, path: string) => void,
): Granted {
  const grant = randomUUID();
  tellEngine(grant, path);
  return { grant, name: basename(path), kind: kindOf(path) };
}

function kindOf(path: string): Granted['kind'] {
  const found = foundAt(path);
  if (found !== 'folder') return found;
  const held = foundAt(join(path, 'case.json'));
  if (held === 'missing') return 'folder';
  return held === 'unreadable' ? held : 'case';
}

/** Only where the system says that nothing is at a path, nothing is: it may refuse to look, or find no end of links. */
function foundAt(path: string): 'file' | 'folder' | 'missing' | 'unreadable' {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return 'missing';
    return found.isDirectory() ? 'folder' : 'file';
  } catch (error) {
    const isNone = error instanceof Error && 'code' in error && error.code === 'ENOTDIR';
    return isNone ? 'missing' : 'unreadable';
  }
}
