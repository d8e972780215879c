import type { ListedAction } from '../../../shared/domain/action-list.ts';
import type { ActionStatus } from '../../../shared/domain/analysis.ts';
import { actionStatusWords } from '../../../shared/text/course-words.ts';
import { Badge } from '../../design/badge.tsx';
import type { GridColumn } from '../../design/grid/index.ts';
import { Icon } from '../../design/icon.tsx';
import { dueWords } from './action-words.ts';

/** One line of the table: an action, and whether something is typed for it that is not written yet. */
export interface ActionRow {
  readonly action: ListedAction;
  readonly isDraft: boolean;
}

const TONES: Readonly<Record<ActionStatus, 'line' | 'info' | 'ok' | 'plain'>> = {
  open: 'line',
  'in-progress': 'info',
  done: 'ok',
  verified: 'ok',
  dropped: 'plain',
};

export const actionColumns: readonly GridColumn<ActionRow>[] = [
  {
    id: 'handle',
    title: 'Action',
    width: 60,
    mono: true,
    render: ({ action }) => `A-${action.action_no}`,
  },
  {
    id: 'what',
    title: 'What',
    width: 260,
    minWidth: 140,
    grow: true,
    render: ({ action, isDraft }) => (
      <>
        <span className="u-medium">{action.title}</span>
        {isDraft ? <Badge tone="warn">not saved</Badge> : null}
      </>
    ),
  },
  {
    id: 'causes',
    title: 'Cause',
    width: 88,
    givesTo: 64,
    mono: true,
    render: ({ action: { causes } }) =>
      causes.length === 0 ? (
        <span className="u-quiet">none</span>
      ) : (
        causes.map(({ name }) => name).join(', ')
      ),
  },
  {
    id: 'owner',
    title: 'Owner',
    width: 116,
    givesTo: 96,
    render: ({ action: { owner } }) => owner ?? <span className="u-quiet">nobody yet</span>,
  },
  {
    id: 'due',
    title: 'Due',
    width: 156,
    givesTo: 96,
    render: ({ action }) => <Due action={action} />,
  },
  {
    id: 'check',
    title: 'How to check',
    width: 180,
    givesTo: 96,
    render: ({ action: { verification } }) =>
      verification ?? <span className="u-quiet">not said</span>,
  },
  {
    id: 'status',
    title: 'Status',
    width: 104,
    render: ({ action: { status } }) => (
      <Badge tone={TONES[status]} {...(status === 'verified' ? { icon: 'check' as const } : {})}>
        {actionStatusWords[status]}
      </Badge>
    ),
  },
];

export function Due({ action }: { action: ListedAction }) {
  const { state } = action.due_stands;
  const words = dueWords(action);
  if (state === 'overdue')
    return (
      <span className="u-fail" title={`Due ${action.due ?? ''}`}>
        <Icon name="warning" size={12} /> {words}
      </span>
    );
  if (state === 'today') return <span className="u-warn u-strong">{words}</span>;
  return <span className={state === 'none' ? 'u-quiet' : undefined}>{words}</span>;
}
