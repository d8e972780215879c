import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Anchor, GroundPlace } from '../../../shared/domain/analysis.ts';
import { firstWords } from '../case/first-words.ts';
import { integer, rows } from '../case/query.ts';

/** Turns that stand at anchors in the tables as they are now. */
const TURNS_AT = `
  WITH
    wanted AS (
      SELECT unnest(
        from_json($places, '[{"at":"BIGINT","evidence":"VARCHAR","ordinal":"BIGINT","turn_index":"BIGINT"}]'),
        max_depth := 2
      )
    ),
    placed AS (
      SELECT turn_id, e.sha256 AS evidence, r.ordinal, turn_index
      FROM turn_anchor
      JOIN store.record r USING (record_id)
      JOIN evidence e USING (evidence_id)
      WHERE (e.sha256, r.ordinal) IN (SELECT (evidence, ordinal) FROM wanted)
    )
  SELECT wanted."at", placed.turn_id
  FROM wanted JOIN placed USING (evidence, ordinal, turn_index)`;

/** The turn at each anchor, null where there is none. */
export async function turnsAt(
  connection: DuckDBConnection,
  anchors: readonly (Anchor | null)[],
): Promise<(number | null)[]> {
  const places = anchors.flatMap((anchor, at) =>
    anchor === null
      ? []
      : [{ at, evidence: anchor.evidence, ordinal: anchor.ordinal, turn_index: anchor.turn_index }],
  );
  if (places.length === 0) return anchors.map(() => null);
  const found = await rows(
    connection,
    TURNS_AT,
    { places: JSON.stringify(places) },
    z.object({ at: integer, turn_id: integer }),
  );
  const turns = new Map(found.map(({ at, turn_id }) => [at, turn_id]));
  return anchors.map((_, at) => turns.get(at) ?? null);
}

/** Hits with the exact characters that they point to. */
const hitsOf = (which: string): string => `
  SELECT
    ${which},
    f.finding_id, f.rule_id, f.lane, f.turn_id, f.side, f.seq, f.part, f.char_start, f.char_end,
    coalesce(m.record_id, d.record_id, t.record_id) AS record_id,
    substring(coalesce(m.text, d.text), f.char_start + 1, f.char_end - f.char_start) AS quotation`;

const TEXTS = `
  JOIN turn t ON t.turn_id = f.turn_id
  LEFT JOIN (
    SELECT turn_id, side, seq, part, record_id, text
    FROM message JOIN content USING (content_id)
    WHERE (choice = 0 OR side <> 'output') AND turn_id IN (SELECT turn_id FROM asked)
  ) m ON m.turn_id = f.turn_id AND m.side = f.side AND m.seq = f.seq AND m.part = f.part
  LEFT JOIN (
    SELECT turn_id, rank, record_id, text
    FROM context_document JOIN content USING (content_id)
    WHERE turn_id IN (SELECT turn_id FROM asked)
  ) d ON f.side = 'context' AND d.turn_id = f.turn_id AND d.rank = f.seq`;

const NUMBERED = `
  WITH asked AS (
    SELECT * FROM finding WHERE finding_id IN (SELECT unnest(from_json($ids, '["BIGINT"]')))
  )
  ${hitsOf('f.finding_id AS "at"')}
  FROM asked f
  ${TEXTS}`;

const AT_PLACES = `
  WITH
    wanted AS (
      SELECT unnest(
        from_json(
          $places,
          '[{"at":"BIGINT","turn_id":"BIGINT","rule_id":"VARCHAR","side":"VARCHAR","seq":"INTEGER","part":"INTEGER","char_start":"INTEGER","char_end":"INTEGER"}]'
        ),
        max_depth := 2
      )
    ),
    asked AS (
      SELECT finding.*, wanted."at"
      FROM finding
      JOIN wanted
        ON finding.turn_id = wanted.turn_id AND finding.rule_id = wanted.rule_id
        AND finding.side IS NOT DISTINCT FROM wanted.side AND finding.seq IS NOT DISTINCT FROM wanted.seq
        AND finding.part IS NOT DISTINCT FROM wanted.part
        AND finding.char_start IS NOT DISTINCT FROM wanted.char_start
        AND finding.char_end IS NOT DISTINCT FROM wanted.char_end
    )
  ${hitsOf('f."at"')}
  FROM asked f
  ${TEXTS}`;

const hitRow = z.object({
  at: integer,
  finding_id: integer,
  rule_id: z.string(),
  lane: z.string(),
  turn_id: integer,
  side: z.string().nullable(),
  seq: integer.nullable(),
  part: integer.nullable(),
  char_start: integer.nullable(),
  char_end: integer.nullable(),
  record_id: integer,
  quotation: z.string().nullable(),
});
export type FoundHit = z.infer<typeof hitRow>;

export async function findingsNumbered(
  connection: DuckDBConnection,
  ids: readonly number[],
): Promise<ReadonlyMap<number, FoundHit>> {
  if (ids.length === 0) return new Map();
  const found = await rows(connection, NUMBERED, { ids: JSON.stringify(ids) }, hitRow);
  return new Map(found.map((hit) => [hit.at, hit]));
}

/** The hit at each place, undefined where no rule finds it there now. */
export async function findingsAt(
  connection: DuckDBConnection,
  places: readonly { readonly hit: GroundPlace['hit']; readonly turn_id: number | null }[],
): Promise<(FoundHit | undefined)[]> {
  const wanted = places.flatMap(({ hit, turn_id }, at) =>
    hit === null || turn_id === null ? [] : [{ at, turn_id, ...hit }],
  );
  if (wanted.length === 0) return places.map(() => undefined);
  const found = await rows(connection, AT_PLACES, { places: JSON.stringify(wanted) }, hitRow);
  const hits = new Map(found.map((hit) => [hit.at, hit]));
  return places.map((_, at) => hits.get(at));
}

/** Turns with the first words of the answer, else of what was asked last. */
const TURNS = `
  WITH
    wanted AS (SELECT DISTINCT unnest(from_json($ids, '["BIGINT"]')) AS turn_id),
    told AS (
      SELECT
        turn_id,
        arg_min(content_id, (seq, part)) FILTER (side = 'output') AS output_text,
        arg_max(content_id, (seq, -part)) FILTER (side = 'input') AS input_text
      FROM message
      WHERE turn_id IN (SELECT turn_id FROM wanted) AND content_id IS NOT NULL
      GROUP BY turn_id
    )
  SELECT t.turn_id, t.record_id, ${firstWords('text')} AS words
  FROM turn t
  LEFT JOIN told USING (turn_id)
  LEFT JOIN content ON content_id = coalesce(output_text, input_text)
  WHERE t.turn_id IN (SELECT turn_id FROM wanted)`;

const turnRow = z.object({ turn_id: integer, record_id: integer, words: z.string().nullable() });

export async function turnsNumbered(
  connection: DuckDBConnection,
  ids: readonly number[],
): Promise<ReadonlyMap<number, z.infer<typeof turnRow>>> {
  if (ids.length === 0) return new Map();
  const found = await rows(connection, TURNS, { ids: JSON.stringify(ids) }, turnRow);
  return new Map(found.map((turn) => [turn.turn_id, turn]));
}
