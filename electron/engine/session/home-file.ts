import { existsSync, readFileSync, renameSync } from 'node:fs';
import type { z } from 'zod';
import { systemCode } from '../base/errors.ts';
import { writeFileDurably, writeFileWhole } from '../base/files.ts';

/**
 * Reads a JSON file of EXHIBIT_HOME. A file that is damaged is set aside under `.damaged` and counts as missing: how a
 * person likes the program is never a reason not to start.
 */
export function readHomeFile<Content>(path: string, schema: z.ZodType<Content>): Content | null {
  const found = read(path, schema);
  if (found === 'damaged') setAside(path);
  return typeof found === 'string' ? null : found.content;
}

export function writeHomeFile(path: string, content: unknown): void {
  writeFileDurably(path, jsonOf(content));
}

/** What can be found anew: a damaged file is as good as a missing one, and is written over. */
export function readHomeCache<Content>(path: string, schema: z.ZodType<Content>): Content | null {
  const found = read(path, schema);
  return typeof found === 'string' ? null : found.content;
}

/** What can be found anew is not worth waiting for the disk. */
export function writeHomeCache(path: string, content: unknown): void {
  writeFileWhole(path, jsonOf(content));
}

function read<Content>(
  path: string,
  schema: z.ZodType<Content>,
): { readonly content: Content } | 'missing' | 'damaged' {
  if (!existsSync(path)) return 'missing';
  try {
    const parsed = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? { content: parsed.data } : 'damaged';
  } catch (error) {
    return systemCode(error) === 'ENOENT' ? 'missing' : 'damaged';
  }
}

const jsonOf = (content: unknown): string => `${JSON.stringify(content, null, 2)}\n`;

function setAside(path: string): void {
  try {
    renameSync(path, `${path}.damaged`);
  } catch {
    // It cannot be moved; it is written over when something is kept next.
  }
}
