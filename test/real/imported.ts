import { statSync } from 'node:fs';
import { join } from 'node:path';
import { createCase, importFiles } from '../../electron/engine/index.ts';

export const AS_THEY_ARE = { format: null, zone: 'UTC', clockOffsetMs: 0, intake: null };

export type ImportedFile = Awaited<ReturnType<typeof importFiles>>['files'][number];

export interface Imported {
  readonly cases: readonly string[];
  /** By the path of the file. */
  readonly files: ReadonlyMap<string, ImportedFile>;
}

/**
 * Imports files of all kinds into a few cases, each of which gets every nth file: an import takes digests of its whole
 * case, so that what is large comes last and no case holds all.
 */
export async function importedInCases(
  home: string,
  paths: readonly string[],
  count: number,
): Promise<Imported> {
  const cases: string[] = [];
  const files = new Map<string, ImportedFile>();
  const sorted = smallestFirst(paths);
  for (let at = 0; at < count; at += 1) {
    const casePath = join(home, `all-${at + 1}.exhibit`);
    await createCase(casePath, 'Real logs');
    const own = sorted.filter((_, index) => index % count === at);
    const outcome = await importFiles(casePath, own, AS_THEY_ARE);
    if (outcome.refused.length > 0) throw new Error(JSON.stringify(outcome.refused));
    for (const file of outcome.files) files.set(file.path, file);
    cases.push(casePath);
  }
  return { cases, files };
}

const smallestFirst = (paths: readonly string[]): string[] =>
  paths
    .map((path) => ({ path, bytes: statSync(path).size }))
    .toSorted((a, b) => a.bytes - b.bytes)
    .map(({ path }) => path);
