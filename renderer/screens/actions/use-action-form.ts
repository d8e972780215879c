import type { RefObject } from 'react';
import type { ActionList, ListedAction } from '../../../shared/domain/action-list.ts';
import type { ActionStatus } from '../../../shared/domain/analysis.ts';
import type { ActionsPlace } from '../../../shared/domain/destination.ts';
import { tell } from '../../commands/attempt.ts';
import type { GridHandle } from '../../design/grid/index.ts';
import { ask, engine } from '../../engine-client/engine.ts';
import { done } from '../../marks/mark-acts.ts';
import { keptDrafts } from '../../marks/use-drafts.ts';
import { type EntryKind, useEntryForm } from '../../marks/use-entry-form.ts';
import {
  type ActionFields,
  changeOf,
  faultsOf,
  fieldsOf,
  newActionOf,
  NOTHING,
} from './action-words.ts';

const KIND: EntryKind<ListedAction, ActionFields> = {
  shown: ask.actions.key(),
  nothing: NOTHING,
  drafts: keptDrafts(),
  begun: keptDrafts(),
  numberOf: ({ action_no }) => action_no,
  fieldsOf,
  faultsOf,
  judged: 'causes',
  enter: (fields) => () => engine.actions.enter(newActionOf(fields)),
  change: ({ action_no }, saved, fields, before, shown) => {
    const differs = changeOf(saved, fields);
    const seen = newActionOf(before);
    return Object.keys(differs).length === 0
      ? null
      : () => engine.actions.change({ action_no, ...differs, seen, shown });
  },
  withdraw:
    ({ action_no }) =>
    () =>
      engine.actions.withdraw({ action_no }),
};

/** The form beside the table. */
export function useActionForm(
  { actions }: ActionList,
  grid: RefObject<GridHandle | null>,
  place: ActionsPlace,
  onPlace: (place: ActionsPlace, how: 'push' | 'replace') => void,
) {
  const focusGrid = (): void => grid.current?.focus();
  const {
    entry: action,
    props,
    ...form
  } = useEntryForm(KIND, actions, {
    opened: place.action,
    open: (number) => onPlace({ action: number }, 'replace'),
    focusOpened: focusGrid,
    focusList: focusGrid,
  });
  return {
    ...form,
    action,
    /** Of the action that is open, at once. */
    setStatus: (status: ActionStatus): void => {
      if (action === null || action.status === status) return;
      const { action_no } = action;
      done(() => engine.actions.change({ action_no, status }), [KIND.shown]).catch(tell);
    },
    focus: (): void => {
      requestAnimationFrame(() => document.getElementById('action-title')?.focus());
    },
    props: { ...props, action },
  };
}
