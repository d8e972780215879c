import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../base/errors.ts';
import { writeFileDurably } from '../base/files.ts';
import { sha256 } from '../base/hash.ts';
import { readPlainFile } from '../base/plain-file.ts';
import type { CaseLayout } from './layout.ts';

/** Keeps what a derivation used beside the evidence (a rule pack, a mapping) under its hash; gives the hash. */
export function keepInput(layout: CaseLayout, text: string): string {
  const hash = sha256(text);
  const path = join(layout.inputs, hash);
  if (!existsSync(path)) writeFileDurably(path, text, 0o444);
  return hash;
}

export function readInput(layout: CaseLayout, hash: string): string {
  const path = join(layout.inputs, hash);
  if (!existsSync(path))
    throw new Refusal(
      'case-damaged',
      `inputs/${hash} of ${layout.root} is missing; without it the tables cannot be derived again.`,
    );
  const text = readPlainFile(path).toString('utf8');
  if (sha256(text) !== hash)
    throw new Refusal('case-damaged', `inputs/${hash} of ${layout.root} was changed.`);
  return text;
}
