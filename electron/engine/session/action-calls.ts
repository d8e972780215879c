import type { ActionAct, ActionList } from '../../../shared/domain/action-list.ts';
import { readAllActs } from '../analysis/activity-log.ts';
import { actionHistoryOf } from '../analysis/action-history.ts';
import { checklistOf } from '../analysis/checklist.ts';
import { dueOf, today } from '../analysis/due.ts';
import { groundWords } from '../analysis/ground-words.ts';
import { changeAction, enterAction } from '../analysis/write-actions.ts';
import { Refusal } from '../base/errors.ts';
import { withdrawAct } from '../marks/write-marks.ts';
import { type ActionCalls, answered } from './desk.ts';
import type { DeskWindow } from './desk-window.ts';
import { doneIn } from './done-in.ts';
import { wordsOfChange } from './entry-acts.ts';
import { writeGranted } from './write-granted.ts';

/** The remediation of one window's case. An act is not stopped in the middle: no signal reaches it. */
export const actionCalls = (window: DeskWindow): ActionCalls => ({
  list: (_, signal) => listOf(window, signal),
  enter: ({ causes, ...action }) =>
    doneIn(window, async (reader) => {
      const { handle, seq } = await enterAction(reader, { ...action, causes: [...causes] });
      return { words: `Entered ${handle}`, handles: [handle], seqs: [seq] };
    }),
  change: ({ causes, seen, shown, ...change }) =>
    doneIn(window, async (reader) =>
      wordsOfChange(
        await changeAction(
          reader,
          { ...change, causes: causes === undefined ? undefined : [...causes] },
          seen && { seen: { ...seen, causes: [...seen.causes] }, shown },
        ),
        FIELDS,
      ),
    ),
  withdraw: ({ action_no }) =>
    doneIn(window, async (reader) => {
      const action = await reader.read('withdrawing an action', ({ analysis }) =>
        Promise.resolve(analysis.actions.find(({ number }) => number === action_no)),
      );
      if (action === undefined)
        throw new Refusal('not-found', `There is no action A-${action_no} any more.`);
      return withdrawAct(reader, action.act_seq);
    }),
  history: ({ action_no }) => historyOf(window, action_no),
  checklist: async ({ grant, format }, signal) => {
    const { session } = window;
    const path = window.granted(grant);
    const { title, analysis } = await session
      .reader(signal)
      .read('writing the checklist', ({ caseFile, analysis: standing }) =>
        Promise.resolve({ title: caseFile.title, analysis: standing }),
      );
    writeGranted(path, checklistOf(title, analysis, format));
    return { actions: analysis.actions.length };
  },
});

const FIELDS: Readonly<Record<string, string>> = {
  title: 'what',
  category: 'category',
  owner: 'owner',
  due: 'due date',
  status: 'status',
  verification: 'check',
  causes: 'causes',
};

const listOf = (window: DeskWindow, signal: AbortSignal | undefined): Promise<ActionList> =>
  window.session.reader(signal).read('reading the actions', ({ analysis }) => {
    const day = today();
    const named = groundWords(analysis);
    return Promise.resolve({
      today: day,
      actions: analysis.actions.map((action) => ({
        action_no: action.number,
        title: action.title,
        category: action.category,
        owner: action.owner,
        due: action.due,
        due_stands: dueOf(action, day),
        status: action.status,
        verification: action.verification,
        causes: action.causes.map((name) => ({ name, words: named(name) })),
        entered_at: action.at_done,
        entered_by: action.done_by,
        act_seq: action.act_seq,
      })),
    });
  });

const historyOf = (window: DeskWindow, action_no: number): Promise<{ acts: ActionAct[] }> =>
  answered(() => {
    const acts = actionHistoryOf(readAllActs(window.layout), action_no);
    if (acts.length === 0) throw new Refusal('not-found', `There is no action A-${action_no}.`);
    return {
      acts: acts.map((act) => ({
        ...act,
        changes: act.changes.map(({ field, to }) => ({ field: FIELDS[field] ?? field, to })),
      })),
    };
  });
