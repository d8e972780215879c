import { describe, expect, test } from 'vitest';
import { parseExact } from '../../../electron/engine/import/exact-json.ts';
import { repairedBy } from '../../../electron/engine/repair/rule.ts';
import { LATEST_RULES } from '../../../electron/engine/repair/rules.ts';

/** What a rule makes of a record: its text and what the rule says of it; null where it does not apply. */
function mended(name: string, record: string | Uint8Array): [string, string] | null {
  const rule = LATEST_RULES.find((one) => one.name === name);
  if (rule === undefined) throw new Error(`no rule ${name}`);
  const made = repairedBy(rule, typeof record === 'string' ? Buffer.from(record) : record);
  return made === null ? null : [made.bytes.toString(), made.said];
}
const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))),
  );

describe('truncated-end', () => {
  test.each([
    ['{"a":"he', '{"a":"he"}', 'closed 1 text, 1 object; nothing was dropped'],
    ['{"a":[{"b":"x"', '{"a":[{"b":"x"}]}', 'closed 2 objects, 1 list; nothing was dropped'],
    ['{"a":1,"lat', '{"a":1}', 'closed 1 object; dropped 5 bytes at the cut, ",\\"lat"'],
    ['{"a":1,"late"', '{"a":1}', 'closed 1 object; dropped 7 bytes at the cut, ",\\"late\\""'],
    ['{"a":1,"late":', '{"a":1}', 'closed 1 object; dropped 8 bytes at the cut, ",\\"late\\":"'],
    ['{"a":1,', '{"a":1}', 'closed 1 object; dropped 1 byte at the cut, ","'],
    ['{"a":', '{}', 'closed 1 object; dropped 4 bytes at the cut, "\\"a\\":"'],
    // The number may go on where the record was cut; before a space it is whole.
    ['{"a":[1,23', '{"a":[1]}', 'closed 1 object, 1 list; dropped 3 bytes at the cut, ",23"'],
    ['{"a":[1,23 ', '{"a":[1,23]}', 'closed 1 object, 1 list; dropped 1 byte at the cut, " "'],
    ['{"a":tru', '{}', 'closed 1 object; dropped 7 bytes at the cut, "\\"a\\":tru"'],
    ['{"a":NaN,"b":"x', '{"a":NaN,"b":"x"}', 'closed 1 text, 1 object; nothing was dropped'],
    ['{"a":"x\\', '{"a":"x"}', 'closed 1 text, 1 object; dropped 1 byte at the cut, "\\\\"'],
    [
      '{"a":"x\\u20a',
      '{"a":"x"}',
      'closed 1 text, 1 object; dropped 5 bytes at the cut, "\\\\u20a"',
    ],
    ['{"a":"x\\\\', '{"a":"x\\\\"}', 'closed 1 text, 1 object; nothing was dropped'],
    [
      '{"a":"x\\ud83d',
      '{"a":"x"}',
      'closed 1 text, 1 object; dropped 6 bytes at the cut, "\\\\ud83d"',
    ],
    [
      '{"a":"x\\ud83d\\ude',
      '{"a":"x"}',
      'closed 1 text, 1 object; dropped 10 bytes at the cut, "\\\\ud83d\\\\ude"',
    ],
    [
      '{"a":"\\ud83d\\ude00',
      '{"a":"\\ud83d\\ude00"}',
      'closed 1 text, 1 object; nothing was dropped',
    ],
    ['[{"a":"é', '[{"a":"é"}]', 'closed 1 text, 1 object, 1 list; nothing was dropped'],
  ])('%j', (record, text, said) => {
    expect(mended('truncated-end', record)).toEqual([text, said]);
    expect(() => parseExact(text)).not.toThrow();
  });

  test('drops a character that was cut in its middle', () => {
    expect(mended('truncated-end', bytes('{"a":"x', [0xe2, 0x82]))).toEqual([
      '{"a":"x"}',
      'closed 1 text, 1 object; dropped 2 bytes at the cut, "\\xE2\\x82"',
    ]);
  });

  test('names a long end by its beginning', () => {
    const [, said] = mended('truncated-end', `{"a":1,"${'k'.repeat(500)}`) ?? [];
    expect(said).toBe(
      `closed 1 object; dropped 502 bytes at the cut, beginning ",\\"${'k'.repeat(38)}"`,
    );
  });

  test.each([
    '{"a":1}',
    '[]',
    '"text',
    'plain words',
    '',
    '{"a":1}}',
    '{"a":]',
    '{,',
    '{"a" "b',
    '[1 2',
  ])('does not apply to %j', (record) => expect(mended('truncated-end', record)).toBeNull());
});

