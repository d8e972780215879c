import type { MarkSpan } from '../../shared/domain/mark.ts';

/** What a mark is laid on: a passage of one turn, or whole turns. */
export interface MarkTarget {
  /** Numbers of turns. */
  readonly turns: readonly number[];
  readonly span: MarkSpan | null;
  /** For people: `T-12`, `a passage of T-12`, `3 turns`. */
  readonly words: string;
  /** What an exhibit of it may be called. */
  readonly caption: string;
}
