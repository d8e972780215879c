import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { integer } from '../case/query.ts';

/**
 * Temporary tables of a run, all in the memory side of the connection. `detect_hit` is what the run found; it is written
 * to the case by `writeFindings` on the same connection.
 */
const TEMPORARY = [
  'detect_scope (rule_no INTEGER, turn_id BIGINT)',
  'detect_text (rule_no INTEGER, content_id BIGINT, bytes BIGINT)',
  `detect_first (rule_no INTEGER, content_id BIGINT, conversation_id BIGINT, turn_seq BIGINT, turn_id BIGINT,
     side VARCHAR, seq INTEGER, part INTEGER)`,
  'detect_batch (batch BIGINT, content_id BIGINT, rules INTEGER[])',
  `detect_span (rule_no INTEGER, content_id BIGINT, char_start INTEGER, char_end INTEGER, lane VARCHAR, score DOUBLE,
     explanation VARCHAR, needle VARCHAR, compare VARCHAR)`,
  'detect_echo (rule_no INTEGER, content_id BIGINT, conversation_id BIGINT, char_start INTEGER)',
  'detect_given (rule_no INTEGER, content_id BIGINT, conversation_id BIGINT, char_start INTEGER)',
  'detect_wanted (function_no INTEGER, turn_id BIGINT, whole BOOLEAN)',
  'detect_leak (answer_id BIGINT)',
  `detect_raw (rule_no INTEGER, lane VARCHAR, turn_id BIGINT, side VARCHAR, seq INTEGER, part INTEGER, content_id BIGINT,
     char_start INTEGER, char_end INTEGER, score DOUBLE, explanation VARCHAR)`,
  `detect_hit (rule_no INTEGER, lane VARCHAR, turn_id BIGINT, side VARCHAR, seq INTEGER, part INTEGER,
     char_start INTEGER, char_end INTEGER, score DOUBLE, explanation VARCHAR)`,
] as const;

/**
 * Everything that a rule may read, one row per part. `speaker` is who said it: tool results count as said by the tool
 * whatever role the API gives them, and an input without a role as the user's.
 */
const PLACES = `
  CREATE OR REPLACE TEMP VIEW detect_place AS
  SELECT
    turn_id, side, seq, part, type, content_id,
    CASE
      WHEN side = 'tools' THEN 'tools'
      WHEN type = 'tool_result' OR role IN ('tool', 'function') THEN 'tool'
      WHEN role IN ('system', 'developer') THEN 'system'
      WHEN role = 'assistant' OR side = 'output' THEN 'assistant'
      ELSE 'user'
    END AS speaker
  FROM message
  WHERE content_id IS NOT NULL
  UNION ALL
  SELECT turn_id, 'context', rank, 0, 'text', content_id, 'context'
  FROM context_document
  WHERE content_id IS NOT NULL`;

/** Rule number that marks a text of only white space in `detect_text`. */
export const BLANK = -1;

/** Order of the sides within a turn, as SQL. */
export const SIDE_ORDER =
  "CASE side WHEN 'input' THEN 0 WHEN 'context' THEN 1 WHEN 'output' THEN 2 WHEN 'tools' THEN 3 END";

export async function createTables(connection: DuckDBConnection): Promise<void> {
  for (const table of TEMPORARY) await connection.run(`CREATE OR REPLACE TEMP TABLE ${table}`);
  await connection.run(PLACES);
}

/** Drops all but what was found. */
export async function dropWorkingTables(connection: DuckDBConnection): Promise<void> {
  await connection.run('DROP VIEW IF EXISTS temp.detect_place');
  for (const table of TEMPORARY) {
    const [name = ''] = table.split(' ');
    if (name !== 'detect_hit') await connection.run(`DROP TABLE IF EXISTS temp.${name}`);
  }
}

/** A row with one count `n`. */
export const counted = z.object({ n: integer }).transform(({ n }) => n);
