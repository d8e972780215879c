import type { MarkSpan } from '../../../shared/domain/mark.ts';
import type { Place } from '../../../shared/domain/place.ts';

/** A text of a turn: a part of a message, a context document or a tool definition. */
export interface TextSource {
  readonly side: 'input' | 'output' | 'context' | 'tools';
  /** Message on its side from 0, rank of a document from 1. */
  readonly seq: number;
  readonly choice: number;
  /** null where a text has no parts. */
  readonly part: number | null;
  /** What it is, for people: `User, message 12`. */
  readonly title: string;
  readonly content_id: number | null;
  /** Code points of the whole. */
  readonly characters: number;
  /** Its beginning; null where the log says null. */
  readonly text: string | null;
  /** Only where another record than the turn's gives it. */
  readonly place: Place | null;
}

/** What of the turn is selected, and shown in the details. */
export type Selection =
  | { readonly what: 'turn' }
  | { readonly what: 'text'; readonly source: TextSource }
  | { readonly what: 'finding'; readonly id: number }
  /** A passage that an examiner marked. */
  | { readonly what: 'mark'; readonly handle: string; readonly span: MarkSpan }
  | {
      readonly what: 'passage';
      readonly source: TextSource;
      /** Code points from 0, the end not included. */
      readonly from: number;
      readonly to: number;
    };

export const sourceKey = ({ side, seq, choice, part }: TextSource): string =>
  `${side} ${seq} ${choice} ${part ?? '-'}`;

/** The characters that a citation of a text names. */
export function spanOf({ side, seq, part }: TextSource, from: number, to: number) {
  return { side, seq, part, char_start: from, char_end: to };
}
