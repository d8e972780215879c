import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { ActionEntered, EventEntered } from '../../../shared/domain/analysis.ts';
import { actionHistoryOf } from '../../../electron/engine/analysis/action-history.ts';
import { append, readActs, readAllActs } from '../../../electron/engine/analysis/activity-log.ts';
import { analysisOf } from '../../../electron/engine/analysis/analysis.ts';
import { dueOf, today } from '../../../electron/engine/analysis/due.ts';
import { milestonesOf } from '../../../electron/engine/analysis/milestones.ts';
import { readerAt } from '../../../electron/engine/analysis/open-analysed.ts';
import { changeAction, enterAction } from '../../../electron/engine/analysis/write-actions.ts';
import { changeEvent, enterEvent } from '../../../electron/engine/analysis/write-events.ts';
import { pinExhibit } from '../../../electron/engine/analysis/write.ts';
import { layoutOf } from '../../../electron/engine/case/layout.ts';
import { caseWithLog, emptyCase } from '../../fixtures/case-on-disk.ts';

const analysed = (path: string) => analysisOf(readActs(layoutOf(path)));
const lines = (path: string): number =>
  readFileSync(join(path, 'activity.jsonl'), 'utf8').trimEnd().split('\n').length;

const EVENT = {
  kind: 'detected',
  at: '2026-04-02 09:30',
  text: 'Seen',
  basis: 'A call',
  grounds: [],
} satisfies EventEntered;
const ACTION = {
  title: 'Filter fees',
  category: 'filter',
  owner: 'Ana',
  due: '2026-12-01',
  status: 'open',
  verification: null,
  causes: [],
} satisfies ActionEntered;

