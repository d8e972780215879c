import { expect, it } from 'vitest';
import { NeedsDecodedText } from '../../../electron/engine/formats/nested-json.ts';
import { parsePrinted } from '../../../electron/engine/formats/printed-value.ts';

/** Lists and objects as programs print them. */
it.each<[string, unknown]>([
  [`['a.md', "it's.pdf", 'c\\'d']`, ['a.md', "it's.pdf", "c'd"]],
  [
    "[{'role': 'user', 'n': 1, 'ok': True, 'x': None}]",
    [{ role: 'user', n: 1, ok: true, x: null }],
  ],
  ["{'a': (1, 2.5, -3e2), 'b': {'c', 'd'}, 'e': {}}", { a: [1, 2.5, -300], b: ['c', 'd'], e: {} }],
  ["{1: 'one'}", { '1': 'one' }],
  [
    `['line\\nnext', 'caf\\xe9', '\\u4f60', 'C:\\\\dir\\q']`,
    ['line\nnext', 'café', '你', 'C:\\dir\\q'],
  ],
  [
    "[Document(metadata={'page': 3}, page_content='Feed them.'), Document(page_content='Wait.')]",
    [{ metadata: { page: 3 }, page_content: 'Feed them.' }, { page_content: 'Wait.' }],
  ],
  ["{'at': datetime.date(2025, 3, 1), 'fit': np.float64(0.5)}", { at: [2025, 3, 1], fit: 0.5 }],
  ['{:role=>"user", "n"=>nil, :kind=>:ask}', { role: 'user', n: null, kind: 'ask' }],
  ['{role: "user", said: "Hi"}', { role: 'user', said: 'Hi' }],
  [`[ { role: 'user', said: undefined } ]`, [{ role: 'user', said: null }]],
  ["{'id': 900719925474099312}", { id: '900719925474099312' }],
  ["{'__proto__': 1}", JSON.parse('{"__proto__": 1}')],
  ["['a', 'b',]", ['a', 'b']],
])('%s', (text, value) => {
  expect(parsePrinted(text, true)).toEqual(value);
});

it.each([
  '[see page 3] Feed them.',
  "['a.md', 'b.md'] and more",
  "['a.md'",
  "['a.md' 'b.md']",
  "{'a': 1, 'b'}",
  '[Document at 0x7f2a]',
  '{name} has asked',
  '[PAUSE]',
  '[1] The first source says so.',
  '['.repeat(5000),
])('%s stays a text', (text) => {
  expect(parsePrinted(text, true)).toBeUndefined();
});

it('codes of letters are read in decoded texts alone', () => {
  expect(() => parsePrinted("['caf\\xe9']", false)).toThrow(NeedsDecodedText);
  expect(parsePrinted("['a', 'it\\'s']", false)).toEqual(['a', "it's"]);
});
