import type { TurnHead } from '../../../shared/domain/replay-screen.ts';
import { type Selection, spanOf } from './selection.ts';

/** Characters that a citation names, as the engine takes them; null for a whole turn. */
export interface CitedSpan {
  readonly side: 'input' | 'output' | 'context' | 'tools';
  readonly seq: number;
  readonly part: number | null;
  readonly char_start: number;
  readonly char_end: number;
}

const sides = ['input', 'output', 'context', 'tools'] as const;

/** What a citation of the selection names. A finding about a field, or a text that the log leaves null, is cited as the whole turn. */
export function citedSpan(head: TurnHead, selection: Selection): CitedSpan | null {
  switch (selection.what) {
    case 'turn':
      return null;
    case 'mark':
      return selection.span;
    case 'passage':
      return spanOf(selection.source, selection.from, selection.to);
    case 'text':
      return selection.source.text === null
        ? null
        : spanOf(selection.source, 0, selection.source.characters);
    case 'finding': {
      const found = head.findings.find(({ finding_id }) => finding_id === selection.id);
      const side = sides.find((one) => one === found?.side);
      if (found === undefined || side === undefined) return null;
      const { seq, part, char_start, char_end } = found;
      return seq === null || char_start === null || char_end === null
        ? null
        : { side, seq, part, char_start, char_end };
    }
  }
}
