import { expect, test } from 'vitest';
import { csvText } from '../../../shared/text/csv.ts';
import { visibleJson, visibleLine } from '../../../shared/text/visible.ts';

test('a name stays one line, whatever it holds', () => {
  expect(visibleLine('evil\nok  everything: fine\t\u001b[31m')).toBe(
    'evil⟦U+000A⟧ok  everything: fine⟦U+0009⟧⟦U+001B⟧[31m',
  );
});

test('JSON for a terminal has unseen characters as escapes and the same values', () => {
  const value = { text: 'a\u009bb\u202ec\u200bd\u{e0041}e', é: '日本 👍' };
  const text = visibleJson(value);
  expect(text).toContain('a\\u009bb\\u202ec\\u200bd\\udb40\\udc41e');
  expect(text).toContain('日本 👍');
  expect(JSON.parse(text)).toEqual(value);
});

test('CSV quotes, and makes formulas text, behind white space too', () => {
  expect(csvText([['=1+1', ' @x', '-3.5', '\t=2', 'a"b,c']])).toBe(
    `'=1+1,' @x,-3.5,'\t=2,"a""b,c"\r\n`,
  );
});

test('CSV for a terminal has control characters as code points; tab and line ends stay', () => {
  expect(csvText([['a\u001b[31m\u009b\u0000', 'b\rc', 'd\r\ne\tf', '\r=1']])).toBe(
    'a⟦U+001B⟧[31m⟦U+009B⟧⟦U+0000⟧,b⟦U+000D⟧c,"d\r\ne\tf",⟦U+000D⟧=1\r\n',
  );
});
