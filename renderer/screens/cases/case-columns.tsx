import type { RecentCase } from '../../../shared/domain/case-home.ts';
import { count } from '../../../shared/text/numbers.ts';
import type { Times } from '../../../shared/text/times.ts';
import { Badge } from '../../design/badge.tsx';
import type { GridColumn } from '../../design/grid/index.ts';
import { caseState, evidenceWords, when } from './case-words.ts';

/** Columns of the list of cases; `now` is an ISO time, for what was opened today. */
export function caseColumns(now: string, times: Times): readonly GridColumn<RecentCase>[] {
  return [
    {
      id: 'title',
      title: 'Title',
      width: 280,
      minWidth: 120,
      grow: true,
      sortable: true,
      render: ({ title, sample }) => (
        <>
          <span className="u-medium">{title}</span>
          {sample ? <span className="u-quiet"> sample</span> : null}
        </>
      ),
    },
    {
      id: 'folder',
      title: 'Folder',
      width: 232,
      mono: true,
      sortable: true,
      render: ({ folder, path }) => <span title={path}>{folder}</span>,
    },
    {
      id: 'turns',
      title: 'Turns',
      width: 84,
      align: 'end',
      sortable: true,
      render: ({ turns }) => count(turns),
    },
    {
      id: 'evidence',
      title: 'Evidence',
      width: 128,
      sortable: true,
      render: (one) => <span className="u-soft">{evidenceWords(one)}</span>,
    },
    {
      id: 'opened',
      title: 'Opened',
      width: 96,
      sortable: true,
      titleNote: 'When it was last opened here',
      render: ({ opened_at }) => when(opened_at, now, times),
    },
    {
      id: 'state',
      title: 'State',
      width: 148,
      sortable: true,
      render: (one) => <State one={one} now={now} times={times} />,
    },
  ];
}

function State({ one, now, times }: { one: RecentCase; now: string; times: Times }) {
  const { words, tone, sentence } = caseState(one, now, times);
  return (
    <Badge tone={tone} {...(sentence === null ? {} : { title: sentence })}>
      {words}
    </Badge>
  );
}
