/** Deeper levels are indented no further: a record nested 100,000 deep would be mostly space. */
const DEEPEST = 64;

const STEP = '  ';

type Last = 'nothing' | 'open' | 'comma' | 'colon' | 'value';

/**
 * The JSON text indented by its tokens alone: numbers, escapes, order of keys and equal keys stay as they stand, and what
 * is no JSON stays too. Ends after some `enough` UTF-16 units; `used` says how much of the source that took.
 */
export function indented(source: string, enough: number): { text: string; used: number } {
  const pieces: string[] = [];
  let size = 0;
  let depth = 0;
  let last: Last = 'nothing';
  let at = 0;
  const write = (piece: string): void => {
    pieces.push(piece);
    size += piece.length;
  };
  const newLine = (): void => write(`\n${STEP.repeat(Math.min(depth, DEEPEST))}`);
  const beginValue = (): void => {
    if (last === 'open' || last === 'comma') newLine();
    else if (last !== 'nothing') write(' ');
  };
  while (at < source.length && size < enough) {
    const character = source[at] ?? '';
    switch (character) {
      case ' ':
      case '\t':
      case '\r':
      case '\n':
        break;
      case '{':
      case '[':
        beginValue();
        write(character);
        depth += 1;
        last = 'open';
        break;
      case '}':
      case ']':
        depth = Math.max(0, depth - 1);
        if (last !== 'open') newLine();
        write(character);
        last = 'value';
        break;
      case ',':
        write(',');
        last = 'comma';
        break;
      case ':':
        write(':');
        last = 'colon';
        break;
      default: {
        beginValue();
        const end = character === '"' ? endOfText(source, at) : endOfWord(source, at);
        const until = withinPair(source, Math.min(end, at + Math.max(1, enough - size)));
        write(source.slice(at, until));
        at = until;
        last = 'value';
        continue;
      }
    }
    at += 1;
  }
  return { text: pieces.join(''), used: at };
}

/** One past the closing quote, or the end of the source. */
function endOfText(source: string, from: number): number {
  for (let at = from + 1; ; ) {
    const quote = source.indexOf('"', at);
    if (quote < 0) return source.length;
    let backslashes = 0;
    while (source.charCodeAt(quote - 1 - backslashes) === 0x5c && quote - 1 - backslashes > from)
      backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}

const WORD = /[^ \t\r\n{}[\],:"]+/y;

function endOfWord(source: string, from: number): number {
  WORD.lastIndex = from;
  return WORD.test(source) ? WORD.lastIndex : from + 1;
}

/** Never between the halves of a surrogate pair. */
function withinPair(source: string, at: number): number {
  const isHalf = at < source.length && /[\uD800-\uDBFF]/.test(source[at - 1] ?? '');
  return isHalf ? at + 1 : at;
}
