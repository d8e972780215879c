import { hash } from 'node:crypto';

/**
 * Merkle tree of RFC 6962 section 2.1 as a compact range: of a tree of n leaves only the roots of its perfect subtrees
 * are held, at most one per bit of n. Leaf hash: SHA-256(0x00 || data); node: SHA-256(0x01 || left || right); the root
 * of no leaves is SHA-256 of nothing.
 */
export class MerkleRange {
  private readonly peaks: Uint8Array[] = [];
  private leaves = 0;
  private readonly node = new Uint8Array(65);

  constructor() {
    this.node[0] = 1;
  }

  get size(): number {
    return this.leaves;
  }

  /** Adds a leaf by its hash (32 bytes), as `leafHash` makes it. */
  append(leaf: Uint8Array): void {
    let right = leaf;
    // Every trailing 1 bit of the count is a perfect subtree that the new leaf completes to the next size.
    for (let count = this.leaves; count % 2 === 1; count = (count - 1) / 2) {
      const left = this.peaks.pop();
      if (left !== undefined) right = this.join(left, right);
    }
    this.peaks.push(right);
    this.leaves++;
  }

  /** The root as 64 lower-case hexadecimal digits; more leaves may follow. */
  root(): string {
    let right = this.peaks.at(-1);
    if (right === undefined) return hash('sha256', '', 'hex');
    for (const left of this.peaks.slice(0, -1).reverse()) right = this.join(left, right);
    return Buffer.from(right).toString('hex');
  }

  private join(left: Uint8Array, right: Uint8Array): Uint8Array {
    this.node.set(left, 1);
    this.node.set(right, 33);
    return Buffer.from(hash('sha256', this.node, 'hex'), 'hex');
  }
}

const leafBuffer = new Uint8Array(33);

/** Leaf hash of a record: SHA-256 over a zero byte and the 32 bytes of the record's own SHA-256. */
export function leafHash(recordSha256: Uint8Array): Uint8Array {
  leafBuffer.set(recordSha256, 1);
  return Buffer.from(hash('sha256', leafBuffer, 'hex'), 'hex');
}
