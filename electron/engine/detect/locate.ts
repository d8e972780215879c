import type { RE2JS } from 're2js';
import type { Lane } from '../../../shared/domain/finding.ts';
import { passes } from './checks.ts';
import {
  alternation,
  codePointCounter,
  compilePattern,
  type Span,
  spansOf,
  withOptions,
} from './pattern.ts';
import type { Comparison, Pattern, Rule } from './rule.ts';
import { hiddenCharacters } from './functions/hidden-characters.ts';

/** A hit within one text, before it is known where the text stands. Positions in code points. */
export interface TextHit {
  readonly start: number;
  readonly end: number;
  readonly lane: Lane;
  readonly score: number;
  readonly explanation: string;
  /** What must not stand in what the model was given, folded as `compare` says. */
  readonly needle?: string;
  readonly compare?: Comparison;
}

/** Finds a rule's hits in a text that SQL selected. */
export type Locator = (text: string) => TextHit[];

/** Whether the rule finds its characters in single texts; others look at fields or whole turns. */
export function findsInTexts({ pattern, function: name }: Rule): boolean {
  return pattern !== undefined || name === 'hidden-characters';
}

export function locatorOf(rule: Rule): Locator {
  if (rule.pattern !== undefined) return patternLocator(rule, rule.pattern);
  if (rule.function === 'hidden-characters') return hiddenCharacters;
  return () => [];
}

interface Entry {
  readonly compiled: RE2JS;
  readonly name: string | undefined;
  readonly accepts: (text: string) => boolean;
  readonly compare: Comparison;
}

interface Match extends Span {
  readonly entry: Entry;
}

function patternLocator(rule: Rule, pattern: Pattern): Locator {
  const entries = entriesOf(pattern);
  // One walk finds where any of them begins; the entries are asked only there.
  const any = compilePattern(alternation(entries.map(({ regex }) => regex)));
  const unless = pattern.unless.map((regex) => compilePattern(withOptions(regex, pattern)));
  return (whole) => {
    const text = pattern.within_first === undefined ? whole : whole.slice(0, 2 * pattern.within_first + 800);
    const matches = spansOf(any, text).flatMap((span) => matchAt(entries, text, span));
    if (matches.length === 0) return [];
    const excused = unless.flatMap((compiled) => spansOf(compiled, text));
    const points = codePointCounter(text);
    const hits: TextHit[] = [];
    for (const match of matches.filter((span) => !excused.some((other) => overlap(span, other)))) {
      const start = points(match.start);
      if (pattern.within_first !== undefined && start >= pattern.within_first) break;
      hits.push(hitOf(rule, pattern, match.entry, text.slice(match.start, match.end), start, points(match.end)));
      if (pattern.matches === 'first') break;
    }
    return hits;
  };
}

function entriesOf(pattern: Pattern): (Entry & { readonly regex: string })[] {
  return pattern.any.map((entry) => {
    const check = 'check' in entry ? entry.check : undefined;
    const own = 'ignore_case' in entry ? entry.ignore_case : undefined;
    const regex = withOptions(entry.regex, { ...pattern, ignore_case: own ?? pattern.ignore_case });
    return {
      regex,
      compiled: compilePattern(regex),
      name: 'name' in entry ? entry.name : undefined,
      accepts: (text) => check === undefined || passes(check, text),
      compare: ('compare' in entry ? entry.compare : undefined) ?? 'lower',
    };
  });
}

/** The first entry that matches the same characters and whose check they pass. */
function matchAt(entries: readonly Entry[], text: string, { start, end }: Span): Match[] {
  const words = text.slice(start, end);
  for (const entry of entries) {
    const matcher = entry.compiled.matcher(text);
    if (matcher.find(start) && matcher.start() === start && entry.accepts(text.slice(start, matcher.end())))
      return [{ start, end: matcher.end(), entry }];
    if (entries.length === 1 && entry.accepts(words)) return [{ start, end, entry }];
  }
  return [];
}

function hitOf(
  rule: Rule,
  pattern: Pattern,
  { name, compare }: Entry,
  words: string,
  start: number,
  end: number,
): TextHit {
  return {
    start,
    end,
    lane: rule.lane,
    score: 1,
    explanation: name === undefined ? rule.explanation : `${name}: ${rule.explanation}`,
    ...(pattern.absent_from.length === 0 ? {} : { needle: folded(words, compare), compare }),
  };
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** The same folding as `foldedSql` does in the database. */
function folded(text: string, comparison: Comparison): string {
  switch (comparison) {
    case 'exact':
      return text;
    case 'lower':
      return text.toLowerCase();
    case 'digits':
      return text.replace(/[^0-9]/g, '');
    case 'link':
      return text
        .toLowerCase()
        .replace(/^(?:https?:)?\/\/(?:www\.)?/, '')
        .replace(/[/.,;:!?]+$/, '');
  }
}

export function foldedSql(column: string, comparison: Comparison): string {
  switch (comparison) {
    case 'exact':
      return column;
    case 'lower':
    case 'link':
      return `lower(${column})`;
    case 'digits':
      return `regexp_replace(${column}, '[^0-9]', '', 'g')`;
  }
}
