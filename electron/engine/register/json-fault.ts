const [TAB, LF, CR, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** What may stand next. */
type Next = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma' | 'end';

/**
 * The first byte at which a text is no JSON, as import reads it (NaN and the infinities pass); its length where it ends
 * too early, null where it is JSON. Nothing is recursive: nesting costs a byte a level.
 */
export function jsonFault(bytes: Uint8Array): number | null {
  const open = Buffer.alloc(bytes.length);
  let depth = 0;
  let next: Next = 'value';
  const afterValue = (): Next => (depth === 0 ? 'end' : 'comma');
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0;
    if (byte === SPACE || byte === LF || byte === CR || byte === TAB) {
      at += 1;
      continue;
    }
    const inObject = open[depth - 1] === OPEN_OBJECT;
    if (next === 'value' || next === 'value or ]') {
      if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        open[depth++] = byte;
        next = byte === OPEN_OBJECT ? 'key or }' : 'value or ]';
        at += 1;
        continue;
      }
      if (byte !== CLOSE_LIST || next === 'value') {
        const end = endOfScalar(bytes, at);
        if (end < 0) return -end - 1;
        at = end;
        next = afterValue();
        continue;
      }
    }
    if ((next === 'key' || next === 'key or }') && byte === QUOTE) {
      const end = endOfText(bytes, at);
      if (end < 0) return -end - 1;
      at = end;
      next = 'colon';
    } else if (next === 'colon' && byte === COLON) {
      next = 'value';
      at += 1;
    } else if (next === 'comma' && byte === COMMA) {
      next = inObject ? 'key' : 'value';
      at += 1;
    } else if (
      (byte === CLOSE_LIST && !inObject && (next === 'comma' || next === 'value or ]')) ||
      (byte === CLOSE_OBJECT && inObject && (next === 'comma' || next === 'key or }'))
    ) {
      depth -= 1;
      next = afterValue();
      at += 1;
    } else return at;
  }
  return next === 'end' ? null : bytes.length;
}

/** One past the end of a text, number or word; where it breaks off at byte n, -n - 1. */
function endOfScalar(bytes: Uint8Array, at: number): number {
  const byte = bytes[at] ?? 0;
  if (byte === QUOTE) return endOfText(bytes, at);
  if (byte === MINUS || isDigit(byte)) return endOfNumber(bytes, at);
  const word = WORDS.find((candidate) => candidate.charCodeAt(0) === byte);
  return word === undefined ? -at - 1 : endOfWord(bytes, at, word);
}

const WORDS = ['true', 'false', 'null', 'NaN', 'Infinity'];

function endOfWord(bytes: Uint8Array, at: number, word: string): number {
  for (let index = 0; index < word.length; index += 1)
    if (bytes[at + index] !== word.charCodeAt(index)) return -(at + index) - 1;
  return at + word.length;
}

const SIMPLE_ESCAPES = new Set(Buffer.from('"\\/bfnrt'));

function endOfText(bytes: Uint8Array, from: number): number {
  for (let at = from + 1; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) return at + 1;
    if (byte < SPACE) return -at - 1;
    if (byte !== BACKSLASH) continue;
    at += 1;
    const escaped = bytes[at];
    if (escaped === undefined) break;
    if (SIMPLE_ESCAPES.has(escaped)) continue;
    if (escaped !== 0x75) return -at - 1;
    for (let digit = 0; digit < 4; digit += 1) {
      at += 1;
      if (!/^[\da-f]$/i.test(String.fromCharCode(bytes[at] ?? 0))) return -at - 1;
    }
  }
  return -bytes.length - 1;
}

function endOfNumber(bytes: Uint8Array, from: number): number {
  let at = from;
  if (bytes[at] === MINUS) at += 1;
  if (bytes[at] === 0x49 && at > from) return endOfWord(bytes, at, 'Infinity');
  if (!isDigit(bytes[at])) return -at - 1;
  const leadingZero = bytes[at] === 0x30;
  at += 1;
  if (!leadingZero) at = pastDigits(bytes, at);
  if (bytes[at] === 0x2e) {
    at += 1;
    if (!isDigit(bytes[at])) return -at - 1;
    at = pastDigits(bytes, at);
  }
  if (bytes[at] === 0x65 || bytes[at] === 0x45) {
    at += 1;
    if (bytes[at] === MINUS || bytes[at] === 0x2b) at += 1;
    if (!isDigit(bytes[at])) return -at - 1;
    at = pastDigits(bytes, at);
  }
  return isDigit(bytes[at]) ? -at - 1 : at;
}

function pastDigits(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isDigit(bytes[at])) at += 1;
  return at;
}

const isDigit = (byte: number | undefined): boolean =>
  byte !== undefined && byte >= 0x30 && byte <= 0x39;
