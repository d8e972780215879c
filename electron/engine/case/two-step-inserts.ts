import type { DuckDBConnection } from '@duckdb/node-api';

/**
 * DuckDB (1.5.5, more than one thread) loses rows: where an INSERT of selected rows that are sorted, or numbered by a
 * window, finds none, a later INSERT of many rows into the same table within the same transaction leaves nothing of them. So
 * rows are selected into a temporary table first, and are inserted from it where there are any.
 */
export function insertInTwoSteps(connection: DuckDBConnection): void {
  const run = connection.run.bind(connection);
  connection.run = async (sql, values, types) => {
    const [insert, into] = SELECTING.exec(sql) ?? [];
    if (insert === undefined || into === undefined) return run(sql, values, types);
    await run(
      `CREATE OR REPLACE TEMP TABLE row_to_insert AS ${sql.slice(insert.length)}`,
      values,
      types,
    );
    try {
      const any = await run('FROM temp.row_to_insert LIMIT 1');
      return any.rowCount === 0 ? any : await run(`INSERT INTO ${into} FROM temp.row_to_insert`);
    } finally {
      await run('DROP TABLE temp.row_to_insert').catch(() => undefined);
    }
  };
}

/** Up to where the rows are selected; with the table, and which of its columns. */
const SELECTING =
  /^\s*INSERT INTO\s+([\w.]+(?:\s+BY NAME|\s*\([^()]*\))?)\s+(?=(?:SELECT|WITH|FROM|\()\s)/i;
