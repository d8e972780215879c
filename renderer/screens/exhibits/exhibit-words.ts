import type { Exhibit } from '../../../shared/domain/mark.ts';
import type { Place } from '../../../shared/domain/place.ts';
import { count } from '../../../shared/text/numbers.ts';

/** `gateway.jsonl, record 1,042`. */
export function recordWords({ name, member, ordinal }: Place): string {
  const file = member === null ? name : `${name}, ${member}`;
  return `${file}, record ${count(ordinal)}`;
}

/** `K-1, K-2 against, V-3`: what rests on it; empty where nothing does. */
export const usedWords = ({ used_by }: Exhibit): string =>
  used_by.map(({ handle, how }) => (how === 'for' ? handle : `${handle} against`)).join(', ');

const sides = {
  input: 'input message',
  output: 'output message',
  context: 'context document of rank',
  tools: 'tool definition',
} as const;

/** `output message 0, characters 5 to 20`: where in its turn a passage stands. */
export function spanWords({ span }: Exhibit): string | null {
  if (span === null) return null;
  const { side, seq, char_start, char_end } = span;
  return `${sides[side]} ${count(seq)}, characters ${count(char_start)} to ${count(char_end)}`;
}
