import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { integer, rows } from '../case/query.ts';
import { currentTexts, type Texts } from '../search/texts.ts';
import { among } from './ids.ts';
import type { Page } from './page.ts';

/**
 * The words that stand for a turn, by number of the turn: the beginning of the newest user text that it was given, else
 * of its answer, as one line of at most 200 code points. A turn without either is left out.
 */
export async function wordsOf(
  connection: DuckDBConnection,
  page: Page,
  texts: Texts,
): Promise<ReadonlyMap<number, string>> {
  const spoken = await rows(connection, spokenSql(page), page.parameters, spokenRow);
  if (spoken.length === 0) return new Map();
  const { table } = await currentTexts(connection, texts);
  const contents = spoken.map(({ content_id }) => content_id);
  const beginnings = wordsSql(table, among('content_id', contents));
  const found = await rows(connection, beginnings, {}, wordsRow);
  const words = new Map(found.map((row) => [row.content_id, row.words]));
  return new Map(spoken.map(({ turn_id, content_id }) => [turn_id, words.get(content_id) ?? '']));
}

/** Turns are picked before sides and roles are compared: message is the largest table. */
const spokenSql = (page: Page): string => `
  WITH given AS MATERIALIZED (
    SELECT turn_id, side, seq, part, choice, role, type, content_id FROM message WHERE ${page.holds('turn_id')}
  )
  SELECT
    turn_id,
    coalesce(
      arg_min(content_id, (-seq, part)) FILTER (side = 'input' AND role = 'user' AND type = 'text'),
      arg_min(content_id, (type <> 'text', choice, seq, part)) FILTER (side = 'output')
    ) AS content_id
  FROM given
  WHERE content_id IS NOT NULL
  GROUP BY turn_id
  HAVING content_id IS NOT NULL`;

const spokenRow = z.object({ turn_id: integer, content_id: integer });

/** Only the beginning of a text is looked at, for some are megabytes. */
const wordsSql = (texts: string, condition: string): string => `
  SELECT
    content_id,
    left(trim(regexp_replace(left(text, 1000), '[\\p{Cc}\\p{Zl}\\p{Zp}]+', ' ', 'g')), 200) AS words
  FROM ${texts}
  WHERE ${condition}`;

const wordsRow = z.object({ content_id: integer, words: z.string() });
