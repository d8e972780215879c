import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type {
  MessageGroup,
  MessagePage,
  ShownMessage,
} from '../../../shared/domain/replay-screen.ts';
import { integer, rows } from '../case/query.ts';
import {
  FIRST_PART,
  groupsOf,
  INPUT_PARTS,
  type PlacedTurn,
  placedTurn,
  TEXT_WINDOW,
} from './message-groups.ts';
import { boundedIds, within } from './id-bounds.ts';
import { placesOf } from './places.ts';

/** Texts of one page are cut shorter where many parts together hold more code points than this. */
const PAGE_TEXT = 4_000_000;

const CHOSEN = {
  input: `
    WITH ${INPUT_PARTS},
    chosen AS MATERIALIZED (
      SELECT seq, fresh FROM input_parts WHERE kept_in = $group AND ${FIRST_PART}
    )`,
  output: `
    WITH chosen AS MATERIALIZED (
      SELECT DISTINCT seq, true AS fresh FROM message WHERE turn_id = $turn AND side = 'output'
    )`,
} as const;

const PAGE = `
  SELECT counted.total, page.seq, page.fresh
  FROM (SELECT count(*) AS total FROM chosen) counted
  LEFT JOIN (SELECT * FROM chosen ORDER BY seq LIMIT $limit OFFSET $offset) page ON true
  ORDER BY page.seq`;

const pageRow = z.object({
  total: integer,
  seq: integer.nullable(),
  fresh: z.boolean().nullable(),
});

const PARTS = `
  WITH parts AS (
    SELECT m.*, c.text, coalesce(length(c.text), 0) AS characters
    FROM message m LEFT JOIN content c USING (content_id)
    WHERE
      m.turn_id = $turn AND m.side = $side AND ${within('m.seq')}
  )
  SELECT
    seq, choice, part, role, name, type, tool_call_id, record_id, content_id, characters,
    left(text, greatest(0, least(${TEXT_WINDOW}, ${PAGE_TEXT} - before))::BIGINT) AS text
  FROM (
    SELECT
      *,
      coalesce(
        sum(least(characters, ${TEXT_WINDOW})) OVER (
          ORDER BY seq, choice, part ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ),
        0
      ) AS before
    FROM parts
  )
  ORDER BY seq, choice, part`;

const partRow = z.object({
  seq: integer,
  choice: integer,
  part: integer,
  role: z.string().nullable(),
  name: z.string().nullable(),
  type: z.string(),
  tool_call_id: z.string().nullable(),
  record_id: integer,
  content_id: integer.nullable(),
  text: z.string().nullable(),
  characters: integer,
});

/**
 * Messages of one group of a turn from `offset` on, at most `limit`, in their order. Each text is a window of at most
 * 20,000 code points, less where a page would hold more than 4,000,000; `characters` says how long the whole is. Refuses (`not-found`) a number that is no turn's.
 */
export async function messagePageOf(
  connection: DuckDBConnection,
  turn_id: number,
  group: MessageGroup,
  offset: number,
  limit: number,
): Promise<MessagePage> {
  const turn = await placedTurn(connection, turn_id);
  const side = group === 'output' ? 'output' : 'input';
  const asked = side === 'output' ? { turn: BigInt(turn_id) } : { ...groupsOf(turn), group };
  const page = await rows(
    connection,
    `${CHOSEN[side]} ${PAGE}`,
    { ...asked, limit, offset },
    pageRow,
  );
  const fresh = new Map<number, boolean>();
  for (const { seq, fresh: isFresh } of page) if (seq !== null) fresh.set(seq, isFresh === true);
  return {
    group,
    offset,
    total: page[0]?.total ?? 0,
    messages: await shownMessages(connection, turn, side, fresh),
  };
}

/** The messages whose numbers are keys of `fresh`, in their order. */
async function shownMessages(
  connection: DuckDBConnection,
  { turn, record_id }: PlacedTurn,
  side: 'input' | 'output',
  fresh: ReadonlyMap<number, boolean>,
): Promise<ShownMessage[]> {
  if (fresh.size === 0) return [];
  const asked = { turn: BigInt(turn), side, ...boundedIds([...fresh.keys()]) };
  const parts = await rows(connection, PARTS, asked, partRow);
  const placeOf = await placesOf(
    connection,
    parts.map((part) => part.record_id),
  );
  const messages: ShownMessage[] = [];
  for (const { part, type, name, tool_call_id, text, characters, content_id, ...own } of parts) {
    const shownPart = { part, type, name, tool_call_id, text, characters, content_id };
    const last = messages.at(-1);
    if (last?.seq === own.seq && last.choice === own.choice) last.parts.push(shownPart);
    else
      messages.push({
        side,
        seq: own.seq,
        choice: own.choice,
        role: own.role,
        name,
        parts: [shownPart],
        fresh: fresh.get(own.seq) === true,
        place: own.record_id === record_id ? null : placeOf(own.record_id),
      });
  }
  return messages;
}
