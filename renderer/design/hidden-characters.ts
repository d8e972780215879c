import { visible } from '../../shared/text/visible.ts';

/** A character that is not seen: a short label to show, its name, and whether it changes order or drives a terminal. */
export interface HiddenCharacter {
  short: string;
  name: string;
  isDangerous: boolean;
}

const names = new Map<number, readonly [short: string, name: string]>([
  [0x00, ['NUL', 'null']],
  [0x07, ['BEL', 'bell']],
  [0x08, ['BS', 'backspace']],
  [0x0b, ['VT', 'vertical tab']],
  [0x0c, ['FF', 'form feed']],
  [0x0d, ['CR', 'carriage return']],
  [0x1b, ['ESC', 'escape']],
  [0x7f, ['DEL', 'delete']],
  [0x85, ['NEL', 'next line']],
  [0x9b, ['CSI', 'control sequence introducer']],
  [0xa0, ['NBSP', 'no-break space']],
  [0xad, ['SHY', 'soft hyphen']],
  [0x34f, ['CGJ', 'combining grapheme joiner']],
  [0x61c, ['ALM', 'Arabic letter mark']],
  [0x115f, ['HCF', 'Hangul choseong filler']],
  [0x1160, ['HJF', 'Hangul jungseong filler']],
  [0x180e, ['MVS', 'Mongolian vowel separator']],
  [0x200b, ['ZWSP', 'zero width space']],
  [0x200c, ['ZWNJ', 'zero width non-joiner']],
  [0x200d, ['ZWJ', 'zero width joiner']],
  [0x200e, ['LRM', 'left-to-right mark']],
  [0x200f, ['RLM', 'right-to-left mark']],
  [0x2028, ['LS', 'line separator']],
  [0x2029, ['PS', 'paragraph separator']],
  [0x202a, ['LRE', 'left-to-right embedding']],
  [0x202b, ['RLE', 'right-to-left embedding']],
  [0x202c, ['PDF', 'pop directional formatting']],
  [0x202d, ['LRO', 'left-to-right override']],
  [0x202e, ['RLO', 'right-to-left override']],
  [0x202f, ['NNBSP', 'narrow no-break space']],
  [0x205f, ['MMSP', 'medium mathematical space']],
  [0x2060, ['WJ', 'word joiner']],
  [0x2066, ['LRI', 'left-to-right isolate']],
  [0x2067, ['RLI', 'right-to-left isolate']],
  [0x2068, ['FSI', 'first strong isolate']],
  [0x2069, ['PDI', 'pop directional isolate']],
  [0x2800, ['BRAILLE', 'blank Braille pattern']],
  [0x3164, ['HF', 'Hangul filler']],
  [0xfe0f, ['VS16', 'emoji variation selector']],
  [0xfeff, ['BOM', 'zero width no-break space']],
  [0xffa0, ['HWHF', 'halfwidth Hangul filler']],
]);

/** Spaces that look like the one on the keyboard and are not. */
const oddSpace = /[\u00A0\u1680\u2000-\u200A\u202F\u205F]/u;
const ordinary = /^[\u0020-\u007E\n\t]$/u;

const known = new Map<string, HiddenCharacter | null>();

/** What a character hides, or null when it can be seen. `before` is the character in front of it, '' at the start. */
export function hiddenCharacter(character: string, before: string): HiddenCharacter | null {
  if (ordinary.test(character)) return null;
  // After a character that can be seen this selector is how emoji are written.
  if (character === '\uFE0F' && before !== '' && !/[\s\uFE0F]/u.test(before)) return null;
  const found = known.get(character);
  if (found !== undefined) return found;
  const judged = judge(character);
  known.set(character, judged);
  return judged;
}

function judge(character: string): HiddenCharacter | null {
  // The bracket is marked in plain text because marks are written with it there; here marks are drawn.
  if (character === '\u27E6') return null;
  if (visible(character) === character && !oddSpace.test(character)) return null;
  const code = character.codePointAt(0) ?? 0;
  const point = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const [short, name] = names.get(code) ?? family(code, point);
  return { short, name: `${name}, ${point}`, isDangerous: changesOrderOrTerminal(code) };
}

function family(code: number, point: string): readonly [string, string] {
  if (code < 0x20 || (code >= 0x80 && code < 0xa0)) return [point, 'control character'];
  if (code >= 0xe0000 && code <= 0xe007f) return ['TAG', 'tag character'];
  if (code >= 0xfe00 && code <= 0xfe0f) return [`VS${code - 0xfdff}`, 'variation selector'];
  if (code >= 0xe0100 && code <= 0xe01ef) return [`VS${code - 0xe00ef}`, 'variation selector'];
  if (code >= 0xd800 && code <= 0xdfff) return [point, 'half of a surrogate pair'];
  if (oddSpace.test(String.fromCodePoint(code))) return ['SP', 'space of another width'];
  return [point, 'invisible or unassigned character'];
}

function changesOrderOrTerminal(code: number): boolean {
  return (
    code < 0x20 ||
    (code >= 0x7f && code < 0xa0) ||
    code === 0x61c ||
    code === 0x200e ||
    code === 0x200f ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069)
  );
}
