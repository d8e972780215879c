import type { Anchor, PairOpinion, PairVerdict } from '../../../shared/domain/analysis.ts';
import { opinionWords } from '../../../shared/text/verdict-words.ts';
import { appendAll } from '../analysis/activity-log.ts';
import { analysisOf } from '../analysis/analysis.ts';
import { findTurn } from '../analysis/anchors.ts';
import type { CaseReader } from '../analysis/open-analysed.ts';
import { refuseUnseen } from '../analysis/unchanged.ts';
import { Fault } from '../base/errors.ts';

export interface Judgement {
  /** Turn ids of the pair. */
  readonly a: number;
  readonly b: number;
  /** Null takes the verdict back. */
  readonly verdict: PairVerdict | null;
  readonly note: string | null;
  /** How the pair was judged when this was given; without it nobody looked. */
  readonly seen?: PairOpinion | undefined;
}

/** The examiner's verdict on two answers. It is kept by their places, so that it holds for every comparison. */
export async function judgePair(
  reader: CaseReader,
  { a, b, verdict, note, seen }: Judgement,
): Promise<{ seq: number }> {
  const anchors = await reader.read('judging a pair', async ({ database: { connection } }) => ({
    a: (await findTurn(connection, `T-${a}`)).anchor,
    b: (await findTurn(connection, `T-${b}`)).anchor,
  }));
  const isIt = (pair: { readonly a: Anchor; readonly b: Anchor }): boolean =>
    isSame(pair.a, anchors.a) && isSame(pair.b, anchors.b);
  const [entry] = await appendAll(
    reader.path,
    [{ name: 'pair.judged', data: { ...anchors, verdict, note } }],
    (standing) => {
      if (seen === undefined) return;
      const judged = analysisOf(standing).pairs.find(isIt);
      const last = standing.findLast((act) => act.name === 'pair.judged' && isIt(act.data));
      const handle = `The verdict on T-${a} with T-${b}`;
      refuseUnseen({ handle, last }, opinionWords(seen), opinionWords(judged ?? NO_OPINION));
    },
  );
  if (entry === undefined) throw new Fault('an act was not written');
  return { seq: entry.seq };
}

const NO_OPINION: PairOpinion = { verdict: null, note: null };

const isSame = (one: Anchor, other: Anchor): boolean =>
  one.evidence === other.evidence &&
  one.ordinal === other.ordinal &&
  one.turn_index === other.turn_index;
