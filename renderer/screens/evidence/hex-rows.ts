/** A stretch of a row; `isMarked` for a byte to be pointed at. */
export interface HexPiece {
  readonly text: string;
  readonly isMarked: boolean;
}

/** Sixteen bytes: where they begin in the record, their figures in two groups of eight, and their characters. */
export interface HexRow {
  readonly address: string;
  readonly hex: readonly HexPiece[];
  readonly characters: readonly HexPiece[];
}

const ROW_BYTES = 16;
/** `xx ` for each byte, and one space between the groups. */
const HEX_WIDTH = ROW_BYTES * 3;

/** `start` is the record's byte at which the window begins; `marked` counts in bytes of the window. */
export function hexRows(
  bytes: Uint8Array,
  start: number,
  marked: ReadonlySet<number>,
): readonly HexRow[] {
  const rows: HexRow[] = [];
  for (let at = 0; at < bytes.length; at += ROW_BYTES) {
    const own = [...bytes.subarray(at, at + ROW_BYTES)];
    const isMarked = (index: number): boolean => marked.has(at + index);
    rows.push({
      address: (start + at).toString(16).padStart(8, '0'),
      hex: hexOf(own, isMarked),
      characters: joined(
        own.map((byte, index) => ({ text: shown(byte), isMarked: isMarked(index) })),
      ),
    });
  }
  return rows;
}

function hexOf(own: readonly number[], isMarked: (index: number) => boolean): readonly HexPiece[] {
  const width = own.length * 3 - 1 + (own.length > ROW_BYTES / 2 ? 1 : 0);
  const pieces = own.flatMap((byte, index): HexPiece[] => {
    const gap = index === 0 ? '' : index === ROW_BYTES / 2 ? '  ' : ' ';
    return [
      { text: gap, isMarked: false },
      { text: byte.toString(16).padStart(2, '0'), isMarked: isMarked(index) },
    ];
  });
  return joined([...pieces, { text: ' '.repeat(HEX_WIDTH - width), isMarked: false }]);
}

/** Printable ASCII as it is; all else, which a terminal or the order of text could obey, as a dot. */
const shown = (byte: number): string =>
  byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·';

/** Neighbours without a mark become one piece. */
function joined(pieces: readonly HexPiece[]): readonly HexPiece[] {
  const joined: HexPiece[] = [];
  for (const piece of pieces) {
    if (piece.text === '') continue;
    const last = joined.at(-1);
    if (last !== undefined && !last.isMarked && !piece.isMarked)
      joined.splice(-1, 1, { text: last.text + piece.text, isMarked: false });
    else joined.push(piece);
  }
  return joined;
}

/** `22 63 6f`: for the clipboard. */
export const hexText = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');

export function bytesOf(base64: string): Uint8Array {
  const characters = atob(base64);
  return Uint8Array.from(characters, (character) => character.charCodeAt(0));
}
