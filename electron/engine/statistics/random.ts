/** A seeded source of random numbers; the same seed gives the same sequence on every machine. */
export interface Random {
  /** The next 32 bits, 0 to 4,294,967,295. */
  bits(): number;
  /** A whole number from 0 to `end` - 1; `end` at most 2^32. */
  below(end: number): number;
}

/**
 * xoshiro128** 1.1 (Blackman and Vigna, 2018; public domain), its state filled from the seed by splitmix32.
 * `stream` gives each use of one seed a sequence of its own, so that a new metric does not move the others.
 */
export function random(seed: number, stream = ''): Random {
  const fill = splitmix32(mix(seed, stream));
  let [s0, s1, s2, s3] = [fill(), fill(), fill(), fill()];
  const bits = (): number => {
    const scrambled = Math.imul(rotate(Math.imul(s1, 5), 7), 9) >>> 0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = rotate(s3, 11);
    return scrambled;
  };
  return { bits, below: (end) => Math.floor((bits() / 0x1_0000_0000) * end) };
}

/** Fisher-Yates, in place. */
export function shuffle<Item>(items: Item[], source: Random): Item[] {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = source.below(last + 1);
    const [moved] = items.splice(other, 1, ...items.slice(last, last + 1));
    if (moved !== undefined) items[last] = moved;
  }
  return items;
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

/** FNV-1a over the low and high half of the seed and the code units of the stream's name. */
function mix(seed: number, stream: string): number {
  let state = 0x811c9dc5;
  const add = (value: number): void => {
    state = Math.imul(state ^ value, 0x01000193);
  };
  add(seed >>> 0);
  add(Math.floor(seed / 0x1_0000_0000) >>> 0);
  for (let index = 0; index < stream.length; index += 1) add(stream.charCodeAt(index));
  return state >>> 0;
}

function splitmix32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let word = state ^ (state >>> 16);
    word = Math.imul(word, 0x21f0aaad);
    word ^= word >>> 15;
    word = Math.imul(word, 0x735a2d97);
    return (word ^ (word >>> 15)) | 0;
  };
}
