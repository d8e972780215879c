/**
 * Numbers for 128-bit hashes, in typed arrays: 20 bytes an entry, where a Map of strings takes over 100. Open
 * addressing, at most three quarters full. Values are from 1 to 2^32 - 1.
 */
export class HashTable {
  size = 0;
  private mask: number;
  private keys: Uint32Array;
  private values: Uint32Array;

  constructor(bits = 12) {
    this.mask = 2 ** bits - 1;
    this.keys = new Uint32Array(4 * 2 ** bits);
    this.values = new Uint32Array(2 ** bits);
  }

  /** The number kept under the hash; where there is none, keeps `next` and answers 0. */
  add(a: number, b: number, c: number, d: number, next: number): number {
    if (this.size * 4 > this.mask * 3) this.grow();
    const slot = this.find(a, b, c, d);
    const known = this.values[slot] ?? 0;
    if (known !== 0) return known;
    this.keys[slot * 4] = a;
    this.keys[slot * 4 + 1] = b;
    this.keys[slot * 4 + 2] = c;
    this.keys[slot * 4 + 3] = d;
    this.values[slot] = next;
    this.size++;
    return 0;
  }

  /** The number kept under the hash, or 0. */
  get(a: number, b: number, c: number, d: number): number {
    return this.values[this.find(a, b, c, d)] ?? 0;
  }

  /** Forgets all that it keeps, but not the room that it took. */
  clear(): void {
    this.size = 0;
    this.values.fill(0);
  }

  private find(a: number, b: number, c: number, d: number): number {
    const { keys, values, mask } = this;
    for (let slot = a & mask; ; slot = (slot + 1) & mask) {
      const key = slot * 4;
      if (values[slot] === 0) return slot;
      if (keys[key] === a && keys[key + 1] === b && keys[key + 2] === c && keys[key + 3] === d)
        return slot;
    }
  }

  private grow(): void {
    const { keys, values } = this;
    this.mask = values.length * 2 - 1;
    this.keys = new Uint32Array(keys.length * 2);
    this.values = new Uint32Array(values.length * 2);
    this.size = 0;
    for (let slot = 0; slot < values.length; slot++) {
      const value = values[slot] ?? 0;
      const key = slot * 4;
      if (value !== 0)
        this.add(keys[key] ?? 0, keys[key + 1] ?? 0, keys[key + 2] ?? 0, keys[key + 3] ?? 0, value);
    }
  }
}
