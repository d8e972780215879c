import duckdb from '@duckdb/node-bindings';
import {
  BIGINT,
  BLOB,
  DOUBLE,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  INTEGER,
  TIMESTAMPTZ,
  UBIGINT,
  VARCHAR,
} from '@duckdb/node-api';
import type { ColumnType } from '../case/schema.ts';
import type { ChunkLayout } from './chunk-layout.ts';
import type { FilledChunk } from './chunk-writer.ts';

const TYPES = {
  BIGINT,
  UBIGINT,
  INTEGER,
  DOUBLE,
  TIMESTAMPTZ,
  VARCHAR,
  BLOB,
} as const satisfies Record<ColumnType, unknown>;
const FLUSH_ROWS = 20_480;
const UINT32 = 4294967295;

/** Appends filled chunks to one table. The only place that touches DuckDB's memory. */
export class Sink {
  private readonly layout: ChunkLayout;
  private readonly appender: DuckDBAppender;
  private readonly chunk: DuckDBDataChunk;
  /** Owns the heap while a chunk is appended: a vector of bytes, which takes any bytes as they are. */
  private readonly owner = DuckDBDataChunk.create([BLOB]);
  private unflushed = 0;

  private constructor(layout: ChunkLayout, appender: DuckDBAppender) {
    this.layout = layout;
    this.appender = appender;
    this.chunk = DuckDBDataChunk.create(layout.columns.map(({ type }) => TYPES[type]));
  }

  static async open(
    connection: DuckDBConnection,
    layout: ChunkLayout,
    catalog: 'store' | 'temp',
  ): Promise<Sink> {
    return new Sink(layout, await connection.createAppender(layout.table, 'main', catalog));
  }

  append({ rows, heapUsed, memory }: FilledChunk): void {
    const { chunk } = this.chunk;
    const words = new Uint32Array(memory, 0, memory.byteLength >> 2);
    const address =
      heapUsed > 0 ? pin(this.owner.chunk, Buffer.from(memory, this.layout.heap, heapUsed)) : null;
    duckdb.data_chunk_reset(chunk);
    for (const [index, column] of this.layout.columns.entries()) {
      const vector = duckdb.data_chunk_get_vector(chunk, index);
      if (column.heaped && address !== null) pointInto(words, column.values >> 2, rows, address);
      duckdb.copy_data_to_vector(vector, 0, memory, column.values, rows * column.width);
      duckdb.vector_ensure_validity_writable(vector);
      duckdb.copy_data_to_vector_validity(
        vector,
        0,
        memory,
        column.validity,
        ((rows + 63) >> 6) * 8,
      );
    }
    duckdb.data_chunk_set_size(chunk, rows);
    this.appender.appendDataChunk(this.chunk);
    this.unflushed += rows;
    if (this.unflushed >= FLUSH_ROWS) this.flush();
  }

  flush(): void {
    this.appender.flushSync();
    this.unflushed = 0;
  }

  close(): void {
    this.appender.closeSync();
  }

  /** Ends without writing what is still held: an appender that is merely dropped would write it later. */
  discard(): void {
    try {
      this.appender.clear();
      this.appender.closeSync();
    } catch {
      // An appender that failed has nothing to write any more; what made it fail is on its way up.
    }
  }
}

/** Copies the whole heap into one value of the owner and answers the address of its first byte. */
function pin(owner: duckdb.DataChunk, heap: Buffer): bigint {
  duckdb.data_chunk_reset(owner);
  const vector = duckdb.data_chunk_get_vector(owner, 0);
  // Up to 12 bytes would stand in the entry itself, without an address.
  const bytes = heap.length > 12 ? heap : Buffer.concat([heap, Buffer.alloc(16)]);
  duckdb.vector_assign_string_element_len(vector, 0, bytes);
  const entry = duckdb.vector_get_data(vector, 16);
  return new DataView(entry.buffer, entry.byteOffset, 16).getBigUint64(8, true);
}

/** Turns places in the heap into addresses. */
function pointInto(words: Uint32Array, firstEntry: number, rows: number, address: bigint): void {
  const low = Number(address & 0xffffffffn);
  const high = Number(address >> 32n);
  for (let row = 0, entry = firstEntry; row < rows; row++, entry += 4) {
    if ((words[entry] ?? 0) <= 12) continue;
    const sum = (words[entry + 2] ?? 0) + low;
    words[entry + 2] = sum;
    words[entry + 3] = high + (sum > UINT32 ? 1 : 0);
  }
}
