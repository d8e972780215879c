import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { SortOrder } from '../../../shared/domain/view.ts';
import { integer, row, rows } from '../case/query.ts';
import { filterError, turnFilter } from '../search/compile.ts';
import { currentTexts, STORED_TEXTS, type Texts } from '../search/texts.ts';
import { orderSql } from './order.ts';
import { viewTable } from './view-name.ts';

/** What a view holds: rows, answered model calls among them, turns of the case, and milliseconds it took. */
export interface OpenedView {
  readonly length: number;
  readonly turns: number;
  readonly of: number;
  readonly ms: number;
}

/**
 * Makes the table of a view, `view_<number>`, whose rowid is the position, from 0: turns of every kind that match the
 * filter, in the order asked. A value
 * that a turn lacks comes last in both directions. An earlier table of that name is replaced only once the new one is
 * whole, so that whoever interrupts the connection keeps what was there. Refused as `bad-filter`.
 */
export async function openView(
  connection: DuckDBConnection,
  name: string,
  filter: string,
  sort: SortOrder,
  texts: Texts = STORED_TEXTS,
): Promise<OpenedView> {
  const started = performance.now();
  const table = viewTable(name);
  const { condition, parameters } = turnFilter(
    filter,
    'filter',
    await currentTexts(connection, texts),
  );
  try {
    await connection.run(viewSql(table, condition, sort), { ...parameters });
  } catch (error) {
    throw filterError(error);
  }
  const counts = await row(connection, countSql(table), {}, countRow);
  return { ...counts, ms: performance.now() - started };
}

/** A row's position is its rowid: a table is filled in the order of its query, and a number beside each would cost as much. */
function viewSql(table: string, condition: string, sort: SortOrder): string {
  const { joins, orderBy } = orderSql(sort);
  return `
    CREATE OR REPLACE TABLE ${table} AS
    SELECT t.turn_id, t.kind = 'model' AS answered FROM turn t ${joins} WHERE ${condition} ORDER BY ${orderBy}`;
}

const countSql = (table: string): string => `
  SELECT count(*) AS length, count(*) FILTER (answered) AS turns, (SELECT count(*) FROM turn) AS "of" FROM ${table}`;

const countRow = z.object({ length: integer, turns: integer, of: integer });

export async function dropView(connection: DuckDBConnection, name: string): Promise<void> {
  await connection.run(`DROP TABLE IF EXISTS ${viewTable(name)}`);
}

/** Where a turn stands in a view, from 0; null where it does not. */
export async function positionIn(
  connection: DuckDBConnection,
  name: string,
  turnId: number,
): Promise<number | null> {
  const sql = `SELECT rowid AS position FROM ${viewTable(name)} WHERE turn_id = $turn`;
  const found = await rows(
    connection,
    sql,
    { turn: BigInt(turnId) },
    z.object({ position: integer }),
  );
  return found[0]?.position ?? null;
}
