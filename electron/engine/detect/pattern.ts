import { RE2JS } from 're2js';
import { Refusal, reasonOf } from '../base/errors.ts';
import type { Pattern } from './rule.ts';

/**
 * RE2 patterns, which SQL uses to select texts and this port to find the characters. Constructs that the two read
 * differently are refused, so that both agree on every text.
 */
export interface Span {
  /** UTF-16 index of the first unit. */
  readonly start: number;
  readonly end: number;
}

const DIFFERING: readonly (readonly [RegExp, string])[] = [
  [/(?<!\\)(?:\\\\)*\\C/, '\\C'],
  [/\\[pP]\{\^?(?:Emoji|Extended_Pictographic)/, '\\p{Emoji}'],
  [/\(\?P?<[A-Za-z_=!]/, 'a named group'],
  [/\(\?P?[=!]/, 'lookahead'],
];

/** Compiling takes longer than a small case does, and rules come again and again. */
const COMPILED = new Map<string, RE2JS>();
const MOST_COMPILED = 500;

/** Throws a Refusal `bad-rule` that names the construct. */
export function compilePattern(regex: string): RE2JS {
  const known = COMPILED.get(regex);
  if (known !== undefined) return known;
  const compiled = compiledAnew(regex);
  if (COMPILED.size >= MOST_COMPILED) COMPILED.clear();
  COMPILED.set(regex, compiled);
  return compiled;
}

function compiledAnew(regex: string): RE2JS {
  for (const [differs, name] of DIFFERING)
    if (differs.test(regex))
      throw new Refusal(
        'bad-rule',
        `the pattern /${regex}/ uses ${name}, which the two RE2 readers do not share`,
      );
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(regex);
  } catch (error) {
    throw new Refusal('bad-rule', `the pattern /${regex}/ is not RE2: ${reasonOf(error)}`);
  }
  if (matchesNothing(compiled))
    throw new Refusal(
      'bad-rule',
      `the pattern /${regex}/ matches nothing at all; make it need a character`,
    );
  return compiled;
}

const PROBES = ['', 'a', ' ', 'a b', '1.\n-'];

/** Whether it can match without taking a character: such a match marks nothing. */
function matchesNothing(compiled: RE2JS): boolean {
  return PROBES.some((probe) => {
    const matcher = compiled.matcher(probe);
    while (matcher.find()) if (matcher.start() === matcher.end()) return true;
    return false;
  });
}

/** The pattern with the rule's options as RE2 writes them. */
export function withOptions(
  regex: string,
  options: Pick<Pattern, 'ignore_case' | 'multiline' | 'whole_word'>,
): string {
  const flags = `${options.ignore_case ? 'i' : ''}${options.multiline ? 'm' : ''}`;
  const word = options.whole_word ? `\\b(?:${regex})\\b` : regex;
  return `(?${flags}:${word})`;
}

export function alternation(regexes: readonly string[]): string {
  return regexes.join('|');
}

/** All matches that do not overlap, left to right. */
export function spansOf(compiled: RE2JS, text: string): Span[] {
  const matcher = compiled.matcher(text);
  const spans: Span[] = [];
  while (matcher.find())
    if (matcher.end() > matcher.start()) spans.push({ start: matcher.start(), end: matcher.end() });
  return spans;
}

/**
 * Where matches that the database extracted stand: it gives the words in their order, not their places. Words that
 * stand more than once are asked of the pattern, which sees what is beside them.
 */
export function placeMatches(text: string, matches: readonly string[], compiled: RE2JS): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const words of matches) {
    const start = placeOf(text, words, from, compiled);
    if (start < 0) continue;
    from = start + words.length;
    spans.push({ start, end: from });
  }
  return spans;
}

function placeOf(text: string, words: string, from: number, compiled: RE2JS): number {
  const first = text.indexOf(words, from);
  if (first < 0 || text.indexOf(words, first + 1) < 0) return first;
  for (let start = first; start >= 0; start = text.indexOf(words, start + 1))
    if (standsAt(compiled, text, { start, end: start + words.length })) return start;
  return first;
}

/** What a pattern may see beyond its match: one code point on each side. */
const BESIDE = 2;

/** Whether the pattern matches exactly these characters of the text. */
export function standsAt(compiled: RE2JS, text: string, { start, end }: Span): boolean {
  const from = Math.max(0, start - BESIDE);
  const matcher = compiled.matcher(text.slice(from, end + BESIDE));
  return (
    matcher.find(start - from) && matcher.start() === start - from && matcher.end() === end - from
  );
}

/** Turns ascending UTF-16 indexes of one text into code points; one walk over the text serves all. */
export function codePointCounter(text: string): (index: number) => number {
  let unit = 0;
  let points = 0;
  return (index) => {
    if (index < unit) {
      unit = 0;
      points = 0;
    }
    while (unit < index) {
      const code = text.charCodeAt(unit);
      const pair = code >= 0xd800 && code < 0xdc00 && unit + 1 < text.length;
      unit += pair ? 2 : 1;
      points += 1;
    }
    return points;
  };
}
