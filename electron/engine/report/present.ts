import { z } from 'zod';
import type { Quotation, ReportExtract } from '../../../shared/domain/report-extract.ts';
import { quotation } from '../../../shared/domain/report-extract.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { sha256 } from '../base/hash.ts';
import { isolated } from './direction.ts';
import { furtherFamilies } from './fonts.ts';
import { codeName, sanitise } from './sanitise.ts';
import { shapedTexts } from './written-text.ts';

/** What the template reads: the extract with fit texts, quotations as runs, and what had to be made visible. */
export interface Presentation {
  /** RFC 8785 text of the extract as it is, embedded in the PDF. */
  readonly extract: string;
  readonly sha256: string;
  /** JSON for the template. */
  readonly data: string;
  /** Families of fonts that the texts need beyond the report's own. */
  readonly families: readonly string[];
  /** Texts that a PDF cannot give back by their letters' drawings. */
  readonly shaped: readonly string[];
}

export function present(extract: ReportExtract, covered: ReadonlySet<number>): Presentation {
  const text = canonicalJson(extract);
  const digest = sha256(text);
  const escaped = new Map<number, number>();
  const shown = fit(extract, (part) => {
    const clean = sanitise(part, covered);
    for (const [code, times] of clean.escaped) escaped.set(code, (escaped.get(code) ?? 0) + times);
    return clean.text;
  });
  const made_visible = [...escaped]
    .sort(([a], [b]) => a - b)
    .map(([code, times]) => ({ code: codeName(code), times }));
  const data = canonicalJson({ extract: shown, sha256: digest, made_visible });
  return {
    extract: text,
    sha256: digest,
    data,
    families: furtherFamilies(data),
    shaped: shapedTexts(data),
  };
}

const list = z.array(z.unknown());
const object = z.record(z.string(), z.unknown());
const quoted = quotation.strict();

/** Highlights count the characters of the original text, so a quotation is cut before its parts are made fit. */
function fit(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return isolated([clean(value)])[0];
  const items = list.safeParse(value);
  if (items.success) return items.data.map((item) => fit(item, clean));
  const quote = quoted.safeParse(value);
  if (quote.success)
    return { ...quote.data, runs: fitRuns(runsOf(quote.data), clean), text: undefined };
  const fields = object.safeParse(value);
  if (!fields.success) return value;
  return Object.fromEntries(
    Object.entries(fields.data).map(([name, inner]) => [name, fit(inner, clean)]),
  );
}

function fitRuns(runs: Run[], clean: (text: string) => string): Run[] {
  const texts = isolated(runs.map(({ text }) => clean(text)));
  return runs.map(({ marked }, index) => ({ marked, text: texts[index] ?? '' }));
}

interface Run {
  readonly text: string;
  readonly marked: boolean;
}

/** A quotation as a sequence of marked and plain parts; overlapping highlights are one. */
export function runsOf(quote: Quotation): Run[] {
  const characters = Array.from(quote.text);
  const runs: Run[] = [];
  const add = (from: number, to: number, marked: boolean) => {
    const text = characters.slice(from, to).join('');
    if (text !== '') runs.push({ text, marked });
  };
  let at = 0;
  for (const { start, end } of [...quote.highlights].sort(
    (a, b) => a.start - b.start || a.end - b.end,
  )) {
    add(at, Math.max(at, start), false);
    add(Math.max(at, start), Math.max(at, end), true);
    at = Math.max(at, end);
  }
  add(at, characters.length, false);
  return runs;
}
