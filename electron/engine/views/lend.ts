import type { DuckDBConnection } from '@duckdb/node-api';

/** Gives each statement a connection to one database; what is asked together may run together. */
export type Lend = <Answer>(
  work: (connection: DuckDBConnection) => Promise<Answer>,
) => Promise<Answer>;

/** Where there is one connection, it answers one after the other. */
export function lendOne(connection: DuckDBConnection): Lend {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(() => work(connection));
    last = next.catch(() => undefined);
    return next;
  };
}
