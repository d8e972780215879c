import { type ReactNode, type Ref, useMemo } from 'react';
import type { Destination, TurnsPlace } from '../../../shared/domain/destination.ts';
import { sortColumn, type SortOrder, type ViewRow } from '../../../shared/domain/view.ts';
import { useCommands } from '../../commands/offers.ts';
import { DataGrid, type GridColumnState, type GridHandle } from '../../design/grid/index.ts';
import type { MarkTarget } from '../../marks/mark-target.ts';
import { useMarking } from '../../marks/use-marking.tsx';
import { counted } from '../../../shared/text/numbers.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import { copyCitation } from './copy-citation.ts';
import { NoTurns } from './no-turns.tsx';
import { turnColumns } from './turn-columns.tsx';
import { TurnsFoot } from './turns-foot.tsx';
import { useRestingPlace } from './use-resting-place.ts';
import { useSelection } from './use-selection.ts';
import type { ShownView } from './use-shown-view.ts';
import { type Standing, useStanding } from './use-standing.ts';
import styles from './turns.module.css';

const turnId = (row: ViewRow): number => row.turn_id;

/** The grid of a view with its foot: cursor, selection, and what can be done with them. */
export function TurnsPart({
  ref,
  ...props
}: {
  shown: ShownView;
  /** Told where a person stands, whenever that changes; the same function throughout. */
  onStanding: (standing: Standing) => void;
  columns: GridColumnState;
  onColumns: (state: GridColumnState) => void;
  /** Of the place: a head shows it at once, the rows follow. */
  sort: SortOrder;
  placeNow: () => TurnsPlace;
  move: (place: TurnsPlace, how: 'push' | 'replace') => void;
  onFilter: (filter: string) => void;
  /** In place of the foot, while something takes long. */
  busy: ReactNode;
  quarantined: number;
  go: (to: Destination) => void;
  href: (to: Destination) => string;
  ref: Ref<GridHandle>;
}) {
  const { shown, sort, placeNow, move } = props;
  const { head, rows } = shown;
  const [at, stand] = useStanding(shown, props.onStanding);
  const selecting = useSelection(shown);
  const { cursor, first } = at;
  useRestingPlace(shown, at, placeNow, (next) => move(next, 'replace'));

  const openTurn = (index: number): void => {
    const row = rows.row(index);
    if (row === undefined) return;
    move({ ...placeNow(), turn: row.turn_id, top: first }, 'replace');
    const conversation = `T-${row.turn_id}`;
    props.go({ screen: 'replay', conversation, turn: row.turn_id, finding: undefined });
  };
  const onReplay = cursor === undefined ? undefined : () => openTurn(cursor);
  useCommands({
    'turn.replay': onReplay,
    'copy.citation':
      cursor === undefined
        ? undefined
        : () => {
            const row = rows.row(cursor);
            if (row !== undefined) copyCitation(row.turn_id);
          },
  });
  const marking = useMarking(
    turnsTarget(selecting.selected, cursor === undefined ? undefined : rows.row(cursor)?.turn_id),
  );
  const times = useTimes();
  const columns = useMemo(() => turnColumns(times), [times]);
  const sortBy = (columnId: string): void => {
    const column = sortColumn.parse(columnId);
    const descending = column === sort.column ? !sort.descending : MOST_FIRST.has(column);
    move({ ...placeNow(), sort: { column, descending }, top: undefined }, 'replace');
  };

  return (
    <>
      <div className={styles['grid']}>
        <DataGrid
          ref={ref}
          label="Turns"
          columns={columns}
          rows={rows}
          rowKey={turnId}
          cursor={cursor}
          onCursor={(index) => stand({ cursor: index })}
          selection={selecting.selected}
          onSelect={selecting.select}
          onSelectAll={selecting.selectAll}
          onClearSelection={selecting.clear}
          sort={{ columnId: sort.column, direction: sort.descending ? 'descending' : 'ascending' }}
          onSort={sortBy}
          onOpen={openTurn}
          columnState={props.columns}
          onColumnState={props.onColumns}
          firstVisible={first}
          onFirstVisible={(from, to) => stand({ first: from, last: to })}
          empty={<NoTurns head={head} onFilter={props.onFilter} />}
        />
      </div>
      {props.busy ?? (
        <TurnsFoot
          head={head}
          at={at}
          selecting={selecting}
          quarantined={props.quarantined}
          onReplay={onReplay}
          href={props.href}
        />
      )}
      {marking.dialog}
    </>
  );
}

/** The turns that are selected, else the one under the cursor. */
function turnsTarget(
  selected: ReadonlySet<number>,
  cursor: number | undefined,
): MarkTarget | undefined {
  const turns =
    selected.size > 0
      ? [...selected].toSorted((a, b) => a - b)
      : cursor === undefined
        ? []
        : [cursor];
  const [first] = turns;
  if (first === undefined) return undefined;
  const words = turns.length === 1 ? `T-${first}` : counted(turns.length, 'turn');
  return { turns, span: null, words, caption: '' };
}

/** What is looked for in these columns is mostly the most. */
const MOST_FIRST: ReadonlySet<string> = new Set([
  'severity',
  'latency_ms',
  'prompt_tokens',
  'completion_tokens',
]);
