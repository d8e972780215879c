import { readSync } from 'node:fs';
import type { Content } from './content.ts';
import { csvDialectOf, DIALECT_BYTES } from './csv-dialect.ts';

/** Bytes that may stand between records, by container: what verify derives again without keeping it. */
const STRUCTURE: Readonly<Record<string, ReadonlySet<number>>> = {
  jsonl: new Set([0x0a]),
  json: new Set([0x0a, 0x0d, 0x20, 0x09, 0x5b, 0x5d, 0x2c]),
  csv: new Set([0x0a, 0x0d]),
};
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const BLOCK = 65_536;

/**
 * Checks that every byte of a file belongs to exactly one record or to structure. It is told the records in order and
 * reads only what lies between them. Containers without byte places (Parquet) are always covered.
 */
export class Coverage {
  private readonly content: Pick<Content, 'file' | 'bytes'> | null;
  private readonly allowed: ReadonlySet<number>;
  private readonly block = Buffer.alloc(BLOCK);
  /** Of separated values: the header, which is derived again. */
  private readonly header: { readonly start: number; readonly end: number };
  private at = 0;
  /** The first fault in words; null while there is none. */
  fault: string | null = null;

  /** Of what a file unpacks to, where it is compressed. */
  constructor(content: Pick<Content, 'file' | 'bytes'>, container: string) {
    this.allowed = STRUCTURE[container] ?? new Set();
    this.content = STRUCTURE[container] === undefined ? null : content;
    this.header = container === 'csv' ? headerOf(content) : NO_HEADER;
  }

  record(offset: number, length: number): void {
    if (offset < this.at) this.fault ??= `the record at byte ${offset} overlaps the one before`;
    this.gap(offset);
    this.at = offset + length;
  }

  /** Says that no record follows. */
  end(): void {
    if (this.content === null) return;
    const { bytes } = this.content;
    if (this.at > bytes)
      this.fault ??= `a record ends at byte ${this.at}, beyond the end of the file at ${bytes}`;
    this.gap(bytes);
  }

  private gap(to: number): void {
    while (this.content !== null && this.fault === null && this.at < to) {
      const length = readSync(
        this.content.file,
        this.block,
        0,
        Math.min(BLOCK, to - this.at),
        this.at,
      );
      if (length === 0) this.fault = `the file ends at byte ${this.at}`;
      for (let index = 0; index < length && this.fault === null; index += 1) {
        const byte = this.block[index] ?? 0;
        const position = this.at + index;
        if (this.allowed.has(byte) || (position < 3 && byte === BYTE_ORDER_MARK[position]))
          continue;
        if (position >= this.header.start && position < this.header.end) continue;
        this.fault = `byte ${position} belongs to no record`;
      }
      this.at += length;
    }
  }
}

const NO_HEADER = { start: 0, end: 0 };

function headerOf({ file, bytes }: Pick<Content, 'file' | 'bytes'>) {
  const head = Buffer.alloc(Math.min(bytes, DIALECT_BYTES));
  readSync(file, head, 0, head.length, 0);
  return csvDialectOf(head, bytes <= DIALECT_BYTES)?.header ?? NO_HEADER;
}

/** What a member of a zip is, as far as it says which bytes may stand between its records. */
export function containerOf({ file, bytes }: Pick<Content, 'file' | 'bytes'>): string {
  const head = Buffer.alloc(Math.min(bytes, DIALECT_BYTES));
  readSync(file, head, 0, head.length, 0);
  if (/^(?:\u00ef\u00bb\u00bf)?[ \t\r\n]*[{[]/.test(head.toString('latin1'))) return 'json';
  return csvDialectOf(head, bytes <= DIALECT_BYTES) === null ? 'jsonl' : 'csv';
}
