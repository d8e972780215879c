import { useEffect, useMemo, useRef, useState } from 'react';
import type { RecentCase } from '../../../shared/domain/case-home.ts';
import { Empty } from '../../design/empty.tsx';
import { DataGrid, fixedRows, type GridSort, noColumnState } from '../../design/grid/index.ts';
import { Button } from '../../design/button.tsx';
import { useKeptColumns } from '../../engine-client/kept-columns.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import { caseColumns } from './case-columns.tsx';
import { isCaseColumn, sortCases } from './case-words.ts';
import styles from './cases.module.css';

const keyOf = ({ case_id }: RecentCase): string => case_id;

/** The list of cases: the latest first unless a head was pressed. Enter opens. */
export function RecentCases(props: {
  cases: readonly RecentCase[];
  now: string;
  cursor: string | null;
  onCursor: (caseId: string) => void;
  onOpen: (one: RecentCase) => void;
  onForget: (one: RecentCase) => void;
  onClearSearch: () => void;
}) {
  const { cases, now, cursor } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [sort, setSort] = useState<GridSort>({ columnId: 'opened', direction: 'descending' });
  const [columnState, setColumnState] = useKeptColumns('cases', noColumnState);
  const times = useTimes();
  const columns = useMemo(() => caseColumns(now, times), [now, times]);
  const sorted = useMemo(
    () =>
      isCaseColumn(sort.columnId)
        ? sortCases(cases, sort.columnId, sort.direction === 'descending')
        : cases,
    [cases, sort],
  );
  const rows = useMemo(() => fixedRows(sorted), [sorted]);
  const at = sorted.findIndex(({ case_id }) => case_id === cursor);

  // The list is what this window is for: arrows and Enter work at once.
  useEffect(() => {
    frame.current?.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true });
  }, []);

  const under = sorted[at];
  return (
    <div
      ref={frame}
      className={styles['recent-list']}
      role="presentation"
      // No taller than its rows, so that what may be dropped stands right below them.
      style={{ height: `calc(29px + ${Math.max(3, sorted.length)} * var(--row))` }}
      onKeyDown={(event) => {
        if (event.key === 'Delete' && under !== undefined) props.onForget(under);
      }}
    >
      <DataGrid
        label="Recent cases"
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        cursor={at === -1 ? undefined : at}
        onCursor={(index) => {
          const one = sorted[index];
          if (one !== undefined) props.onCursor(one.case_id);
        }}
        sort={sort}
        onSort={(columnId) =>
          setSort((before) => ({
            columnId,
            direction:
              before.columnId === columnId && before.direction === 'ascending'
                ? 'descending'
                : before.columnId === columnId
                  ? 'ascending'
                  : columnId === 'title' || columnId === 'folder'
                    ? 'ascending'
                    : 'descending',
          }))
        }
        onOpen={(index) => {
          const one = sorted[index];
          if (one !== undefined) props.onOpen(one);
        }}
        columnState={columnState}
        onColumnState={setColumnState}
        empty={
          <Empty
            words="No case on this list has these words in its title or folder."
            action={<Button onPress={props.onClearSearch}>Show all</Button>}
          />
        }
      />
    </div>
  );
}
