import {
  DOUBLE,
  BIGINT,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api';
import type { Lane, Side } from '../../../shared/domain/finding.ts';
import type { TextHit } from './locate.ts';

const CHUNK_ROWS = 2048;

/** Rows of a temporary table, in chunks. */
export async function append(
  connection: DuckDBConnection,
  table: string,
  types: readonly DuckDBType[],
  rows: readonly (readonly DuckDBValue[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const appender = await connection.createAppender(table, 'main', 'temp');
  for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
    const chunk = DuckDBDataChunk.create(types);
    chunk.setRows(rows.slice(from, from + CHUNK_ROWS));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

export interface SpanRow {
  readonly no: number;
  readonly contentId: bigint;
  readonly hit: TextHit;
}

const SPAN = [INTEGER, BIGINT, INTEGER, INTEGER, VARCHAR, DOUBLE, VARCHAR, VARCHAR, VARCHAR];

export async function appendSpans(
  connection: DuckDBConnection,
  spans: readonly SpanRow[],
): Promise<void> {
  await append(
    connection,
    'detect_span',
    SPAN,
    spans.map(({ no, contentId, hit }) => [
      no,
      contentId,
      hit.start,
      hit.end,
      hit.lane,
      hit.score,
      hit.explanation,
      hit.needle ?? null,
      hit.compare ?? null,
    ]),
  );
}

/** A hit of a function that looks at whole turns. */
export interface TurnHit {
  readonly side: Side;
  readonly seq: number;
  readonly part: number;
  readonly contentId: bigint;
  /** Code points. */
  readonly start: number;
  readonly end: number;
  readonly lane: Lane;
  readonly score: number;
  readonly explanation: string;
}

export interface TurnHitRow {
  readonly no: number;
  readonly turnId: bigint;
  readonly hit: TurnHit;
}

const RAW = [
  INTEGER,
  VARCHAR,
  BIGINT,
  VARCHAR,
  INTEGER,
  INTEGER,
  BIGINT,
  INTEGER,
  INTEGER,
  DOUBLE,
  VARCHAR,
];

export async function appendTurnHits(
  connection: DuckDBConnection,
  hits: readonly TurnHitRow[],
): Promise<void> {
  await append(
    connection,
    'detect_raw',
    RAW,
    hits.map(({ no, turnId, hit }) => [
      no,
      hit.lane,
      turnId,
      hit.side,
      hit.seq,
      hit.part,
      hit.contentId,
      hit.start,
      hit.end,
      hit.score,
      hit.explanation,
    ]),
  );
}
