import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { type GroupHead, messageGroup } from '../../../shared/domain/replay-screen.ts';
import { firstWords } from '../case/first-words.ts';
import { integer, row, rows } from '../case/query.ts';
import { FIRST_PART, groupsOf, INPUT_PARTS, type PlacedTurn } from './message-groups.ts';

const GROUPS = `
  WITH ${INPUT_PARTS},
  measured AS (
    SELECT
      kept_in, count(*) FILTER (${FIRST_PART}) AS messages, coalesce(sum(length(text)), 0) AS characters,
      coalesce(sum(length(text)) FILTER (fresh), 0) AS fresh_characters,
      min_by(content_id, place) FILTER (content_id IS NOT NULL) AS first_id
    FROM input_parts LEFT JOIN content USING (content_id)
    GROUP BY kept_in
    UNION ALL
    SELECT
      'output', count(DISTINCT seq), coalesce(sum(length(text)), 0), 0,
      min_by(content_id, (seq, part)) FILTER (content_id IS NOT NULL)
    FROM message LEFT JOIN content USING (content_id)
    WHERE turn_id = $turn AND side = 'output'
  )
  SELECT measured.* EXCLUDE (first_id), coalesce(${firstWords('content.text')}, '') AS words
  FROM measured LEFT JOIN content ON content.content_id = first_id`;

const groupRow = z.object({
  kept_in: messageGroup,
  messages: integer,
  characters: integer,
  fresh_characters: integer,
  words: z.string(),
});

const identities = (turn: '$turn' | '$previous', held: string): string => `
  (
    SELECT list(row(role, type, name, content_id) ORDER BY seq, choice, part)
    FROM message
    WHERE turn_id = ${turn} AND ${held}
  )`;
const INSTRUCTIONS = "side = 'input' AND role IN ('system', 'developer')";
const TOOLS = "side = 'tools'";

const REPEATED = `
  SELECT
    coalesce(${identities('$turn', INSTRUCTIONS)} = ${identities('$previous', INSTRUCTIONS)}, false) AS instructions,
    coalesce(${identities('$turn', TOOLS)} = ${identities('$previous', TOOLS)}, false) AS tools`;

const repeatedRow = z.object({ instructions: z.boolean(), tools: z.boolean() });

export interface Groups {
  readonly groups: GroupHead[];
  readonly given_characters: number;
  readonly fresh_characters: number;
  readonly tools_repeated: boolean;
}

/** The groups of a turn's messages, counted and measured in the database, in order; empty ones are among them. */
export async function groupHeads(connection: DuckDBConnection, turn: PlacedTurn): Promise<Groups> {
  const asked = groupsOf(turn);
  const found = await rows(connection, GROUPS, asked, groupRow);
  const repeated = await row(connection, REPEATED, asked, repeatedRow);
  const given = found.filter(({ kept_in }) => kept_in !== 'output');
  return {
    groups: messageGroup.options.map((group) => {
      const own = found.find(({ kept_in }) => kept_in === group);
      return {
        group,
        messages: own?.messages ?? 0,
        characters: own?.characters ?? 0,
        // What history means is that the previous call held all of it.
        repeated:
          own !== undefined &&
          (group === 'history' || (group === 'instructions' && repeated.instructions)),
        words: own?.words ?? '',
      };
    }),
    given_characters: given.reduce((sum, { characters }) => sum + characters, 0),
    fresh_characters: given.reduce((sum, { fresh_characters }) => sum + fresh_characters, 0),
    tools_repeated: repeated.tools,
  };
}
