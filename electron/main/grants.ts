import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
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
  if (existsSync(join(path, 'case.json'))) return 'case';
  if (!existsSync(path)) return 'missing';
  return statSync(path).isDirectory() ? 'folder' : 'file';
}
