/**
 * Makes every text fit to be set and impossible to be set deceptively. What has no honest look of its own becomes
 * visible as `⟦U+202E⟧`: controls (but line feed), format characters with their bidi overrides and zero widths,
 * surrogates, private use, noncharacters, separators of lines and paragraphs, and whatever the bundled fonts do not
 * show, a mark on a letter of another script among them. The brackets themselves are escaped too, so that the form
 * cannot be forged. Typst aborts its process on some of these and refuses the document on others.
 */
const hidden = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;

/** What is drawn upon the letter before it: combining marks, and the skin tones of emoji. */
const upon = /[\p{M}\p{Emoji_Modifier}]/u;

/** Letters and the marks that are made for them. One font holds both; on another letter the mark is in no font. */
const together = [
  /\p{Script=Cyrillic}/u,
  /\p{Script_Extensions=Arabic}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script_Extensions=Devanagari}/u,
  /\p{Script=Thai}/u,
  /[\p{Script_Extensions=Hiragana}\p{Script_Extensions=Katakana}]/u,
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}]/u,
];

/** Letters on which no bundled font sets a mark that is not made for them. */
const bare =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Extended_Pictographic}]/u;

export interface Sanitised {
  readonly text: string;
  /** How often each code point was made visible. */
  readonly escaped: ReadonlyMap<number, number>;
}

export function sanitise(text: string, covered: ReadonlySet<number>): Sanitised {
  const escaped = new Map<number, number>();
  let shown = '';
  let letter: string | undefined;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (isShown(character, code, covered) && standsOn(letter, character)) {
      shown += character;
      if (!upon.test(character)) letter = character;
      continue;
    }
    letter = undefined;
    escaped.set(code, (escaped.get(code) ?? 0) + 1);
    shown += `⟦${codeName(code)}⟧`;
  }
  return { text: shown, escaped };
}

/** `U+202E`: at least four hexadecimal digits, as the Unicode standard writes it. */
export function codeName(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

function isShown(character: string, code: number, covered: ReadonlySet<number>): boolean {
  if (character === '\n') return true;
  if (character === '⟦' || character === '⟧') return false;
  return covered.has(code) && !hidden.test(character);
}

/** Whether a character can be set after this letter: a mark that no font holds together with it would be an empty box. */
function standsOn(letter: string | undefined, character: string): boolean {
  if (!upon.test(character)) return true;
  const kind = together.find((letters) => letters.test(character));
  if (kind !== undefined) return letter !== undefined && kind.test(letter);
  return letter === undefined || !bare.test(letter);
}

/**
 * A value whose texts are Unicode: half of a surrogate pair, which has no bytes in UTF-8 and no canonical JSON, becomes
 * U+FFFD, as import already makes it.
 */
export function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\p{Surrogate}/gu, '\uFFFD');
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => [name, wellFormed(inner)]),
  );
}
