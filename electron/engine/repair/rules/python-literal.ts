import { isUtf8 } from 'node:buffer';
import type { Edit, RepairRule } from '../rule.ts';
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
    if (!isUtf8(Buffer.from(text, 'latin1'))) return null;
    const edits: Edit[] = [];
    let texts = 0;
    let words = 0;
    let read = 0;
    for (const { index, 0: token, groups } of text.matchAll(TOKEN)) {
      if (index !== read) return null;
      read += token.length;
      const { quoted, word } = groups ?? {};
      if (quoted !== undefined) {
        const insert = jsonText(quoted);
        if (insert === null) return null;
        if (Buffer.from(insert).toString('latin1') === quoted) continue;
        edits.push({ at: index, remove: quoted.length, insert });
        texts += 1;
      } else if (word !== undefined) {
        const insert = WORDS.get(word);
        if (insert === undefined) return null;
        edits.push({ at: index, remove: word.length, insert });
        words += 1;
      }
    }
    if (read !== text.length || edits.length === 0) return null;
    const said = [
      ...(texts > 0 ? [counted(texts, 'text')] : []),
      ...(words > 0 ? [`${counted(words, 'word')} (None, True, False)`] : []),
    ];
    return { edits, said: `wrote ${said.join(' and ')} of Python as JSON` };
  },
};

const TOKEN =
  /[ \t\r\n]+|[{}[\],:]|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.])|(?<quoted>'[^'\\\r\n]*(?:\\.[^'\\\r\n]*)*'|"[^"\\\r\n]*(?:\\.[^"\\\r\n]*)*")|(?<word>[A-Za-z]+)/gs;
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
