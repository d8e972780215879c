import type { DuckDBConnection } from '@duckdb/node-api';
import type { WorkingTables } from './working-tables.ts';

/** The text of an answer is what it says: every part but thinking, of every alternative. */
export const ANSWER_PART = `side = 'output' AND type <> 'thinking'`;

/**
 * Numbers the pairs in order of side a's turns and says which have equal output text. Single contents are compared by
 * id (each distinct text is stored once), other answers of equal length by their text.
 */
export async function compareOutputs(
  connection: DuckDBConnection,
  tables: WorkingTables,
): Promise<void> {
  await connection.run(numbered(tables));
  await connection.run(lookedInto(tables));
}

function numbered({ found, pair }: WorkingTables): string {
  const temporary = pair.startsWith('temp.') ? 'TEMP' : '';
  return `
    CREATE OR REPLACE ${temporary} TABLE ${pair} AS
    WITH
      said AS (
        SELECT turn_id, count(*) AS parts, sum(length(text))::BIGINT AS length, min(content_id) AS content_id
        FROM message JOIN content USING (content_id)
        WHERE ${ANSWER_PART} AND turn_id IN (SELECT a FROM ${found} UNION ALL SELECT b FROM ${found})
        GROUP BY turn_id
      )
    SELECT
      row_number() OVER (ORDER BY a, b) AS pair, aligned_by, ambiguous, a, b,
      said_a.length AS length_a, said_b.length AS length_b,
      CASE
        WHEN said_a.parts = 1 AND said_b.parts = 1 THEN said_a.content_id = said_b.content_id
        WHEN coalesce(said_a.length, 0) <> coalesce(said_b.length, 0) THEN false
        WHEN coalesce(said_a.length, 0) = 0 THEN true
      END AS identical
    FROM ${found}
    LEFT JOIN said said_a ON said_a.turn_id = a
    LEFT JOIN said said_b ON said_b.turn_id = b`;
}

/** Answers of several parts: the same text may be split otherwise; alternatives are kept apart. */
function lookedInto({ pair }: WorkingTables): string {
  return `
    UPDATE ${pair} AS known SET identical = looked.identical
    FROM (
      WITH
        alternative AS (
          SELECT turn_id, choice, string_agg(text, '' ORDER BY seq, part) AS text
          FROM message JOIN content USING (content_id)
          WHERE ${ANSWER_PART} AND turn_id IN (SELECT unnest([a, b]) FROM ${pair} WHERE identical IS NULL)
          GROUP BY turn_id, choice
        ),
        said AS (
          SELECT turn_id, list(text ORDER BY choice) AS texts FROM alternative GROUP BY turn_id
        )
      SELECT pair, said_a.texts = said_b.texts AS identical
      FROM ${pair}
      JOIN said said_a ON said_a.turn_id = a
      JOIN said said_b ON said_b.turn_id = b
      WHERE identical IS NULL
    ) looked
    WHERE looked.pair = known.pair`;
}
