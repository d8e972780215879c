import { actAt, appendAll } from '../analysis/activity-log.ts';
import type { CaseReader } from '../analysis/open-analysed.ts';
import { layoutOf } from '../case/layout.ts';
import type { DoneActs } from './write-marks.ts';

/**
 * Takes back what was done in one go, as far as it still stands: somebody else may have taken back some of it. Null
 * where nothing of it stands.
 */
export async function takeBack(
  { path }: CaseReader,
  { seqs, words, handles }: DoneActs,
): Promise<DoneActs | null> {
  const layout = layoutOf(path);
  const standing = seqs.filter((seq) => actAt(layout, seq)?.stands === true);
  if (standing.length === 0) return null;
  const entries = await appendAll(
    path,
    standing.toReversed().map((seq) => ({ name: 'act.withdrawn', data: { seq } })),
  );
  return {
    words: `Taken back: ${words.charAt(0).toLowerCase()}${words.slice(1)}`,
    handles,
    seqs: entries.map(({ seq }) => seq),
  };
}
