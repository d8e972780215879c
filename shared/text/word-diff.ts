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

/** Beyond so many edits what lies between equal ends counts as changed as a whole. */
const MOST_EDITS = 1000;

/**
 * Words, spaces and signs by which two texts differ, by the fewest edits (Myers). Texts that have next to nothing in
 * common are given as changed from their first difference to their last.
 */
export function wordDiff(a: string, b: string): WordDiff {
  const [piecesA, piecesB] = [piecesOf(a), piecesOf(b)];
  const kept = keptPieces(piecesA, piecesB);
  return {
    a: stretches(piecesA, kept.a),
    b: stretches(piecesB, kept.b),
    words: { a: piecesA.filter(isWord).length, b: piecesB.filter(isWord).length },
    changed: { a: lacking(piecesA, kept.a), b: lacking(piecesB, kept.b) },
  };
}

const piecesOf = (text: string): readonly string[] =>
  text.match(/[\p{L}\p{M}\p{N}_]+|\s+|[^\p{L}\p{M}\p{N}_\s]/gu) ?? [];
const isWord = (piece: string): boolean => /[\p{L}\p{N}_]/u.test(piece);
const lacking = (pieces: readonly string[], kept: ReadonlySet<number>): number =>
  pieces.filter((piece, index) => isWord(piece) && !kept.has(index)).length;

function stretches(pieces: readonly string[], kept: ReadonlySet<number>): Stretch[] {
  const found: { from: number; to: number }[] = [];
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    const to = at + Array.from(piece).length;
    const last = found.at(-1);
    if (!kept.has(index)) {
      if (last?.to === at) last.to = to;
      else found.push({ from: at, to });
    }
    at = to;
  }
  return found;
}

/** Indexes of the pieces that both have, in order. */
function keptPieces(
  a: readonly string[],
  b: readonly string[],
): { a: Set<number>; b: Set<number> } {
  const kept = { a: new Set<number>(), b: new Set<number>() };
  const keep = (x: number, y: number): void => {
    kept.a.add(x);
    kept.b.add(y);
  };
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) {
    keep(start, start);
    start += 1;
  }
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
    keep(endA, endB);
  }
  for (const [x, y] of common(a.slice(start, endA), b.slice(start, endB)))
    keep(start + x, start + y);
  return kept;
}

/** Pairs of indexes of equal pieces on a shortest path of edits; none where the path is too long to look for. */
function common(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  if (a.length === 0 || b.length === 0) return [];
  const most = Math.min(a.length + b.length, MOST_EDITS);
  const middle = most + 1;
  const furthest = new Int32Array(2 * most + 3);
  const at = (reached: Int32Array, diagonal: number): number => reached[middle + diagonal] ?? 0;
  const trail: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits += 1) {
    trail.push(furthest.slice());
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down =
        diagonal === -edits ||
        (diagonal !== edits && at(furthest, diagonal - 1) < at(furthest, diagonal + 1));
      let x = down ? at(furthest, diagonal + 1) : at(furthest, diagonal - 1) + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
      furthest[middle + diagonal] = x;
      if (x >= a.length && x - diagonal >= b.length) return traced(trail, at, a.length, b.length);
    }
  }
  return [];
}

function traced(
  trail: readonly Int32Array[],
  at: (reached: Int32Array, diagonal: number) => number,
  lengthA: number,
  lengthB: number,
): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let [x, y] = [lengthA, lengthB];
  for (let edits = trail.length - 1; edits >= 0; edits -= 1) {
    const reached = trail[edits];
    if (reached === undefined) break;
    const diagonal = x - y;
    const down =
      diagonal === -edits ||
      (diagonal !== edits && at(reached, diagonal - 1) < at(reached, diagonal + 1));
    const before = down ? diagonal + 1 : diagonal - 1;
    const fromX = edits === 0 ? 0 : at(reached, before);
    const fromY = edits === 0 ? 0 : fromX - before;
    while (x > fromX && y > fromY) {
      x -= 1;
      y -= 1;
      pairs.push([x, y]);
    }
    [x, y] = [fromX, fromY];
  }
  return pairs;
}
