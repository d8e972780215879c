import { hash } from 'node:crypto';
import { reasonOf, Refusal } from '../base/errors.ts';
import { isForRoom } from '../base/full-disk.ts';
import type { JsonObject } from '../formats/format.ts';
import { ColumnarFile, type ColumnarRow } from './columnar-file.ts';
import { MappedRecords } from './mapped-records.ts';
import type { RecordLog } from './record-log.ts';
import type { RecordMapper } from './record-mapper.ts';
import type { RowWriter } from './row-writer.ts';

const SAMPLE = 64;

export interface ColumnarTaker {
  readonly log: RecordLog;
  readonly mapper: RecordMapper;
  readonly rows: RowWriter;
  /** Chooses the format from the first rows; null where one was asked for. */
  readonly choose: ((sample: readonly JsonObject[]) => void) | null;
  /** Called between chunks of rows, with the share of all rows that has been taken. */
  between(share: number): void;
}

/** Reads a Parquet file row by row. The record is the row, its ordinal the row's number in the file from 1. */
export async function readColumnar(
  path: string,
  name: string,
  taker: ColumnarTaker,
): Promise<void> {
  try {
    const file = await ColumnarFile.open(path);
    try {
      taker.choose?.((await file.some(SAMPLE)).map(({ decoded }) => decoded));
      const { log, mapper } = taker;
      const mapped = new MappedRecords(log, mapper, taker.rows);
      for await (const { rows, before } of file.rows()) {
        taker.between(before);
        for (const row of rows) takeRow(row, mapper, mapped);
      }
      mapped.end();
    } finally {
      file.close();
    }
  } catch (cause) {
    if (isOfTheRun(cause)) throw cause;
    throw unreadable(path, name, cause);
  }
}

const unreadable = (path: string, name: string, cause: unknown): Refusal =>
  new Refusal(
    'input-refused',
    `${name} cannot be read as Parquet (${reasonOf(cause).split('\n', 1)[0]?.replaceAll(path, name) ?? ''}); it can be registered as a reference instead.`,
    { cause },
  );

/** Why not all rows of a Parquet file can be read; null where they can. `between` is called between chunks of rows. */
export async function columnarFault(
  path: string,
  name: string,
  between: () => void,
): Promise<string | null> {
  try {
    const file = await ColumnarFile.open(path);
    try {
      for await (const _ of file.rows()) between();
      return null;
    } finally {
      file.close();
    }
  } catch (error) {
    if (isOfTheRun(error)) throw error;
    if (isForMemory(error)) throw unreadable(path, name, error);
    const [reason = ''] = reasonOf(error).split('\n', 1);
    return `a Parquet file that cannot be read (${reason.replaceAll(path, 'it')})`;
  }
}

/** The disk is full or the import was ended: nothing is said of the file. */
const isOfTheRun = (error: unknown): boolean =>
  isForRoom(error) || (error instanceof Refusal && error.code === 'cancelled');

/** Another machine may read it: it must not become a record that cannot be read. */
const isForMemory = (error: unknown): boolean => reasonOf(error).startsWith('Out of Memory Error');

function takeRow(row: ColumnarRow, mapper: RecordMapper, mapped: MappedRecords): void {
  const place = {
    line: null,
    offset: null,
    length: null,
    sha256: hash('sha256', row.canonical, 'binary'),
  };
  const outcome = mapper.mapRow(row.inBytes, {
    bytes: true,
    notes: NO_NOTES,
    decoded: () => row.decoded,
  });
  mapped.take(place, outcome);
}

const NO_NOTES: readonly string[] = [];
