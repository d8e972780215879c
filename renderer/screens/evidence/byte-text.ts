import type { TextMark } from '../../design/evidence-text.tsx';

/** A run of bytes as it is shown. Positions are bytes of the window. */
interface BytePiece {
  /** `cut`: a character whose other bytes are in the next or the previous window. */
  readonly kind: 'text' | 'invalid' | 'cut';
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const escaped = (byte: number): string => `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`;

/**
 * Bytes as text: what is no UTF-8 stands as `\xE2`, byte by byte, never as a replacement character. `hasMoreBefore` and
 * `hasMoreAfter` tell of a window into a longer record, whose ends may fall into a character.
 */
export function textPieces(
  bytes: Uint8Array,
  hasMoreBefore: boolean,
  hasMoreAfter: boolean,
): readonly BytePiece[] {
  const pieces: BytePiece[] = [];
  let at = hasMoreBefore ? leadingRest(bytes) : 0;
  if (at > 0) pieces.push({ kind: 'cut', text: '…', from: 0, to: at });
  let begun = at;
  const closeText = (end: number): void => {
    if (end > begun)
      pieces.push({
        kind: 'text',
        text: decoder.decode(bytes.subarray(begun, end)),
        from: begun,
        to: end,
      });
  };
  while (at < bytes.length) {
    const length = characterLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    closeText(at);
    const isCut = hasMoreAfter && length === UNFINISHED;
    const end = isCut ? bytes.length : at + 1;
    pieces.push({
      kind: isCut ? 'cut' : 'invalid',
      text: isCut ? '…' : escaped(bytes[at] ?? 0),
      from: at,
      to: end,
    });
    at = end;
    begun = end;
  }
  closeText(at);
  return pieces;
}

// A byte order mark is a character of the record like any other.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

const INVALID = 0;
const UNFINISHED = -1;

/** Bytes of the character that begins here; 0 where none does, -1 where the bytes end within one. */
function characterLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (length === 0) return INVALID;
  for (let step = 1; step < length; step += 1) {
    const next = bytes[at + step];
    if (next === undefined) return UNFINISHED;
    const [low, high] = step === 1 ? secondOf(lead) : [0x80, 0xbf];
    if (next < low || next > high) return INVALID;
  }
  return length;
}

/** No overlong form, no surrogate, nothing past U+10FFFF. */
function secondOf(lead: number): readonly [low: number, high: number] {
  if (lead === 0xe0) return [0xa0, 0xbf];
  if (lead === 0xed) return [0x80, 0x9f];
  if (lead === 0xf0) return [0x90, 0xbf];
  if (lead === 0xf4) return [0x80, 0x8f];
  return [0x80, 0xbf];
}

/** Bytes at the start that end a character of the window before. */
function leadingRest(bytes: Uint8Array): number {
  let at = 0;
  while (at < 3 && at < bytes.length && ((bytes[at] ?? 0) & 0xc0) === 0x80) at += 1;
  return at;
}

/** The window as one text with what is marked in it, in code points of that text. */
export interface ByteText {
  readonly text: string;
  readonly marks: readonly TextMark[];
  /** Which mark is the byte at which reading stumbled; undefined where it is in another window. */
  readonly fault: number | undefined;
}

/** `faultAt` counts in bytes of the window. */
export function byteText(pieces: readonly BytePiece[], faultAt: number | null): ByteText {
  const marks: TextMark[] = [];
  let points = 0;
  let fault: number | undefined;
  for (const piece of pieces) {
    const length = Array.from(piece.text).length;
    const holdsFault = faultAt !== null && faultAt >= piece.from && faultAt < piece.to;
    if (piece.kind === 'text' && holdsFault) {
      const from = points + pointsBefore(piece.text, faultAt - piece.from);
      fault = marks.length;
      marks.push({
        from,
        to: from + 1,
        kind: 'finding',
        letter: '',
        label: 'reading stumbled here',
      });
    } else if (piece.kind === 'invalid') {
      if (holdsFault) fault = marks.length;
      marks.push({
        from: points,
        to: points + length,
        kind: holdsFault ? 'finding' : 'match-none',
        letter: '',
        label: holdsFault ? 'reading stumbled here: no UTF-8' : 'no UTF-8',
      });
    } else if (piece.kind === 'cut') {
      marks.push({
        from: points,
        to: points + length,
        kind: 'hit',
        letter: '',
        label: 'a character that goes on in the other window',
      });
    }
    points += length;
  }
  return { text: pieces.map(({ text }) => text).join(''), marks, fault };
}

/** Code points that end at or before this byte of the text. */
function pointsBefore(text: string, byte: number): number {
  let points = 0;
  let bytes = 0;
  for (const character of text) {
    bytes += utf8Length(character);
    if (bytes > byte) return points;
    points += 1;
  }
  return points;
}

function utf8Length(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/** Bytes of the window that are no UTF-8, and the one where reading stumbled. */
export function markedBytes(
  pieces: readonly BytePiece[],
  faultAt: number | null,
): ReadonlySet<number> {
  const invalid = pieces.flatMap(({ kind, from }) => (kind === 'invalid' ? [from] : []));
  return new Set(faultAt === null ? invalid : [...invalid, faultAt]);
}
