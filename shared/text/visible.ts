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
      character === '\n' || character === '\t' ? character : codePointMark(character),
    )
    .replace(STRAY_SELECTOR, (_, before: string) => `${before}${codePointMark('\uFE0F')}`);
}

/** A character as its code point: `⟦U+001B⟧`. */
export function codePointMark(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `⟦U+${code.toString(16).toUpperCase().padStart(4, '0')}⟧`;
}

/** For a name or a cell, which is one line: line feeds and tabs are marked too, so that no line can be feigned. */
export function visibleLine(text: string): string {
  return visible(text).replace(/[\n\t]/g, codePointMark);
}

/** Characters that JSON may hold as they are and that a terminal would obey or a reader miss. */
const UNSEEN_IN_JSON =
  /[\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160\u180B-\u180F\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}]/gu;

/** A JSON document with unseen characters as escapes: the same values, and nothing for a terminal to act on. */
export function visibleJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(UNSEEN_IN_JSON, (character) =>
    Array.from({ length: character.length }, (_, unit) => escaped(character.charCodeAt(unit))).join(
      '',
    ),
  );
}

const escaped = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
