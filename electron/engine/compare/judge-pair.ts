import type { PairOpinion, PairVerdict } from '../../../shared/domain/analysis.ts';
import { opinionWords } from '../../../shared/text/verdict-words.ts';
import { appendAll } from '../analysis/activity-log.ts';
import { analysisOf } from '../analysis/analysis.ts';
import { findTurn } from '../analysis/anchors.ts';
import type { CaseReader } from '../analysis/open-analysed.ts';
import { refuseUnseen } from '../analysis/unchanged.ts';
import { judgedActs, pairPlaces } from './pair-places.ts';

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

/**
 * The examiner's verdict on two answers. It is kept by their places, so that it holds for every comparison. Gives the
 * lines of the activity log that say it.
 */
export async function judgePair(
  reader: CaseReader,
  { a, b, verdict, note, seen }: Judgement,
): Promise<{ seqs: number[] }> {
  const { places, acts } = await reader.read(
    'judging a pair',
    async ({ database: { connection }, analysis }) => {
      const turns = [
        await findTurn(connection, `T-${a}`),
        await findTurn(connection, `T-${b}`),
      ] as const;
      const found = await pairPlaces(connection, ...turns);
      return { places: found, acts: judgedActs(found, analysis, { verdict, note }) };
    },
  );
  const entries = await appendAll(reader.path, acts, (standing) => {
    if (seen === undefined) return;
    const last = standing.findLast((act) => act.name === 'pair.judged' && places.isOf(act.data));
    const handle = `The verdict on T-${a} with T-${b}`;
    const judged = latest(analysisOf(standing).pairs.filter(places.isOf));
    refuseUnseen({ handle, last }, opinionWords(seen), opinionWords(judged ?? NO_OPINION));
  });
  return { seqs: entries.map(({ seq }) => seq) };
}

const NO_OPINION: PairOpinion = { verdict: null, note: null };

const latest = <Given extends { readonly act_seq: number }>(
  given: readonly Given[],
): Given | undefined => given.toSorted((one, other) => other.act_seq - one.act_seq)[0];
