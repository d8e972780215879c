import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import picomatch from 'picomatch';
import { Refusal } from '../base/errors.ts';

export interface LeftOut {
  readonly path: string;
  readonly reason: string;
}

export interface ChosenFiles {
  readonly files: readonly string[];
  /** What was asked for by name and cannot be imported. */
  readonly refused: readonly LeftOut[];
  /** What stands in a folder and was not asked for by name: hidden files, links. Never left out silently. */
  readonly skipped: readonly LeftOut[];
}

/**
 * The files that paths, folders and globs name, absolute, in bytewise order within a folder. What names nothing, or no
 * regular file, is refused with a sentence.
 */
export function chooseFiles(paths: readonly string[]): ChosenFiles {
  const files: string[] = [];
  const refused: LeftOut[] = [];
  const skipped: LeftOut[] = [];
  for (const path of paths.map((name) => resolve(name))) {
    const found = filesNamed(path);
    files.push(...found.files);
    refused.push(...found.refused);
    skipped.push(...found.skipped);
    if (found.files.length + found.refused.length === 0)
      refused.push({ path, reason: reasonForNothing(path) });
  }
  return { files: [...new Set(files)], refused, skipped };
}

const NOTHING: ChosenFiles = { files: [], refused: [], skipped: [] };

function filesNamed(path: string): ChosenFiles {
  if (existsSync(path)) {
    const status = statSync(path);
    if (status.isDirectory()) return filesBelow(path);
    return status.isFile()
      ? { ...NOTHING, files: [path] }
      : { ...NOTHING, refused: [notRegular(path)] };
  }
  const folder = fixedPartOf(path);
  if (!/[*?[{]/.test(path) || !existsSync(folder)) return NOTHING;
  const matching = ({ path: one }: LeftOut): boolean => picomatch.isMatch(one, path);
  const { files, refused, skipped } = filesBelow(folder);
  return {
    files: files.filter((one) => picomatch.isMatch(one, path)),
    refused: refused.filter(matching),
    skipped: skipped.filter(matching),
  };
}

function filesBelow(folder: string): ChosenFiles {
  const found = readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
    .map((entry): ChosenFiles => {
      const path = join(folder, entry.name);
      if (entry.name.startsWith('.'))
        return {
          ...NOTHING,
          skipped: [{ path, reason: `${path} is hidden; name it itself to import it.` }],
        };
      if (entry.isSymbolicLink())
        return {
          ...NOTHING,
          skipped: [
            { path, reason: `${path} is a link; name it itself to import what it points to.` },
          ],
        };
      if (entry.isDirectory()) return filesBelow(path);
      if (!entry.isFile()) return { ...NOTHING, refused: [notRegular(path)] };
      if (existsSync(path)) return { ...NOTHING, files: [path] };
      return {
        ...NOTHING,
        refused: [
          {
            path,
            reason: `The name of ${path} is not UTF-8, so it cannot be read; rename a copy of it.`,
          },
        ],
      };
    });
  return {
    files: found.flatMap(({ files }) => files),
    refused: found.flatMap(({ refused }) => refused),
    skipped: found.flatMap(({ skipped }) => skipped),
  };
}

const notRegular = (path: string): LeftOut => ({
  path,
  reason: `${path} is no regular file; copy what it gives into a file and import that.`,
});

/** The part of a glob before its first pattern character, up to the folder. */
function fixedPartOf(glob: string): string {
  const pattern = glob.search(/[*?[{]/);
  return pattern < 0 ? glob : glob.slice(0, Math.max(glob.lastIndexOf('/', pattern), 1));
}

function reasonForNothing(path: string): string {
  if (!existsSync(path)) return `There is no file ${path}; check the path.`;
  return `The folder ${path} holds no files that can be imported; name a folder with logs.`;
}

export function requireFile(path: string): string {
  const file = resolve(path);
  if (!existsSync(file) || !statSync(file).isFile())
    throw new Refusal('not-found', `There is no file ${file}; check the path.`);
  return file;
}
