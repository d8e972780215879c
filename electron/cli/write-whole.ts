import {
  closeSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Refusal, refuseWithin } from '../engine/index.ts';

/** A file in the making. */
export interface Making {
  readonly write: (text: string) => void;
  /** Puts it in its place. */
  readonly keep: () => void;
  /** Ends the making; what was not kept is gone. */
  readonly end: () => void;
}

/**
 * Makes a file that appears whole in its place or not at all, and the folder where there is none. A place that cannot be
 * written, or lies within the case, is refused at once; what lies there stays until the new one is whole.
 */
export async function makeWhole(casePath: string, path: string): Promise<Making> {
  await refuseWithin(casePath, path);
  const refusing = <Answer>(work: () => Answer): Answer => {
    try {
      return work();
    } catch (cause) {
      throw new Refusal(
        'bad-usage',
        `${path} cannot be written; name a file in a folder that may be written.`,
        { cause },
      );
    }
  };
  const place = resolve(path);
  // A pipe or a terminal takes what is written as it comes.
  const isTaken = statSync(place, { throwIfNoEntry: false })?.isFile() === false;
  const making = isTaken ? place : `${place}.making-${process.pid}`;
  const file = refusing(() => {
    mkdirSync(dirname(place), { recursive: true });
    return openSync(making, isTaken ? 'w' : 'wx');
  });
  let isOpen = true;
  const close = (): void => {
    if (isOpen) closeSync(file);
    isOpen = false;
  };
  return {
    write: (text) => refusing(() => writeFileSync(file, text)),
    keep: () => {
      close();
      if (!isTaken) refusing(() => renameSync(making, place));
    },
    end: () => {
      close();
      if (!isTaken) rmSync(making, { force: true });
    },
  };
}
