import type { PartFields } from './format.ts';
import type { Span, SpanEvent } from './span.ts';

/** One message that a span spells out. */
export interface Said {
  readonly role: unknown;
  readonly parts: readonly PartFields[];
  readonly name?: unknown;
  readonly choice?: number;
  /** As `MessageOptions.bare`: the span does not put it as a message. */
  readonly bare?: true;
}

/** The messages of one side, and where in the span they were found. */
export interface Words {
  readonly said: readonly Said[];
  /** Attributes by their whole names. */
  readonly names?: readonly string[];
  /** Attributes by the prefix under which they are numbered. */
  readonly numbered?: readonly string[];
  readonly events?: readonly SpanEvent[];
}

/** Reads one side of a span in one dialect; undefined where the span has nothing in it. */
export type WordsReader = (span: Span, decoded: boolean) => Words | undefined;

/** The words of the first dialect in which the span has any. */
export function firstWords(
  readers: readonly WordsReader[],
  span: Span,
  decoded: boolean,
): Words | undefined {
  for (const read of readers) {
    const words = read(span, decoded);
    if (words !== undefined && words.said.length > 0) return words;
  }
  return undefined;
}
