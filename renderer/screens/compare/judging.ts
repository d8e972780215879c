import type { PairOpinion, PairVerdict } from '../../../shared/domain/analysis.ts';
import type { OpenedPair } from '../../../shared/domain/comparison-screen.ts';
import { ask, engine } from '../../engine-client/engine.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { done, lastUndone, undoEnded } from '../../marks/mark-acts.ts';
import { isSameOpinion, judgedWords } from './compare-words.ts';

/** How a pair was judged when somebody looked, and when that was read. */
export interface SeenOpinion {
  readonly opinion: PairOpinion;
  readonly at: number;
}

/** What this window wrote of a pair, when, and over what. */
interface Written extends SeenOpinion {
  readonly over: PairOpinion;
}

export interface NextOpinion {
  readonly verdict: PairVerdict | null;
  /** Left out, a verdict that is said once more keeps its note. */
  readonly note?: string | null;
}

/** By case and turns: it outlives the screen, which may show what was read before it. */
const own = new Map<string, readonly Written[]>();
let turn: Promise<void> = Promise.resolve();
let judgedAt = 0;

/**
 * Judges a pair over what was seen of it. The verdicts of one window follow each other: keys may come quicker than answers,
 * and what is shown may be older for a moment than what this window wrote itself, or took back.
 */
export function judge(
  caseKey: string,
  { pair: { pair: number, a, b } }: OpenedPair,
  next: NextOpinion,
  shown: SeenOpinion,
): Promise<void> {
  const key = JSON.stringify([caseKey, a.turn_id, b.turn_id]);
  /** `earlier` is what may stand instead, where this window took something back since. */
  const judgeOver = async (over: PairOpinion, earlier: readonly PairOpinion[]): Promise<void> => {
    const { verdict } = next;
    const note =
      next.note === undefined ? (over.verdict === verdict ? over.note : null) : next.note;
    try {
      await done(
        () => engine.compare.judge({ a: a.turn_id, b: b.turn_id, verdict, note, seen: over }),
        [ask.compare.key()],
        `Pair ${number}: ${judgedWords(verdict, note, over.note)}`,
      );
      judgedAt = Date.now();
      const written = { opinion: { verdict, note }, at: judgedAt, over };
      own.set(key, [...(own.get(key) ?? []), written]);
    } catch (error) {
      const [before, ...rest] = earlier;
      if (before === undefined || !isStale(error) || lastUndone() < shown.at) throw error;
      await judgeOver(before, rest);
    }
  };
  const judged = (): Promise<void> => {
    const written = own.get(key) ?? [];
    const last = written.at(-1);
    const { opinion } = last !== undefined && last.at > shown.at ? last : shown;
    // What an undo leaves standing is one of those that were written over.
    const earlier = written.map(({ over }) => over).filter((over) => !isSameOpinion(over, opinion));
    return judgeOver(opinion, earlier.toReversed());
  };
  turn = turn.then(judged, judged);
  return turn;
}

/** Whether what was read at this time shows all that this window judged and took back, once that is written. */
export async function showsAllWritten(at: number): Promise<boolean> {
  await Promise.allSettled([turn, undoEnded()]);
  return Math.max(judgedAt, lastUndone()) < at;
}

const isStale = (error: unknown): boolean => troubleOf(error).code === 'changed-meanwhile';
