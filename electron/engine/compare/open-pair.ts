import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { pairVerdict } from '../../../shared/domain/analysis.ts';
import type { PairedTurn } from '../../../shared/domain/comparison.ts';
import { ANSWER_LIMIT, type OpenedPair } from '../../../shared/domain/comparison-screen.ts';
import { Refusal } from '../base/errors.ts';
import { integer, row, rows } from '../case/query.ts';
import { JUDGED_PAIRS } from './judged-pairs.ts';
import { pairsPage } from './pairs-page.ts';

const TIME = (column: string): string =>
  `strftime(${column} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ')`;

const TURNS = `
  SELECT a.record_id AS record_a, b.record_id AS record_b, ${TIME('a.started_at')} AS at_a, ${TIME('b.started_at')} AS at_b
  FROM turn a, turn b
  WHERE a.turn_id = $a AND b.turn_id = $b`;

const turnsRow = z.object({
  record_a: integer,
  record_b: integer,
  at_a: z.string().nullable(),
  at_b: z.string().nullable(),
});

const VERDICT = `
  SELECT verdict, note, judged_at AS "at", judged_by AS "by"
  FROM ${JUDGED_PAIRS}
  WHERE a = $a AND b = $b`;

const verdictRow = z.object({
  verdict: pairVerdict,
  note: z.string().nullable(),
  at: z.string(),
  by: z.string(),
});

/** One pair of a comparison that is kept in the memory of the open case, with both answers and what was said of it. */
export async function openPair(
  connection: DuckDBConnection,
  id: string,
  number: number,
): Promise<OpenedPair> {
  const asked = { offset: number - 1, limit: 1 };
  const [pair] = number < 1 ? [] : await pairsPage(connection, { id }, asked, 'memory.main');
  if (pair === undefined)
    throw new Refusal('not-found', `The comparison has no pair ${number}; choose one of its list.`);
  const turns = { a: BigInt(pair.a.turn_id), b: BigInt(pair.b.turn_id) };
  const [verdict] = await rows(connection, VERDICT, turns, verdictRow);
  return {
    pair: { ...pair, a: beginning(pair.a), b: beginning(pair.b) },
    ...(await row(connection, TURNS, turns, turnsRow)),
    verdict: verdict ?? null,
  };
}

function beginning(turn: PairedTurn): PairedTurn {
  if (turn.output === null || turn.output.length <= ANSWER_LIMIT) return turn;
  return { ...turn, output: Array.from(turn.output).slice(0, ANSWER_LIMIT).join('') };
}
