import type { DuckDBConnection } from '@duckdb/node-api';
import type { Job } from '../../base/job.ts';
import type { Rule } from '../rule.ts';
import type { TurnHit } from '../append.ts';
import type { Rarity } from '../support.ts';
import type { TurnText } from '../turn-text.ts';

/** A built-in that looks at a whole turn, for what patterns cannot say. */
export interface TurnFunction {
  /** SQL over `turn t`: the turns that have what the function needs. This is what `could_fire` counts. */
  readonly needs: string;
  /**
   * RE2 pattern: only turns are read whose context or tool results match it. Undefined where every turn that has what
   * is needed must be read.
   */
  readonly cue: string | undefined;
  /** Of what stands on the input side the latest so many parts are read; undefined where all of the turn is. */
  readonly latest: number | undefined;
  /**
   * SQL over `turn t` that keeps fewer turns than have what is needed, prepared when the function is about to run: for
   * what only reading some texts can tell.
   */
  readonly narrow?: (connection: DuckDBConnection, job: Job) => Promise<string>;
  /** One row per turn, though answers repeat; otherwise a text of a conversation is found once. */
  readonly everyTurn: boolean;
  readonly judge: (turn: TurnText, rule: Rule, rarity: Rarity) => TurnHit[];
}
