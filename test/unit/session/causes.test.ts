import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { caseWithLog, complaints } from '../../fixtures/case-on-disk.ts';
import { deskAt, workbenchIn } from './desks.ts';

const lines = (path: string): number =>
  readFileSync(join(path, 'activity.jsonl'), 'utf8').trimEnd().split('\n').length;

const OPINION = {
  cause_id: 'm2',
  standing: 'root',
  confidence: 'low',
  rationale: 'Because.',
  grounds_for: ['t1'],
  grounds_against: [],
  turn: null,
} as const;
const opinion = { ...OPINION, grounds_for: [...OPINION.grounds_for], grounds_against: [] };

test('of two windows that write one rationale the second is refused with what stands, and may write over it', async () => {
  const path = await caseWithLog();
  const workbench = workbenchIn();
  const [one, other] = [await deskAt(path, workbench), await deskAt(path, workbench)];
  await one.causes.tag(opinion);
  const seen = { cause_no: 1, seen_rationale: 'Because.' };
  await one.causes.change({ ...seen, rationale: 'Because of the fee.' });
  await other.causes.change({ cause_no: 1, confidence: 'high' });
  const before = lines(path);
  const late = { ...seen, rationale: 'Because of the update.' };
  await expect(other.causes.change(late)).rejects.toMatchObject({
    code: 'changed-meanwhile',
    detail: 'Because of the fee.',
  });
  expect(lines(path)).toBe(before);
  await other.causes.change({ ...late, seen_rationale: 'Because of the fee.' });
  expect((await one.causes.list({})).causes).toMatchObject([
    { confidence: 'high', rationale: 'Because of the update.' },
  ]);
});

test('what a window says of causes is shown at once, in every window, and taken back by the one that said it', async () => {
  const path = await caseWithLog();
  const workbench = workbenchIn();
  const [one, other] = [await deskAt(path, workbench), await deskAt(path, workbench)];
  const before = lines(path);
  expect(await one.causes.tag(opinion)).toEqual({
    words: 'Tagged K-1, M2 Regression after a version change',
    handles: ['K-1'],
  });
  await one.causes.change({ cause_no: 1, confidence: 'high' });
  await other.causes.change({ cause_no: 1, rationale: 'Because of that.' });
  expect(await one.causes.change({ cause_no: 1, confidence: 'high' })).toEqual({
    words: 'K-1 says this already',
    handles: [],
  });
  expect(lines(path)).toBe(before + 3);
  const { causes } = await other.causes.list({});
  expect(causes).toMatchObject([
    {
      confidence: 'high',
      rationale: 'Because of that.',
      turns: null,
      grounds_for: [{ handle: 'T-1' }],
    },
  ]);
  expect((await one.cases.home({})).causes).toBe(1);

  expect((await one.marks.undo({})).words).toBe('Taken back: changed K-1');
  expect((await one.causes.list({})).causes).toMatchObject([
    { confidence: 'low', rationale: 'Because of that.' },
  ]);
  expect((await one.marks.undo({})).words).toContain('Taken back: tagged K-1');
  expect((await other.causes.list({})).causes).toEqual([]);
  await expect(other.causes.change({ cause_no: 1, standing: 'root' })).rejects.toMatchObject({
    code: 'not-found',
  });
  expect((await one.causes.history({ cause_no: 1 })).entries.map(({ stands }) => stands)).toEqual([
    false,
    false,
    true,
  ]);
  expect(await complaints(path)).toEqual([]);
});
