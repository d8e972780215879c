import { isUtf8 } from 'node:buffer';
import { Fault } from '../base/errors.ts';
import { type ChunkLayout, type ColumnLayout, ROWS } from './chunk-layout.ts';

/** A full chunk on its way to the database. Its memory comes back to the writer's pool. */
export interface FilledChunk {
  readonly rows: number;
  /** Bytes of the heap in use. */
  readonly heapUsed: number;
  readonly memory: ArrayBuffer;
}

const UINT32 = 4294967296;
const KEPT_BUFFERS = 8;

/**
 * Fills one chunk of a table in DuckDB's vector layout and hands it on when it is full. Texts are given either as true
 * JavaScript strings or as `bytes`: one character per UTF-8 byte, which are written as they are.
 */
export class ChunkWriter {
  readonly layout: ChunkLayout;
  /** Rows written since the start. */
  total = 0;
  private readonly handOn: (chunk: FilledChunk) => void;
  private readonly pool: ArrayBuffer[] = [];
  private readonly always: readonly ColumnLayout[];
  private readonly repeated: readonly Repeated[];
  private memory = new ArrayBuffer(0);
  private buffer = Buffer.from(this.memory);
  private words = new Uint32Array(0);
  private doubles = new Float64Array(0);
  private rows = 0;
  private top = 0;

  constructor(layout: ChunkLayout, handOn: (chunk: FilledChunk) => void) {
    this.layout = layout;
    this.handOn = handOn;
    this.always = layout.columns.filter(({ always }) => always);
    this.repeated = layout.columns.map(() => ({ text: null, bytes: false, at: 0 }));
  }

  /** The numbers of columns by their names, for the writing calls. */
  columns<Name extends string>(names: readonly Name[]): Readonly<Record<Name, number>> {
    const numbers: Partial<Record<Name, number>> = {};
    for (const name of names) {
      const index = this.layout.columns.findIndex((column) => column.name === name);
      if (index >= 0) numbers[name] = index;
    }
    if (!isComplete(numbers, names))
      throw new Fault(`table ${this.layout.table} lacks one of ${names.join(', ')}`);
    return numbers;
  }

  /** Writes a checked value; null leaves the column NULL. */
  value(column: number, value: string | number | bigint | null, bytes: boolean): void {
    if (value === null) return;
    if (typeof value === 'string') this.text(column, value, bytes);
    else if (typeof value === 'bigint') this.bigint(column, value);
    else if (this.layout.columns[column]?.type === 'DOUBLE') this.double(column, value);
    else this.integer(column, value);
  }

  /** Writes an integer within 2^53 into an INTEGER or 64-bit column. */
  integer(column: number, value: number): void {
    const { values, width } = this.valid(column);
    const word = (values >> 2) + this.rows * (width >> 2);
    this.words[word] = value;
    if (width === 8)
      this.words[word + 1] = value >= 0 && value < UINT32 ? 0 : Math.floor(value / UINT32);
  }

  bigint(column: number, value: bigint): void {
    const { values } = this.valid(column);
    this.buffer.writeBigInt64LE(value, values + this.rows * 8);
  }

  /** Writes an unsigned 64-bit value given as its two halves. */
  halves(column: number, high: number, low: number): void {
    const { values } = this.valid(column);
    const word = (values >> 2) + this.rows * 2;
    this.words[word] = low;
    this.words[word + 1] = high;
  }

  double(column: number, value: number): void {
    const { values } = this.valid(column);
    this.doubles[(values >> 3) + this.rows] = value;
  }

  text(column: number, text: string, bytes: boolean): void {
    const { values, type } = this.valid(column);
    const entry = (values >> 2) + this.rows * 4;
    const repeated = this.repeated[column];
    if (repeated === undefined) throw new Fault('a column that the layout lacks');
    if (text === repeated.text && bytes === repeated.bytes) {
      this.repeat(entry, repeated.at);
      return;
    }
    if (!this.enterShort(entry, text)) this.enter(entry, this.stage(text, bytes, type === 'BLOB'));
    repeated.text = text;
    repeated.bytes = bytes;
    repeated.at = entry;
  }

  /** Writes a text to the top of the heap without keeping it; answers its bytes, which the next write overwrites. */
  staged(text: string, bytes: boolean): Buffer {
    const length = this.stage(text, bytes);
    return this.buffer.subarray(this.top, this.top + length);
  }

  /** Keeps what `staged` has just written as the column's value. */
  keepStaged(column: number, length: number): void {
    const { values } = this.valid(column);
    this.enter((values >> 2) + this.rows * 4, length);
  }

  endRow(): void {
    this.total++;
    this.rows++;
    if (this.rows === ROWS || this.top - this.layout.heap > this.layout.heapBytes * 0.9)
      this.flush();
  }

