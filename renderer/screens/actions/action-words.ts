import type { ActionList, ListedAction } from '../../../shared/domain/action-list.ts';
import {
  type ActionCategory,
  actionCategory,
  type ActionStatus,
  actionStatus,
} from '../../../shared/domain/analysis.ts';
import { actionCategoryWords, actionStatusWords } from '../../../shared/text/course-words.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { day } from '../../../shared/text/times.ts';
import { textOrNull } from '../../../shared/text/typed-text.ts';
import { readWrittenTime } from '../../../shared/text/written-time.ts';
import { handlesIn } from '../../marks/handle-links.tsx';

export const categoryChoices = actionCategory.options.map((value) => ({
  value,
  label: actionCategoryWords[value],
}));

export const statusChoices = actionStatus.options.map((value) => ({
  value,
  label: actionStatusWords[value],
}));

/** `8 actions: 3 open, 2 done; 1 overdue, 1 due today`; statuses that nothing has are left out. */
export function countsOf({ actions }: ActionList): string {
  const byStatus = actionStatus.options.flatMap((status) => {
    const number = actions.filter((action) => action.status === status).length;
    return number === 0 ? [] : [`${count(number)} ${actionStatusWords[status]}`];
  });
  const late = (['overdue', 'today'] as const).flatMap((state) => {
    const number = actions.filter(({ due_stands }) => due_stands.state === state).length;
    return number === 0 ? [] : [`${count(number)} ${state === 'today' ? 'due today' : 'overdue'}`];
  });
  const all = counted(actions.length, 'action');
  if (actions.length === 0) return all;
  return `${all}: ${byStatus.join(', ')}${late.length === 0 ? '' : `; ${late.join(', ')}`}`;
}

/** `today`, `overdue by 3 days`, `2 Dec 2026`. */
export function dueWords({
  due,
  due_stands: { state, days },
}: Pick<ListedAction, 'due' | 'due_stands'>): string {
  if (due === null) return 'no date';
  if (state === 'today') return 'today';
  if (state === 'overdue' && days !== null) return `overdue by ${counted(-days, 'day')}`;
  return day(`${due}T00:00:00Z`);
}

/** The fields of an action as they are typed. */
export interface ActionFields {
  readonly title: string;
  readonly category: ActionCategory;
  readonly causes: string;
  readonly owner: string;
  readonly due: string;
  readonly status: ActionStatus;
  readonly verification: string;
}

export const NOTHING: ActionFields = {
  title: '',
  category: 'other',
  causes: '',
  owner: '',
  due: '',
  status: 'open',
  verification: '',
};

export const fieldsOf = (action: ListedAction): ActionFields => ({
  title: action.title,
  category: action.category,
  causes: action.causes.map(({ name }) => name).join(', '),
  owner: action.owner ?? '',
  due: action.due ?? '',
  status: action.status,
  verification: action.verification ?? '',
});

export type Faults = Partial<Record<keyof ActionFields, string>>;

const isDate = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && readWrittenTime(text) !== null;

export function faultsOf({ title, due }: ActionFields): Faults {
  return {
    ...(title.trim() === '' ? { title: 'Say what is to be done.' } : {}),
    ...(due.trim() === '' || isDate(due.trim())
      ? {}
      : { due: 'Write a day of the calendar such as 2026-12-01.' }),
  };
}

/** A change of an action as the engine takes it: only what differs from what stands. */
export function changeOf(saved: ActionFields, now: ActionFields) {
  const { title, category, causes, owner, due, status, verification } = now;
  const against = handlesIn(causes);
  return {
    ...(title.trim() === saved.title ? {} : { title: title.trim() }),
    ...(category === saved.category ? {} : { category }),
    ...(against.join(', ') === saved.causes ? {} : { causes: against }),
    ...(owner.trim() === saved.owner ? {} : { owner: textOrNull(owner) }),
    ...(due.trim() === saved.due ? {} : { due: textOrNull(due) }),
    ...(status === saved.status ? {} : { status }),
    ...(verification.trim() === saved.verification
      ? {}
      : { verification: textOrNull(verification) }),
  };
}

export const newActionOf = (fields: ActionFields) => ({
  title: fields.title.trim(),
  category: fields.category,
  causes: handlesIn(fields.causes),
  owner: textOrNull(fields.owner),
  due: textOrNull(fields.due),
  status: fields.status,
  verification: textOrNull(fields.verification),
});
