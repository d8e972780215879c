import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { visibleLine } from '../../../shared/text/visible.ts';
import { Refusal } from '../base/errors.ts';
import { integer, rows } from '../case/query.ts';

/** Characters of one text of a turn, in code points from 0; `seq` is the rank on the side `context`. */
export interface CitedSpan {
  readonly side: 'input' | 'output' | 'context' | 'tools';
  readonly seq: number;
  /** May be left out where the message has one part. */
  readonly part: number | null;
  readonly char_start: number;
  readonly char_end: number;
}

/** NULL where the bounds are not in the text. */
const QUOTATION = `
  CASE
    WHEN $start BETWEEN 0 AND $end AND $end <= length(c.text)
    THEN substring(c.text, $start::BIGINT + 1, $end::BIGINT - $start::BIGINT)
  END`;

const IN_MESSAGE = `
  SELECT
    m.part, m.role, m.name, m.record_id, length(c.text) AS characters,
    ${QUOTATION} AS quotation
  FROM message m LEFT JOIN content c USING (content_id)
  WHERE m.turn_id = $turn AND m.side = $side AND m.seq = $seq AND m.part = coalesce($part, m.part)
  ORDER BY m.choice, m.part
  LIMIT 2`;

const IN_CONTEXT = `
  SELECT
    NULL::INTEGER AS part, NULL::VARCHAR AS role, d.document_id AS name, d.record_id, length(c.text) AS characters,
    ${QUOTATION} AS quotation
  FROM context_document d LEFT JOIN content c USING (content_id)
  WHERE d.turn_id = $turn AND d.rank = $seq
  LIMIT 2`;

const passageRow = z.object({
  part: integer.nullable(),
  role: z.string().nullable(),
  name: z.string().nullable(),
  record_id: integer,
  characters: integer.nullable(),
  quotation: z.string().nullable(),
});

export interface CitedPassage {
  /** Where it stands in the turn, in words. */
  readonly where: string;
  readonly quotation: string;
  readonly record_id: number;
}

/** The quoted characters and the record that gives them; refuses (`not-found`) what is no passage of the turn. */
export async function citedPassage(
  connection: DuckDBConnection,
  turn_id: number,
  { side, seq, part, char_start, char_end }: CitedSpan,
): Promise<CitedPassage> {
  const bounds = { turn: BigInt(turn_id), seq, start: char_start, end: char_end };
  const found =
    side === 'context'
      ? await rows(connection, IN_CONTEXT, bounds, passageRow)
      : await rows(connection, IN_MESSAGE, { ...bounds, side, part }, passageRow);
  const [passage, other] = found;
  const where = placeInWords(side, seq, passage?.part ?? part);
  if (passage === undefined)
    throw new Refusal('not-found', `Turn T-${turn_id} has no ${where}; open the turn again.`);
  if (other !== undefined)
    throw new Refusal(
      'not-found',
      `The ${placeInWords(side, seq, null)} of turn T-${turn_id} has several parts; name one.`,
    );
  const { characters, quotation } = passage;
  if (characters === null)
    throw new Refusal('not-found', `The ${where} of turn T-${turn_id} holds no text to quote.`);
  if (quotation === null)
    throw new Refusal(
      'not-found',
      `Characters ${char_start} to ${char_end} are not in the ${where} of turn T-${turn_id}, which has ${characters}; mark the passage again.`,
    );
  return {
    where: `${where}${inBrackets([passage.role, passage.name])}, characters ${char_start} to ${char_end} of ${characters} (code points from 0, end not included)`,
    quotation,
    record_id: passage.record_id,
  };
}

function placeInWords(side: CitedSpan['side'], seq: number, part: number | null): string {
  const what = {
    input: `input message ${seq}`,
    output: `output message ${seq}`,
    tools: `tool definition ${seq}`,
    context: `context document of rank ${seq}`,
  }[side];
  return part === null ? what : `${what}, part ${part}`;
}

function inBrackets(words: readonly (string | null)[]): string {
  const said = words.filter((word) => word !== null).map(visibleLine);
  return said.length === 0 ? '' : ` (${said.join(', ')})`;
}
