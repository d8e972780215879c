/**
 * What a terminal or a reader's eye would obey or miss instead of showing: control, format (bidirectional, zero-width,
 * tags), private and unassigned characters, line and paragraph separators, lone surrogates, blank fillers and variation
 * selectors. Line feed and tab stay. The marks' own bracket is marked too, so that a mark cannot be feigned.
 */
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180D\u180F\u2800\u3164\uFFA0\uFE00-\uFE0E\u{E0100}-\u{E01EF}\u27E6]/gu;

/** A single emoji selector after a character is how emoji are written; anywhere else it is a hidden sign. */
const STRAY_SELECTOR = /(^|[\s\uFE0F⟧])\uFE0F/gu;

/** The text with every unseen character written as its code point, such as ⟦U+202E⟧. */
export function visible(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(UNSEEN, (character) =>
      character === '\n' || character === '\t' ? character : mark(character),
    )
    .replace(STRAY_SELECTOR, (_, before: string) => `${before}${mark('\uFE0F')}`);
}

function mark(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `⟦U+${code.toString(16).toUpperCase().padStart(4, '0')}⟧`;
}
