import duckdb from '@duckdb/node-bindings';
import type {
  DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  DuckDBType,
} from '@duckdb/node-api';
import { z } from 'zod';
import { canonicalJson } from '../base/canonical-json.ts';
import { Fault } from '../base/errors.ts';
import { integer, row } from '../case/query.ts';
import type { JsonObject } from '../formats/format.ts';
import { objectOf } from '../formats/json-values.ts';
import { openColumnar } from './open-columnar.ts';
import { fileOrder } from './file-order.ts';
import { objectSql, ROUGH_MARK } from './row-text-sql.ts';

const FILE = 'read_parquet($path, hive_partitioning = false)';
const COLUMNS = `SELECT * FROM ${FILE} LIMIT 0`;
const TOLD = 'SELECT num_rows AS rows FROM parquet_file_metadata($path)';
const toldRows = z.object({ rows: integer });
const ENTRY = 16;
const SHORT = 12;

/** The rows of a Parquet file as texts that the database writes: no value becomes an object here. */
export class ColumnarFile {
  private readonly path: string;
  private readonly instance: DuckDBInstance;
  private readonly connection: DuckDBConnection;
  private readonly select: string;
  private readonly orders: Orders;

  private constructor(
    path: string,
    opened: { instance: DuckDBInstance; connection: DuckDBConnection },
    names: readonly string[],
    types: readonly DuckDBType[],
  ) {
    this.path = path;
    this.instance = opened.instance;
    this.connection = opened.connection;
    this.select = `SELECT ${objectSql({ names, types, read: (at) => `#${at}` })}`;
    this.orders = {
      bytes: fileOrder(names, types, (name) => Buffer.from(name).toString('latin1')),
      decoded: fileOrder(names, types, (name) => name),
    };
  }

  static async open(path: string): Promise<ColumnarFile> {
    const opened = await openColumnar(path);
    try {
      const columns = await opened.connection.run(COLUMNS, { path });
      return new ColumnarFile(path, opened, columns.columnNames(), columns.columnTypes());
    } catch (error) {
      opened.connection.closeSync();
      opened.instance.closeSync();
      throw error;
    }
  }

  /** All rows in their order, with the share of them that went before: while some are looked at the next are read. */
  async *rows(): AsyncGenerator<{ rows: Iterable<ColumnarRow>; before: number }> {
    const { rows: told } = await row(this.connection, TOLD, { path: this.path }, toldRows);
    let read = 0;
    for await (const chunk of this.chunks(`${this.select} FROM ${FILE}`)) {
      yield { rows: this.rowsIn(chunk), before: read / told };
      read += chunk.rowCount;
    }
    // A stream that fails ends as if it were done; asked again for what is missing, the database says why.
    if (read === told) return;
    await this.connection.run(this.range(read, told - read), { path: this.path });
    throw new Error(`it says that it has ${told} rows, and ${read} can be read`);
  }

  /** So many rows, behind others. */
  async some(most: number, before = 0): Promise<readonly ColumnarRow[]> {
    const result = await this.connection.run(this.range(before, most), { path: this.path });
    return (await result.fetchAllChunks()).flatMap((chunk) => [...this.rowsIn(chunk)]);
  }

  /** One by one: all texts of a chunk at once may be long. */
  private *rowsIn({ chunk, rowCount }: DuckDBDataChunk): Generator<ColumnarRow> {
    const texts = new TextVector(duckdb.data_chunk_get_vector(chunk, 0), rowCount);
    for (let row = 0; row < rowCount; row++) {
      const bytes = texts.bytes(row);
      yield new ColumnarRow(isRough(bytes) ? smoothed(bytes) : bytes, this.orders);
    }
  }

  private range(before: number, most: number): string {
    return `${this.select} FROM (SELECT * FROM ${FILE} LIMIT ${most} OFFSET ${before})`;
  }

  private async *chunks(sql: string): AsyncGenerator<DuckDBDataChunk> {
    const result = await this.connection.stream(sql, { path: this.path });
    let next = result.fetchChunk();
    try {
      for (let chunk = await next; chunk !== null && chunk.rowCount > 0; chunk = await next) {
        next = result.fetchChunk();
        // What fails here is thrown where it is waited for.
        next.catch(() => undefined);
        yield chunk;
      }
    } finally {
      // The connection must not be closed while it reads.
      await next.catch(() => undefined);
    }
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}

/** What gives a row the order of the file, in either spelling of its texts. */
interface Orders {
  readonly bytes: (row: JsonObject) => JsonObject;
  readonly decoded: (row: JsonObject) => JsonObject;
}

/** A row as JSON; valid until the next rows are asked for. */
export class ColumnarRow {
  /** The form that is hashed. */
  readonly canonical: Buffer;
  private readonly orders: Orders;

  constructor(canonical: Buffer, orders: Orders) {
    this.canonical = canonical;
    this.orders = orders;
  }

  /** Its texts hold one character per UTF-8 byte: that is read and written back quickest. */
  get inBytes(): JsonObject {
    return this.orders.bytes(objectOf(JSON.parse(this.canonical.toString('latin1'))));
  }

  get decoded(): JsonObject {
    return this.orders.decoded(objectOf(JSON.parse(this.canonical.toString())));
  }
}

/** The texts of one column of a chunk, read where the database holds them. */
class TextVector {
  private readonly entries: DataView<ArrayBuffer>;

  constructor(vector: duckdb.Vector, rows: number) {
    const { buffer, byteOffset } = duckdb.vector_get_data(vector, rows * ENTRY);
    if (!(buffer instanceof ArrayBuffer)) throw new Fault('a vector without memory of its own');
    this.entries = new DataView(buffer, byteOffset, rows * ENTRY);
  }

  /** Each is its length, then itself up to 12 bytes, or 4 bytes of it and its place. */
  bytes(row: number): Buffer {
    const { buffer, byteOffset } = this.entries;
    const at = byteOffset + row * ENTRY;
    const length = this.entries.getUint32(row * ENTRY, true);
    if (length <= SHORT) return Buffer.from(buffer, at + 4, length);
    const text = duckdb.get_data_from_pointer(buffer, at + 8, length);
    return Buffer.from(text.buffer, text.byteOffset, length);
  }
}

function isRough(bytes: Buffer): boolean {
  return bytes.includes(ROUGH_MARK) || bytes.includes('\\u', 0, 'latin1');
}

function smoothed(bytes: Buffer): Buffer {
  const json = bytes.toString().replaceAll(String.fromCharCode(ROUGH_MARK), '');
  return Buffer.from(canonicalJson(JSON.parse(json)));
}
