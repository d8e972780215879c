import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import { Refusal, type Way } from '../base/errors.ts';
import { partitionFolders } from './partitions.ts';

export interface LeftOut {
  readonly path: string;
  readonly reason: string;
  readonly way?: Way | undefined;
}

/** A file to import, and what the case calls it: its path below the folder that was named, with the folders that say something of its rows. */
export interface ChosenFile {
  readonly path: string;
  readonly name: string;
}

export interface ChosenFiles {
  readonly files: readonly ChosenFile[];
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
  const files = new Map<string, ChosenFile>();
  const refused: LeftOut[] = [];
  const skipped: LeftOut[] = [];
  for (const path of paths.map((name) => resolve(name))) {
    const found = filesNamed(path);
    for (const file of found.files)
      if (!files.has(file)) files.set(file, { path: file, name: nameBelow(found.root, file) });
    refused.push(...found.refused);
    skipped.push(...found.skipped);
    if (found.files.length + found.refused.length === 0)
      refused.push({ path, reason: reasonForNothing(path) });
  }
  return { files: [...files.values()], refused, skipped };
}

/** Folders that say something of the rows belong to the name even where the folder that was named lies below them. */
function nameBelow(root: string, path: string): string {
  const below = relative(root, path).split(sep);
  const stating = [...partitionFolders(path), basename(path)];
  return (below.length >= stating.length ? below : stating).join('/');
}

interface Found extends Omit<ChosenFiles, 'files'> {
  readonly files: readonly string[];
}

const NOTHING: Found = { files: [], refused: [], skipped: [] };

/** With the folder from which on the files are called by their paths. */
function filesNamed(path: string): Found & { readonly root: string } {
  if (existsSync(path)) {
    const status = statSync(path);
    if (status.isDirectory()) return { root: path, ...filesBelow(path) };
    return status.isFile()
      ? { ...NOTHING, root: dirname(path), files: [path] }
      : { ...NOTHING, root: dirname(path), refused: [notRegular(path)] };
  }
  const folder = fixedPartOf(path);
  if (!/[*?[{]/.test(path) || !existsSync(folder)) return { root: folder, ...NOTHING };
  const matching = ({ path: one }: LeftOut): boolean => picomatch.isMatch(one, path);
  const { files, refused, skipped } = filesBelow(folder);
  return {
    root: folder,
    files: files.filter((one) => picomatch.isMatch(one, path)),
    refused: refused.filter(matching),
    skipped: skipped.filter(matching),
  };
}

function filesBelow(folder: string): Found {
  const found = readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => Buffer.compare(Buffer.from(inPath(a)), Buffer.from(inPath(b))))
    .map((entry): Found => {
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

/** As it stands in the paths of files, so that these come in bytewise order. */
const inPath = (entry: Dirent): string => (entry.isDirectory() ? `${entry.name}/` : entry.name);

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
