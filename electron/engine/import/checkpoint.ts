import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { rows } from '../case/query.ts';
import type { NamedCatalog } from './finish-tables.ts';
import { parserState } from './protocol.ts';

/** Where an import stands: what a later one must know to go on as if nothing had happened. */
export const checkpoint = z.object({
  parser: parserState,
  /** The Merkle tree over the records so far. */
  tree: z.object({ leaves: z.int(), peaks: z.array(z.string()) }),
});
export type Checkpoint = z.infer<typeof checkpoint>;

/** How a file is imported so that a kill loses little. */
export interface Checkpoints {
  /** Bytes of content between two of them. */
  readonly every: number;
  /** Where an earlier import of the same file came to; null where there was none. */
  readonly resumed: Checkpoint | null;
  /** Commits what was appended, with the place that it reaches. */
  commit(reached: Checkpoint): Promise<void>;
}

/** Names of conversations are kept across checkpoints in a table of the database that is being made. */
export const namesIn = (checkpoints: Checkpoints | null): NamedCatalog =>
  checkpoints === null ? 'temp' : 'store';

const CREATE_STATE = 'CREATE TABLE IF NOT EXISTS store.import_state (state VARCHAR NOT NULL)';
const CLEAR_STATE = 'DELETE FROM store.import_state';
const KEEP_STATE = 'INSERT INTO store.import_state VALUES ($state)';
const DROP_STATE = 'DROP TABLE store.import_state';

export async function createState(connection: DuckDBConnection): Promise<void> {
  await connection.run(CREATE_STATE);
}

export async function keepState(connection: DuckDBConnection, state: unknown): Promise<void> {
  await connection.run(CLEAR_STATE);
  await connection.run(KEEP_STATE, { state: JSON.stringify(state) });
}

export async function dropState(connection: DuckDBConnection): Promise<void> {
  await connection.run(DROP_STATE);
}

/** What was kept last; null where nothing was, or by another version. */
export async function readState<State>(
  connection: DuckDBConnection,
  schema: z.ZodType<State>,
): Promise<State | null> {
  const [found] = await rows(
    connection,
    'SELECT state FROM store.import_state',
    {},
    z.object({ state: z.string() }),
  );
  if (found === undefined) return null;
  const parsed = schema.safeParse(JSON.parse(found.state));
  return parsed.success ? parsed.data : null;
}
