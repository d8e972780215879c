import type { PairVerdict } from '../../../shared/domain/analysis.ts';
import { append } from '../analysis/activity-log.ts';
import { findTurn } from '../analysis/anchors.ts';
import type { CaseReader } from '../analysis/open-analysed.ts';

export interface Judgement {
  /** Turn ids of the pair. */
  readonly a: number;
  readonly b: number;
  /** Null takes the verdict back. */
  readonly verdict: PairVerdict | null;
  readonly note: string | null;
}

/** The examiner's verdict on two answers. It is kept by their places, so that it holds for every comparison. */
export async function judgePair(
  reader: CaseReader,
  { a, b, verdict, note }: Judgement,
): Promise<{ seq: number }> {
  const anchors = await reader.read('judging a pair', async ({ database: { connection } }) => ({
    a: (await findTurn(connection, `T-${a}`)).anchor,
    b: (await findTurn(connection, `T-${b}`)).anchor,
  }));
  const { seq } = await append(reader.path, 'pair.judged', { ...anchors, verdict, note });
  return { seq };
}
