import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { place } from '../../../shared/domain/place.ts';
import type { SearchAnswer, SearchHit } from '../../../shared/domain/search.ts';
import { Fault } from '../base/errors.ts';
import { integer, rows } from '../case/query.ts';
import { compileFilter, filterError, type TextSet } from './compile.ts';
import { locate } from './locate.ts';
import { searchStatement } from './statement.ts';
import { currentTexts, STORED_TEXTS, type Texts } from './texts.ts';

/** Hits that `search` answers where nobody says otherwise. */
const USUAL_LIMIT = 100;

/**
 * Turns that match a filter and every occurrence of the texts it looks for, in order of turn, side (input, context,
 * output), message, part and position. Counts are of all; `hits` holds the first `limit`, 1 or more. `texts`
 * says where texts are read (see warmTexts). Refused as `bad-filter`.
 */
export async function search(
  connection: DuckDBConnection,
  filter: string,
  { limit = USUAL_LIMIT, texts = STORED_TEXTS }: { limit?: number; texts?: Texts } = {},
): Promise<SearchAnswer> {
  const compiled = compileFilter(filter, 'filter');
  const wanted = compiled.texts.filter((text) => text.wanted);
  const parameters = { ...compiled.parameters, limit: BigInt(limit) };
  const sql = searchStatement(compiled, await currentTexts(connection, texts));
  const [first, ...more] = await rows(connection, sql, parameters, foundRow).catch(
    (error: unknown) => {
      throw filterError(error);
    },
  );
  if (first === undefined) throw new Fault('counts are one row at least');
  const { total, hits_total } = first;
  const hits = [first, ...more].flatMap((found) => hitsOf(found, wanted)).slice(0, limit);
  return { total, hits_total, hits, limited: hits.length < hits_total };
}

const foundRow = z.object({
  total: integer,
  hits_total: integer,
  turn_id: integer.nullable(),
  conversation: z.string().nullable(),
  side: z.enum(['input', 'context', 'output', 'tools']).nullable(),
  seq: integer.nullable(),
  part: integer.nullable(),
  role: z.string().nullable(),
  content: z.string().nullable(),
  place: place
    .extend({
      ordinal: integer,
      byte_offset: integer.nullable(),
      byte_length: integer.nullable(),
    })
    .nullable(),
});
type Found = z.infer<typeof foundRow>;

function hitsOf(found: Found, wanted: readonly TextSet[]): SearchHit[] {
  const { turn_id, conversation, side, seq, part, role, content, place } = found;
  if (turn_id === null || conversation === null || place === null) return [];
  const where = { turn_id, conversation, side, seq, part, role };
  if (content === null || side === null)
    return [{ ...where, char_start: null, char_end: null, text: null, place }];
  const spans = wanted
    .filter(({ query }) => query.sides.includes(side))
    .flatMap(({ query }) => [...locate(query.expression, content)]);
  spans.sort((a, b) => a.char_start - b.char_start || a.char_end - b.char_end);
  return spans.map((span) => ({ ...where, ...span, place }));
}
