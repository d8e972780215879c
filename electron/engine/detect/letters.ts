/** Letters and digits in a run that two texts share at least, for a verbatim run to be looked for. */
const RUN_LETTERS = 32;

const BASE = 0x01000193;
const FILTER_BITS = 1 << 18;

/** BASE to the power of RUN_LETTERS, modulo 2^32. */
const LEAVING = Array.from({ length: RUN_LETTERS }).reduce<number>(
  (power) => Math.imul(power, BASE),
  1,
);

/**
 * A text as letters and digits alone, folded, in runs of RUN_LETTERS: a rolling hash (Karp and Rabin 1987) tells in one
 * walk whether two texts can share a run, without making words of either.
 */
export class Letters {
  readonly #text: string;
  #filter: Uint8Array | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** False only where no run is shared. True for about one text in a thousand that shares none. */
  mayShareRun(other: Letters): boolean {
    const filter = other.#runs();
    let run = 0;
    return someRun(this.#text, (hash) => {
      const bit = hash % FILTER_BITS;
      run = ((filter[bit >>> 3] ?? 0) >>> (bit & 7)) & 1 ? run + 1 : 0;
      return run >= 3;
    });
  }

  #runs(): Uint8Array {
    if (this.#filter !== undefined) return this.#filter;
    const filter = new Uint8Array(FILTER_BITS / 8);
    someRun(this.#text, (hash) => {
      const bit = hash % FILTER_BITS;
      filter[bit >>> 3] = (filter[bit >>> 3] ?? 0) | (1 << (bit & 7));
      return false;
    });
    this.#filter = filter;
    return filter;
  }
}

/** Whether any run of the text, by its hash, is accepted. */
function someRun(text: string, accepts: (hash: number) => boolean): boolean {
  const ring = new Uint16Array(RUN_LETTERS);
  let hash = 0;
  let letters = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = folded(text.charCodeAt(index));
    if (code === 0) continue;
    const slot = letters % RUN_LETTERS;
    hash = (Math.imul(hash, BASE) + code - Math.imul(LEAVING, ring[slot] ?? 0)) | 0;
    ring[slot] = code;
    letters += 1;
    if (letters >= RUN_LETTERS && accepts(mixed(hash))) return true;
  }
  return false;
}

/** Small letter, digit, or any unit beyond ASCII; 0 for what does not count. */
function folded(code: number): number {
  if (code >= 0x80) return code;
  if (code >= 0x61 && code <= 0x7a) return code;
  if (code >= 0x41 && code <= 0x5a) return code + 0x20;
  return code >= 0x30 && code <= 0x39 ? code : 0;
}

function mixed(hash: number): number {
  const high = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (high ^ (high >>> 15)) >>> 0;
}
