import { stemHash } from './stem.ts';
import { StemSet } from './stem-set.ts';

/** The words of a text in columns, in their order: an object for each word of a case is what memory would fill with. */
export interface Words {
  readonly count: number;
  /** UTF-16 indexes, ascending. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Signed 32-bit hashes of the folded words without their endings. */
  readonly stems: Int32Array;
}

const WORD = /[\p{L}\p{M}]+(?:['’]\p{L}+)?|\p{N}+(?:[.,:]\p{N}+)*/gu;
const BEYOND_ASCII = /[^\p{ASCII}]/u;

/** Columns that grow; each text is read into them and then copied out. */
class Scratch {
  starts = new Int32Array(1 << 12);
  ends = new Int32Array(1 << 12);
  stems = new Int32Array(1 << 12);
  count = 0;

  read(text: string): void {
    this.count = 0;
    if (BEYOND_ASCII.test(text)) this.#readAny(text);
    else this.#readAscii(text);
  }

  #readAny(text: string): void {
    WORD.lastIndex = 0;
    for (let match = WORD.exec(text); match !== null; match = WORD.exec(text))
      this.#take(text, match.index, match.index + match[0].length);
  }

  /** The same words as WORD finds, where no other characters are. */
  #readAscii(text: string): void {
    for (let start = 0; start < text.length; ) {
      const kind = kindAt(text, start);
      let end = start + 1;
      if (kind !== OTHER) {
        while (kindAt(text, end) === kind) end += 1;
        while (isInner(kind, text.charCodeAt(end)) && kindAt(text, end + 1) === kind) {
          end += 2;
          while (kindAt(text, end) === kind) end += 1;
          if (kind === LETTER) break;
        }
        this.#take(text, start, end);
      }
      start = end;
    }
  }

  #take(text: string, start: number, end: number): void {
    if (this.count === this.starts.length) this.#grow();
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.stems[this.count] = stemHash(text, start, end);
    this.count += 1;
  }

  #grow(): void {
    this.starts = doubled(this.starts);
    this.ends = doubled(this.ends);
    this.stems = doubled(this.stems);
  }
}

function doubled(column: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(column.length * 2);
  larger.set(column);
  return larger;
}

const scratch = new Scratch();

export function wordsOf(text: string): Words {
  scratch.read(text);
  const { count } = scratch;
  // One buffer for all columns: a buffer lives outside the heap and costs more than what it holds.
  const all = new Int32Array(3 * count);
  const columns = [scratch.starts, scratch.ends, scratch.stems].map((column, index) => {
    all.set(column.subarray(0, count), index * count);
    return all.subarray(index * count, (index + 1) * count);
  });
  const [starts = all, ends = all, stems = all] = columns;
  return { count, starts, ends, stems };
}

/** The distinct words, without making the words. */
export function stemsOf(text: string): StemSet {
  scratch.read(text);
  return new StemSet(scratch.stems, scratch.count);
}

/** Whether the word that begins here is a number. */
export function isNumberAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return (
    (code >= 0x30 && code <= 0x39) || (code >= 0x80 && /^\p{N}/u.test(text.slice(index, index + 2)))
  );
}

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;

function kindAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)) return LETTER;
  return code >= 0x30 && code <= 0x39 ? DIGIT : OTHER;
}

/** What may stand within a word (an apostrophe, once), and within a number (. , :). */
function isInner(kind: number, code: number): boolean {
  if (kind === LETTER) return code === 0x27;
  return code === 0x2e || code === 0x2c || code === 0x3a;
}

/** Index of the first word that begins at the position or after it. */
export function firstWordFrom({ starts }: Words, position: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Words in a run of the verbatim test. */
export const RUN_WORDS = 8;

/** Hash of each run of RUN_WORDS words; of equal runs the first. */
export function fingerprintsOf(words: Words): Map<number, number> {
  const found = new Map<number, number>();
  for (let first = 0; first + RUN_WORDS <= words.count; first += 1) {
    const hash = runHash(words, first);
    if (!found.has(hash)) found.set(hash, first);
  }
  return found;
}

export function runHash({ stems }: Words, first: number): number {
  let hash = 0x811c9dc5;
  for (let index = first; index < first + RUN_WORDS; index += 1)
    hash = Math.imul(hash ^ (stems[index] ?? 0), 0x01000193);
  return hash >>> 0;
}
