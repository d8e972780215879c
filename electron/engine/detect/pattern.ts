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

/** Throws a Refusal `bad-rule` that names the construct. */
export function compilePattern(regex: string): RE2JS {
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
