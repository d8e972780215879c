import type { Ref } from 'react';
import { sortColumn, type SortOrder, type ViewRow } from '../../../shared/domain/view.ts';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { Fault } from '../../design/fault.tsx';
import { DataGrid, type GridColumnState, type GridHandle } from '../../design/grid/index.ts';
import { SkeletonRows } from '../../design/skeleton.tsx';
import type { Trouble } from '../../engine-client/trouble.ts';
import { NoTurns } from './no-turns.tsx';
import { turnColumns } from './turn-columns.tsx';
import type { Selecting } from './use-selection.ts';
import type { Showing } from './use-shown-view.ts';
import styles from './turns.module.css';

const turnId = (row: ViewRow): number => row.turn_id;

/** The grid of turns, or why there is none. */
export function TurnsPart({
  ref,
  ...props
}: {
  showing: Showing;
  /** Why the view of the place could not be opened. */
  trouble: Trouble | null;
  /** The filter of the place is no filter: what is wrong stands beside the field. */
  isRefused: boolean;
  onAgain: () => void;
  selecting: Selecting;
  columns: GridColumnState;
  onColumns: (state: GridColumnState) => void;
  sort: SortOrder;
  onSort: (sort: SortOrder) => void;
  onOpen: (index: number) => void;
  onFilter: (filter: string) => void;
  ref: Ref<GridHandle>;
}) {
  const { showing, selecting, sort } = props;
  const { shown } = showing;
  const trouble = props.trouble ?? showing.trouble;
  if (trouble !== null && trouble.kind !== 'cancelled')
    return (
      <div className={styles['grid']}>
        <Fault
          what="The turns could not be read."
          where={trouble.sentence}
          next={trouble.detail ?? undefined}
          code={trouble.code ?? undefined}
          actions={
            <Button icon="refresh" onPress={props.onAgain}>
              Try again
            </Button>
          }
        />
      </div>
    );
  if (shown === undefined)
    return (
      <div className={styles['grid']}>
        {props.isRefused ? (
          <Empty
            words="This filter is not understood, so no turn is shown."
            action={<Button onPress={() => props.onFilter('')}>Clear filter</Button>}
          />
        ) : (
          <SkeletonRows label="Opening the turns" rows={24} columns={SKELETON} />
        )}
      </div>
    );
  const { head, rows, cursor, first } = shown;
  return (
    <div className={styles['grid']}>
      <DataGrid
        ref={ref}
        label="Turns"
        columns={turnColumns}
        rows={rows}
        rowKey={turnId}
        cursor={cursor}
        onCursor={showing.moveCursor}
        selection={selecting.selected}
        onSelect={selecting.select}
        onSelectAll={selecting.selectAll}
        onClearSelection={selecting.clear}
        sort={{
          columnId: sort.column,
          direction: sort.descending ? 'descending' : 'ascending',
        }}
        onSort={(columnId) => {
          const column = sortColumn.parse(columnId);
          props.onSort({
            column,
            descending: column === sort.column ? !sort.descending : WORST_FIRST.has(column),
          });
        }}
        onOpen={props.onOpen}
        columnState={props.columns}
        onColumnState={props.onColumns}
        firstVisible={first}
        onFirstVisible={showing.rest}
        empty={<NoTurns head={head} onFilter={props.onFilter} />}
      />
    </div>
  );
}

/** What is looked for in these columns is mostly the most. */
const WORST_FIRST: ReadonlySet<string> = new Set([
  'severity',
  'latency_ms',
  'prompt_tokens',
  'completion_tokens',
]);

const SKELETON = ['36px', '92px', '144px', '148px', 'minmax(0, 1fr)', '168px', '88px'];
