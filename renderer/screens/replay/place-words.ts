import type { TurnHead } from '../../../shared/domain/replay-screen.ts';
import { count } from '../../../shared/text/numbers.ts';
import type { CitedSpan } from './cited-span.ts';
import type { Selection } from './selection.ts';

const sideWords = {
  input: 'input message',
  output: 'output message',
  context: 'context document of rank',
  tools: 'tool definition',
} as const;

/** `output message 0, part 0`: what text of the turn a span stands in. */
export function textWords({ side, seq, part }: Pick<CitedSpan, 'side' | 'seq' | 'part'>): string {
  const what = `${sideWords[side]} ${count(seq)}`;
  return part === null || side === 'context' || side === 'tools' ? what : `${what}, part ${part}`;
}

/** `167 to 203 of 1,020`: which characters, in code points from 0, the end not included; of how many where that is known. */
export function placeWords({ char_start, char_end }: CitedSpan, selection: Selection): string {
  const words = `${count(char_start)} to ${count(char_end)}`;
  return selection.what === 'text' || selection.what === 'passage'
    ? `${words} of ${count(selection.source.characters)}`
    : words;
}

/** What is selected, for people. */
export function selectionTitle(head: TurnHead, selection: Selection): string {
  switch (selection.what) {
    case 'turn':
      return `${head.handle}, the whole turn`;
    case 'text':
    case 'passage':
      return selection.source.title;
    case 'mark':
      return textWords(selection.span);
    case 'finding': {
      const found = head.findings.find(({ finding_id }) => finding_id === selection.id);
      if (found?.side == null || found.seq === null) return `${head.handle}, the whole turn`;
      const side = (['input', 'output', 'context', 'tools'] as const).find(
        (one) => one === found.side,
      );
      return side === undefined
        ? head.handle
        : textWords({ side, seq: found.seq, part: found.part });
    }
  }
}
