import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault } from '../base/errors.ts';
import { coverageOf } from './coverage.ts';

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

let known: ReadonlySet<number> | undefined;

/**
 * Code points that can be set in every style the report uses. Typst looks through the families for a glyph, and within
 * a family takes the nearest style only; so each style must be able to show the character through some family.
 */
export function reportCoverage(): ReadonlySet<number> {
  known ??= coverageOfStyles(
    reportFonts().map((path) => ({ path, covered: coverageOf(readFileSync(path)) })),
  );
  return known;
}

interface Face {
  readonly path: string;
  readonly covered: ReadonlySet<number>;
}

const styles = ['-400Regular.ttf', '-400Regular-Italic.ttf', '-600SemiBold.ttf'];

function coverageOfStyles(faces: Face[]): ReadonlySet<number> {
  const families = new Set(faces.map((face) => familyOf(face.path)));
  const perStyle = styles.map((style) => {
    const union = new Set<number>();
    for (const family of families) {
      const members = faces.filter((face) => familyOf(face.path) === family);
      const nearest =
        members.find((face) => face.path.endsWith(style)) ??
        members.find((face) => face.path.endsWith('-400Regular.ttf'));
      for (const code of nearest?.covered ?? []) union.add(code);
    }
    return union;
  });
  const [first, ...others] = perStyle;
  return new Set([...(first ?? [])].filter((code) => others.every((union) => union.has(code))));
}

/** `…/ExhibitSerif-400Regular-Italic.ttf` is of the family `…/ExhibitSerif`. */
function familyOf(path: string): string {
  return path.replace(/-\d{3}[A-Za-z]+(-Italic)?\.ttf$/, '');
}
