import { expect, test } from 'vitest';
import { draftOf } from '../../../electron/engine/report/draft.ts';
import { fullExtract } from '../../fixtures/report/extract.ts';

test('findings are those of the lane and what was accepted; other leads and candidates are none', () => {
  const { findings } = fullExtract();
  expect(findings.map(({ lane, hits, accepted }) => [lane, hits, accepted])).toEqual([
    ['finding', 1904, 200],
    ['lead', 9870, 1904],
    ['candidate', 33, 0],
  ]);
  expect(draftOf(fullExtract(), {}, []).counts.findings).toBe(1904 + 1904);
  const someDismissed = findings.map((rule) =>
    rule.lane === 'finding' ? { ...rule, dismissed: 4 } : rule,
  );
  expect(draftOf({ ...fullExtract(), findings: someDismissed }, {}, []).counts.findings).toBe(
    1900 + 1904,
  );
});
