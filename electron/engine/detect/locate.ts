import type { RE2JS } from 're2js';
import type { Lane } from '../../../shared/domain/finding.ts';
import { passes } from './checks.ts';
import { decoded, ENCODED, type Encoding, shown } from './encoded.ts';
import { hiddenCharacters } from './functions/hidden-characters.ts';
import {
  alternation,
  codePointCounter,
  compilePattern,
  placeMatches,
  type Span,
  spansOf,
  standsAt,
  withOptions,
} from './pattern.ts';
import type { Comparison, Pattern, Rule } from './rule.ts';

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

/** How a rule's hits are found in a text that SQL selected. */
export interface Locator {
  /** RE2 patterns whose matches SQL extracts, in the order of the text; undefined where nothing is to be extracted. */
  readonly matches: string | undefined;
  readonly excused: string | undefined;
  /** Of runs to be decoded. */
  readonly encoded: string | undefined;
  /** Only so many code points of the text are searched. */
  readonly within: number | undefined;
  readonly locate: (
    text: string,
    matches: readonly string[],
    excused: readonly string[],
    encoded: readonly string[],
  ) => TextHit[];
}

/** A match may begin at the last code point that counts and end beyond it. */
const LONGEST_MATCH = 400;

/** Undefined for rules that look at fields or whole turns. */
export function locatorOf(rule: Rule): Locator | undefined {
  if (rule.pattern !== undefined) return patternLocator(rule, rule.pattern);
  if (rule.function === 'hidden-characters')
    return {
      matches: undefined,
      excused: undefined,
      encoded: undefined,
      within: undefined,
      locate: hiddenCharacters,
    };
  return undefined;
}

interface Entry {
  readonly regex: string;
  readonly compiled: RE2JS;
  readonly name: string | undefined;
  readonly accepts: (text: string) => boolean;
  readonly compare: Comparison;
}

function patternLocator(rule: Rule, pattern: Pattern): Locator {
  const entries = pattern.any.map((entry) => entryOf(entry, pattern));
  const regex = alternation(entries.map((entry) => entry.regex));
  const compiled = compilePattern(regex);
  const unless = alternation(pattern.unless.map((text) => withOptions(text, pattern)));
  const carried = carriedHits(rule, pattern, entries);
  const unlessCompiled = unless === '' ? undefined : compilePattern(unless);
  return {
    matches: regex,
    excused: unless === '' ? undefined : unless,
    encoded: carried?.regex,
    within: pattern.within_first === undefined ? undefined : pattern.within_first + LONGEST_MATCH,
    locate: (text, matches, excused, encoded) => {
      const spared =
        unlessCompiled === undefined ? [] : placeMatches(text, excused, unlessCompiled);
      const points = codePointCounter(text);
      const hits: TextHit[] = [];
      for (const span of placeMatches(text, matches, compiled)) {
        const entry = entries.find((one) => accepts(one, text, span, entries.length === 1));
        if (entry === undefined || spared.some((other) => overlap(span, other))) continue;
        const start = points(span.start);
        if (pattern.within_first !== undefined && start >= pattern.within_first) break;
        const words = text.slice(span.start, span.end);
        hits.push(hitOf(rule, pattern, entry, words, start, points(span.end)));
        if (pattern.matches === 'first') break;
      }
      hits.push(...(carried?.locate(text, encoded) ?? []));
      return pattern.matches === 'first' ? hits.slice(0, 1) : hits;
    },
  };
}

/** Hits in what encoded runs say: they mark the run and show its words. Undefined where nothing is decoded. */
function carriedHits(
  rule: Rule,
  pattern: Pattern,
  entries: readonly Entry[],
): { regex: string; locate: (text: string, runs: readonly string[]) => TextHit[] } | undefined {
  if (pattern.decode.length === 0) return undefined;
  const regex = alternation(pattern.decode.map((way) => ENCODED[way]));
  const compiled = compilePattern(regex);
  const hidden = pattern.hidden.map((words) => entryOf({ regex: words }, pattern));
  const tried = [...entries, ...hidden];
  return {
    regex,
    locate: (text, runs) => {
      const points = codePointCounter(text);
      return placeMatches(text, runs, compiled).flatMap((span) => {
        const run = text.slice(span.start, span.end);
        const way = wayOf(run);
        const plaintext = decoded(run, way);
        const start = points(span.start);
        if (plaintext === undefined || start >= (pattern.within_first ?? Infinity)) return [];
        const entry = tried.find(({ compiled: one, accepts: check }) =>
          spansOf(one, plaintext).some((found) => check(plaintext.slice(found.start, found.end))),
        );
        if (entry === undefined) return [];
        const hit = hitOf(rule, pattern, entry, run, start, points(span.end));
        return [{ ...hit, explanation: `${hit.explanation} ${shown(plaintext, way)}` }];
      });
    },
  };
}

function wayOf(run: string): Encoding {
  return (run.codePointAt(0) ?? 0) >= 0xe0000 ? 'tags' : 'base64';
}

function entryOf(entry: Pattern['any'][number], pattern: Pattern): Entry {
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
}

/** Whether the match is this entry's and passes its check; entries are asked in their order. */
function accepts(
  { compiled, accepts: check }: Entry,
  text: string,
  span: Span,
  only: boolean,
): boolean {
  return (only || standsAt(compiled, text, span)) && check(text.slice(span.start, span.end));
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
    ...(pattern.absent_from.length + pattern.present_in.length === 0
      ? {}
      : { needle: folded(words, compare), compare }),
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
