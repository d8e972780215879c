import { basename } from 'node:path';
import { readFileSync } from 'node:fs';
import { requireFile } from './intake.ts';

/** A mapping as it was given: what a person knows it by, and its YAML text. */
export interface MappingText {
  readonly name: string;
  readonly text: string;
}

/** The mapping of a file. Throws a `not-found` Refusal where there is none. */
export function readMappingFile(path: string): MappingText {
  const file = requireFile(path);
  return { name: basename(file), text: readFileSync(file, 'utf8') };
}
