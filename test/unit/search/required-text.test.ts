import { expect, test } from 'vitest';
import { requiredText } from '../../../electron/engine/search/required-text.ts';

test.each([
  ['refund policy', 'refund policy'],
  ['refunds? policy', ' policy'],
  ['(delayed|late) invoice [a-z]+ 7', ' invoice '],
  ['colou?r of money', 'r of money'],
  ['ab+cde', 'cde'],
  ['x{2}yz', 'yz'],
  ['price: \\$12\\.50', 'price: $12.50'],
  ['a.bc', 'bc'],
  ['^abc$', 'abc'],
  ['abc|def', ''],
  ['(?i)abc', ''],
  ['(?i:abc)de', ''],
  ['\\Qa.b\\E', ''],
  ['\\x{41}42', ''],
  ['\\pNabc', ''],
  ['\\101abc', ''],
  ['\\nabc', ''],
  ['[[:alpha:]]+abc', 'abc'],
  ['[]x]abc', 'abc'],
  ['[^\\]x]abc', 'abc'],
  ['(a(b|c)d)ef', 'ef'],
  ['(?P<who>me|you)\\b said', ' said'],
])('%s requires %j', (source, required) => {
  expect(requiredText(source)).toBe(required);
});
