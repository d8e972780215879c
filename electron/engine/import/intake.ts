import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import picomatch from 'picomatch';
import { z } from 'zod';
import { Refusal } from '../base/errors.ts';
import { readJsonFile } from '../base/files.ts';

/** What is known of how a file came into the examiner's hands; kept word for word in custody and printed in reports. */
export const intakeFacts = z.strictObject({
  exported_by: z.string().optional(),
  source_system: z.string().optional(),
  query: z.string().optional(),
  received_at: z.string().optional(),
  received_from: z.string().optional(),
  sender_sha256: z.string().optional(),
  remarks: z.string().optional(),
});
export type IntakeFacts = z.infer<typeof intakeFacts>;

export interface ChosenFiles {
  readonly files: readonly string[];
  readonly refused: readonly { path: string; reason: string }[];
}

/**
 * The files that paths, folders and globs name, absolute, in bytewise order within a folder; what names nothing is
 * refused with a sentence. Hidden files in folders are left out, as a shell does.
 */
export function chooseFiles(paths: readonly string[]): ChosenFiles {
  const files: string[] = [];
  const refused: { path: string; reason: string }[] = [];
  for (const path of paths) {
    const found = filesOf(resolve(path));
    if (found.length > 0) files.push(...found);
    else refused.push({ path: resolve(path), reason: reasonForNothing(path) });
  }
  return { files: [...new Set(files)], refused };
}

function filesOf(path: string): string[] {
  if (existsSync(path)) return statSync(path).isDirectory() ? filesBelow(path) : [path];
  const folder = fixedPartOf(path);
  return /[*?[{]/.test(path) && existsSync(folder)
    ? filesBelow(folder).filter((file) => picomatch.isMatch(file, path))
    : [];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path);
      return entry.isFile() ? [path] : [];
    });
}

/** The part of a glob before its first pattern character, up to the folder. */
function fixedPartOf(glob: string): string {
  const pattern = glob.search(/[*?[{]/);
  return pattern < 0 ? glob : glob.slice(0, Math.max(glob.lastIndexOf('/', pattern), 1));
}

function reasonForNothing(path: string): string {
  if (!existsSync(path)) return `There is no file ${resolve(path)}; check the path.`;
  return `The folder ${resolve(path)} holds no files; name a folder with logs.`;
}

export function requireFile(path: string): string {
  const file = resolve(path);
  if (!existsSync(file) || !statSync(file).isFile())
    throw new Refusal('not-found', `There is no file ${file}; check the path.`);
  return file;
}

export function readIntakeFacts(path: string): IntakeFacts {
  return readJsonFile(requireFile(path), intakeFacts, 'the intake file');
}
