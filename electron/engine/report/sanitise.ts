/**
 * Makes every text fit to be set and impossible to be set deceptively. What has no honest look of its own becomes
 * visible as `⟦U+202E⟧`: controls (but line feed), format characters with their bidi overrides and zero widths,
 * surrogates, private use, noncharacters, separators of lines and paragraphs, and whatever the bundled fonts do not
 * show. The brackets themselves are escaped too, so that the form cannot be forged. Typst aborts its process on some of
 * these and refuses the document on others.
 */
const hidden = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;

export interface Sanitised {
  readonly text: string;
  /** How often each code point was made visible. */
  readonly escaped: ReadonlyMap<number, number>;
}

export function sanitise(text: string, covered: ReadonlySet<number>): Sanitised {
  const escaped = new Map<number, number>();
  let shown = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (isShown(character, code, covered)) {
      shown += character;
      continue;
    }
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
