import { isUtf8 } from 'node:buffer';
import { type Edit, MOST_EDITS, type RepairRule } from '../rule.ts';
import { counted } from '../words.ts';

/**
 * A record that Python printed instead of writing it as JSON (`print(record)`): texts in single quotes, None, True,
 * False. Only what has one meaning is taken: no words of JSON, no names, tuples, sets or bytes, no escape that reads
 * otherwise in another version of Python; keys must be texts. Every token is looked at, and what is none ends the rule.
 */
export const pythonLiteral: RepairRule = {
  name: 'python-literal',
  version: 1,
  mends: 'json',
  needsReadableNext: false,
  says: 'a record that Python printed is written as JSON: texts in double quotes, None, True and False as null, true and false',
  find(text) {
    if (!OF_PYTHON.test(text) || !isUtf8(Buffer.from(text, 'latin1'))) return null;
    const edits: Edit[] = [];
    let texts = 0;
    let words = 0;
    let read = 0;
    while (read < text.length) {
      if (edits.length === MOST_EDITS) return null;
      const mark = text.charAt(read);
      if (mark === "'" || mark === '"') {
        const end = endOfText(text, read);
        const quoted = text.slice(read, end);
        const insert = end < 0 ? null : jsonText(quoted);
        if (insert === null) return null;
        if (Buffer.from(insert).toString('latin1') !== quoted) {
          edits.push({ at: read, remove: quoted.length, insert });
          texts += 1;
        }
        read = end;
        continue;
      }
      TOKEN.lastIndex = read;
      const [token] = TOKEN.exec(text) ?? [];
      if (token === undefined) return null;
      if (/^[A-Za-z]/.test(token)) {
        const insert = WORDS.get(token);
        if (insert === undefined) return null;
        edits.push({ at: read, remove: token.length, insert });
        words += 1;
      }
      read += token.length;
    }
    if (edits.length === 0) return null;
    const said = [
      ...(texts > 0 ? [counted(texts, 'text')] : []),
      ...(words > 0 ? [`${counted(words, 'word')} (None, True, False)`] : []),
    ];
    return { edits, said: `wrote ${said.join(' and ')} of Python as JSON` };
  },
};

const TOKEN = /[ \t\r\n]+|[{}[\],:]+|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.])|[A-Za-z]+/y;
/** Without any of them a text is nothing that only Python prints. */
const OF_PYTHON = /'|None|True|False/;
const WORDS: ReadonlyMap<string, string> = new Map([
  ['None', 'null'],
  ['True', 'true'],
  ['False', 'false'],
]);

const PIECE =
  /\\(?:(?<simple>[\\'"nrtabfv])|x(?<byte>[0-9a-fA-F]{2})|u(?<four>[0-9a-fA-F]{4})|U(?<eight>[0-9a-fA-F]{8})|(?<other>.))|(?<raw>[^\\]+)/gs;
const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** A text of Python as one of JSON; null where it could be read in two ways. Its bytes stand for one character each. */
function jsonText(quoted: string): string | null {
  let text = '';
  for (const { groups } of quoted.slice(1, -1).matchAll(PIECE)) {
    const { simple, byte, four, eight, raw } = groups ?? {};
    if (raw !== undefined) text += Buffer.from(raw, 'latin1').toString();
    else if (simple !== undefined) text += SIMPLE[simple] ?? simple;
    else {
      const code = Number.parseInt(byte ?? four ?? eight ?? 'none', 16);
      const isByte = byte !== undefined && code >= 0x80 && !SAME_IN_ALL.has(code);
      if (Number.isNaN(code) || code > 0x10ffff || isSurrogate(code) || isByte) return null;
      text += String.fromCodePoint(code);
    }
  }
  return JSON.stringify(text);
}

/** Python 2 printed bytes so, Python 3 characters: a no-break space and a soft hyphen are the same in both. */
const SAME_IN_ALL: ReadonlySet<number> = new Set([0xa0, 0xad]);
const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;

/** One past the mark that closes the text which opens at `from`; -1 where none does on its line. */
function endOfText(text: string, from: number): number {
  const quote = text.charAt(from);
  for (let at = from + 1; at < text.length; at += 1) {
    const mark = text.charAt(at);
    if (mark === quote) return at + 1;
    if (mark === '\n' || mark === '\r') return -1;
    if (mark === '\\') at += 1;
  }
  return -1;
}
