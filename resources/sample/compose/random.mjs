/** A small seeded generator, so that the sample comes out the same on every machine. */

/** FNV-1a, 32 bits, over UTF-16 code units. */
export function hash32(text) {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}

/** mulberry32: one independent stream per text, so that a change in one conversation leaves the others alone. */
function uniform(seed) {
  let state = hash32(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

export function stream(seed) {
  const next = uniform(`hallowby-2026:${seed}`);
  const int = (low, high) => low + Math.floor(next() * (high - low + 1));
  const pick = (list) => list[Math.floor(next() * list.length)];
  return {
    next,
    int,
    pick,
    chance: (share) => next() < share,
    /** Sum of four uniforms: near enough to a bell, and never far out. */
    around: (middle, spread) => middle + (next() + next() + next() + next() - 2) * spread,
    weighted: (list, weight) => {
      let left = next() * list.reduce((sum, item) => sum + weight(item), 0);
      for (const item of list) {
        left -= weight(item);
        if (left < 0) return item;
      }
      return list.at(-1);
    },
    id: (length) => Array.from({ length }, () => ALPHABET[int(0, 31)]).join(''),
  };
}
