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
    return someRun(this.#text, (bit) => {
      run = (((filter[bit >>> 3] ?? 0) >>> (bit & 7)) & 1) === 1 ? run + 1 : 0;
      return run >= 3;
    });
  }

  #runs(): Uint8Array {
    if (this.#filter !== undefined) return this.#filter;
    const filter = new Uint8Array(FILTER_BITS / 8);
    someRun(this.#text, (bit) => {
      filter[bit >>> 3] = (filter[bit >>> 3] ?? 0) | (1 << (bit & 7));
      return false;
    });
    this.#filter = filter;
    return filter;
  }
}

const ring = new Int32Array(RUN_LETTERS);

/** Whether any run of the text is accepted, by the bit that its hash has in a filter. */
function someRun(text: string, accepts: (bit: number) => boolean): boolean {
  ring.fill(0);
  let hash = 0;
  let letters = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    const code = unit < 0x80 ? (FOLDED[unit] ?? 0) : unit;
    if (code === 0) continue;
    const slot = letters & (RUN_LETTERS - 1);
    hash = (Math.imul(hash, BASE) + code - (ring[slot] ?? 0)) | 0;
    ring[slot] = Math.imul(LEAVING, code);
    letters += 1;
    if (letters >= RUN_LETTERS && accepts(mixed(hash) & (FILTER_BITS - 1))) return true;
  }
  return false;
}

/** Of ASCII: small letter or digit; 0 for what does not count. Units beyond ASCII count as they are. */
const FOLDED = Uint8Array.from({ length: 0x80 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[a-z0-9]/i.test(character) ? character.toLowerCase().charCodeAt(0) : 0;
});

function mixed(hash: number): number {
  const high = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (high ^ (high >>> 15)) >>> 0;
}
