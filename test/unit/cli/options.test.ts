import { expect, test } from 'vitest';
import { z } from 'zod';
import { duration, parseOptions } from '../../../electron/cli/options.ts';

const options = z.object({ joinWindow: duration });

test.each([
  ['500ms', 500],
  ['30s', 30_000],
  ['5m', 300_000],
  ['2h', 7_200_000],
])('%s is so many milliseconds', (text, milliseconds) =>
  expect(parseOptions(options, { joinWindow: text })).toEqual({ joinWindow: milliseconds }),
);

test.each(['-5s', '5', 's', '1.5s', '5 s', '9'.repeat(20) + 'h', '5d'])(
  '%s is refused by the name of the option',
  (text) =>
    expect(() => parseOptions(options, { joinWindow: text })).toThrow(
      /^--join-window is not as expected: a whole number and its unit/,
    ),
);
