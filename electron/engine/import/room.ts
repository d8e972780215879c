import { existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { bytes as inWords, count } from '../../../shared/text/numbers.ts';
import { Refusal } from '../base/errors.ts';
import type { CaseLayout } from '../case/layout.ts';
import { asideFolder } from '../case/unfinished-import.ts';
import { readChain } from '../custody/chain.ts';
import { importsAsRead } from '../custody/imports.ts';
import { packingOf } from './container.ts';
import { CHECKPOINT_EVERY } from './continue-import.ts';

/** Tables take up to so much of the text they derive from; of conversations that repeat themselves a fifth of that. */
const TABLES_SHARE = 0.25;
/** Logs that are compressed, in a zip or in columns hold at least so many times their size of text. */
const UNPACKS_TO = 4;
/** Rows that fill no group yet go through the write-ahead log as they are: at most about so much text. */
const LOGGED = 100e6;
/** New blocks of each table. */
const BESIDE = 4e6;

/** Bytes that an import writes. */
export interface Need {
  /** In the case: the copies. */
  readonly copies: number;
  /** In the case: the tables. */
  readonly tables: number;
  /** In the folder for temporary files: the largest of what packed files unpack to. */
  readonly unpacked: number;
}

/** Where it writes them, and how much is free there. */
export interface Room {
  readonly place: string;
  /** Tells file systems apart. */
  readonly device: number;
  readonly free: number;
}

/**
 * Refuses an import for which there is surely or probably no room, before anything is written: a disk that is full
 * after an hour helps nobody. Files that may be in the case already count nothing.
 */
export function refuseWithoutRoom(
  layout: CaseLayout,
  files: readonly string[],
  inPlace: boolean,
): void {
  const known = new Set(
    importsAsRead(readChain(layout.custody).entries).map(({ begun }) => begun.bytes),
  );
  const fresh = files.filter((path) => !known.has(sizeOf(path)));
  const [first, ...others] = fresh;
  if (first === undefined) return;
  const need = needOf(fresh, inPlace);
  // A large import is made beside the tables that there are.
  const isLarge = fresh.some((path) => sizeOf(path) >= 2 * CHECKPOINT_EVERY);
  const tables = need.tables + (isLarge ? sizeOf(layout.database) : 0);
  const lack = lackOfRoom({ ...need, tables }, roomOf(layout), roomIn(tmpdir()));
  if (lack === null) return;
  const what = others.length === 0 ? basename(first) : `${count(fresh.length)} files`;
  throw new Refusal('input-refused', `${what}: ${lack}`);
}

export function needOf(files: readonly string[], inPlace: boolean): Need {
  const need = { copies: 0, tables: BESIDE, unpacked: 0 };
  let largest = 0;
  for (const path of files) {
    const size = sizeOf(path);
    const text = isPacked(path) ? size * UNPACKS_TO : size;
    if (!inPlace) need.copies += size;
    need.tables += text * TABLES_SHARE;
    largest = Math.max(largest, text);
    if (text > size) need.unpacked = Math.max(need.unpacked, text);
  }
  need.tables += Math.min(largest, LOGGED);
  return need;
}

/** A sentence, without what it is about: what is needed, what is free, the way out. Null where there is room. */
export function lackOfRoom(need: Need, inCase: Room, temporary: Room): string | null {
  const unpackedInCase = inCase.device === temporary.device ? need.unpacked : 0;
  const all = need.copies + need.tables + unpackedInCase;
  if (all > inCase.free) {
    const parts = [
      need.copies === 0 ? null : `${inWords(need.copies)} for the copy`,
      `up to ${inWords(need.tables)} for the tables`,
      unpackedInCase === 0 ? null : `about ${inWords(unpackedInCase)} while unpacking`,
    ].filter((part) => part !== null);
    const orInPlace =
      need.copies === 0
        ? ''
        : ', or import it in place, which leaves the evidence where it is, hashed and watched';
    return `importing needs ${inWords(all)} (${parts.join(', ')}) where ${inWords(inCase.free)} are free on the disk of the case (${inCase.place}); nothing was written; make room, move the case to a larger disk${orInPlace}.`;
  }
  if (unpackedInCase === 0 && need.unpacked > temporary.free)
    return `unpacking needs about ${inWords(need.unpacked)} where ${inWords(temporary.free)} are free for temporary files (${temporary.place}); nothing was written; make room there, or name another folder in TMPDIR.`;
  return null;
}

/** What an interrupted import holds is gone on with, or removed. */
function roomOf(layout: CaseLayout): Room {
  const room = roomIn(layout.root);
  const aside = asideFolder(layout);
  const held = existsSync(aside)
    ? readdirSync(aside).reduce((sum, name) => sum + sizeOf(join(aside, name)), 0)
    : 0;
  return { ...room, free: room.free + held };
}

function roomIn(place: string): Room {
  const { bavail, bsize } = statfsSync(place);
  return { place, device: statSync(place).dev, free: bavail * bsize };
}

/** A file that is gone by now is told when its turn comes. */
const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

function isPacked(path: string): boolean {
  try {
    const { columnar, zip, compression } = packingOf(path, basename(path));
    return columnar || zip || compression !== null;
  } catch {
    // What cannot be read is refused when its turn comes.
    return false;
  }
}
