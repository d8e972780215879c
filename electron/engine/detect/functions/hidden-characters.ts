import { spelledByTags } from '../encoded.ts';
import type { TextHit } from '../locate.ts';

/** RE2 pattern of texts worth looking at; which characters are harmless is decided below. */
export const HIDDEN =
  '[\\x{200B}-\\x{200D}\\x{2060}-\\x{2064}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}\\x{180E}\\x{FEFF}\\x{E0000}-\\x{E007F}\\x{E0100}-\\x{E01EF}]|[\\x{FE00}-\\x{FE0F}]{2,}';

interface Point {
  readonly code: number;
  readonly character: string;
}

type Kind = 'tags' | 'selectors' | 'joiner' | 'zero-width' | 'bidi';

/** Scripts that need zero-width joiners and non-joiners to be written well. */
const JOINING =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Tibetan}\p{Script=Myanmar}]/u;
/** Scripts without spaces, where a zero-width space marks where a line may break. */
const UNSPACED = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const PICTURE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{FE0F}\u{1F1E6}-\u{1F1FF}]/u;
const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const BLACK_FLAG = 0x1f3f4;
const CANCEL_TAG = 0xe007f;

function kindOf(code: number): Kind | undefined {
  if (code >= 0xe0000 && code <= 0xe007f) return 'tags';
  if ((code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef))
    return 'selectors';
  if (code === 0x200c || code === 0x200d) return 'joiner';
  if (code === 0x200b || (code >= 0x2060 && code <= 0x2064) || code === 0xfeff || code === 0x180e)
    return 'zero-width';
  if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) return 'bidi';
  return undefined;
}

/**
 * Characters that a reader does not see and a model reads. Spared: flags made of tags, joiners in emoji and in scripts
 * that need them, line-break marks of unspaced scripts, direction marks beside right-to-left letters, a leading BOM.
 */
export function hiddenCharacters(text: string): TextHit[] {
  const points = Array.from(text).map(
    (character): Point => ({ character, code: character.codePointAt(0) ?? 0 }),
  );
  const rightToLeft = RIGHT_TO_LEFT.test(text);
  const hits: TextHit[] = [];
  for (let start = 0; start < points.length; ) {
    const kind = kindOf(points[start]?.code ?? 0);
    let end = start + 1;
    if (kind !== undefined) {
      while (end < points.length && kindOf(points[end]?.code ?? 0) === kind) end += 1;
      const hit = judge(kind, points, start, end, rightToLeft);
      if (hit !== undefined) hits.push({ start, end, score: 1, ...hit });
    }
    start = end;
  }
  return hits;
}

type Judged = Pick<TextHit, 'lane' | 'explanation'>;

function judge(
  kind: Kind,
  points: readonly Point[],
  start: number,
  end: number,
  rightToLeft: boolean,
): Judged | undefined {
  const run = points.slice(start, end);
  const before = points[start - 1]?.character ?? '';
  const after = points[end]?.character ?? '';
  switch (kind) {
    case 'tags':
      return isFlag(points[start - 1], run) ? undefined : tags(run);
    case 'selectors':
      return run.length < 2 && (run[0]?.code ?? 0) < 0xe0100 ? undefined : selectors(run, before);
    case 'joiner':
      if (run.length === 1 && (JOINING.test(before) || JOINING.test(after))) return undefined;
      if (run.length === 1 && PICTURE.test(before) && PICTURE.test(after)) return undefined;
      return zeroWidth(run);
    case 'zero-width':
      if (start === 0 && run.length === 1 && run[0]?.code === 0xfeff) return undefined;
      if (run.length === 1 && (UNSPACED.test(before) || UNSPACED.test(after))) return undefined;
      return zeroWidth(run);
    case 'bidi':
      return bidi(run, rightToLeft);
  }
}

/** A flag of a subdivision: black flag, two to six small letters or digits as tags, cancel tag. Nothing else is one. */
function isFlag(before: Point | undefined, run: readonly Point[]): boolean {
  return (
    before?.code === BLACK_FLAG &&
    run.at(-1)?.code === CANCEL_TAG &&
    /^[a-z]{2}[a-z0-9]{1,4}$/.test(spelled(run.slice(0, -1)))
  );
}

function spelled(run: readonly Point[]): string {
  return spelledByTags(run.map(({ character }) => character).join(''));
}

function tags(run: readonly Point[]): Judged {
  const hidden = spelled(run);
  return {
    lane: 'lead',
    explanation: `Tag characters that no screen shows spell “${hidden}” (${run.length} characters).`,
  };
}

/** Bytes that variation selectors carry: VS1 to VS16 are 0 to 15, VS17 to VS256 are 16 to 255. */
function selectors(run: readonly Point[], before: string): Judged | undefined {
  // Ideographs take one of VS17 and up to choose a glyph.
  if (run.length === 1 && /\p{Script=Han}/u.test(before)) return undefined;
  const bytes = Uint8Array.from(run, ({ code }) =>
    code >= 0xe0100 ? code - 0xe0100 + 16 : code - 0xfe00,
  );
  const hidden = Buffer.from(bytes).toString('utf8');
  const readable = /^[\p{L}\p{N}\p{P}\p{Zs}]{2,}$/u.test(hidden);
  return {
    lane: readable ? 'lead' : 'candidate',
    explanation: readable
      ? `Variation selectors used as bytes spell “${hidden}”.`
      : `${run.length} variation selectors in a row can carry hidden bytes.`,
  };
}

function zeroWidth(run: readonly Point[]): Judged {
  return {
    lane: run.length >= 8 ? 'lead' : 'candidate',
    explanation: `${run.length} zero-width ${run.length === 1 ? 'character' : 'characters'} (${codes(run)}) that a reader does not see.`,
  };
}

function bidi(run: readonly Point[], rightToLeft: boolean): Judged | undefined {
  const overrides = run.some(({ code }) => code === 0x202d || code === 0x202e);
  if (!overrides && rightToLeft) return undefined;
  return {
    lane: overrides ? 'lead' : 'candidate',
    explanation: overrides
      ? `A direction override (${codes(run)}) shows the text in another order than the model reads it.`
      : `Direction marks (${codes(run)}) in a text without right-to-left letters.`,
  };
}

function codes(run: readonly Point[]): string {
  const names = [
    ...new Set(run.map(({ code }) => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`)),
  ];
  return names.slice(0, 4).join(', ') + (names.length > 4 ? ' and others' : '');
}
