import type { PairVerdict } from '../../../shared/domain/analysis.ts';
import { append, readActs } from '../analysis/activity-log.ts';
import { findTurn } from '../analysis/anchors.ts';
import type { CaseReader } from '../analysis/open-analysed.ts';
import { Refusal } from '../base/errors.ts';
import { layoutOf } from '../case/layout.ts';

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

/** Takes a verdict back by its line of the activity log; what was said of the pair before it stands again. */
export async function withdrawVerdict(reader: CaseReader, seq: number): Promise<void> {
  const act = readActs(layoutOf(reader.path)).find((one) => one.seq === seq);
  if (act?.name !== 'pair.judged')
    throw new Refusal(
      'not-found',
      `Line ${seq} of the activity log is no verdict on a pair that stands.`,
    );
  await append(reader.path, 'act.withdrawn', { seq });
}
