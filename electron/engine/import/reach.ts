import { LineHasher, LineHashes } from './line-hashes.ts';
import type { CopierData } from './protocol.ts';
import { SharedProgress } from './shared-progress.ts';

/** What the copier tells the parser through shared memory: how far the bytes reach, and the hashes of their lines. */
export class Reach {
  private readonly progress: SharedProgress;
  private readonly hashes: LineHashes | null;
  private readonly hasher: LineHasher | null;

  constructor({ progress, lineHashes }: Pick<CopierData, 'progress' | 'lineHashes'>) {
    this.progress = new SharedProgress(progress);
    this.hashes = lineHashes === null ? null : new LineHashes(lineHashes);
    this.hasher = this.hashes === null ? null : new LineHasher(this.hashes);
  }

  /** The hashes of lines come before the bytes, so that they are there when the parser looks for them. */
  publish(block: Buffer, reach: number): void {
    this.hasher?.update(block);
    this.progress.publish(reach, false);
  }

  publishEnd(reach: number): void {
    this.hasher?.end();
    this.progress.publish(reach, true);
  }

  /** How much of a compressed source was read. */
  publishRead(bytes: number): void {
    this.progress.publishRead(bytes);
  }

  /** Waits for a parser that is so far behind that the hashes of lines would be lost. */
  waitForParser(): void {
    this.progress.waitWhile(() => this.isTooFar());
  }

  private isTooFar(): boolean {
    const { hashes, hasher } = this;
    return hashes !== null && hasher !== null && hashes.wanted && hashes.isCrowded(hasher.line);
  }
}
