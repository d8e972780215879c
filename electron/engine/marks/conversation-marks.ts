import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { standing } from '../../../shared/domain/analysis.ts';
import { type ConversationMarks, type Mark, markKind } from '../../../shared/domain/mark.ts';
import { integer, rows, time } from '../case/query.ts';

const SPAN = 'x.side, x.seq, x.part, x.char_start, x.char_end';
const ON_TURN = 'p.evidence = x.evidence AND p.ordinal = x.ordinal';

/** The turns of a conversation with their places, then what is laid on those. */
const MARKS = `
  WITH
    placed AS MATERIALIZED (
      SELECT t.turn_id, e.sha256 AS evidence, r.ordinal, t.turn_index
      FROM turn_anchor t
      JOIN store.record r USING (record_id)
      JOIN evidence e USING (evidence_id)
      WHERE t.turn_id IN (SELECT turn_id FROM turn WHERE conversation_id = $conversation)
    ),
    marks AS (
      SELECT
        'exhibit' AS kind, 'E-' || x.number AS handle, x.act_seq, p.turn_id, x.caption AS words, NULL AS more,
        NULL AS standing, ${SPAN}, x.quotation, NULL AS finding_id, x.pinned_by AS who, x.pinned_at AS done_at
      FROM exhibit x JOIN placed p ON ${ON_TURN} AND p.turn_index = x.turn_index
      UNION ALL
      SELECT
        'note', 'N-' || x.note_no, x.act_seq, p.turn_id, x.text, NULL,
        NULL, ${SPAN}, x.quotation, NULL, x.noted_by, x.noted_at
      FROM note x JOIN placed p ON ${ON_TURN} AND p.turn_index = x.turn_index
      UNION ALL
      SELECT
        'tag', 'L-' || x.tag_no, x.act_seq, p.turn_id, x.tag, NULL,
        NULL, ${SPAN}, x.quotation, NULL, x.tagged_by, x.tagged_at
      FROM tag x JOIN placed p ON ${ON_TURN} AND p.turn_index = x.turn_index
      UNION ALL
      SELECT
        'cause', 'K-' || x.cause_no, x.act_seq, p.turn_id, x.cause_id, x.rationale,
        x.standing, NULL, NULL, NULL, NULL, NULL, NULL, NULL, x.tagged_by, x.tagged_at
      FROM cause x JOIN placed p ON ${ON_TURN} AND coalesce(x.turn_index, p.turn_index) = p.turn_index
      UNION ALL
      SELECT
        'review', coalesce('F-' || f.finding_id, 'earlier run'), x.act_seq, p.turn_id,
        CASE x.decision WHEN 'accept' THEN 'accepted ' ELSE 'dismissed ' END || x.rule_id, x.reason,
        NULL, ${SPAN}, NULL, f.finding_id, x.reviewed_by, x.reviewed_at
      FROM review x
      JOIN placed p ON ${ON_TURN} AND p.turn_index = x.turn_index
      LEFT JOIN store.finding f
        ON f.turn_id = p.turn_id AND f.rule_id = x.rule_id
        AND f.side IS NOT DISTINCT FROM x.side AND f.seq IS NOT DISTINCT FROM x.seq
        AND f.part IS NOT DISTINCT FROM x.part AND f.char_start IS NOT DISTINCT FROM x.char_start
        AND f.char_end IS NOT DISTINCT FROM x.char_end
    ),
    counted AS (
      SELECT
        *, turn_id = $turn AS here,
        row_number() OVER (PARTITION BY turn_id = $turn ORDER BY act_seq DESC, turn_id DESC) AS age,
        count(*) OVER (PARTITION BY turn_id = $turn) AS total
      FROM marks
    )
  SELECT * EXCLUDE (done_at, age), epoch_us(done_at) AS "at", age <= $most AS newest
  FROM counted
  WHERE age <= $most OR (here AND char_start IS NOT NULL)
  ORDER BY act_seq, turn_id`;

const markRow = z.object({
  kind: markKind,
  handle: z.string(),
  act_seq: integer,
  turn_id: integer,
  words: z.string(),
  more: z.string().nullable(),
  standing: standing.nullable(),
  side: z.enum(['input', 'output', 'context', 'tools']).nullable().catch(null),
  seq: integer.nullable(),
  part: integer.nullable(),
  char_start: integer.nullable(),
  char_end: integer.nullable(),
  quotation: z.string().nullable(),
  finding_id: integer.nullable(),
  who: z.string(),
  at: time,
  here: z.boolean(),
  newest: z.boolean(),
  total: integer,
});

/**
 * Everything that an examiner laid on the turns of a conversation, in the order in which it was done: of one turn and of
 * the others the newest `most`, and all that stand on passages of the turn.
 */
export async function conversationMarks(
  connection: DuckDBConnection,
  asked: { readonly conversation_id: number; readonly turn_id: number; readonly most: number },
): Promise<ConversationMarks> {
  const { conversation_id, turn_id, most } = asked;
  const found = await rows(
    connection,
    MARKS,
    { conversation: BigInt(conversation_id), turn: BigInt(turn_id), most: BigInt(most) },
    markRow,
  );
  const newest = (isHere: boolean): ConversationMarks['here'] => {
    const of = found.filter(({ here }) => here === isHere);
    return { marks: of.filter((row) => row.newest).map(markOf), total: of[0]?.total ?? 0 };
  };
  return {
    turn_id,
    here: newest(true),
    others: newest(false),
    passages: found.filter(({ here, char_start }) => here && char_start !== null).map(markOf),
  };
}

function markOf(row: z.infer<typeof markRow>): Mark {
  const { side, seq, part, char_start, char_end, here, newest, total, ...mark } = row;
  const isPassage = side !== null && seq !== null && char_start !== null && char_end !== null;
  return { ...mark, span: isPassage ? { side, seq, part, char_start, char_end } : null };
}
