import { type DuckDBConnection, listValue } from '@duckdb/node-api';
import { z } from 'zod';
import type { Anchor, Span } from '../../../shared/domain/analysis.ts';
import { codePointCount } from '../../../shared/text/code-points.ts';
import { Fault, Refusal } from '../base/errors.ts';
import { integer, rows } from '../case/query.ts';

const TURN = `
  SELECT turn_id, evidence.sha256 AS evidence, ordinal, record.sha256 AS record_sha256, turn_index
  FROM turn
  JOIN record USING (record_id)
  JOIN evidence USING (evidence_id)
  WHERE turn_id = $number OR external_id = $text
  ORDER BY turn_id
  LIMIT 2`;

const turnRow = z.object({
  turn_id: integer,
  evidence: z.string(),
  ordinal: integer,
  record_sha256: z.string(),
  turn_index: integer,
});

export interface FoundTurn {
  readonly turn_id: number;
  readonly anchor: Anchor;
}

/** The turn that a person names: `T-12`, `12`, or the id that the log gives it. */
export async function findTurn(connection: DuckDBConnection, name: string): Promise<FoundTurn> {
  const handle = /^T-(\d{1,15})$/.exec(name) ?? /^(\d{1,15})$/.exec(name);
  const found = await rows(
    connection,
    TURN,
    { number: BigInt(handle?.[1] ?? -1), text: handle === null ? name : null },
    turnRow,
  );
  const [turn, other] = found;
  if (turn === undefined)
    throw new Refusal(
      'not-found',
      `No turn is called ${name}; give a handle such as T-12 or the id that the log gives it.`,
    );
  if (other !== undefined)
    throw new Refusal(
      'bad-usage',
      `Several turns have the id ${name} in their logs; name one by its handle, such as T-${turn.turn_id}.`,
    );
  const { turn_id, ...anchor } = turn;
  return { turn_id, anchor };
}

const TURNS_OF_ANCHORS = `
  SELECT anchor.position, turn_id
  FROM (
    SELECT
      generate_subscripts($evidence, 1) - 1 AS position, unnest($evidence) AS evidence, unnest($ordinals) AS ordinal,
      unnest($indexes) AS turn_index
  ) AS anchor
  JOIN evidence ON evidence.sha256 = anchor.evidence
  JOIN record ON record.evidence_id = evidence.evidence_id AND record.ordinal = anchor.ordinal
  JOIN turn_anchor ON turn_anchor.record_id = record.record_id AND turn_anchor.turn_index = anchor.turn_index`;

/** The turns that stand at anchors in the tables as they are now, each at the place of its anchor. */
export async function turnsOfAnchors(
  connection: DuckDBConnection,
  anchors: readonly Anchor[],
): Promise<number[]> {
  if (anchors.length === 0) return [];
  const parameters = {
    evidence: listValue(anchors.map(({ evidence }) => evidence)),
    ordinals: listValue(anchors.map(({ ordinal }) => BigInt(ordinal))),
    indexes: listValue(anchors.map(({ turn_index }) => BigInt(turn_index))),
  };
  const found = await rows(
    connection,
    TURNS_OF_ANCHORS,
    parameters,
    z.object({ position: integer, turn_id: integer }),
  );
  const turns = new Map(found.map(({ position, turn_id }) => [position, turn_id]));
  if (turns.size < found.length) throw new Fault('two turns stand at one place of a record');
  return anchors.map((anchor, position) => {
    const turn = turns.get(position);
    if (turn === undefined)
      throw new Fault(`no turn stands at record ${anchor.ordinal} of ${anchor.evidence}`);
    return turn;
  });
}

const TEXTS = `
  SELECT side, seq, part, text FROM (
    SELECT side, seq, part, choice, content_id FROM message WHERE turn_id = $turn
    UNION ALL
    SELECT 'context', rank, 0, 0, content_id FROM context_document WHERE turn_id = $turn
  )
  JOIN content USING (content_id)
  WHERE ($side IS NULL OR side = $side) AND contains(text, $quotation)
  ORDER BY array_position(['output', 'context', 'input', 'tools'], side), seq DESC, part
  LIMIT 1`;

const textRow = z.object({
  side: z.enum(['input', 'output', 'context', 'tools']),
  seq: integer,
  part: integer,
  text: z.string(),
});

/**
 * Where a quotation stands in a turn, exactly as written; the answer is looked at first, then the context, then the
 * latest input.
 */
export async function findQuotation(
  connection: DuckDBConnection,
  turnId: number,
  quotation: string,
  side: string | null,
): Promise<Span> {
  const [found] = await rows(connection, TEXTS, { turn: BigInt(turnId), quotation, side }, textRow);
  if (found === undefined)
    throw new Refusal(
      'not-found',
      `Turn T-${turnId} does not hold these words exactly: ${quotation}`,
    );
  const before = found.text.slice(0, found.text.indexOf(quotation));
  const char_start = codePointCount(before);
  return {
    side: found.side,
    seq: found.seq,
    part: found.part,
    char_start,
    char_end: char_start + codePointCount(quotation),
    quotation,
  };
}
