import { editsWithin } from '../json-texts.ts';
import type { RepairRule } from '../rule.ts';
import { counted } from '../words.ts';

const CONTROL = /[\x00-\x1f]/g;
const SHORT: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** Control characters that stand raw within texts, where JSON has them escaped: what they mean is not in doubt. */
export const controlCharacters: RepairRule = {
  name: 'control-characters',
  version: 1,
  mends: 'json',
  needsReadableNext: false,
  says: 'control characters that stand raw within texts are written as escapes',
  find(text) {
    const edits = editsWithin(text, 'texts', CONTROL, escaped);
    if (edits === null) return null;
    return { edits, said: `escaped ${counted(edits.length, 'control character')} within texts` };
  },
};

const escaped = (character: string): string =>
  SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