describe('an event', () => {
  test('keeps the time as it was written; without a zone it is UTC', async () => {
    const path = await emptyCase();
    await enterEvent(readerAt(path), EVENT);
    await enterEvent(readerAt(path), { ...EVENT, at: '2026-04-02T09:30+02:00' });
    expect(analysed(path).events).toMatchObject([
      { number: 2, at: '2026-04-02T07:30:00.000Z', as_entered: '2026-04-02T09:30+02:00' },
      { number: 1, at: '2026-04-02T09:30:00.000Z', as_entered: '2026-04-02 09:30' },
    ]);
  });

  test('is changed field by field, moves in time, and is what it was when the change is withdrawn', async () => {
    const path = await emptyCase();
    await enterEvent(readerAt(path), EVENT);
    await enterEvent(readerAt(path), { ...EVENT, at: '2026-04-03', text: 'Told' });
    const { seq, fields } = await changeEvent(readerAt(path), {
      event_no: 1,
      at: '2026-04-04',
      basis: null,
    });
    expect([...fields].sort()).toEqual(['as_entered', 'at', 'basis']);
    expect(analysed(path).events).toMatchObject([
      { number: 2 },
      { number: 1, text: 'Seen', at: '2026-04-04T00:00:00.000Z', basis: null },
    ]);
    await append(path, 'act.withdrawn', { seq: seq ?? 0 });
    expect(analysed(path).events[0]).toMatchObject({ number: 1, basis: 'A call' });
  });

  test('that says so already is not written again', async () => {
    const path = await emptyCase();
    await enterEvent(readerAt(path), EVENT);
    const before = lines(path);
    const same = { event_no: 1, at: '2026-04-02T09:30:00Z', text: ' Seen ', grounds: [] };
    expect(await changeEvent(readerAt(path), same)).toEqual({
      handle: 'V-1',
      seq: null,
      fields: [],
    });
    expect(lines(path)).toBe(before);
  });

  test('that was withdrawn is not there for its changes', async () => {
    const path = await emptyCase();
    const { seq } = await enterEvent(readerAt(path), EVENT);
    await changeEvent(readerAt(path), { event_no: 1, text: 'Seen twice' });
    await append(path, 'act.withdrawn', { seq });
    expect(analysed(path).events).toEqual([]);
    await expect(changeEvent(readerAt(path), { event_no: 1, text: 'x' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('is refused at a time that is none, without words, or on grounds that are not there', async () => {
    const path = await caseWithLog();
    await pinExhibit(readerAt(path), { turn: 'T-1', caption: 'x', quotation: null, side: null });
    const before = lines(path);
    const refused = (event: Partial<EventEntered>) =>
      expect(enterEvent(readerAt(path), { ...EVENT, ...event })).rejects;
    await refused({ at: '2026-02-30' }).toThrow(/2026-02-30 is not a time/);
    await refused({ at: '' }).toThrow(/is not a time/);
    await refused({ text: '  ' }).toThrow(/text is empty/);
    await refused({ grounds: ['E-1', 'E-2'] }).toThrow(/no exhibit E-2/);
    await refused({ grounds: ['T-999'] }).toThrow(/no turn T-999/);
    await refused({ grounds: ['F-999'] }).toThrow(/no finding F-999/);
    await refused({ grounds: ['K-1'] }).toThrow(/no cause K-1/);
    await refused({ grounds: ['M2'] }).toThrow(/M2 names no ground/);
    expect(lines(path)).toBe(before);
    await enterEvent(readerAt(path), { ...EVENT, grounds: ['e1', 'T-1', 'E-1'] });
    expect(analysed(path).events[0]?.grounds).toEqual(['E-1', 'T-1']);
  });
});

describe('an action', () => {
  test('is changed and cleared field by field, and its history says how', async () => {
    const path = await emptyCase();
    await enterAction(readerAt(path), ACTION);
    await changeAction(readerAt(path), { action_no: 1, owner: null, due: null, causes: ['m2'] });
    const { seq } = await changeAction(readerAt(path), { action_no: 1, status: 'dropped' });
    await append(path, 'act.withdrawn', { seq: seq ?? 0 });
    expect(analysed(path).actions).toMatchObject([
      { title: 'Filter fees', owner: null, due: null, causes: ['M2'], status: 'open' },
    ]);
    expect(actionHistoryOf(readAllActs(layoutOf(path)), 1)).toMatchObject([
      { what: 'entered', stands: true },
      {
        what: 'changed',
        stands: true,
        changes: [
          { field: 'owner', to: 'none' },
          { field: 'due', to: 'none' },
          { field: 'causes', to: 'M2' },
        ],
      },
      { what: 'changed', stands: false, changes: [{ field: 'status', to: 'dropped' }] },
    ]);
  });

  test('against a cause that is none is refused', async () => {
    const path = await emptyCase();
    await expect(enterAction(readerAt(path), { ...ACTION, causes: ['Q9'] })).rejects.toThrow(
      /Q9 names no cause/,
    );
    await expect(enterAction(readerAt(path), { ...ACTION, causes: ['K-1'] })).rejects.toThrow(
      /no cause K-1/,
    );
    await expect(enterAction(readerAt(path), { ...ACTION, title: ' ' })).rejects.toThrow(/empty/);
  });

  test('is late by the clock of the engine, unless it is settled', () => {
    vi.stubEnv('EXHIBIT_NOW', '2026-12-02T23:30:00Z');
    const due = (date: string | null, status: ActionEntered['status'] = 'open') =>
      dueOf({ due: date, status }, today());
    expect(due(null)).toEqual({ state: 'none', days: null });
    expect(due('2026-12-01')).toEqual({ state: 'overdue', days: -1 });
    expect(due('2026-12-02')).toEqual({ state: 'today', days: 0 });
    expect(due('2027-01-01', 'in-progress')).toEqual({ state: 'later', days: 30 });
    expect(due('2026-12-01', 'verified')).toEqual({ state: 'settled', days: -1 });
    vi.unstubAllEnvs();
  });
});

test('milestones are the first of their kind, with the exact time since the one before and since the harm', () => {
  const event = (number: number, kind: EventEntered['kind'], at: string) => ({ number, kind, at });
  const found = milestonesOf([
    event(1, 'first-harm', '2026-04-07T09:47:02.000Z'),
    event(2, 'contained', '2026-04-23T10:15:00.000Z'),
    event(3, 'contained', '2026-04-08T10:15:00.000Z'),
    event(4, 'rolled-back', '2026-04-07T10:15:00.000Z'),
    event(5, 'other', '2026-01-01T00:00:00.000Z'),
  ]);
  expect(found).toEqual([
    {
      kind: 'first-harm',
      at: '2026-04-07T09:47:02.000Z',
      event_no: 1,
      events: 1,
      since: null,
      since_harm_ms: null,
    },
    { kind: 'detected', at: null, event_no: null, events: 0, since: null, since_harm_ms: null },
    {
      kind: 'contained',
      at: '2026-04-08T10:15:00.000Z',
      event_no: 3,
      events: 2,
      since: { kind: 'first-harm', ms: 88_078_000 },
      since_harm_ms: 88_078_000,
    },
    {
      kind: 'rolled-back',
      at: '2026-04-07T10:15:00.000Z',
      event_no: 4,
      events: 1,
      since: { kind: 'contained', ms: -86_400_000 },
      since_harm_ms: 1_678_000,
    },
    { kind: 'notified', at: null, event_no: null, events: 0, since: null, since_harm_ms: null },
  ]);
});
