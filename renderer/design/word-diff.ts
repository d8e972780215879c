import { diffArrays } from 'diff';

/** A stretch of a text that the other lacks, in code points from 0. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface WordDiff {
  readonly a: readonly Stretch[];
  readonly b: readonly Stretch[];
  /** Words of each side, and those of them that the other lacks. */
  readonly words: { readonly a: number; readonly b: number };
  readonly changed: { readonly a: number; readonly b: number };
}

/** Beyond so many edits what lies between equal ends counts as changed as a whole: a bound that every machine meets alike. */
const MOST_EDITS = 1000;

/**
 * Words, spaces and signs by which two texts differ, by the fewest edits. Texts that have next to nothing in common are
 * given as changed from their first difference to their last.
 */
export function wordDiff(a: string, b: string): WordDiff {
  const [piecesA, piecesB] = [piecesOf(a), piecesOf(b)];
  const lacking = lackingPieces(piecesA, piecesB);
  return {
    a: stretches(piecesA, lacking.a),
    b: stretches(piecesB, lacking.b),
    words: { a: piecesA.filter(isWord).length, b: piecesB.filter(isWord).length },
    changed: { a: wordsAmong(piecesA, lacking.a), b: wordsAmong(piecesB, lacking.b) },
  };
}

const isWord = (piece: string): boolean => /[\p{L}\p{N}_]/u.test(piece);
const wordsAmong = (pieces: readonly string[], lacking: ReadonlySet<number>): number =>
  pieces.filter((piece, index) => isWord(piece) && lacking.has(index)).length;

/** Letters in a row that are looked at together: a segmenter copies all of what it is given for each word that it finds. */
const MOST_LETTERS = 200;
const PIECES = new RegExp(
  `[\\p{L}\\p{M}\\p{N}_]{1,${MOST_LETTERS}}|\\s+|[^\\p{L}\\p{M}\\p{N}_\\s]`,
  'gu',
);
/** Scripts that write words without spaces between them. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const words = new Intl.Segmenter('en', { granularity: 'word' });

const piecesOf = (text: string): readonly string[] =>
  (text.match(PIECES) ?? []).flatMap((piece) =>
    UNSPACED.test(piece) ? Array.from(words.segment(piece), ({ segment }) => segment) : [piece],
  );

function stretches(pieces: readonly string[], lacking: ReadonlySet<number>): Stretch[] {
  const found: { from: number; to: number }[] = [];
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    const to = at + Array.from(piece).length;
    const last = found.at(-1);
    if (lacking.has(index)) {
      if (last?.to === at) last.to = to;
      else found.push({ from: at, to });
    }
    at = to;
  }
  return found;
}

/** Indexes of the pieces that the other side lacks. */
function lackingPieces(
  a: readonly string[],
  b: readonly string[],
): { a: Set<number>; b: Set<number> } {
  const lacking = { a: new Set<number>(), b: new Set<number>() };
  const { start, endA, endB } = differing(a, b);
  const [middleA, middleB] = [a.slice(start, endA), b.slice(start, endB)];
  const changes = diffArrays(middleA, middleB, { maxEditLength: MOST_EDITS }) ?? [
    { value: middleA, added: false, removed: true },
    { value: middleB, added: true, removed: false },
  ];
  let [atA, atB] = [start, start];
  for (const { value, added, removed } of changes)
    for (const _ of value) {
      if (removed) lacking.a.add(atA);
      if (added) lacking.b.add(atB);
      if (!added) atA += 1;
      if (!removed) atB += 1;
    }
  return lacking;
}

/** What lies between equal beginnings and equal ends. */
function differing(
  a: readonly string[],
  b: readonly string[],
): { start: number; endA: number; endB: number } {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  return { start, endA, endB };
}
