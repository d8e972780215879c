import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { PairVerdict } from '../../../shared/domain/analysis.ts';
import type { Analysis } from '../analysis/analysis.ts';
import { integer, rows } from '../case/query.ts';
import { GIVEN_VERDICTS } from './judged-pairs.ts';

export interface StandingVerdict {
  /** Handles of the turns; null where the tables as they are have no turn at the place. */
  readonly a: string | null;
  readonly b: string | null;
  readonly verdict: PairVerdict;
  readonly note: string | null;
  readonly at: string;
  readonly by: string;
  /** Where both answers stand in the evidence. */
  readonly places: Pick<Analysis['pairs'][number], 'a' | 'b'>;
}

/** Every verdict that stands, in the order in which the pairs were first judged. */
export async function listVerdicts(
  connection: DuckDBConnection,
  { pairs }: Analysis,
): Promise<StandingVerdict[]> {
  const found = await rows(
    connection,
    `SELECT act_seq, a, b FROM ${GIVEN_VERDICTS}`,
    {},
    z.object({ act_seq: integer, a: integer, b: integer }),
  );
  const turns = new Map(found.map((pair) => [pair.act_seq, pair]));
  return pairs.map(({ a, b, verdict, note, act_seq, at_done, done_by }) => {
    const pair = turns.get(act_seq);
    return {
      a: pair === undefined ? null : `T-${pair.a}`,
      b: pair === undefined ? null : `T-${pair.b}`,
      verdict,
      note,
      at: at_done,
      by: done_by,
      places: { a, b },
    };
  });
}
