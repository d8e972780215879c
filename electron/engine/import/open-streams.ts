import { z } from 'zod';
import type { StreamPiece } from '../formats/format.ts';

/** Streams of a file that may be under way at once, and the characters that they hold together. */
const MOST_OPEN = 256;
const MOST_CHARACTERS = 1 << 24;

/** One stream so far: its pieces as the records have them, and the numbers of these records. */
const openStream = z.object({
  of: z.string().nullable(),
  texts: z.array(z.string()),
  records: z.array(z.int()),
});
export type OpenStream = z.infer<typeof openStream>;

/** What an import that goes on from a checkpoint must know; the one that got a piece last stands last. */
export const openStreams = z.array(openStream);

/**
 * Gathers answers that a log writes piece by piece, a record each. A stream ends where its last piece says so; one that
 * has no name where the next begins; any with the file, or where too many others got a piece since.
 */
export class OpenStreams {
  private readonly streams: Map<string | null, OpenStream>;
  private characters = 0;

  constructor(earlier: readonly OpenStream[] = []) {
    this.streams = new Map(earlier.map((stream) => [stream.of, stream]));
    for (const stream of earlier) this.characters += lengthOf(stream);
  }

  /** The streams that end with this piece or by it, in the order in which they ended. */
  take({ of, begins, ends }: StreamPiece, text: string, record: number): OpenStream[] {
    const ended = begins ? this.close(of) : [];
    const stream = this.streams.get(of) ?? { of, texts: [], records: [] };
    stream.texts.push(text);
    stream.records.push(record);
    this.characters += text.length;
    // The map keeps the order in which streams got their last piece.
    this.streams.delete(of);
    this.streams.set(of, stream);
    if (ends) ended.push(...this.close(of));
    while (this.streams.size > MOST_OPEN || this.characters > MOST_CHARACTERS) {
      const [oldest] = this.streams.keys();
      if (oldest === undefined) break;
      ended.push(...this.close(oldest));
    }
    return ended;
  }

  /** All that are open: the file has ended. */
  end(): OpenStream[] {
    return [...this.streams.keys()].flatMap((of) => this.close(of));
  }

  state(): OpenStream[] {
    return [...this.streams.values()];
  }

  private close(of: string | null): OpenStream[] {
    const stream = this.streams.get(of);
    if (stream === undefined) return [];
    this.streams.delete(of);
    this.characters -= lengthOf(stream);
    return [stream];
  }
}

const lengthOf = ({ texts }: OpenStream): number =>
  texts.reduce((sum, text) => sum + text.length, 0);
