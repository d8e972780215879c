import { RE2JS, RE2JSException } from 're2js';
import { requiredText } from './required-text.ts';

/**
 * A regular expression that DuckDB's RE2 and re2js read alike. Texts are selected by the first and their spans found by
 * the second, so that what they read differently is refused.
 */
export interface Expression {
  /** RE2 source, flags inside: bind it as a parameter. */
  readonly source: string;
  /** A text that every match holds, to sort out most texts by; '' where there is none. */
  readonly required: string;
  /** Spans as UTF-16 offsets, left to right, none overlapping. */
  readonly spans: (text: string) => Iterable<readonly [start: number, end: number]>;
}

/** Thrown where an expression is refused; the message is a clause that says why. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

/** Properties that re2js knows and RE2 in DuckDB does not. */
const FOREIGN_PROPERTIES = new Set(
  `cn lc asciihexdigit alphabetic dash emoji emojicomponent emojimodifier emojimodifierbase emojipresentation
   extendedpictographic hexdigit lowercase math quotationmark terminalpunctuation uppercase whitespace ascii assigned
   unknown beriaerfe garay gurungkhema kiratrai olonal sidetic sunuwar taiyo todhri tolongsiki tulutigalari`.split(
    /\s+/,
  ),
);

/** Reads an expression. `flags` may hold i. Throws ExpressionError. */
export function expression(source: string, flags = ''): Expression {
  if (!/^i?$/.test(flags))
    throw new ExpressionError(
      `"${flags}" is no flag of a regular expression (only i is); a text with slashes goes in quotes`,
    );
  refuseForeign(source);
  const flagged = flags === 'i' ? `(?i)${source}` : source;
  const compiled = compile(flagged);
  refuseEmpty(flagged);
  const required = flags === '' ? requiredText(source) : '';
  return { source: flagged, required, spans: (text) => spansOf(compiled, text) };
}

function compile(source: string): RE2JS {
  try {
    return RE2JS.compile(source);
  } catch (error) {
    if (error instanceof RE2JSException) throw new ExpressionError(error.message);
    throw error;
  }
}

function refuseForeign(source: string): void {
  for (const [found, property] of source.matchAll(/\\p\{\^?([^}]*)\}|\\[\s\S]|\(\?</giu)) {
    if (found === '(?<')
      throw new ExpressionError('(?<name>…) is not known here; write (?P<name>…)');
    if (found === '\\C') throw new ExpressionError('\\C (one byte) is not known here');
    if (
      property !== undefined &&
      FOREIGN_PROPERTIES.has(property.toLowerCase().replaceAll(/[_\s-]/g, ''))
    )
      throw new ExpressionError(
        `\\p{${property}} is not known here; general categories and scripts are, such as \\p{Lu} or \\p{Greek}`,
      );
  }
}

/**
 * An empty match says nothing and the two engines count such matches differently. Whether an expression matches
 * nothing depends only on what stands left and right of the position, of which there are four kinds each.
 */
function refuseEmpty(source: string): void {
  const beside = ['', 'a', '-', '\n'];
  for (const left of beside)
    for (const right of beside)
      if (RE2JS.matches(`${left}(?:${source})${right}`, left + right))
        throw new ExpressionError(
          'the expression matches an empty text; make a part of it required',
        );
}

function* spansOf(compiled: RE2JS, text: string): Iterable<readonly [number, number]> {
  const matcher = compiled.matcher(text);
  while (matcher.find()) yield [matcher.start(), matcher.end()];
}

/** Characters of a phrase at most: RE2 takes some twenty thousand. */
const LONGEST_PHRASE = 10_000;

/** A phrase, found wherever it stands and whatever its case: one class of characters per character.
 * Throws ExpressionError. */
export function phrase(words: string): Expression {
  if (words.length > LONGEST_PHRASE)
    throw new ExpressionError(`a phrase has at most ${LONGEST_PHRASE} characters`);
  const classes = Array.from(words, caseVariants);
  const native = new RegExp(classes.map((variants) => oneOf(variants, 'u{')).join(''), 'gu');
  return {
    source: classes.map((variants) => oneOf(variants, 'x{')).join(''),
    required: '',
    *spans(text) {
      for (const { 0: found, index } of text.matchAll(native)) yield [index, index + found.length];
    },
  };
}

/** RE2 source of a phrase, to build larger expressions of. */
export function phraseSource(words: string): string {
  return phrase(words).source;
}

function oneOf(variants: readonly string[], escape: string): string {
  const codes = variants.map((character) => `\\${escape}${codePoint(character).toString(16)}}`);
  return codes.length === 1 ? codes.join('') : `[${codes.join('')}]`;
}

function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/**
 * All characters that differ from this one by case alone: simple case folding of Unicode (k, K and the Kelvin sign; s,
 * S and the long s; ß and ẞ; but not ß and ss). Spelt out, because engines differ in the Unicode they know.
 */
function caseVariants(character: string): readonly string[] {
  const known = variantsOf.get(character);
  if (known !== undefined) return known;
  const sameButCase = new RegExp(oneOf([character], 'u{'), 'giu');
  const found =
    character < '\u0080' ? asciiVariants(character) : casedCharacters().match(sameButCase);
  const variants = found === null || found.length === 0 ? [character] : [...found].sort();
  variantsOf.set(character, variants);
  return variants;
}

const variantsOf = new Map<string, readonly string[]>();

function asciiVariants(character: string): string[] {
  const lower = character.toLowerCase();
  const beyondAscii = { k: ['\u212a'], s: ['\u017f'] }[lower] ?? [];
  return [...new Set([lower, lower.toUpperCase(), ...beyondAscii])];
}

let cased: string | undefined;

function casedCharacters(): string {
  if (cased !== undefined) return cased;
  cased = '';
  for (let code = 0; code < 0x20000; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const character = String.fromCodePoint(code);
    if (character.toLowerCase() !== character || character.toUpperCase() !== character)
      cased += character;
  }
  return cased;
}
