import { isUtf8 } from 'node:buffer';
import { fstatSync, readSync } from 'node:fs';
import { Refusal } from '../base/errors.ts';

/** A member as the directory of the zip names it, and where its packed bytes lie in the file. */
export interface ZipMember {
  /** For showing, never a path: control characters and bytes that are no UTF-8 are escaped, and each name stands once. */
  readonly name: string;
  /** 0 stored, 8 deflated, 93 zstd; others are not unpacked. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly start: number;
  readonly packed: number;
  readonly bytes: number;
}

export interface ZipDirectory {
  readonly members: readonly ZipMember[];
  /** Bytes of the file that belong neither to a member nor to the zip's own structure. */
  readonly strays: readonly { readonly start: number; readonly end: number }[];
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const LONGEST_COMMENT = 0xffff;
const MOST_MEMBERS = 200_000;
const LONGEST_DIRECTORY = 256 << 20;
/** What says that it unpacks to more than both is made to fill a disk. */
const MOST_TIMES = 500;
const SURELY_FITS = 1 << 30;

/** A zip begins with a member, or has none; or something that is no JSON stands before it and its directory is whole. */
export function isZip(file: number): boolean {
  const head = bytesAt(file, 0, 4);
  if (head.length < 4) return false;
  const magic = head.readUInt32LE(0);
  if (magic === LOCAL || magic === END) return true;
  if (/^[\s\ufeff]*[{[]/.test(bytesAt(file, 0, 64).toString())) return false;
  try {
    return findEnd(file) !== null && readZipDirectory(file).members.length > 0;
  } catch {
    return false;
  }
}

/**
 * Reads the directory of a zip (APPNOTE 6.3, with zip64). Refuses (`input-refused`) one that is cut off or damaged, whose
 * members overlap, or that says it unpacks to more than any log.
 */
export function readZipDirectory(file: number): ZipDirectory {
  const { size } = fstatSync(file);
  const end = findEnd(file);
  if (end === null)
    throw refusal('the zip file has no directory at its end, as when it is cut short');
  const { count, length, offset, at: structure } = end;
  if (count > MOST_MEMBERS) throw refusal(`the zip file names more than ${MOST_MEMBERS} members`);
  const directoryAt = structure - length;
  const shift = directoryAt - offset;
  if (directoryAt < 0 || shift < 0 || length > LONGEST_DIRECTORY)
    throw refusal('the directory of the zip file is damaged');
  const directory = bytesAt(file, directoryAt, length);
  const entries = entriesOf(directory, count);
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total > SURELY_FITS && total > size * MOST_TIMES)
    throw refusal(`it unpacks to more than ${MOST_TIMES} times its size, as no log does`);
  const names = new Set<string>();
  const extents: { start: number; end: number }[] = [];
  const members = entries.map((entry): ZipMember => {
    const local = bytesAt(file, entry.local + shift, 30);
    if (local.length < 30 || local.readUInt32LE(0) !== LOCAL)
      throw refusal(`the zip file is damaged: ${entry.name} is not where its directory says`);
    const start = entry.local + shift + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
    const packedEnd = start + entry.packed;
    if (packedEnd > directoryAt) throw refusal(`the zip file is damaged: ${entry.name} is cut off`);
    extents.push({
      start: entry.local + shift,
      end: packedEnd + (entry.described ? descriptorLength(file, packedEnd, entry.crc) : 0),
    });
    const { method, encrypted, crc, packed, bytes } = entry;
    const name = freeName(entry.name, names);
    names.add(name);
    return { name, method, encrypted, crc, start, packed, bytes };
  });
  extents.push({ start: directoryAt, end: end.ends });
  return { members, strays: straysBetween(extents, size) };
}

interface End {
  readonly count: number;
  readonly length: number;
  readonly offset: number;
  /** Where what follows the directory begins, and where the zip ends. */
  readonly at: number;
  readonly ends: number;
}

function findEnd(file: number): End | null {
  const { size } = fstatSync(file);
  const from = Math.max(0, size - 22 - LONGEST_COMMENT);
  const tail = bytesAt(file, from, size - from);
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail[at] !== 0x50 || tail.readUInt32LE(at) !== END) continue;
    const ends = at + 22 + tail.readUInt16LE(at + 20);
    if (ends > tail.length || tail.readUInt16LE(at + 4) !== tail.readUInt16LE(at + 6)) continue;
    const plain = {
      count: tail.readUInt16LE(at + 10),
      length: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
      at: from + at,
      ends: from + ends,
    };
    return wideEnd(file, plain) ?? plain;
  }
  return null;
}

