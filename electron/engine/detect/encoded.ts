import { z } from 'zod';

/** Ways in which a text can carry words that a reader does not see but a model reads. */
export const encoding = z.enum(['tags', 'base64']);
export type Encoding = z.infer<typeof encoding>;

/** A zero-width character between two tag characters is passed over. */
const BETWEEN = '[\\x{200B}-\\x{200D}\\x{2060}\\x{FEFF}]?';
const TAG = '[\\x{E0020}-\\x{E007E}]';

/** RE2 patterns of runs worth decoding. Eight tag characters and more: flags of subdivisions have fewer. */
export const ENCODED: Readonly<Record<Encoding, string>> = {
  tags: `${TAG}(?:${BETWEEN}${TAG}){7,}`,
  base64: '[A-Za-z0-9+/]{24,}={0,2}',
};

/** As `ENCODED.tags`, for JavaScript. */
const TAG_RUN = /[\u{E0020}-\u{E007E}](?:[\u200B-\u200D\u2060\uFEFF]?[\u{E0020}-\u{E007E}]){7,}/gu;

/** Longer runs are data, not words. */
const LONGEST_BASE64 = 8192;

export interface TagRun {
  /** UTF-16 indexes. */
  readonly start: number;
  readonly end: number;
  readonly plaintext: string;
}

export function tagRunsIn(text: string): TagRun[] {
  return Array.from(text.matchAll(TAG_RUN), ({ 0: run, index }) => ({
    start: index,
    end: index + run.length,
    plaintext: spelledByTags(run),
  }));
}

/** The ASCII that tag characters repeat 0xE0000 further up; other characters are left out. */
export function spelledByTags(run: string): string {
  return Array.from(run, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code >= 0xe0020 && code <= 0xe007e ? String.fromCharCode(code - 0xe0000) : '';
  }).join('');
}

/** What the run says; undefined where it is no readable text. */
export function decoded(run: string, way: Encoding): string | undefined {
  if (way === 'tags') return spelledByTags(run);
  if (run.length > LONGEST_BASE64) return undefined;
  const text = Buffer.from(run, 'base64').toString('utf8');
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S}\s]+$/u.test(text) && !text.includes('\uFFFD')
    ? text
    : undefined;
}

/** Characters of a decoded text that an explanation shows. */
const SHOWN = 500;

/** How an explanation shows what was carried; it says where it does not show all. */
export function shown(plaintext: string, way: Encoding): string {
  const words =
    plaintext.length > SHOWN
      ? `“${plaintext.slice(0, SHOWN)}” and ${plaintext.length - SHOWN} more characters`
      : `“${plaintext}”`;
  return way === 'tags'
    ? `Tag characters that no screen shows spell ${words}.`
    : `Decoded from base64 it says ${words}.`;
}
