import { open as openFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { openPromise } from 'yauzl';
import type { Entry, ZipFile as ZipReader } from 'yauzl';
import { ZipFile } from 'yazl';

export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  readonly open: () => Promise<Readable>;
}

/** A calendar day, `2026-11-25`. */
export type Day = string;

/**
 * A zip whose bytes follow from names, contents and day alone: stored, no attributes of the machine that writes it. The
 * time of day is noon, which no zone skips: zip knows local time only.
 */
export function zipStream(entries: readonly ZipEntry[], day: Day): Readable {
  const [year = 1980, month = 1, date = 1] = day.split('-').map(Number);
  const zip = new ZipFile();
  const out = new PassThrough();
  const stop = (error: unknown) => {
    out.destroy(error instanceof Error ? error : new Error(String(error)));
  };
  zip.once('error', stop);
  zip.outputStream.pipe(out);
  for (const { name, size, open } of entries) {
    const options = {
      size,
      mtime: new Date(year, month - 1, date, 12),
      forceDosTimestamp: true,
      mode: 0o100644,
      compress: false,
    };
    zip.addReadStreamLazy(name, options, (give) => {
      open().then((stream) => {
        stream.once('error', stop);
        give(null, stream);
      }, stop);
    });
  }
  zip.end();
  return out;
}

export interface OpenZip {
  readonly entries: readonly ZipEntry[];
  readonly close: () => void;
}

/** Opens a zip that `zipStream` could have written; throws on any other. */
export async function openZip(path: string): Promise<OpenZip> {
  const zip = await openPromise(path, {
    autoClose: false,
    strictFileNames: true,
    validateEntrySizes: true,
  });
  try {
    return { entries: await storedEntries(zip), close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function storedEntries(zip: ZipReader): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = [];
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    refuseForeign(entry);
    total += entry.uncompressedSize;
    // Entries that overlap could make a small file look endless.
    if (total > zip.fileSize) throw new Error('its entries are larger than the file');
    entries.push({
      name: entry.fileName,
      size: entry.uncompressedSize,
      open: () => zip.openReadStreamPromise(entry),
    });
  }
  return entries;
}

function refuseForeign(entry: Entry): void {
  const name = JSON.stringify(entry.fileName);
  if (entry.isEncrypted()) throw new Error(`the entry ${name} is encrypted`);
  if (entry.compressionMethod !== 0) throw new Error(`the entry ${name} is compressed`);
}

/** Where the file first differs from a stream of bytes; null when they are the same to the end. */
export async function firstDifference(path: string, expected: Readable): Promise<number | null> {
  const file = await openFile(path);
  try {
    const { size } = await file.stat();
    let at = 0;
    for await (const chunk of expected) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError('a zip stream gave no bytes');
      const difference = await differenceIn(file, at, chunk);
      if (difference !== null) return difference;
      at += chunk.byteLength;
    }
    return at === size ? null : at;
  } finally {
    expected.destroy();
    await file.close();
  }
}

async function differenceIn(
  file: FileHandle,
  at: number,
  expected: Uint8Array,
): Promise<number | null> {
  const actual = Buffer.alloc(expected.byteLength);
  let filled = 0;
  while (filled < actual.length) {
    const { bytesRead } = await file.read(actual, filled, actual.length - filled, at + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  if (filled === actual.length && actual.equals(expected)) return null;
  const place = expected.findIndex((byte, index) => index >= filled || actual[index] !== byte);
  return at + place;
}
