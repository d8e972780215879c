import type { ActionAct } from '../../../shared/domain/action-list.ts';
import type { Act } from './activity-log.ts';

/** What was done to one action, oldest first, with what each act said; what was taken back is among it. */
export function actionHistoryOf(
  acts: readonly { readonly act: Act; readonly stands: boolean }[],
  action: number,
): ActionAct[] {
  return acts.flatMap(({ act, stands }): ActionAct[] => {
    const { seq, at, actor: by } = act;
    if (act.name === 'action.entered' && act.number === action)
      return [{ seq, at, by, what: 'entered', stands, changes: [] }];
    if (act.name !== 'action.changed' || act.data.action_no !== action) return [];
    const { action_no: _, ...change } = act.data;
    const changes = Object.entries(change).flatMap(([field, to]) =>
      to === undefined ? [] : [{ field, to: said(to) }],
    );
    return [{ seq, at, by, what: 'changed', stands, changes }];
  });
}

const said = (value: string | readonly string[] | null): string => {
  if (value === null) return 'none';
  if (typeof value === 'string') return value;
  return value.length === 0 ? 'none' : value.join(', ');
};
