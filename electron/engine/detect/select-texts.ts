import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { z } from 'zod';
import { integer, rows } from '../case/query.ts';
import { type NumberedRule, placeCondition, turnCondition } from './looks-at.ts';
import type { Selector } from './selectors.ts';
import { BLANK, SIDE_ORDER } from './tables.ts';

/**
 * One pass over the distinct texts of the case. Before a text is read it is known which rules look at a place where it
 * stands; only their patterns are tried. One alternation of all patterns is no help: RE2 outgrows its state cache and
 * is 40 % to 300 times slower than the patterns one by one. Fills `detect_text`.
 */
export async function selectTexts(
  connection: DuckDBConnection,
  selectors: readonly Selector[],
): Promise<void> {
  const parameters: Record<string, DuckDBValue> = {};
  const bits = new Map<string, bigint>();
  const marks: string[] = [];
  const tries = selectors.map((selector) => {
    const bit = bitOf(selector, bits, marks, parameters);
    parameters[`rule${selector.no}`] = selector.regex;
    const text = selector.within === undefined ? 'text' : `left(text, ${selector.within})`;
    const ascii = selector.beyondAscii ? 'AND strlen(text) <> length(text)' : '';
    return `CASE WHEN standing & ${bit} <> 0 ${ascii} AND regexp_matches(${text}, $rule${selector.no}) THEN ${selector.no} END`;
  });
  tries.push(`CASE WHEN strlen(text) < 100 AND trim(text, e' \\t\\r\\n') = '' THEN ${BLANK} END`);
  await connection.run(
    `INSERT INTO detect_text
     SELECT rule_no, content_id, bytes
     FROM (
       SELECT unnest([${tries.join(', ')}]) AS rule_no, content_id, strlen(text) AS bytes
       FROM content
       JOIN (
         SELECT content_id, bit_or(${['0', ...marks].join(' | ')}) AS standing
         FROM detect_place p GROUP BY content_id
       ) USING (content_id)
       WHERE kind IN ('text', 'json')
     )
     WHERE rule_no IS NOT NULL`,
    parameters,
  );
}

/** Numbers of the rules that some text was selected for: the others find nothing in texts. */
export async function rulesWithTexts(connection: DuckDBConnection): Promise<ReadonlySet<number>> {
  const selected = await rows(
    connection,
    'SELECT DISTINCT rule_no FROM detect_text',
    {},
    z.object({ rule_no: integer }),
  );
  return new Set(selected.map(({ rule_no }) => rule_no));
}

/** Beyond this many sets of places rules share a bit: more texts are tried than need be, none is lost. */
const LAST_BIT = 60;

/** Rules that look at the same places share a bit. */
function bitOf(
  { place }: Selector,
  bits: Map<string, bigint>,
  marks: string[],
  parameters: Record<string, DuckDBValue>,
): bigint {
  const key = JSON.stringify([place.sql, Object.entries(place.parameters)]);
  const known = bits.get(key);
  if (known !== undefined) return known;
  const number = Math.min(bits.size, LAST_BIT);
  const bit = 1n << BigInt(number);
  bits.set(key, bit);
  const names = Object.keys(place.parameters).sort((a, b) => b.length - a.length);
  const sql = names.reduce((text, name) => {
    parameters[`place${bits.size}_${name}`] = place.parameters[name] ?? null;
    return text.replaceAll(`$${name}`, `$place${bits.size}_${name}`);
  }, place.sql);
  marks.push(`CASE WHEN ${sql} THEN ${bit}::BIGINT ELSE 0 END`);
  return bit;
}

/** Where each selected text first stands in each conversation, among the places that the rule looks at. */
export async function findFirstPlaces(
  connection: DuckDBConnection,
  numbered: NumberedRule,
): Promise<void> {
  const place = placeCondition(numbered);
  const turn = turnCondition(numbered);
  await connection.run(
    `INSERT INTO detect_first
     SELECT ${numbered.no}, content_id, conversation_id, first.turn_seq, first.turn_id,
       ['input', 'context', 'output', 'tools'][first.side_no + 1], first.seq, first.part
     FROM (
       SELECT p.content_id, t.conversation_id, min({
         turn_seq: t.seq, turn_id: t.turn_id, side_no: ${SIDE_ORDER}, seq: p.seq, part: p.part
       }) AS first
       FROM detect_text x
       JOIN detect_place p USING (content_id)
       JOIN turn t USING (turn_id)
       WHERE x.rule_no = ${numbered.no} AND ${place.sql} AND ${turn.sql}
       GROUP BY p.content_id, t.conversation_id
     )`,
    { ...place.parameters, ...turn.parameters },
  );
}
