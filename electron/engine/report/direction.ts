/** Letters that run from right to left, in the scripts for which fonts are bundled. */
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}]/u;

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';

/**
 * Gives each line that holds letters from right to left a direction of its own, that of its first letter, so that it
 * neither turns nor is turned by what stands beside it (Unicode Bidirectional Algorithm, "Explicit Directional
 * Isolates"). The pieces are parts of one text, and a line may go on from one to the next. Texts were made fit before:
 * an isolate of their own is visible and does nothing.
 */
export function isolated(pieces: readonly string[]): string[] {
  const turned = pieces
    .join('')
    .split('\n')
    .map((line) => rightToLeft.test(line));
  let line = 0;
  let isOpen = false;
  return pieces.map((piece, at) =>
    piece
      .split('\n')
      .map((part, index, parts) => {
        if (index > 0) line += 1;
        const ends = index < parts.length - 1 || at === pieces.length - 1;
        if (turned[line] !== true) return part;
        const opening = isOpen || part === '' ? '' : FIRST_STRONG_ISOLATE;
        if (part !== '') isOpen = true;
        const closing = isOpen && ends ? POP_DIRECTIONAL_ISOLATE : '';
        if (ends) isOpen = false;
        return `${opening}${part}${closing}`;
      })
      .join('\n'),
  );
}
