import { expect, test } from 'vitest';
import { visible } from '../../../shared/text/visible.ts';

test.each([
  ['plain text\nwith\ttab', 'plain text\nwith\ttab'],
  ['two\r\nlines', 'two\nlines'],
  ['over\rwritten', 'over⟦U+000D⟧written'],
  ['\u001b[31mred', '⟦U+001B⟧[31mred'],
  ['a\u202eb', 'a⟦U+202E⟧b'],
  ['zero\u200bwidth', 'zero⟦U+200B⟧width'],
  ['tag \u{E0041}', 'tag ⟦U+E0041⟧'],
  ['\ud800 alone', '⟦U+D800⟧ alone'],
  ['line\u2028separator', 'line⟦U+2028⟧separator'],
  ['heart ❤\uFE0F', 'heart ❤\uFE0F'],
  ['x\uFE0F\uFE0F', 'x\uFE0F⟦U+FE0F⟧'],
  ['\uFE0F', '⟦U+FE0F⟧'],
  ['byte \u{E0101}', 'byte ⟦U+E0101⟧'],
  ['feigned ⟦U+202E⟧', 'feigned ⟦U+27E6⟧U+202E⟧'],
  ['שלום, Grüße, 你好, 👍', 'שלום, Grüße, 你好, 👍'],
])('%j is shown as %j', (text, shown) => {
  expect(visible(text)).toBe(shown);
});
