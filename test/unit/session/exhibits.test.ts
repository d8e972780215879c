import { expect, test } from 'vitest';
import { append } from '../../../electron/engine/analysis/activity-log.ts';
import { caseWithLog } from '../../fixtures/case-on-disk.ts';
import { deskAt } from './desks.ts';

const SPAN = { side: 'output', seq: 0, part: 0, char_start: 0, char_end: 3 } as const;
const ALL = { words: '', exhibit: null, offset: 0, limit: 200 } as const;

test('all exhibits are listed with their words, their record and what rests on them', async () => {
  const path = await caseWithLog();
  const desk = await deskAt(path);
  expect(await desk.marks.exhibits(ALL)).toEqual({
    total: 0,
    matched: 0,
    position: null,
    offset: 0,
    exhibits: [],
  });
  await desk.marks.pin({ turns: [1], span: SPAN, caption: 'The fee' });
  await desk.marks.pin({ turns: [2], span: null, caption: 'The answer after it' });
  const event = {
    kind: 'detected',
    at: '2026-04-02T09:30:00Z',
    text: 'Seen',
    basis: null,
  } as const;
  await append(path, 'event.entered', { ...event, grounds: ['E-1'] });
  await append(path, 'cause.tagged', {
    cause_id: 'M2',
    standing: 'root',
    confidence: 'high',
    rationale: 'It says so.',
    grounds_for: ['E-2'],
    grounds_against: ['E-1'],
    anchor: null,
  });
  await desk.marks.tag({ turns: [1], span: null, tag: 'fees' });
  const listed = await desk.marks.exhibits(ALL);
  const { place } = await desk.replay.turn({ turn_id: 1 });
  expect(listed).toMatchObject({
    total: 2,
    matched: 2,
    exhibits: [
      {
        handle: 'E-1',
        caption: 'The fee',
        span: SPAN,
        characters: 3,
        turn_id: 1,
        place,
        used_by: [
          { handle: 'K-1', how: 'against' },
          { handle: 'V-1', how: 'for' },
        ],
      },
      { handle: 'E-2', quotation: null, characters: null, span: null, turn_id: 2 },
    ],
  });
  expect(listed.exhibits[0]?.quotation).toHaveLength(3);
  expect((await desk.cases.home({})).exhibits).toBe(2);
});

test('exhibits are found by words, by handle and by page; a withdrawn one is gone until it is brought back', async () => {
  const desk = await deskAt(await caseWithLog());
  const turns = [1, 2];
  await desk.marks.pin({ turns, span: null, caption: '50 % off_' });
  await desk.marks.pin({ turns, span: null, caption: 'The FEE' });
  const found = async (asked: Partial<Parameters<typeof desk.marks.exhibits>[0]>) => {
    const { exhibits, ...head } = await desk.marks.exhibits({ ...ALL, ...asked });
    return { ...head, handles: exhibits.map(({ handle }) => handle) };
  };
  expect(await found({ words: ' fee ' })).toMatchObject({ matched: 2, handles: ['E-3', 'E-4'] });
  expect((await found({ words: '%' })).handles).toEqual(['E-1', 'E-2']);
  expect((await found({ words: 'e-4' })).handles).toEqual(['E-4']);
  expect(await found({ offset: 1, limit: 2, exhibit: 4 })).toEqual({
    total: 4,
    matched: 4,
    position: 3,
    offset: 1,
    handles: ['E-2', 'E-3'],
  });
  const { exhibits } = await desk.marks.exhibits(ALL);
  await desk.marks.withdraw({ act_seq: exhibits[1]?.act_seq ?? 0 });
  expect(await found({ exhibit: 2 })).toMatchObject({
    position: null,
    handles: ['E-1', 'E-3', 'E-4'],
  });
  await desk.marks.undo({});
  expect(await found({ exhibit: 2 })).toMatchObject({ position: 1, matched: 4 });
});
