import { closeSync, readSync } from 'node:fs';
import { openPlainFile } from '../base/plain-file.ts';

/** Bytes that may stand between records, by container: what verify derives again without keeping it. */
const STRUCTURE: Readonly<Record<string, ReadonlySet<number>>> = {
  jsonl: new Set([0x0a]),
  json: new Set([0x0a, 0x0d, 0x20, 0x09, 0x5b, 0x5d, 0x2c]),
};
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const BLOCK = 65_536;

/**
 * Checks that every byte of a file belongs to exactly one record or to structure. It is told the records in order and
 * reads only what lies between them. Containers without byte places (Parquet) are always covered.
 */
export class Coverage {
  private readonly file: number | null;
  private readonly allowed: ReadonlySet<number>;
  private readonly block = Buffer.alloc(BLOCK);
  private at = 0;
  /** The first fault in words; null while there is none. */
  fault: string | null = null;

  constructor(path: string, container: string) {
    this.allowed = STRUCTURE[container] ?? new Set();
    this.file = STRUCTURE[container] === undefined ? null : openPlainFile(path);
  }

  record(offset: number, length: number): void {
    if (offset < this.at) this.fault ??= `the record at byte ${offset} overlaps the one before`;
    this.gap(offset);
    this.at = offset + length;
  }

  /** Says that no record follows in a file of so many bytes, and lets go of the file. */
  end(bytes: number): void {
    if (this.file === null) return;
    if (this.at > bytes)
      this.fault ??= `a record ends at byte ${this.at}, beyond the end of the file at ${bytes}`;
    this.gap(bytes);
    closeSync(this.file);
  }

  private gap(to: number): void {
    while (this.file !== null && this.fault === null && this.at < to) {
      const length = readSync(this.file, this.block, 0, Math.min(BLOCK, to - this.at), this.at);
      if (length === 0) this.fault = `the file ends at byte ${this.at}`;
      for (let index = 0; index < length && this.fault === null; index += 1) {
        const byte = this.block[index] ?? 0;
        const position = this.at + index;
        if (this.allowed.has(byte) || (position < 3 && byte === BYTE_ORDER_MARK[position]))
          continue;
        this.fault = `byte ${position} belongs to no record`;
      }
      this.at += length;
    }
  }
}
