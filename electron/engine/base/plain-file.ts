import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync } from 'node:fs';
import { Refusal } from './errors.ts';

/** Whether a file stands there itself: no link, and nothing that waits for a writer when it is opened. */
export function isPlainFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/**
 * Opens a file of a case for reading. A case may come from anyone: a pipe in place of a file would hold its reader for
 * ever, a device could do anything, and a link leads out of the case. Throws a Refusal, or what the system says.
 */
export function openPlainFile(path: string): number {
  if (!lstatSync(path).isFile()) throw notPlain(path);
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  throw notPlain(path);
}

export function readPlainFile(path: string): Buffer {
  const file = openPlainFile(path);
  try {
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

const notPlain = (path: string): Refusal =>
  new Refusal('case-damaged', `${path} is not a plain file; put the file itself in its place.`);
