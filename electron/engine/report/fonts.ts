import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault } from '../base/errors.ts';
import { coverageOf } from './coverage.ts';

/** Families in which the report's own words are set, in every style that it uses; a template names them itself. */
const ownFamilies = ['Exhibit Serif', 'Exhibit Sans', 'Exhibit Mono'];

const here = dirname(fileURLToPath(import.meta.url));

/** Paths of the bundled fonts, sorted. They stand beside the built entries, or in dist when the sources run. */
export function reportFonts(): string[] {
  for (const folder of [join(here, '../fonts'), join(here, '../../../dist/fonts')]) {
    if (!existsSync(folder)) continue;
    const fonts = readdirSync(folder).filter((name) => name.endsWith('.ttf'));
    if (fonts.length > 0) return fonts.sort().map((name) => join(folder, name));
  }
  throw new Fault('the report fonts are missing; run npm run build');
}

/** The font in which a visible signature is drawn. */
export function signatureFont(): Uint8Array {
  const path = reportFonts().find((font) => font.endsWith('ExhibitMono-400Regular.ttf'));
  if (path === undefined) throw new Fault('the font of signatures is missing; run npm run build');
  return readFileSync(path);
}

/** Paths of the report's own fonts and of those of these families: Typst reads no font that a report does not need. */
export function fontsOf(families: readonly string[]): string[] {
  const wanted = new Set([...ownFamilies, ...families]);
  return reportFonts().filter((path) => wanted.has(familyOf(path)));
}

/**
 * Code points that can be set in every style the report uses. Typst looks through the families for a glyph, and within
 * a family takes the nearest style only; so each style must be able to show the character through some family.
 */
export function reportCoverage(): ReadonlySet<number> {
  return bundled().all;
}

/**
 * The families beyond the report's own in which a text that is covered can be set, in the order in which Typst is to
 * look through them. Chinese and Japanese write many letters under one code point in two shapes: where kana stand, the
 * text is Japanese and its shapes go before.
 */
export function furtherFamilies(text: string): string[] {
  const { own, further } = bundled();
  const missing = new Set(
    [...text.matchAll(/[^\0-\x7F]/gu)]
      .map(([character]) => character.codePointAt(0) ?? 0)
      .filter((code) => !own.has(code)),
  );
  const isJapanese = /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
  const ordered = isJapanese
    ? [...further].sort((a, b) => Number(b.family === JAPANESE) - Number(a.family === JAPANESE))
    : further;
  const families: string[] = [];
  for (const { family, covered } of ordered) {
    const shown = [...missing].filter((code) => covered.has(code));
    if (shown.length > 0) families.push(family);
    for (const code of shown) missing.delete(code);
  }
  return families;
}

const JAPANESE = 'Exhibit Japanese';

interface Face {
  readonly family: string;
  readonly style: string;
  readonly covered: ReadonlySet<number>;
}

interface Bundled {
  /** What the report's own families cover in every style. */
  readonly own: ReadonlySet<number>;
  readonly further: readonly Face[];
  readonly all: ReadonlySet<number>;
}

let known: Bundled | undefined;

function bundled(): Bundled {
  if (known !== undefined) return known;
  const faces = reportFonts().map((path) => ({
    family: familyOf(path),
    style: styleOf(path),
    covered: coverageOf(readFileSync(path)),
  }));
  const own = coverageOfStyles(faces.filter(({ family }) => ownFamilies.includes(family)));
  const further = faces.filter(({ family }) => !ownFamilies.includes(family));
  const all = new Set(own);
  for (const { covered } of further) for (const code of covered) all.add(code);
  known = { own, further, all };
  return known;
}

const REGULAR = '400Regular';
const styles = [REGULAR, '400Regular-Italic', '600SemiBold'];

function coverageOfStyles(faces: Face[]): ReadonlySet<number> {
  const perStyle = styles.map((style) => {
    const union = new Set<number>();
    for (const name of ownFamilies) {
      const members = faces.filter(({ family }) => family === name);
      const nearest =
        members.find((face) => face.style === style) ??
        members.find((face) => face.style === REGULAR);
      for (const code of nearest?.covered ?? []) union.add(code);
    }
    return union;
  });
  const [first, ...others] = perStyle;
  return new Set([...(first ?? [])].filter((code) => others.every((union) => union.has(code))));
}

/** `…/ExhibitSerif-400Regular-Italic.ttf` is of the family `Exhibit Serif`. */
function familyOf(path: string): string {
  return basename(path)
    .replace(/-.*$/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
}

function styleOf(path: string): string {
  return basename(path, '.ttf').replace(/^[^-]*-/, '');
}
