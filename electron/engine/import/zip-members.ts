import { hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Refusal } from '../base/errors.ts';
import { compressionOf } from '../evidence/compression.ts';
import { isParquet } from '../evidence/parquet.ts';
import { readZipDirectory } from '../evidence/zip-directory.ts';
import { openMember, packedOnly } from '../evidence/zip-member.ts';
import { BlockReader } from './block-reader.ts';
import { type LostPiece, loseRest } from './piece.ts';
import { SharedProgress } from './shared-progress.ts';
import { shapeOf } from './shape.ts';
import { wideEncodingOf } from './wide-text.ts';

/** A member that is read, and where it stands in what is read of the zip file. */
export interface MemberPlace {
  readonly name: string;
  /** What it unpacks to. */
  readonly bytes: number;
  /** Its packed bytes, and those of the members that are read before it. */
  readonly packed: number;
  readonly packedBefore: number;
}

export interface MemberTaker {
  /** What follows belongs to this member; null: to the zip file itself. */
  begin(member: MemberPlace | null): void;
  /** A text whose records are to be split; answers what is to be noted of it. */
  text(reader: BlockReader): readonly string[];
  /** A Parquet file; answers why its rows cannot be read, and takes none of them then. */
  columnar(file: number): Promise<string | null>;
  lost(piece: LostPiece): void;
}

/**
 * Reads every member of a zip as a file of its own, in the order of the directory. One that cannot be unpacked, or that
 * holds no log, is one record that says why; so is each stretch of the file that belongs to no member.
 */
export async function readZip(
  path: string,
  taker: MemberTaker,
): Promise<{ unpackedBytes: number; notes: string[] }> {
  const zip = openSync(path, 'r');
  const notes: string[] = [];
  let unpackedBytes = 0;
  let packedBefore = 0;
  try {
    const { members, strays } = readZipDirectory(zip);
    const { size } = fstatSync(zip);
    for (const member of members) {
      const { file, bytes, note } = await openMember(zip, member);
      if (note !== null) notes.push(note);
      unpackedBytes += bytes;
      if (unpackedBytes > SURELY_FITS && unpackedBytes > size * MOST_TIMES) {
        closeSync(file);
        throw new Refusal(
          'input-refused',
          `it unpacks to more than ${MOST_TIMES} times its size, as no log does; unpack it yourself and import what is inside.`,
        );
      }
      const progress = new SharedProgress();
      progress.publish(bytes, true);
      const reader = new BlockReader(file, progress);
      try {
        if (bytes === 0) continue;
        taker.begin({ name: member.name, bytes, packed: member.packed, packedBefore });
        reader.advance(0);
        const isColumnar = packedOnly(member) === null && isParquet(reader.window);
        const reason = isColumnar
          ? await taker.columnar(file)
          : (packedOnly(member) ?? noLog(reader));
        if (reason !== null) taker.lost(loseRest(reader, 0, reason));
        else if (!isColumnar)
          notes.push(...taker.text(reader).map((said) => `${member.name}: ${said}`));
      } finally {
        packedBefore += member.packed;
        reader.close();
      }
    }
    taker.begin(null);
    for (const { start, end } of strays) {
      const bytes = Buffer.alloc(end - start);
      readSync(zip, bytes, 0, bytes.length, start);
      unpackedBytes += bytes.length;
      taker.lost({
        offset: start,
        length: bytes.length,
        line: null,
        sha256: hash('sha256', bytes, 'binary'),
        reason: 'bytes of the zip file that belong to no member',
        bytes: null,
      });
    }
    return { unpackedBytes, notes };
  } finally {
    closeSync(zip);
  }
}

/** What its members unpack to, compressed files among them included; more than both is made to fill a disk. */
const MOST_TIMES = 2000;
const SURELY_FITS = 1 << 30;

const SNIFFED = 4096;
const TRIED_LINES = 64;

/** Why a member is kept as it is: it is no text, or none of its first lines can be a record. */
function noLog(reader: BlockReader): string | null {
  const head = reader.window.subarray(0, SNIFFED);
  if (head.toString('latin1', 0, 4) === 'PK\u0003\u0004')
    return 'a zip file within the zip file, which is not entered; import it by itself';
  const encoding = wideEncodingOf(head);
  if (encoding !== null) return `written in ${encoding}, which is not read; save it as UTF-8`;
  if (compressionOf(head) !== null)
    return 'compressed within the zip file in a way that is not read; unpack it and import what is inside';
  if (head.includes(0)) return 'not a text';
  if (shapeOf(reader) !== 'lines') return null;
  const lines = reader.window.toString('latin1', 0, 1 << 20).split('\n');
  const filled = lines.filter((line) => line.trim() !== '').slice(0, TRIED_LINES);
  return filled.length === 0 || filled.some(mayBeJson)
    ? null
    : 'nothing in it can be parsed as a log';
}

function mayBeJson(line: string): boolean {
  try {
    JSON.parse(line.replace(/^\u00ef\u00bb\u00bf/, ''));
    return true;
  } catch {
    return /^[\s\u00bb\u00bf\u00ef]*[{[]/.test(line);
  }
}
