import { readSync } from 'node:fs';
import type { Content } from './content.ts';
import { endOfValue, LONGEST_RECORD, type RecordPath, recordsIn } from './document-records.ts';
import { OPEN_BRACE, OPEN_BRACKET } from './json-bytes.ts';
import { isParquet } from './parquet.ts';
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
  /** Where records stand in documents that hold several. */
  private readonly paths: readonly RecordPath[];
  /** Whether such a document may be a list. */
  private readonly inLists: boolean;
  /** Of the document that has begun: the records that must follow, and where it ends. */
  private expected: { start: number; end: number }[] = [];
  private documentEnd = 0;
  /** Of separated values: the header, which is derived again. */
  private readonly header: { readonly start: number; readonly end: number };
  private at = 0;
  /** The first fault in words; null while there is none. */
  fault: string | null = null;

  /** Of what a file unpacks to, where it is compressed. */
  constructor(
    content: Pick<Content, 'file' | 'bytes'>,
    container: string,
    paths: readonly RecordPath[] = [],
  ) {
    this.paths = paths;
    this.inLists = paths.some(
      ({ steps: [first] }) => typeof first === 'object' && 'position' in first,
    );
    // Within lines that hold several records stands what stands in any document.
    const structure = paths.length > 0 && container === 'jsonl' ? 'json' : container;
    this.allowed = STRUCTURE[structure] ?? new Set();
    this.content = STRUCTURE[container] === undefined ? null : content;
    this.header = container === 'csv' ? headerOf(content) : NO_HEADER;
  }

  record(offset: number, length: number): void {
    if (offset < this.at) this.fault ??= `the record at byte ${offset} overlaps the one before`;
    if (this.expected.length === 0) this.gap(offset);
    if (this.expected.length > 0) this.within(offset, length);
    else this.at = offset + length;
  }

  /** The next record of a document that holds several. */
  private within(offset: number, length: number): void {
    const next = this.expected.shift();
    if (next?.start !== offset || next.end !== offset + length)
      this.fault ??= `the record at byte ${offset} is none of the document around it`;
    this.at = this.expected.length === 0 ? this.documentEnd : offset + length;
  }

  /** Says that no record follows. */
  end(): void {
    if (this.content === null) return;
    const { bytes } = this.content;
    if (this.at > bytes)
      this.fault ??= `a record ends at byte ${this.at}, beyond the end of the file at ${bytes}`;
    this.gap(bytes);
    const [missing] = this.expected;
    if (missing !== undefined) this.fault ??= `byte ${missing.start} belongs to no record`;
  }

  private gap(to: number): void {
    while (
      this.content !== null &&
      this.fault === null &&
      this.at < to &&
      this.expected.length === 0
    ) {
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
        // A bracket may also open the array whose elements are documents.
        if (byte === OPEN_BRACKET && this.inLists && this.document(position, to)) return;
        if (this.allowed.has(byte) || (position < 3 && byte === BYTE_ORDER_MARK[position]))
          continue;
        if (position >= this.header.start && position < this.header.end) continue;
        if (byte === OPEN_BRACE && this.document(position)) return;
        this.fault = `byte ${position} belongs to no record`;
      }
      this.at += length;
    }
  }

  /** Whether a document of several records, the first of them at `first`, begins here; they must follow. */
  private document(from: number, first: number | null = null): boolean {
    if (this.content === null || this.paths.length === 0) return false;
    const bytes = documentAt(this.content, from);
    const records = recordsIn(bytes, 0, this.paths).map(({ start, end }) => ({
      start: from + start,
      end: from + end,
    }));
    if (first !== null && records[0]?.start !== first) return false;
    this.documentEnd = from + bytes.length;
    this.expected = records;
    return records.length > 0;
  }
}

/** The bytes of the value that begins at `from`, read until its end is found. */
function documentAt({ file, bytes: size }: Pick<Content, 'file' | 'bytes'>, from: number): Buffer {
  const most = Math.min(size - from, LONGEST_RECORD);
  for (let length = Math.min(BLOCK, most); ; length = Math.min(length * 4, most)) {
    const bytes = Buffer.alloc(length);
    const read = readSync(file, bytes, 0, length, from);
    const end = endOfValue(bytes.subarray(0, read), 0);
    if (end < read || length === most) return bytes.subarray(0, end);
  }
}

const NO_HEADER = { start: 0, end: 0 };

function headerOf({ file, bytes }: Pick<Content, 'file' | 'bytes'>) {
  const head = Buffer.alloc(Math.min(bytes, DIALECT_BYTES));
  readSync(file, head, 0, head.length, 0);
  return csvDialectOf(head, bytes <= DIALECT_BYTES)?.header ?? NO_HEADER;
}

/** What a member of a zip is, as far as it says which bytes may stand between its records; rows of Parquet have none. */
export function containerOf({ file, bytes }: Pick<Content, 'file' | 'bytes'>): string {
  const head = Buffer.alloc(Math.min(bytes, DIALECT_BYTES));
  readSync(file, head, 0, head.length, 0);
  if (isParquet(head)) return 'parquet';
  if (/^(?:\u00ef\u00bb\u00bf)?[ \t\r\n]*[{[]/.test(head.toString('latin1'))) return 'json';
  return csvDialectOf(head, bytes <= DIALECT_BYTES) === null ? 'jsonl' : 'csv';
}
