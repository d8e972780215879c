import { hash } from 'node:crypto';

/** One per bit of the count of leaves, and one for the leaf that is being added. */
const PEAKS = 54;

/**
 * Merkle tree of RFC 6962 section 2.1 as a compact range: of a tree of n leaves only the roots of its perfect subtrees
 * are held, at most one per bit of n. Leaf hash: SHA-256(0x00 || data); node: SHA-256(0x01 || left || right); the root
 * of no leaves is SHA-256 of nothing.
 */
export class MerkleRange {
  /** The peaks one behind the other, so that the two that are joined stand as the node is hashed. */
  private readonly peaks = Buffer.alloc(PEAKS * 32);
  private readonly node = Buffer.alloc(65, 1);
  private leaves = 0;
  private depth = 0;

  get size(): number {
    return this.leaves;
  }

  /** What `restore` takes. */
  get state(): { leaves: number; peaks: string[] } {
    const peaks = Array.from({ length: this.depth }, (_, peak) =>
      this.peaks.toString('hex', peak * 32, peak * 32 + 32),
    );
    return { leaves: this.leaves, peaks };
  }

  /** Goes on where a tree of that state stood. */
  restore({ leaves, peaks }: { readonly leaves: number; readonly peaks: readonly string[] }): void {
    this.peaks.write(peaks.join(''), 'hex');
    this.depth = peaks.length;
    this.leaves = leaves;
  }

  /** Adds a leaf by its hash (32 bytes), as `leafHash` makes it. */
  append(leaf: Uint8Array): void {
    this.peaks.set(leaf, this.depth++ * 32);
    // Every trailing 1 bit of the count is a perfect subtree that the new leaf completes to the next size.
    for (let count = this.leaves; count % 2 === 1; count = (count - 1) / 2) {
      this.peaks.copy(this.node, 1, (this.depth - 2) * 32, this.depth * 32);
      this.depth--;
      this.peaks.write(hash('sha256', this.node, 'binary'), (this.depth - 1) * 32, 'latin1');
    }
    this.leaves++;
  }

  /** The root as 64 lower-case hexadecimal digits; more leaves may follow. */
  root(): string {
    if (this.depth === 0) return hash('sha256', '', 'hex');
    const { node, peaks } = this;
    peaks.copy(node, 33, (this.depth - 1) * 32, this.depth * 32);
    for (let peak = this.depth - 2; peak >= 0; peak--) {
      peaks.copy(node, 1, peak * 32, (peak + 1) * 32);
      node.write(hash('sha256', node, 'binary'), 33, 'latin1');
    }
    return node.toString('hex', 33);
  }
}

const leafBuffer = Buffer.alloc(33);

/** Leaf hash of a record: SHA-256 over a zero byte and the 32 bytes of the record's own SHA-256. */
export function leafHash(recordSha256: Uint8Array): Uint8Array {
  leafBuffer.set(recordSha256, 1);
  return Buffer.from(hash('sha256', leafBuffer, 'binary'), 'latin1');
}
