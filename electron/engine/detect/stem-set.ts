/**
 * Stem hashes in an open-addressed table: every word of a case is asked for here, and a Set would fill memory with its
 * entries. 0 marks an empty place, so the hash 0 counts as 1.
 */
export class StemSet {
  readonly #table: Int32Array;
  readonly #shift: number;

  /** The first `count` of `stems`; those that come again are kept once. */
  constructor(stems: ArrayLike<number>, count = stems.length) {
    const bits = Math.max(3, 32 - Math.clz32(count * 2));
    this.#table = new Int32Array(1 << bits);
    this.#shift = 32 - bits;
    for (let index = 0; index < count; index += 1) {
      const stem = kept(stems[index] ?? 0);
      this.#table[this.#placeOf(stem)] = stem;
    }
  }

  has(stem: number): boolean {
    return this.#table[this.#placeOf(kept(stem))] !== 0;
  }

  each(take: (stem: number) => void): void {
    for (const stem of this.#table) if (stem !== 0) take(stem);
  }

  /** Where the stem stands, or would stand. */
  #placeOf(stem: number): number {
    const table = this.#table;
    const last = table.length - 1;
    let place = Math.imul(stem, 0x9e3779b1) >>> this.#shift;
    for (let there = table[place]; there !== 0 && there !== stem; there = table[place])
      place = (place + 1) & last;
    return place;
  }
}

function kept(stem: number): number {
  return stem === 0 ? 1 : stem;
}
