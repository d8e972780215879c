import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { type Job, stopIfCancelled } from '../base/job.ts';
import { integer, rows } from '../case/query.ts';
import { appendTurnHits, type TurnHitRow } from './append.ts';
import { turnFunction } from './functions/index.ts';
import type { TurnFunction } from './functions/turn-function.ts';
import { type NumberedRule, turnCondition } from './looks-at.ts';
import { rarityOf } from './rarity.ts';
import { CUE_PLACE } from './selectors.ts';
import { SIDE_ORDER } from './tables.ts';
import { TurnReader } from './turn-text.ts';

/** Turns that are read at once. */
const BATCH_TURNS = 500;

interface FunctionRule extends NumberedRule {
  readonly run: TurnFunction;
}

const range = z.object({ low: z.bigint(), high: z.bigint(), n: integer });
const wanted = z.object({ turn_id: z.bigint(), functions: z.array(integer) });

/** Runs the rules that look at whole turns, in one walk over the turns that any of them wants. */
export async function runFunctions(
  connection: DuckDBConnection,
  numbered: readonly NumberedRule[],
  job: Job,
): Promise<void> {
  const rules = numbered.flatMap((entry): FunctionRule[] => {
    const run = entry.rule.function && turnFunction(entry.rule.function);
    return run === undefined ? [] : [{ ...entry, run }];
  });
  if (rules.length === 0) return;
  for (const rule of rules) await want(connection, rule, job);
  const rarity = rules.some(({ run }) => run.everyTurn)
    ? await rarityOf(connection, job)
    : (): number => 1;
  const latest = Math.max(0, ...rules.map(({ run }) => run.latest ?? 0));
  const reader = new TurnReader(connection, latest);
  const batches = await rows(
    connection,
    `SELECT min(turn_id) AS low, max(turn_id) AS high, count(*) AS n
     FROM (
       SELECT turn_id, (row_number() OVER (ORDER BY turn_id) - 1) // ${BATCH_TURNS} AS batch
       FROM (SELECT DISTINCT turn_id FROM detect_wanted)
     )
     GROUP BY batch ORDER BY batch`,
    {},
    range,
  );
  const total = batches.reduce((sum, { n }) => sum + n, 0);
  let done = 0;
  for (const { low, high, n } of batches) {
    stopIfCancelled(job);
    const wants = await rows(
      connection,
      `SELECT turn_id, list(function_no ORDER BY function_no) AS functions
       FROM detect_wanted WHERE turn_id BETWEEN $low AND $high GROUP BY turn_id`,
      { low, high },
      wanted,
    );
    const functionsOf = new Map(
      wants.map(({ turn_id, functions }) => [turn_id, new Set(functions)]),
    );
    const hits: TurnHitRow[] = [];
    for (const turn of await reader.read(low, high))
      for (const { no, rule, run } of rules)
        if (functionsOf.get(turn.turnId)?.has(no) === true)
          for (const hit of run.judge(turn, rule, rarity))
            hits.push({ no, turnId: turn.turnId, hit });
    await appendTurnHits(connection, hits);
    done += n;
    job.onProgress?.({ phase: 'reading turns', done, total, unit: 'turns' });
  }
  for (const rule of rules) await keepFirst(connection, rule);
}

async function want(connection: DuckDBConnection, rule: FunctionRule, job: Job): Promise<void> {
  const narrowed = (await rule.run.narrow?.(connection, job)) ?? 'true';
  const turn = turnCondition(rule);
  const cued =
    rule.run.cue === undefined
      ? 'true'
      : `t.turn_id IN (
           SELECT p.turn_id FROM detect_place p JOIN detect_text x USING (content_id)
           WHERE x.rule_no = ${rule.no} AND ${CUE_PLACE}
         )`;
  await connection.run(
    `INSERT INTO detect_wanted
     SELECT ${rule.no}, t.turn_id, ${rule.run.latest === undefined} FROM turn t
     WHERE ${turn.sql} AND ${rule.run.needs} AND ${cued} AND ${narrowed}`,
    { ...turn.parameters },
  );
}

/** A text of a conversation is found once, where it first stands. */
async function keepFirst(connection: DuckDBConnection, { no, run }: FunctionRule): Promise<void> {
  const first = `QUALIFY row_number() OVER (
    PARTITION BY t.conversation_id, r.content_id, r.char_start ORDER BY t.seq, t.turn_id, ${SIDE_ORDER}, r.seq, r.part
  ) = 1`;
  await connection.run(
    `INSERT INTO detect_hit
     SELECT rule_no, lane, r.turn_id, side, r.seq, part, char_start, char_end, score, explanation
     FROM detect_raw r JOIN turn t USING (turn_id)
     WHERE rule_no = ${no}
     ${run.everyTurn ? '' : first}`,
  );
}
