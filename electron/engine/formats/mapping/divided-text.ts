/** Several passages in one text, with the same words or marks between each two of them. */

/**
 * Divides texts by what stands between their parts, to the letter but for the spelling of line ends; white space around a
 * part is none of it. Texts may be bytes, so that only white space of ASCII counts.
 */
export function divider(between: string): (text: string) => string[] {
  const pattern = new RegExp(between.split(/\r?\n/).map(escaped).join('\\r?\\n'), 'g');
  return (text) =>
    // At the ends, too, a divider may be a line of its own.
    `\n${text}\n`
      .split(pattern)
      .map((part) => part.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ''))
      .filter((part) => part !== '');
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** A line of nothing but one mark again and again. */
const LINE = /(?<=^|\n)(([-=*_~#–—+|.<>§%])\2{1,39}|<[a-z]{1,12}\/>|\[[A-Z]{2,8}\])(?=\n)/g;
/** What nobody writes within a text. */
const INLINE = [
  ...[' ||| ', '|||', ' || ', '||', ' ¶ ', '¶', ' ## ', ' ~~ ', ' @@ ', '\u001e', '\u001f', ';;'],
  ...[' *** ', ' --- ', ' === ', ' // ', '<br>', '<br/>', '[SEP]', '</s>', '<sep>', ' | '],
];

/** Parts of so few words are none that was looked up. */
const FEWEST_WORDS = 3;

/**
 * What divides the texts, where one divider stands in several of them, or in a good share; undefined where none does. An
 * empty line divides those alone that are said to be `several`.
 */
export function dividerOf(texts: readonly string[], several: boolean): string | undefined {
  const lines = new Map<string, number>();
  for (const text of texts)
    for (const line of new Set(
      [...text.replaceAll('\r\n', '\n').matchAll(LINE)].map(([, one = '']) => one),
    ))
      lines.set(line, (lines.get(line) ?? 0) + 1);
  const [line] = [...lines].toSorted((a, b) => b[1] - a[1]).map(([one]) => `\n${one}\n`);
  const candidates = [
    ...(line === undefined ? [] : [line]),
    ...INLINE,
    ...(several ? ['\n\n'] : []),
  ];
  return candidates.find((one) => divides(one, texts));
}

function divides(between: string, texts: readonly string[]): boolean {
  const parted = texts.map(divider(between)).filter((parts) => parts.length > 1);
  return (
    parted.length >= Math.min(2, texts.length) &&
    parted.length * 20 >= texts.length &&
    parted.every((parts) => parts.every((part) => part.split(/\s+/).length >= FEWEST_WORDS))
  );
}

const BETWEEN_NAMES = ['\n', '|', ';', ', ', ',', ' / ', ' + ', '·', '•', '、', '，', '；'];

/** In one piece, or the name of a file: `Return policy.pdf`. */
const NAME = /^(?:\S{1,60}|(?:\S{1,40} ){1,5}\S{0,40}\.[A-Za-z]{2,5})$/;

/**
 * What divides texts that hold nothing but short names, several of them in a good share of the texts: names of files and
 * numbers, or titles that come again beside others and alone.
 */
export function ofNames(all: readonly string[]): string | undefined {
  const said = all.filter((text) => text !== '');
  return BETWEEN_NAMES.find((between) => {
    const parted = said.map(divider(between));
    const several = parted.filter((parts) => parts.length > 1);
    return (
      several.length >= 2 &&
      several.length * 5 >= said.length &&
      (parted.flat().every((name) => NAME.test(name) && /[\d.:_/-]/.test(name)) ||
        areTitles(parted))
    );
  });
}

/** A title has no end of a sentence in it, and most of those that stand beside others stand alone elsewhere, or beside others again. */
function areTitles(parted: readonly (readonly string[])[]): boolean {
  const parts = parted.flat();
  if (parts.some((part) => !TITLE.test(part))) return false;
  const alone = new Set(parted.flatMap((one) => (one.length === 1 ? one : [])));
  const beside = new Set(parted.flatMap((one) => (one.length > 1 ? one : [])));
  const again = [...beside].filter((one) => alone.has(one));
  return again.length * 2 >= beside.size && new Set(parts).size * 2 <= parts.length;
}
const TITLE = /^(?=\S)(?!.*[.!?](?:\s|$))[^\n]{2,80}$/;
