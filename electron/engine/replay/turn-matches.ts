import { setImmediate } from 'node:timers/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import {
  matchKind,
  type TextSpan,
  type TurnMatches,
} from '../../../shared/domain/replay-screen.ts';
import { codePointCount } from '../../../shared/text/code-points.ts';
import { integer, rows } from '../case/query.ts';
import { placedTurn } from './message-groups.ts';
import { type ComparedText, comparedText, RunIndex, sharedRuns } from './text-matches.ts';

/** More code points than this are not compared, on either side. */
const MOST_GIVEN = 1_000_000;
const MOST_ANSWERED = 200_000;
/** UTF-16 units that are compared in one go: some milliseconds. */
const TURN_LENGTH = 20_000;

/** Texts that were given, what retrieval gave first; what the model said before is not what was given to it. */
const GIVEN = `
  WITH given AS (
    SELECT 'context' AS kind, 'context' AS side, rank AS seq, 0 AS choice, NULL AS part, content_id
    FROM context_document
    WHERE turn_id = $turn
    UNION ALL
    SELECT
      CASE
        WHEN role IN ('system', 'developer') THEN 'system'
        WHEN type = 'tool_result' OR role IN ('tool', 'function') THEN 'tool'
        ELSE 'user'
      END,
      side, seq, choice, part, content_id
    FROM message
    WHERE
      turn_id = $turn AND side = 'input'
      AND (
        type = 'tool_result'
        OR (type = 'text' AND role IN ('system', 'developer', 'tool', 'function', 'user'))
      )
  ),
  measured AS (
    SELECT
      given.*, length(text) AS characters, list_position(['context', 'tool', 'user', 'system'], given.kind) AS rank,
      -- What stands last in a history is nearest to the answer.
      CASE side WHEN 'context' THEN seq ELSE -seq END AS nearness
    FROM given JOIN content USING (content_id)
  ),
  counted AS (
    SELECT
      *, count(*) OVER () AS total,
      sum(characters) OVER (ORDER BY rank, nearness, choice, part ROWS UNBOUNDED PRECEDING) AS so_far
    FROM measured
  )
  SELECT counted.kind, side, counted.seq, choice, part, text, total
  FROM counted JOIN content USING (content_id)
  WHERE so_far <= ${MOST_GIVEN}
  ORDER BY rank, nearness, choice, part`;

const ANSWERED = `
  SELECT side, seq, choice, part, left(text, ${MOST_ANSWERED}) AS text, length(text) AS characters
  FROM message JOIN content USING (content_id)
  WHERE turn_id = $turn AND side = 'output' AND type = 'text'
  ORDER BY seq, choice, part`;

const text = {
  side: z.enum(['input', 'output', 'context']),
  seq: integer,
  choice: integer,
  part: integer.nullable(),
  text: z.string(),
};
const givenRow = z.object({ kind: matchKind, ...text, total: integer });
const answeredRow = z.object({ ...text, characters: integer });

/**
 * Runs of at least three words that stand in an answer and in what the turn was given, letter for letter but for case.
 * They show where texts are alike, never that one was made from the other. Refuses (`not-found`) a number that is no
 * turn's.
 */
export async function turnMatchesOf(
  connection: DuckDBConnection,
  turn_id: number,
): Promise<TurnMatches> {
  await placedTurn(connection, turn_id);
  const asked = { turn: BigInt(turn_id) };
  const answered = await rows(connection, ANSWERED, asked, answeredRow);
  const given = await rows(connection, GIVEN, asked, givenRow);
  const answers = answered.map((answer) => ({ answer, compared: comparedText(answer.text) }));
  const index = new RunIndex(answers.map(({ compared }) => compared));
  const texts = await comparedGiven(given, index);
  const matches: TurnMatches['matches'] = [];
  let words = 0;
  for (const { answer, compared } of answers) {
    words += compared.words.length;
    for (const run of sharedRuns(compared, texts, index)) {
      const source = given[run.text];
      const sourceWords = texts[run.text];
      if (source === undefined || sourceWords === undefined) continue;
      matches.push({
        kind: source.kind,
        words: run.words,
        answer: spanOf(answer, compared, run.at, run.words),
        given: spanOf(source, sourceWords, run.place, run.words),
      });
    }
  }
  return {
    matches,
    words,
    is_answer_cut: answered.some(({ characters }) => characters > MOST_ANSWERED),
    texts: given.length,
    texts_total: given[0]?.total ?? 0,
  };
}

/** Compares up to a million characters of texts, which takes long: between stretches of them others are answered. */
async function comparedGiven(
  given: readonly { readonly text: string }[],
  index: RunIndex,
): Promise<readonly ComparedText[]> {
  const texts: ComparedText[] = [];
  let sinceTurn = 0;
  for (const { text: one } of given) {
    const compared = comparedText(one);
    index.add(texts.length, compared);
    texts.push(compared);
    sinceTurn += one.length;
    if (sinceTurn < TURN_LENGTH) continue;
    sinceTurn = 0;
    await setImmediate();
  }
  return texts;
}

function spanOf(
  { side, seq, choice, part, text: whole }: Pick<z.infer<typeof givenRow>, keyof typeof text>,
  { starts, ends }: ComparedText,
  at: number,
  words: number,
): TextSpan {
  const start = starts[at] ?? 0;
  const end = ends[at + words - 1] ?? start;
  const from = codePointCount(whole.slice(0, start));
  return { side, seq, choice, part, from, to: from + codePointCount(whole.slice(start, end)) };
}
