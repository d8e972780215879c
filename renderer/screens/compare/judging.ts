import type { PairOpinion } from '../../../shared/domain/analysis.ts';
import type { OpenedPair } from '../../../shared/domain/comparison-screen.ts';
import { ask, engine } from '../../engine-client/engine.ts';
import { done } from '../../marks/mark-acts.ts';
import { judgedWords } from './compare-words.ts';

/** How a pair was judged when somebody looked, and when that was read. */
export interface SeenOpinion {
  readonly opinion: PairOpinion;
  readonly at: number;
}

/** Judges a pair over what was seen of it. */
export type Judge = (opened: OpenedPair, next: PairOpinion, seen: SeenOpinion) => Promise<void>;

/**
 * The verdicts of one window, one after the other: keys may come quicker than answers, and what is shown may be older for a
 * moment than what this window wrote itself.
 */
export function createJudge(): Judge {
  const own = new Map<number, SeenOpinion>();
  let turn: Promise<void> = Promise.resolve();
  return (opened, next, shown) => {
    const { pair: number, a, b } = opened.pair;
    const judged = async (): Promise<void> => {
      const written = own.get(number);
      const { opinion: seen } = written !== undefined && written.at > shown.at ? written : shown;
      await done(
        () => engine.compare.judge({ a: a.turn_id, b: b.turn_id, ...next, seen }),
        [ask.compare.key()],
        `Pair ${number}: ${judgedWords(next.verdict, next.note, seen.note)}`,
      );
      own.set(number, { opinion: next, at: Date.now() });
    };
    turn = turn.then(judged, judged);
    return turn;
  };
}