function wideEnd(file: number, { at, ends }: End): End | null {
  if (at < 76) return null;
  const locator = bytesAt(file, at - 20, 20);
  if (locator.readUInt32LE(0) !== LOCATOR_64) return null;
  const said = Number(locator.readBigUInt64LE(8));
  for (const place of [said, at - 76]) {
    if (place > at - 76) continue;
    const end = bytesAt(file, place, 56);
    if (end.length < 56 || end.readUInt32LE(0) !== END_64) continue;
    return {
      count: Number(end.readBigUInt64LE(32)),
      length: Number(end.readBigUInt64LE(40)),
      offset: Number(end.readBigUInt64LE(48)),
      at: place,
      ends,
    };
  }
  return null;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly described: boolean;
  readonly crc: number;
  readonly packed: number;
  readonly bytes: number;
  readonly local: number;
}

function entriesOf(directory: Buffer, count: number): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; entries.length < count; ) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY)
      throw refusal('the directory of the zip file is damaged');
    const flags = directory.readUInt16LE(at + 8);
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
    const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
    const wide = wideSizes(directory.subarray(nameEnd, extraEnd), [
      directory.readUInt32LE(at + 24),
      directory.readUInt32LE(at + 20),
      directory.readUInt32LE(at + 42),
    ]);
    const [bytes = 0, packed = 0, local = 0] = wide;
    entries.push({
      name: shownName(directory.subarray(at + 46, nameEnd)),
      method: directory.readUInt16LE(at + 10),
      encrypted: (flags & 0x41) !== 0,
      described: (flags & 8) !== 0,
      crc: directory.readUInt32LE(at + 16),
      packed,
      bytes,
      local,
    });
    at = extraEnd + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** Sizes that do not fit 32 bits stand in extra field 1, in this order, only those that are missed. */
function wideSizes(extra: Buffer, sizes: readonly number[]): number[] {
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1) {
      let next = at + 4;
      return sizes.map((size) => {
        if (size !== 0xffffffff || next + 8 > Math.min(end, extra.length)) return size;
        next += 8;
        return Number(extra.readBigUInt64LE(next - 8));
      });
    }
    at = end;
  }
  return [...sizes];
}

function descriptorLength(file: number, at: number, crc: number): number {
  const bytes = bytesAt(file, at, 24);
  if (bytes.length < 12) return 0;
  const signed = bytes.readUInt32LE(0) === DESCRIPTOR ? 4 : 0;
  if (bytes.readUInt32LE(signed) !== crc) return 0;
  const follows = (length: number): boolean => {
    const next = bytesAt(file, at + length, 4);
    return next.length === 4 && [LOCAL, ENTRY].includes(next.readUInt32LE(0));
  };
  return follows(signed + 20) ? signed + 20 : signed + 12;
}

function straysBetween(extents: { start: number; end: number }[], size: number) {
  extents.sort((a, b) => a.start - b.start);
  const strays: { start: number; end: number }[] = [];
  let at = 0;
  for (const { start, end } of [...extents, { start: size, end: size }]) {
    if (start < at) throw refusal('members of the zip file overlap, as in none that is honest');
    if (start > at) strays.push({ start: at, end: start });
    at = end;
  }
  return strays;
}

function shownName(bytes: Buffer): string {
  const escape = (character: string): string =>
    `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  return isUtf8(bytes)
    ? bytes.toString().replace(/[\u0000-\u001f\u007f]/g, escape)
    : bytes.toString('latin1').replace(/[^\x20-\x7e]/g, escape);
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let number = 2; ; number++)
    if (!taken.has(`${name} [${number}]`)) return `${name} [${number}]`;
}

function bytesAt(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(Math.max(0, length));
  return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, at));
}

const refusal = (reason: string): Refusal =>
  new Refusal(
    'input-refused',
    `${reason}; unpack it yourself and import what is inside, or register it as a reference.`,
  );
