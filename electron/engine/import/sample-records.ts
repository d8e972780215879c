import { closeSync, fstatSync, openSync } from 'node:fs';
import { blocksOf, openUnnamed, withNamedCopy, writeAll } from '../base/file-blocks.ts';
import type { Compression } from '../evidence/compression.ts';
import { unpack } from '../evidence/unpack.ts';
import type { JsonObject } from '../formats/format.ts';
import { BlockReader } from './block-reader.ts';
import { packingOf } from './container.ts';
import type { PieceTaker } from './piece.ts';
import type { PieceReading } from './piece-reading.ts';
import { SharedProgress } from './shared-progress.ts';
import { splitText } from './split-text.ts';
import { readZip } from './zip-members.ts';

/** So much of a packed file is unpacked to see its first records. */
const UNPACKED = 64 << 20;
/** Records that are no objects are passed over, this many at most. */
const LOOKED_AT = 10_000;

/** The first records of a file that are objects, at most so many, whatever holds them; the file is left as it is. */
export async function sampleRecords(
  path: string,
  name: string,
  most: number,
): Promise<readonly JsonObject[]> {
  const { columnar, zip, compression } = packingOf(path, name);
  if (columnar) return (await import('./sample-rows.ts')).sampleRows(path, name, most);
  const sample = new Sample(most);
  try {
    if (zip)
      await readZip(path, {
        begin: () => undefined,
        text: (reader) => {
          splitText(reader, (reading) => sample.take(reading));
          return [];
        },
        columnar: (file) =>
          withNamedCopy(file, async (copy) => {
            sample.add(await (await import('./sample-rows.ts')).sampleRows(copy, name, most));
            return null;
          }),
        lost: () => undefined,
      });
    else await readFile(path, compression, sample);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return sample.records;
}

/** Ends the reading of a file of which enough was seen. */
class Enough extends Error {}

class Sample {
  readonly records: JsonObject[] = [];
  private readonly most: number;
  private seen = 0;

  constructor(most: number) {
    this.most = most;
  }

  add(records: readonly JsonObject[]): void {
    this.seen += records.length;
    this.records.push(...records.slice(0, this.most - this.records.length));
    if (this.records.length >= this.most) throw new Enough();
  }

  take(reading: PieceReading): PieceTaker {
    return {
      take: (window, _, pieces) => {
        reading.begin();
        for (const piece of pieces) {
          this.seen += 1;
          const record = reading.objectOf(window, piece);
          if (record !== null) this.records.push(record);
          if (this.records.length >= this.most || this.seen >= LOOKED_AT) throw new Enough();
        }
      },
      lost: () => undefined,
    };
  }
}

async function readFile(
  path: string,
  compression: Compression | null,
  sample: Sample,
): Promise<void> {
  const file = compression === null ? openSync(path, 'r') : await unpackedHead(path, compression);
  const { size } = fstatSync(file);
  const progress = new SharedProgress();
  progress.publish(size, true);
  const reader = new BlockReader(file, progress);
  try {
    reader.advance(0);
    splitText(reader, (reading) => sample.take(reading));
  } finally {
    reader.close();
  }
}

async function unpackedHead(path: string, compression: Compression): Promise<number> {
  const file = openSync(path, 'r');
  const unpacked = openUnnamed();
  try {
    let bytes = 0;
    for await (const block of unpack(blocksOf(file), compression)) {
      writeAll(unpacked, block);
      bytes += block.length;
      if (bytes >= UNPACKED) break;
    }
    return unpacked;
  } catch (error) {
    closeSync(unpacked);
    throw error;
  } finally {
    closeSync(file);
  }
}
