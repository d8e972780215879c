import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { integer, row } from '../case/query.ts';

/**
 * Where a search reads distinct texts. In the case they are compressed, and unpacking them is most of the work of a
 * search: an app that keeps a case open holds them in memory as well, as long as they are not too many.
 */
export interface Texts {
  readonly table: string;
  /** What of the case this table holds: number and last id of its texts. */
  readonly holds?: { readonly texts: number; readonly last: number };
}

export const STORED_TEXTS: Texts = { table: 'content' };

const IN_MEMORY = 'memory.main.text_in_memory';
const BATCH = 1 << 16;

/**
 * Copies the texts of the case into memory for searches to come, in place of an earlier copy. Where they are more than
 * `atMost` bytes there is no copy and the answer is STORED_TEXTS.
 */
export async function warmTexts(connection: DuckDBConnection, atMost: number): Promise<Texts> {
  const holds = await extent(connection);
  await connection.run(`CREATE OR REPLACE TABLE ${IN_MEMORY} (content_id BIGINT, text VARCHAR)`);
  let bytes = 0;
  for (let from = 0; from <= holds.last; from += BATCH) {
    const batch = { from: BigInt(from), to: BigInt(from + BATCH) };
    await connection.run(
      `INSERT INTO ${IN_MEMORY} SELECT content_id, text FROM content WHERE content_id >= $from AND content_id < $to`,
      batch,
    );
    bytes += (await row(connection, BATCH_BYTES, batch, z.object({ bytes: integer }))).bytes;
    if (bytes > atMost) {
      await connection.run(`DROP TABLE ${IN_MEMORY}`);
      return STORED_TEXTS;
    }
  }
  return { table: IN_MEMORY, holds };
}

const BATCH_BYTES = `
  SELECT coalesce(sum(strlen(text)), 0) AS bytes FROM ${IN_MEMORY} WHERE content_id >= $from AND content_id < $to`;

/** The texts to read: a copy that no longer holds all of the case is passed over. */
export async function currentTexts(connection: DuckDBConnection, texts: Texts): Promise<Texts> {
  if (texts.holds === undefined) return texts;
  const now = await extent(connection);
  return now.texts === texts.holds.texts && now.last === texts.holds.last ? texts : STORED_TEXTS;
}

async function extent(connection: DuckDBConnection): Promise<{ texts: number; last: number }> {
  const sql = 'SELECT count(*) AS texts, coalesce(max(content_id), 0) AS last FROM content';
  return row(connection, sql, {}, z.object({ texts: integer, last: integer }));
}
