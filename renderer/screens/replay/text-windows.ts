/** A text longer than this is shown in windows of so many code points. */
export const TEXT_WINDOW = 20_000;

/** What stands on the screen of a long text, in order: a window of it, or how much is left out there. */
export type TextPiece =
  | { readonly kind: 'window'; readonly number: number; readonly from: number; readonly to: number }
  | {
      readonly kind: 'gap';
      readonly from: number;
      readonly to: number;
      /** The window to show first when more is wanted. */
      readonly next: number;
    };

/** Cuts a text of `characters` code points into the windows that are shown and the gaps between them. */
export function textPieces(characters: number, shown: ReadonlySet<number>): TextPiece[] {
  const windows = Math.max(1, Math.ceil(characters / TEXT_WINDOW));
  const wanted = [...shown]
    .filter((number) => number >= 0 && number < windows)
    .sort((a, b) => a - b);
  const pieces: TextPiece[] = [];
  let next = 0;
  for (const number of wanted) {
    if (number > next) pieces.push(gap(next, number));
    pieces.push({
      kind: 'window',
      number,
      from: number * TEXT_WINDOW,
      to: Math.min(characters, (number + 1) * TEXT_WINDOW),
    });
    next = number + 1;
  }
  if (next < windows) pieces.push({ ...gap(next, windows), to: characters });
  return pieces;
}

const gap = (from: number, to: number) =>
  ({ kind: 'gap', from: from * TEXT_WINDOW, to: to * TEXT_WINDOW, next: from }) as const;

/** The window in which a code point stands. */
export const windowOf = (position: number): number => Math.floor(position / TEXT_WINDOW);
