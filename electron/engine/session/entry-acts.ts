import type { Changed } from '../analysis/write-events.ts';
import type { DoneActs } from '../marks/write-marks.ts';

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
