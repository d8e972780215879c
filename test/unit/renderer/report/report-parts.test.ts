import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ANNEXES, SECTIONS } from '../../../../renderer/screens/report/report-parts.ts';

it('names the parts that an issued report has, in their order', () => {
  const full = join(import.meta.dirname, '../../../golden/report/full.txt');
  const contents = readFileSync(full, 'utf8').split('How to read this report.')[0] ?? '';
  const parts = contents
    .split('\n')
    .flatMap((line) => /^(?:\d+|Annex [A-Z]) (\D+) \d+$/.exec(line)?.[1] ?? []);
  expect([...SECTIONS, ...ANNEXES]).toEqual(parts);
});
