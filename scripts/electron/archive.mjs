// Checks a downloaded package, and reads tar and ZIP from an open file a piece at a time.
import { createHash } from 'node:crypto';
import { chmodSync, createReadStream, mkdirSync, readSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { inflateRawSync } from 'node:zlib';

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const symbolicLink = 0o120000;
const fileType = 0o170000;

/** Throws unless the file has the digest of a registry's `integrity` field (`sha512-` and Base64). */
export async function checkIntegrity(file, integrity) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  if (`sha512-${hash.digest('base64')}` !== integrity)
    throw new Error('what the registry delivered is not the pinned package: its digest differs');
}

/** Where a member of an open tar lies: `{start, size}` in bytes. */
export function tarMember(file, name) {
  for (let offset = 0; ; ) {
    const header = bytesAt(file, offset, 512);
    const member = textUntilZero(header, 0, 100);
    if (member === '') throw new Error(`the archive holds no ${name}`);
    const size = Number.parseInt(header.toString('latin1', 124, 136), 8);
    if (!Number.isSafeInteger(size)) throw new Error('the archive is damaged');
    if (member === name) return { start: offset + 512, size };
    offset += 512 + Math.ceil(size / 512) * 512;
  }
}

/**
 * Writes the files of a ZIP, which lies at `start` in an open file, into `destination`. `chosen` answers the path under
 * which an entry is written, or undefined to pass it over. Names that would leave the folder and links are refused.
 */
export function unzip(file, { start, size }, destination, chosen) {
  for (const entry of zipEntries(file, start, size)) {
    refuseUnsafe(entry);
    const path = entry.name.endsWith('/') ? undefined : chosen(entry.name);
    if (path === undefined) continue;
    const target = join(destination, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, entryBytes(file, start, entry));
    chmodSync(target, entry.mode & 0o755);
  }
}

function refuseUnsafe({ name, mode }) {
  const unsafe =
    name === '' ||
    /[\\\0:]/.test(name) ||
    posix.isAbsolute(name) ||
    name.split('/').includes('..') ||
    (mode & fileType) === symbolicLink;
  if (unsafe)
    throw new Error(`the archive holds an entry that is not safe: ${JSON.stringify(name)}`);
}

function zipEntries(file, start, size) {
  const tail = bytesAt(file, start + Math.max(0, size - 65_557), Math.min(size, 65_557));
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== endOfDirectory) end -= 1;
  if (end < 0) throw new Error('the archive is damaged');
  const directory = bytesAt(file, start + tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));

  const entries = [];
  for (let at = 0, left = tail.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (directory.readUInt32LE(at) !== directoryEntry) throw new Error('the archive is damaged');
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      deflated: directory.readUInt16LE(at + 10) === 8,
      compressed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      header: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function entryBytes(file, start, { name, deflated, compressed, size, header }) {
  const local = bytesAt(file, start + header, 30);
  const data = start + header + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  const stored = bytesAt(file, data, compressed);
  const bytes = deflated ? inflateRawSync(stored, { maxOutputLength: Math.max(size, 1) }) : stored;
  if (bytes.length !== size) throw new Error(`the archive is damaged at ${name}`);
  return bytes;
}

function bytesAt(file, position, length) {
  const bytes = Buffer.alloc(length);
  if (readSync(file, bytes, 0, length, position) !== length)
    throw new Error('the archive is damaged');
  return bytes;
}

function textUntilZero(bytes, start, end) {
  const zero = bytes.indexOf(0, start);
  return bytes.toString('utf8', start, zero === -1 || zero > end ? end : zero);
}
