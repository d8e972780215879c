import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { MarkPlace, UsedTag } from '../../../shared/domain/mark.ts';
import { Refusal } from '../base/errors.ts';
import { integer, rows } from '../case/query.ts';

/** Tables of marks by the letter of their handles: the number, the words, and whether a row may speak of all turns. */
const MARKS = {
  E: { table: 'exhibit', number: 'number', words: 'caption' },
  N: { table: 'note', number: 'note_no', words: 'text' },
  L: { table: 'tag', number: 'tag_no', words: 'tag' },
  K: { table: 'cause', number: 'cause_no', words: 'cause_id' },
} as const;

const isLetter = (letter: string): letter is keyof typeof MARKS => Object.hasOwn(MARKS, letter);

const placeSql = ({ table, number, words }: (typeof MARKS)[keyof typeof MARKS]): string => `
  WITH named AS (SELECT "${words}" AS words, evidence, ordinal, turn_index FROM "${table}" WHERE "${number}" = $number)
  SELECT named.words, t.turn_id, NULL AS finding_id
  FROM named
  LEFT JOIN evidence e ON e.sha256 = named.evidence
  LEFT JOIN store.record r ON r.evidence_id = e.evidence_id AND r.ordinal = named.ordinal
  LEFT JOIN (
    SELECT *
    FROM turn_anchor
    WHERE record_id IN (
      SELECT record_id FROM store.record WHERE ordinal IN (SELECT ordinal FROM named)
    )
  ) t ON t.record_id = r.record_id AND t.turn_index = coalesce(named.turn_index, t.turn_index)
  ORDER BY t.turn_id
  LIMIT 1`;

const FINDING = `
  SELECT rule_id AS words, turn_id, finding_id
  FROM finding
  WHERE finding_id = $number`;

/** What speaks of the case as a whole, and has a screen of its own. */
const ENTRIES = {
  V: 'SELECT text AS words, NULL AS turn_id, NULL AS finding_id FROM event WHERE event_no = $number',
  A: 'SELECT title AS words, NULL AS turn_id, NULL AS finding_id FROM action WHERE action_no = $number',
  D: 'SELECT title AS words, NULL AS turn_id, NULL AS finding_id FROM reference WHERE reference_id = $number',
  F: FINDING,
} as const;

const isEntry = (letter: string): letter is keyof typeof ENTRIES => Object.hasOwn(ENTRIES, letter);

const placeRow = z.object({
  words: z.string(),
  turn_id: integer.nullable(),
  finding_id: integer.nullable(),
});

/** Where a handle leads: E-7, N-3, L-2, K-1, F-12, V-3, A-2 or D-1. Refuses (`not-found`) one that nothing has. */
export async function findMark(connection: DuckDBConnection, name: string): Promise<MarkPlace> {
  const [, letter = '', digits = '0'] = /^([ENLKFVAD])-?(\d{1,9})$/i.exec(name.trim()) ?? [];
  const upper = letter.toUpperCase();
  const sql = isLetter(upper) ? placeSql(MARKS[upper]) : isEntry(upper) ? ENTRIES[upper] : null;
  const [place] =
    sql === null ? [] : await rows(connection, sql, { number: BigInt(digits) }, placeRow);
  if (place === undefined) throw new Refusal('not-found', `Nothing in the case is called ${name}.`);
  return { handle: `${upper}-${Number(digits)}`, ...place };
}

const TAGS = `
  SELECT tag, count(*) AS turns
  FROM (SELECT DISTINCT tag, evidence, ordinal, turn_index FROM tag)
  GROUP BY tag
  ORDER BY turns DESC, tag
  LIMIT 200`;

/** Tags that are in use, with the number of turns that each is on; the most frequent first. */
export async function usedTags(connection: DuckDBConnection): Promise<UsedTag[]> {
  return rows(connection, TAGS, {}, z.object({ tag: z.string(), turns: integer }));
}
