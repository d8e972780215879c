import type { MatchKind, TextMatch, TextSpan } from '../../../shared/domain/replay-screen.ts';
import type { TextMark } from '../../design/evidence-pieces.ts';
import { counted } from '../../../shared/text/numbers.ts';
import type { TextSource } from './selection.ts';

/** Which end of a match a text holds. */
export type MatchEnd = 'answer' | 'given';

/** One end of a match in one text; `match` is its index among the turn's. */
export interface PlacedMatch extends TextMark {
  readonly match: number;
  readonly end: MatchEnd;
}

export const matchKinds = ['context', 'tool', 'user', 'system'] as const;

/** Where else the words stand, as a person reads it. */
export const matchWords = {
  context: 'context',
  tool: 'tool result',
  user: 'user',
  system: 'instructions',
} as const satisfies Record<MatchKind, string>;

/** Matches with an end in a text, as they stand in it. */
export function matchesIn(
  source: Pick<TextSource, 'side' | 'seq' | 'choice' | 'part'>,
  matches: readonly TextMatch[],
): PlacedMatch[] {
  const isHere = (span: TextSpan): boolean =>
    span.side === source.side &&
    span.seq === source.seq &&
    span.choice === source.choice &&
    span.part === source.part;
  return matches
    .flatMap(({ kind, words, answer, given }, match): PlacedMatch[] => {
      const style = { match, kind: `match-${kind}` } as const;
      const same = `text match, ${counted(words, 'word')}`;
      if (isHere(answer))
        return [
          {
            ...style,
            end: 'answer',
            from: answer.from,
            to: answer.to,
            label: `${same}, also in ${placeOf(kind, given)}`,
            letter: kind === 'context' ? `C${given.seq}` : undefined,
          },
        ];
      return isHere(given)
        ? [
            {
              ...style,
              end: 'given',
              from: given.from,
              to: given.to,
              label: `${same}, also in the answer`,
              letter: '',
            },
          ]
        : [];
    })
    .sort((a, b) => a.from - b.from || b.to - a.to || a.match - b.match);
}

function placeOf(kind: MatchKind, { seq }: TextSpan): string {
  switch (kind) {
    case 'context':
      return `context document ${seq}`;
    case 'tool':
      return `a tool result, message ${seq}`;
    case 'user':
      return `what the user said, message ${seq}`;
    case 'system':
      return `the instructions, message ${seq}`;
  }
}

/** Words of the answer that also stand in texts of each kind; `none` are the others, so that all together are its words. */
export function matchCounts(
  matches: readonly TextMatch[],
  words: number,
): { readonly kinds: readonly { kind: MatchKind; words: number }[]; readonly none: number } {
  const kinds = matchKinds.map((kind) => ({
    kind,
    words: matches.reduce((sum, match) => (match.kind === kind ? sum + match.words : sum), 0),
  }));
  return { kinds, none: words - kinds.reduce((sum, one) => sum + one.words, 0) };
}
