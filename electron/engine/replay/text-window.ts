import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { Refusal } from '../base/errors.ts';
import { integer, rows } from '../case/query.ts';

const WINDOW = `
  SELECT substring(text, least($from::BIGINT, length(text)) + 1, $length::BIGINT) AS text, length(text) AS characters
  FROM content
  WHERE content_id = $content`;

const windowRow = z.object({ text: z.string(), characters: integer });

/**
 * At most `length` code points of a text from the code point `from` on; nothing where the text ends before. Refuses
 * (`not-found`) a number that is no text's.
 */
export async function textWindowOf(
  connection: DuckDBConnection,
  content_id: number,
  from: number,
  length: number,
): Promise<{ text: string; from: number; characters: number }> {
  const [found] = await rows(
    connection,
    WINDOW,
    { content: BigInt(content_id), from: BigInt(from), length: BigInt(length) },
    windowRow,
  );
  if (found === undefined)
    throw new Refusal('not-found', `No text ${content_id} is in the case; open the turn again.`);
  return { ...found, from };
}
