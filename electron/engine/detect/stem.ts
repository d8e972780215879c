/**
 * A word's stem as a 32-bit FNV-1a hash, signed (V8 boxes integers beyond 31 bits and a sign): without case, accents and the commonest English endings, so that "returned"
 * meets "returns". Works on character codes in place, since every word of a case passes here.
 */
export function stemHash(text: string, start: number, end: number): number {
  let stop = start;
  let beyondAscii = false;
  // "customer's" counts as "customer".
  for (; stop < end; stop += 1) {
    const code = text.charCodeAt(stop);
    if (code === 0x27 || code === 0x2019) break;
    if (code >= 0x80) beyondAscii = true;
  }
  if (beyondAscii) {
    const folded = text
      .slice(start, stop)
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '');
    return hashed(folded, 0, folded.length);
  }
  return hashed(text, start, stop);
}

function hashed(text: string, start: number, end: number): number {
  const ending = withoutEnding(text, start, end);
  const stop = ending >>> 1;
  let hash = 0x811c9dc5;
  for (let index = start; index < stop; index += 1)
    hash = Math.imul(hash ^ small(text.charCodeAt(index)), 0x01000193);
  if ((ending & 1) === 1) hash = Math.imul(hash ^ 0x79, 0x01000193);
  return hash | 0;
}

/** Twice where the stem ends, and 1 where a y stands for what was taken ("policies", "policy"). */
function withoutEnding(text: string, start: number, end: number): number {
  const length = end - start;
  const last = small(text.charCodeAt(end - 1));
  const before = small(text.charCodeAt(end - 2));
  if (length < 4) return end << 1;
  if (length === 4) return (last === S && before !== S ? end - 1 : end) << 1;
  const third = small(text.charCodeAt(end - 3));
  if (third === I && before === E && (last === S || last === D)) return ((end - 3) << 1) | 1;
  let stop = end;
  if (third === I && before === N && last === G) stop = end - 3;
  else if (before === E && (last === D || last === S)) stop = end - 2;
  else if (before === L && last === Y) stop = end - 2;
  else if (last === S && before !== S) stop = end - 1;
  return (small(text.charCodeAt(stop - 1)) === E ? stop - 1 : stop) << 1;
}

const [D, E, G, I, L, N, S, Y] = [0x64, 0x65, 0x67, 0x69, 0x6c, 0x6e, 0x73, 0x79] as const;

function small(code: number): number {
  return code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
}
