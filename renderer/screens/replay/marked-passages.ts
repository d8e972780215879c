import { createContext, useContext } from 'react';
import type { Mark, MarkSpan } from '../../../shared/domain/mark.ts';
import type { TextSource } from './selection.ts';

/** What an examiner laid on passages of the open turn. */
const PassagesContext = createContext<readonly Mark[]>([]);
export const PassagesProvider = PassagesContext.Provider;
export const usePassages = (): readonly Mark[] => useContext(PassagesContext);

/** Whether a span names characters of a text. */
export const isIn = (source: Pick<TextSource, 'side' | 'seq' | 'part'>, span: MarkSpan): boolean =>
  span.side === source.side &&
  span.seq === source.seq &&
  (span.part === null || source.part === null || span.part === source.part);

/** A passage of a text that an examiner marked. */
export interface PlacedPassage {
  readonly finding_id: null;
  readonly handle: string;
  readonly span: MarkSpan;
  readonly from: number;
  readonly to: number;
  readonly kind: 'pinned';
  readonly label: string;
  readonly letter: string;
}

/** Exhibits, notes and tags on passages of a text; reviews are seen on their findings. */
export function passagesIn(
  source: Pick<TextSource, 'side' | 'seq' | 'part'>,
  marks: readonly Mark[],
): PlacedPassage[] {
  return marks.flatMap(({ kind, handle, span, words }) =>
    kind === 'review' || span === null || !isIn(source, span)
      ? []
      : [
          {
            finding_id: null,
            handle,
            span,
            from: span.char_start,
            to: span.char_end,
            kind: 'pinned',
            label: `${handle}: ${words}`,
            letter: handle,
          } as const,
        ],
  );
}
