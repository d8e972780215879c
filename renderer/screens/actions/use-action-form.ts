import { type RefObject, useEffect, useRef, useState } from 'react';
import type { ActionList, ListedAction } from '../../../shared/domain/action-list.ts';
import type { ActionStatus } from '../../../shared/domain/analysis.ts';
import type { ActionsPlace } from '../../../shared/domain/destination.ts';
import { tell } from '../../commands/attempt.ts';
import type { GridHandle } from '../../design/grid/index.ts';
import { ask, engine } from '../../engine-client/engine.ts';
import { queries } from '../../engine-client/queries.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { done } from '../../marks/mark-acts.ts';
import { useDrafts } from '../../marks/use-drafts.ts';
import {
  type ActionFields,
  changeOf,
  type Faults,
  faultsOf,
  fieldsOf,
  newActionOf,
  NOTHING,
} from './action-words.ts';

/** What shows what was written. */
const SHOWN = [ask.actions.key()];

const read = (): Promise<void> => queries.refetchQueries({ queryKey: ask.actions.key() });

/** The form beside the table: what is typed is kept per action until it is written as one act. */
export function useActionForm(
  { actions }: ActionList,
  grid: RefObject<GridHandle | null>,
  place: ActionsPlace,
  onPlace: (place: ActionsPlace, how: 'push' | 'replace') => void,
) {
  const drafts = useDrafts<ActionFields>();
  const [faults, setFaults] = useState<{ readonly key: string; readonly of: Faults } | null>(null);
  const writing = useRef(false);
  const action = actions.find(({ action_no }) => action_no === place.action) ?? null;
  const isNew = place.action === 'new';
  const key = isNew ? 'new' : String(action?.action_no ?? '');
  const draft = drafts.of(key);
  const saved = action === null ? NOTHING : fieldsOf(action);
  const fields: ActionFields = { ...saved, ...draft };

  const goes = useRef<number | null>(null);
  useEffect(() => {
    if (goes.current !== place.action) return;
    goes.current = null;
    grid.current?.focus();
  });

  const write = async (): Promise<void> => {
    const typed = draft ?? {};
    if (writing.current || (action === null && !isNew) || (action !== null && draft === undefined))
      return;
    const wrong = faultsOf(fields);
    setFaults({ key, of: wrong });
    if (Object.keys(wrong).length > 0) return;
    writing.current = true;
    try {
      await (action === null ? enter(typed) : change(action, typed));
    } catch (error) {
      const { kind, sentence } = troubleOf(error);
      // Title and date were looked at here: what the engine refuses is a cause.
      if (kind === 'refused') setFaults({ key, of: { causes: sentence } });
      else tell(error);
    } finally {
      writing.current = false;
    }
  };
  const change = async (
    { action_no }: ListedAction,
    typed: Partial<ActionFields>,
  ): Promise<void> => {
    const differs = changeOf(saved, fields);
    if (Object.keys(differs).length > 0) {
      await done(() => engine.actions.change({ action_no, ...differs }), SHOWN);
      await read();
    }
    drafts.written(key, typed);
  };
  const enter = async (typed: Partial<ActionFields>): Promise<void> => {
    const { handles } = await done(() => engine.actions.enter(newActionOf(fields)), SHOWN);
    await read();
    drafts.written(key, typed);
    const action_no = Number(handles[0]?.slice(2));
    goes.current = action_no;
    onPlace({ action: action_no }, 'replace');
  };
  const save = (): void => {
    write().catch(tell);
  };
  const remove = (): void => {
    if (action === null) return;
    drafts.discard(key);
    done(() => engine.actions.withdraw({ action_no: action.action_no }), SHOWN).catch(tell);
  };
  return {
    isOpen: isNew || action !== null,
    action,
    isDraft: (action_no: number) => drafts.has(String(action_no)),
    save,
    remove,
    /** Of the action that is open, at once. */
    setStatus: (status: ActionStatus): void => {
      if (action === null || action.status === status) return;
      done(() => engine.actions.change({ action_no: action.action_no, status }), SHOWN).catch(tell);
    },
    focus: (): void => {
      requestAnimationFrame(() => document.getElementById('action-title')?.focus());
    },
    props: {
      action,
      fields,
      isDraft: draft !== undefined,
      faults: faults?.key === key ? faults.of : {},
      onChange: (typed: Partial<ActionFields>) => {
        drafts.change(key, typed);
        setFaults(null);
      },
      onSave: save,
      onRemove: remove,
      onDiscard: () => {
        drafts.discard(key);
        setFaults(null);
      },
      onEscape: () => {
        if (isNew) onPlace({ action: undefined }, 'replace');
        grid.current?.focus();
      },
    },
  };
}