describe('other rules', () => {
  test.each([
    [
      'trailing-comma',
      '{"a":[1, 2,\n],"b":",}",}',
      '{"a":[1, 2\n],"b":",}"}',
      'dropped 2 commas after the last member of an object or list',
    ],
    [
      'control-characters',
      '{"a":"x\ty\u0001",\t"b":1}',
      '{"a":"x\\ty\\u0001",\t"b":1}',
      'escaped 2 control characters within texts',
    ],
    [
      'nul-padding',
      '\0\0{"a":1}\0',
      '{"a":1}',
      'dropped 3 NUL bytes (2 before, 1 after the record)',
    ],
    ['byte-order-mark', '\ufeff{"a":1}', '{"a":1}', 'dropped 1 byte order mark at the start'],
    [
      'python-literal',
      `{'a': "it's", 'b': [None, True, False, -1.5e-07, 'x\\n\\x01\\xa0\\u20ac\\U0001f600 "é"'], 'c': {}}`,
      '{"a": "it\'s", "b": [null, true, false, -1.5e-07, "x\\n\\u0001\u00a0€😀 \\"é\\""], "c": {}}',
      'wrote 4 texts and 3 words (None, True, False) of Python as JSON',
    ],
  ])('%s', (rule, record, text, said) => {
    expect(mended(rule, record)).toEqual([text, said]);
    expect(() => parseExact(text)).not.toThrow();
  });

  test('invalid-utf8 replaces what decoders replace, and says which bytes these are', () => {
    const record = bytes('{"a":"', [0xff, 0xe2, 0x82, 0x41, 0xc0, 0xaf, 0xed, 0xa0, 0x80], '€"}');
    expect(mended('invalid-utf8', record)).toEqual([
      new TextDecoder('utf-8', { ignoreBOM: true }).decode(record),
      'read 8 bytes that are not UTF-8 ("\\xFF\\xE2\\x82\\xC0\\xAF\\xED\\xA0\\x80") as 7 U+FFFD',
    ]);
  });

  test.each([
    ['trailing-comma', '{"a":",]"}'],
    ['trailing-comma', '{"a":"x,}'],
    ['trailing-comma', '{ ,}'],
    ['trailing-comma', '[1,,]'],
    ['control-characters', '{"a":"x",\n"b":1}'],
    ['invalid-utf8', '{"a":"é"}'],
    ['nul-padding', '\0\0\0'],
    ['nul-padding', '{"a":"\0"}'],
    ['python-literal', `{"a": 1}`],
    // Words of JSON, names, tuples, bytes, two ways to read a byte, what Python itself would not read.
    ['python-literal', `{'a': null}`],
    ['python-literal', `{'a': nan}`],
    ['python-literal', `{'a': constructor}`],
    ['python-literal', `{'a': (1, 2)}`],
    ['python-literal', `{'a': b'x'}`],
    ['python-literal', `{'a': 'caf\\xe9'}`],
    ['python-literal', `{'a': '\\ud83d'}`],
    ['python-literal', `{'a': '\\012'}`],
    ['python-literal', `{'a': 'it's'}`],
    ['python-literal', `{'a': 0x10}`],
    ['python-literal', `{'a': <object at 0x7f>}`],
  ])('%s does not apply to %j', (rule, record) => {
    expect(mended(rule, record)).toBeNull();
  });
});

test('every rule has a name of its own and says what it does', () => {
  expect(LATEST_RULES.map(({ name, version }) => `${name} ${version}`)).toEqual([
    'truncated-end 1',
    'trailing-comma 1',
    'control-characters 1',
    'invalid-utf8 1',
    'python-literal 1',
    'nul-padding 1',
    'byte-order-mark 1',
  ]);
});
