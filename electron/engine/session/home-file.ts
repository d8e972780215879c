import { existsSync, readFileSync, renameSync } from 'node:fs';
import type { z } from 'zod';
import { systemCode } from '../base/errors.ts';
import { writeFileDurably } from '../base/files.ts';

/**
 * Reads a JSON file of EXHIBIT_HOME. A file that is damaged is set aside under `.damaged` and counts as missing: how a
 * person likes the program is never a reason not to start.
 */
export function readHomeFile<Content>(path: string, schema: z.ZodType<Content>): Content | null {
  if (!existsSync(path)) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (parsed.success) return parsed.data;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
  }
  setAside(path);
  return null;
}

export function writeHomeFile(path: string, content: unknown): void {
  writeFileDurably(path, `${JSON.stringify(content, null, 2)}\n`);
}

function setAside(path: string): void {
  try {
    renameSync(path, `${path}.damaged`);
  } catch {
    // It cannot be moved; it is written over when something is kept next.
  }
}
