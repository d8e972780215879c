import type { Marked } from '../../../shared/domain/mark.ts';
import type { CaseReader } from '../analysis/open-analysed.ts';
import type { Changed } from '../analysis/write-events.ts';
import type { DoneActs } from '../marks/write-marks.ts';
import type { DeskWindow } from './desk-window.ts';

/** Does something as an act of the window, which its undo takes back. */
export async function doneIn(
  window: DeskWindow,
  work: (reader: CaseReader) => Promise<DoneActs>,
): Promise<Marked> {
  const { words, handles } = await window.done.act(window.session, work);
  return { words, handles: [...handles] };
}

/** Where nothing differed there are no lines, and no handle is said to be touched. */
export function wordsOfChange(
  { handle, seq, fields }: Changed,
  named: Readonly<Record<string, string>>,
): DoneActs {
  if (seq === null)
    return { words: `${handle} says so already; nothing was written`, handles: [], seqs: [] };
  const what = Object.entries(named)
    .flatMap(([field, words]) => (fields.includes(field) ? [words] : []))
    .join(', ');
  return { words: `Changed ${handle}: ${what}`, handles: [handle], seqs: [seq] };
}
