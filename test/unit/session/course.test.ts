import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { detectInCase } from '../../../electron/engine/detect/detect-in-case.ts';
import { caseWithLog, complaints, temporaryFolder } from '../../fixtures/case-on-disk.ts';
import { deskAt, workbenchIn } from './desks.ts';

const lines = (path: string): number =>
  readFileSync(join(path, 'activity.jsonl'), 'utf8').trimEnd().split('\n').length;

test('events are entered, changed and withdrawn as one line each, and undo takes back the last one first', async () => {
  const path = await caseWithLog();
  await detectInCase(path, null);
  const desk = await deskAt(path);
  const before = lines(path);
  const event = { kind: 'detected', text: 'Seen', basis: null } as const;
  expect(await desk.events.enter({ ...event, time: '2026-04-02 09:30', grounds: ['T-1'] })).toEqual(
    { words: 'Entered V-1', handles: ['V-1'] },
  );
  expect(await desk.events.change({ event_no: 1, text: 'Seen twice', basis: 'A call' })).toEqual({
    words: 'Changed V-1: what happened, basis',
    handles: ['V-1'],
  });
  expect(await desk.events.change({ event_no: 1, text: 'Seen twice' })).toMatchObject({
    handles: [],
  });
  expect(lines(path)).toBe(before + 2);
  const { events, evidence } = await desk.events.list({});
  expect(events).toMatchObject([
    { event_no: 1, text: 'Seen twice', as_entered: '2026-04-02 09:30' },
  ]);
  expect(evidence.dated + evidence.undated).toBeGreaterThan(0);
  expect(evidence.first === null).toBe(evidence.dated === 0);
  expect((await desk.cases.home({})).events).toBe(1);

  expect((await desk.events.withdraw({ event_no: 1 })).words).toBe('Removed V-1');
  expect((await desk.events.list({})).events).toEqual([]);
  await desk.marks.undo({});
  expect((await desk.events.list({})).events).toHaveLength(1);
  await desk.marks.undo({});
  expect((await desk.events.list({})).events).toMatchObject([{ text: 'Seen', basis: null }]);
  expect((await desk.marks.undo({})).words).toBe('Taken back: entered V-1');
  await expect(desk.events.withdraw({ event_no: 1 })).rejects.toMatchObject({ code: 'not-found' });
  expect(await complaints(path)).toEqual([]);
});

test('of two windows that change one event or action the second is refused where it would write over what it has not seen', async () => {
  const path = await caseWithLog();
  const workbench = workbenchIn();
  const [one, other] = [await deskAt(path, workbench), await deskAt(path, workbench)];
  const event = { kind: 'detected', time: '2026-04-02 09:30', text: 'Seen', basis: null } as const;
  await one.events.enter({ ...event, grounds: [] });
  const seen = { ...event, grounds: [] };
  await one.events.change({ event_no: 1, text: 'Seen by Kim', time: '2026-04-02 09:31', seen });
  const before = lines(path);
  const late = { event_no: 1, text: 'Seen by Ana', time: '2026-04-02 10:00', seen };
  await expect(other.events.change(late)).rejects.toMatchObject({
    code: 'changed-meanwhile',
    detail: 'time: 2026-04-02T09:31:00.000Z\nwhat happened: Seen by Kim',
  });
  expect(lines(path)).toBe(before);
  // Another field is nobody's but its writer's.
  await other.events.change({ event_no: 1, basis: 'A call', seen });
  // What was shown may be written over, and what nobody showed may not.
  const shown = 'time: 2026-04-02T09:31:00.000Z\nwhat happened: Seen by Kim';
  await one.events.change({ event_no: 1, text: 'Seen by Lee' });
  const unseen = shown.replace('Kim', 'Lee');
  await expect(other.events.change({ ...late, shown })).rejects.toMatchObject({
    code: 'changed-meanwhile',
    detail: unseen,
  });
  await other.events.change({ ...late, shown: unseen });
  expect((await one.events.list({})).events).toMatchObject([
    { text: 'Seen by Ana', at: '2026-04-02T10:00:00.000Z', basis: 'A call' },
  ]);

  const [category, status] = ['test', 'open'] as const;
  const unsaid = { owner: null, due: null, verification: null, causes: [] };
  const action = { title: 'Test', category, status, ...unsaid };
  await one.actions.enter(action);
  await one.actions.change({ action_no: 1, owner: 'Kim', seen: action });
  const owner = { action_no: 1, owner: 'Ana', seen: action };
  await expect(other.actions.change(owner)).rejects.toMatchObject({ detail: 'owner: Kim' });
  await other.actions.change({ ...owner, shown: 'owner: Kim' });

  // What is chosen from a list is said as the list says it.
  await one.events.change({ event_no: 1, kind: 'first-harm' });
  const kind = { event_no: 1, kind: 'triaged', seen } as const;
  await expect(other.events.change(kind)).rejects.toMatchObject({ detail: 'kind: First harm' });
  await one.actions.change({ action_no: 1, status: 'in-progress', category: 'human-review' });
  const done = { action_no: 1, status: 'done', category: 'prompt', seen: action } as const;
  await expect(other.actions.change(done)).rejects.toMatchObject({
    detail: 'status: in progress\ncategory: Human review',
  });
  expect((await one.actions.list({})).actions).toMatchObject([{ owner: 'Ana' }]);
});

test('actions stand with what they are against, and the checklist is written where it was granted', async () => {
  const path = await caseWithLog();
  const desk = await deskAt(path);
  const { handles } = await desk.actions.enter({
    title: '=Filter fees',
    category: 'filter',
    owner: 'Ana',
    due: '2020-01-01',
    status: 'open',
    verification: 'Run the test again.',
    causes: ['m2', 't-1'],
  });
  expect(handles).toEqual(['A-1']);
  expect((await desk.actions.list({})).actions).toMatchObject([
    {
      action_no: 1,
      due_stands: { state: 'overdue' },
      causes: [
        { name: 'M2', words: 'Regression after a version change' },
        { name: 'T-1', words: null },
      ],
    },
  ]);
  await desk.actions.change({ action_no: 1, owner: null, status: 'done' });
  const { acts } = await desk.actions.history({ action_no: 1 });
  expect(acts.at(-1)?.changes).toEqual([
    { field: 'owner', to: 'none' },
    { field: 'status', to: 'done' },
  ]);
  const folder = temporaryFolder();
  const written = async (format: 'md' | 'csv' | 'json'): Promise<string> => {
    const grant = join(folder, `list.${format}`);
    expect(await desk.actions.checklist({ grant, format })).toEqual({ actions: 1 });
    return readFileSync(grant, 'utf8');
  };
  expect(await written('md')).toContain('- [x] **A-1** =Filter fees');
  expect(await written('csv')).toContain("'=Filter fees");
  expect(JSON.parse(await written('json'))).toMatchObject([{ action: 'A-1', status: 'done' }]);
  const nowhere = { grant: join(folder, 'no', 'such', 'list.md'), format: 'md' } as const;
  await expect(desk.actions.checklist(nowhere)).rejects.toMatchObject({ code: 'bad-usage' });
  expect((await desk.actions.withdraw({ action_no: 1 })).words).toBe('Removed A-1');
  expect((await desk.actions.list({})).actions).toEqual([]);
});
