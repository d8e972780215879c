import { hash } from 'node:crypto';
import { canonicalJson } from '../base/canonical-json.ts';
import { reasonOf, Refusal } from '../base/errors.ts';
import type { JsonObject } from '../formats/format.ts';
import { jsonOfRow } from './columnar-value.ts';
import { openColumnar } from './open-columnar.ts';
import type { RecordLog } from './record-log.ts';
import type { RecordMapper } from './record-mapper.ts';
import type { RowWriter } from './row-writer.ts';

const SAMPLE = 64;
const READ = 'SELECT * FROM read_parquet($path, hive_partitioning = false)';

export interface ColumnarTaker {
  readonly log: RecordLog;
  readonly mapper: RecordMapper;
  readonly rows: RowWriter;
  /** Chooses the format from the first rows; null where one was asked for. */
  readonly choose: ((sample: readonly JsonObject[]) => void) | null;
  /** Called between chunks of rows. */
  between(): void;
}

/** Reads a Parquet file row by row. The record is the row, its ordinal the row's number in the file from 1. */
export async function readColumnar(
  path: string,
  name: string,
  taker: ColumnarTaker,
): Promise<void> {
  const { instance, connection } = await openColumnar(path);
  try {
    const result = await connection.stream(READ, { path });
    const names = result.columnNames();
    let choosing = taker.choose;
    for (
      let chunk = await result.fetchChunk();
      chunk !== null && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    ) {
      taker.between();
      const rows = chunk.getRows().map((values) => jsonOfRow(names, values));
      choosing?.(rows.slice(0, SAMPLE));
      choosing = null;
      for (const row of rows) takeRow(row, taker);
    }
    connection.closeSync();
  } catch (cause) {
    throw new Refusal(
      'input-refused',
      `${name} cannot be read as Parquet (${reasonOf(cause).split('\n', 1)[0]?.replaceAll(path, name) ?? ''}); it can be registered as a reference instead.`,
      { cause },
    );
  } finally {
    instance.closeSync();
  }
}

function takeRow(row: JsonObject, { log, mapper, rows }: ColumnarTaker): void {
  const place = {
    line: null,
    offset: null,
    length: null,
    sha256: hash('sha256', canonicalJson(row), 'binary'),
  };
  const outcome = mapper.mapRow(row);
  if (outcome.status === 'mapped') {
    rows.write(mapper.emit, log.nextId, outcome.bytes);
    log.write(place, 'mapped', outcome.note);
  } else {
    log.write(place, outcome.status, outcome.reason);
  }
}