  flush(): void {
    if (this.rows === 0) return;
    for (const { validity } of this.always) this.buffer.fill(255, validity, validity + ROWS / 8);
    const chunk = { rows: this.rows, heapUsed: this.top - this.layout.heap, memory: this.memory };
    this.rows = 0;
    this.use(new ArrayBuffer(0));
    this.handOn(chunk);
  }

  /** Takes back the memory of a chunk that the database has copied. */
  reclaim(memory: ArrayBuffer): void {
    const usual = this.layout.heap + this.layout.heapBytes;
    if (this.pool.length < KEPT_BUFFERS && memory.byteLength === usual) this.pool.push(memory);
  }

  private repeat(entry: number, from: number): void {
    const { words } = this;
    words[entry] = words[from] ?? 0;
    words[entry + 1] = words[from + 1] ?? 0;
    words[entry + 2] = words[from + 2] ?? 0;
    words[entry + 3] = words[from + 3] ?? 0;
  }

  /** ASCII that fits the entry itself, as roles, kinds and most names do, is written without a call out of JavaScript. */
  private enterShort(entry: number, text: string): boolean {
    const { length } = text;
    if (length > 12) return false;
    const { words, buffer } = this;
    words[entry] = length;
    words[entry + 1] = 0;
    words[entry + 2] = 0;
    words[entry + 3] = 0;
    const start = entry * 4 + 4;
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code > 127) return false;
      buffer[start + at] = code;
    }
    return true;
  }

  private valid(column: number): ColumnLayout {
    if (this.memory.byteLength === 0) this.open();
    const layout = this.layout.columns[column];
    if (layout === undefined) throw new Fault('a column that the layout lacks');
    if (!layout.always) {
      const at = layout.validity + (this.rows >> 3);
      this.buffer[at] = (this.buffer[at] ?? 0) | (1 << (this.rows & 7));
    }
    return layout;
  }

  private open(): void {
    const { heap, heapBytes } = this.layout;
    this.use(this.pool.pop() ?? new ArrayBuffer(heap + heapBytes));
    // Also clears values: a NULL text must not hold the length and pointer of an earlier chunk.
    this.words.fill(0, 0, heap >> 2);
    this.top = heap;
    for (const repeated of this.repeated) repeated.text = null;
  }

  private use(memory: ArrayBuffer): void {
    this.memory = memory;
    this.buffer = Buffer.from(memory);
    this.words = new Uint32Array(memory, 0, memory.byteLength >> 2);
    this.doubles = new Float64Array(memory, 0, memory.byteLength >> 3);
  }

  private stage(text: string, bytes: boolean, binary = false): number {
    if (this.memory.byteLength === 0) this.open();
    // UTF-8 takes at most three bytes per UTF-16 unit.
    this.makeRoom(bytes ? text.length : text.length * 3);
    if (!bytes) return this.buffer.write(text, this.top, 'utf8');
    const length = this.buffer.write(text, this.top, 'latin1');
    if (binary || isShortAscii(text)) return length;
    const written = this.buffer.subarray(this.top, this.top + length);
    if (isUtf8(written)) return length;
    // Cut within a character: the database takes whole characters only.
    const repaired = written.toString();
    this.makeRoom(repaired.length * 3);
    return this.buffer.write(repaired, this.top, 'utf8');
  }

  private makeRoom(bytes: number): void {
    const needed = this.top + bytes;
    if (needed <= this.memory.byteLength) return;
    const old = this.buffer;
    // Doubling is for many texts of middling size; one huge text gets just what it needs.
    const size = needed > 1 << 26 ? needed : needed * 2;
    this.use(new ArrayBuffer((size + 7) & ~7));
    old.copy(this.buffer, 0, 0, this.top);
  }

  /** DuckDB's text entry: length, then the text itself up to 12 bytes, or 4 bytes of it and its place in the heap. */
  private enter(entry: number, length: number): void {
    const { words, buffer, top } = this;
    words[entry] = length;
    if (length > 12) {
      words[entry + 1] = buffer.readUInt32LE(top);
      words[entry + 2] = top - this.layout.heap;
      words[entry + 3] = 0;
      this.top += length;
    } else {
      words.fill(0, entry + 1, entry + 4);
      buffer.copyWithin(entry * 4 + 4, top, top + length);
    }
  }
}

interface Repeated {
  text: string | null;
  bytes: boolean;
  at: number;
}

function isComplete<Name extends string>(
  numbers: Partial<Record<Name, number>>,
  names: readonly Name[],
): numbers is Record<Name, number> {
  return names.every((name) => numbers[name] !== undefined);
}

/** Most texts of columns are: this saves making a view of them. */
function isShortAscii(text: string): boolean {
  if (text.length > 64) return false;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
}
