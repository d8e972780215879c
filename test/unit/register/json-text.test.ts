import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codePointCount } from '../../../shared/text/code-points.ts';
import { indented } from '../../../electron/engine/register/indent.ts';
import { jsonFault } from '../../../electron/engine/register/json-fault.ts';
import { breakLongLines } from '../../../electron/engine/register/long-lines.ts';
import { CharacterCount, readableText } from '../../../electron/engine/register/utf8.ts';

const whole = (source: string): string => {
  const { text, used } = indented(source, 1_000_000);
  expect(used).toBe(source.length);
  return text;
};

describe('indenting', () => {
  test('keeps numbers, escapes, order of keys and equal keys', () => {
    const source = String.raw`{"b":6.0,"a":12345678901234567890,"a":1e400,"e":"\u00e9\/\"{,}",  "l":[ ] ,"o":{}}`;
    expect(whole(source)).toBe(
      [
        '{',
        '  "b": 6.0,',
        '  "a": 12345678901234567890,',
        '  "a": 1e400,',
        String.raw`  "e": "\u00e9\/\"{,}",`,
        '  "l": [],',
        '  "o": {}',
        '}',
      ].join('\n'),
    );
  });

  test('gives what JSON.stringify gives, whatever space the source has', () => {
    const odd = fc.json({ maxDepth: 5 }).filter((json) => !json.includes('e-'));
    fc.assert(
      fc.property(odd, fc.constantFrom(0, 1, '\r\n\t'), (json, space) => {
        const value: unknown = JSON.parse(json);
        expect(whole(JSON.stringify(value, null, space))).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  test('shows what is no JSON as it stands, only spaced', () => {
    expect(whole('{"a" 1,}]}x "y')).toBe('{\n  "a" 1,\n}\n]\n} x "y');
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', ' ', 'é', '😀', '1'),
        }),
        (source) => {
          expect(whole(source).replace(/[ \n]/g, '')).toBe(source.replace(/[ \n]/g, ''));
        },
      ),
    );
  });

  test('nesting 100,000 deep is indented no further than it can be read', () => {
    const source = '['.repeat(100_000) + ']'.repeat(100_000);
    const { text, used } = indented(source, 100_000_000);
    expect(used).toBe(source.length);
    expect(text.replace(/[ \n]/g, '')).toBe(source);
    expect(text.split('\n').every(({ length }) => length < 200)).toBe(true);
  });

  test('ends where it has shown enough, between characters', () => {
    const { text, used } = indented('{"a":"😀😀😀😀"}', 11);
    expect([text, used]).toEqual(['{\n  "a": "😀', 8]);
  });
});

describe('the place of a fault', () => {
  const fault = (json: string): number | null => jsonFault(Buffer.from(json));

  test.each([
    ['{"a":1,}', 7],
    ['{"a" 1}', 5],
    ['{"cut off', 9],
    ['{"é":x}', 6],
    ['{"a":01}', 6],
    ['[1 2]', 3],
    ['{"a":"\n"}', 6],
    ['{"a":"\\x"}', 7],
    ['{"a":"\\u00g0"}', 10],
    ['[1.]', 3],
    ['tru', 3],
    ['[]]', 2],
    ['{]', 1],
    ['', 0],
  ])('%j stumbles at byte %i', (json, at) => {
    expect(fault(json)).toBe(at);
  });

  test('is null exactly where JSON.parse reads on, and NaN and infinities pass', () => {
    expect(fault('[NaN,-Infinity,Infinity]')).toBeNull();
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      'u00e9',
      ' ',
      '1',
      '-',
      '.',
      'e',
      'true',
      'é',
    ];
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: fc.constantFrom(...pieces) })), (json) => {
        expect(fault(json) === null).toBe(parses(json));
      }),
      { numRuns: 2000 },
    );
  });

  test('nesting does not overflow the stack', () => {
    expect(fault('['.repeat(100_000))).toBe(100_000);
    expect(fault('['.repeat(100_000) + ']'.repeat(100_000))).toBeNull();
  });
});

function parses(json: string): boolean {
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}

describe('bytes as text', () => {
  test('what is no UTF-8 is escaped, and counted as it is shown, however it is cut into blocks', () => {
    const cut = Buffer.from([
      0x61, 0xe2, 0x82, 0x28, 0xed, 0xa0, 0x80, 0xc0, 0xaf, 0xf0, 0x9f, 0x98,
    ]);
    expect(readableText(cut, 1000)).toBe('a\\xE2\\x82(\\xED\\xA0\\x80\\xC0\\xAF\\xF0\\x9F\\x98');
    const byte = fc.constantFrom(
      0x20,
      0x61,
      0xc3,
      0xa9,
      0xe2,
      0x82,
      0xac,
      0xf0,
      0x9f,
      0x98,
      0x80,
      0xff,
    );
    fc.assert(
      fc.property(
        fc.array(byte, { maxLength: 40 }),
        fc.integer({ min: 1, max: 7 }),
        (bytes, size) => {
          const all = Buffer.from(bytes);
          const count = new CharacterCount();
          for (let at = 0; at < all.length; at += size) count.take(all.subarray(at, at + size));
          count.end();
          const text = readableText(all, 1000);
          expect(count.characters).toBe(codePointCount(text));
          expect(text).not.toContain('\uFFFD');
          const decoded = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
          const isValid = ((): boolean => {
            try {
              return decoded.decode(all) === text;
            } catch {
              return false;
            }
          })();
          expect(count.firstInvalid === null).toBe(isValid);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('a mark of byte order stays', () => {
    expect(readableText(Buffer.from([0xef, 0xbb, 0xbf, 0x41]), 10)).toBe('\uFEFFA');
  });
});

test('lines longer than 2,000 code points are broken and counted', () => {
  const emoji = '😀'.repeat(4001);
  const { text, broken } = breakLongLines(`short\n${emoji}\n${'x'.repeat(2000)}`);
  expect(broken).toBe(1);
  expect(text.split('\n').map((line) => codePointCount(line))).toEqual([5, 2000, 2000, 1, 2000]);
  expect(text.replaceAll('\n', '')).toBe(`short${emoji}${'x'.repeat(2000)}`);
});
