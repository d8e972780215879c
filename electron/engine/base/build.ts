import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { entryPoint } from './entry-point.ts';
import { sha256 } from './hash.ts';

/** Names the program that works on a case: SHA-256 over its built modules, sorted by name. */
export function buildHash(): string {
  const folder = dirname(entryPoint('exhibit'));
  const modules = readdirSync(folder).filter((name) => /\.[cm]js$/.test(name));
  return sha256(
    modules
      .sort()
      .map((name) => `${sha256(readFileSync(join(folder, name)))}  ${name}\n`)
      .join(''),
  );
}
