import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Exhibit, ExhibitPage } from '../../../shared/domain/mark.ts';
import { integer, row, rows, time } from '../case/query.ts';

/** Code points of a quotation that a list shows. */
const SHOWN = 600;

const MATCHING = `
  FROM exhibit x
  WHERE $words = '' OR contains(lower(concat_ws(' ', 'E-' || x.number, x.caption, x.quotation)), lower($words))`;

/** A page of exhibits, each with its record and turn as the tables have them now. */
const EXHIBITS = `
  WITH
    shown AS MATERIALIZED (SELECT x.* ${MATCHING} ORDER BY x.number LIMIT $limit OFFSET $offset),
    standing AS (
      SELECT x.number, e.name, e.in_place, r.*
      FROM shown x
      JOIN evidence e ON e.sha256 = x.evidence
      JOIN store.record r ON r.evidence_id = e.evidence_id AND r.ordinal = x.ordinal
    ),
    turns AS (SELECT * FROM turn_anchor WHERE record_id IN (SELECT record_id FROM standing))
  SELECT
    x.number, x.act_seq, x.caption, left(x.quotation, ${SHOWN}) AS quotation, length(x.quotation) AS characters,
    x.side, x.seq, x.part, x.char_start, x.char_end, x.held_against, x.pinned_by AS who, epoch_us(x.pinned_at) AS "at",
    t.turn_id, x.evidence, s.name, s.in_place, s.member, x.ordinal, s.byte_offset, s.byte_length, x.record_sha256
  FROM shown x
  LEFT JOIN standing s USING (number)
  LEFT JOIN turns t ON t.record_id = s.record_id AND t.turn_index = x.turn_index
  ORDER BY x.number`;

const exhibitRow = z.object({
  number: integer,
  act_seq: integer,
  caption: z.string(),
  quotation: z.string().nullable(),
  characters: integer.nullable(),
  side: z.enum(['input', 'output', 'context', 'tools']).nullable().catch(null),
  seq: integer.nullable(),
  part: integer.nullable(),
  char_start: integer.nullable(),
  char_end: integer.nullable(),
  held_against: z.array(z.string()),
  who: z.string(),
  at: time,
  turn_id: integer.nullable(),
  evidence: z.string().nullable(),
  name: z.string().nullable(),
  in_place: z.string().nullable(),
  member: z.string().nullable(),
  ordinal: integer.nullable(),
  byte_offset: integer.nullable(),
  byte_length: integer.nullable(),
  record_sha256: z.string().nullable(),
});

/** Causes and events that rest on exhibits, by exhibit; causes first. */
const USES = `
  WITH uses AS (
    SELECT unnest(grounds_for) AS handle, 'K-' || cause_no AS used_by, 'for' AS how, 1 AS kind, cause_no AS number FROM cause
    UNION ALL
    SELECT unnest(grounds_against), 'K-' || cause_no, 'against', 1, cause_no FROM cause
    UNION ALL
    SELECT unnest(grounds), 'V-' || event_no, 'for', 2, event_no FROM event
  )
  SELECT handle, used_by, how
  FROM uses
  WHERE handle IN (SELECT unnest(from_json($handles, '["VARCHAR"]')))
  ORDER BY handle, kind, number, how DESC`;

const useRow = z.object({
  handle: z.string(),
  used_by: z.string(),
  how: z.enum(['for', 'against']),
});

const COUNTS = `
  WITH matching AS (SELECT x.number ${MATCHING})
  SELECT
    (SELECT count(*) FROM exhibit) AS total, (SELECT count(*) FROM matching) AS matched,
    (SELECT count(*) FROM matching WHERE number = $exhibit) AS held,
    (SELECT count(*) FROM matching WHERE number < $exhibit) AS before`;
const countsRow = z.object({ total: integer, matched: integer, held: integer, before: integer });

/** Exhibits that hold certain words, or all, in the order of their numbers. */
export async function exhibits(
  connection: DuckDBConnection,
  asked: {
    readonly words: string;
    readonly exhibit: number | null;
    readonly offset: number;
    readonly limit: number;
  },
): Promise<ExhibitPage> {
  const words = asked.words.trim();
  const { total, matched, held, before } = await row(
    connection,
    COUNTS,
    { words, exhibit: asked.exhibit },
    countsRow,
  );
  const page = { words, offset: BigInt(asked.offset), limit: BigInt(asked.limit) };
  const found = await rows(connection, EXHIBITS, page, exhibitRow);
  const handles = JSON.stringify(found.map(handleOf));
  const uses = await rows(connection, USES, { handles }, useRow);
  return {
    total,
    matched,
    position: held === 0 ? null : before,
    offset: asked.offset,
    exhibits: found.map((one) => exhibitOf(one, uses)),
  };
}

const handleOf = ({ number }: { readonly number: number }): string => `E-${number}`;

function exhibitOf(
  found: z.infer<typeof exhibitRow>,
  uses: readonly z.infer<typeof useRow>[],
): Exhibit {
  const { side, seq, part, char_start, char_end, number, ...rest } = found;
  const { evidence, name, member, ordinal, byte_offset, byte_length, record_sha256, ...said } =
    rest;
  const handle = handleOf(found);
  return {
    handle,
    ...said,
    span:
      side === null || seq === null || char_start === null || char_end === null
        ? null
        : { side, seq, part, char_start, char_end },
    is_reference: evidence === null,
    place:
      name === null || evidence === null || ordinal === null || record_sha256 === null
        ? null
        : { name, evidence, member, ordinal, byte_offset, byte_length, sha256: record_sha256 },
    used_by: uses
      .filter((use) => use.handle === handle)
      .map(({ used_by, how }) => ({ handle: used_by, how })),
  };
}
