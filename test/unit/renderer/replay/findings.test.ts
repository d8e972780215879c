import { expect, test } from 'vitest';
import {
  inReadingOrder,
  laneCounts,
  nextFinding,
} from '../../../../renderer/screens/replay/findings.ts';
import { findingsIn, windowMarks } from '../../../../renderer/screens/replay/marks.ts';
import { finding, turnHead } from './turn-head.ts';

const head = turnHead({
  findings: [
    finding({ finding_id: 1, side: 'output', char_start: 50, char_end: 60 }),
    finding({ finding_id: 2, side: 'output', char_start: 5, char_end: 9, lane: 'lead' }),
    finding({ finding_id: 3, side: 'context', seq: 2, lane: 'candidate' }),
    finding({ finding_id: 4, side: 'input', seq: 10 }),
    finding({ finding_id: 5, side: 'input', seq: 9, lane: 'dismissed' }),
    finding({ finding_id: 6, side: null, seq: null, part: null, char_start: null, char_end: null }),
  ],
});

test('lanes are counted apart, dismissed findings in none', () => {
  expect(laneCounts(head.findings)).toEqual([
    { lane: 'finding', count: 3 },
    { lane: 'lead', count: 1 },
    { lane: 'candidate', count: 1 },
  ]);
});

test('the next finding goes down the turn and begins again at its end', () => {
  expect(inReadingOrder(head).map(({ finding_id }) => finding_id)).toEqual([6, 4, 3, 2, 1]);
  expect(nextFinding(head, undefined)).toBe(6);
  expect(nextFinding(head, 3)).toBe(2);
  expect(nextFinding(head, 1)).toBe(6);
  expect(nextFinding(head, 5)).toBe(6);
  expect(nextFinding(turnHead(), undefined)).toBeUndefined();
});

test('a text has the marks that name it, in their order', () => {
  const answer = { side: 'output', seq: 0, part: 0 } as const;
  expect(
    findingsIn(answer, head.findings).map(({ finding_id, kind }) => [finding_id, kind]),
  ).toEqual([
    [2, 'lead'],
    [1, 'finding'],
  ]);
  expect(findingsIn({ ...answer, part: 1 }, head.findings)).toEqual([]);
  // A document has no parts; what the rule calls its part does not matter.
  expect(findingsIn({ side: 'context', seq: 2, part: null }, head.findings)).toHaveLength(1);
  expect(findingsIn({ side: 'input', seq: 9, part: 0 }, head.findings)).toEqual([]);
});

test('marks of a window count from its beginning and are cut to it', () => {
  const placed = findingsIn({ side: 'output', seq: 0, part: 0 }, [
    finding({ finding_id: 1, char_start: 19_990, char_end: 20_010 }),
    finding({ finding_id: 2, char_start: 39_999, char_end: 40_000 }),
    finding({ finding_id: 3, char_start: 40_000, char_end: 40_001 }),
  ]);
  expect(windowMarks(placed, 20_000, 40_000)).toEqual([
    { finding_id: 1, kind: 'finding', label: 'finding: secret, high', from: 0, to: 10 },
    { finding_id: 2, kind: 'finding', label: 'finding: secret, high', from: 19_999, to: 20_000 },
  ]);
});
