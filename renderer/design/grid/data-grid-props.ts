import type { ReactNode, Ref } from 'react';
import type {
  GridColumn,
  GridColumnState,
  GridRows,
  GridSort,
  RowKey,
  SelectHow,
} from './grid-types.ts';

/** What a screen may ask of a grid that is shown. */
export interface GridHandle {
  focus: () => void;
  /** Moves as little as shows the row whole; the cursor stays. */
  reveal: (index: number) => void;
  /** The first row wholly in sight, while it moves too. */
  firstInView: () => number;
}

export interface DataGridProps<Row> {
  ref?: Ref<GridHandle> | undefined;
  /** The name of the grid for a screen reader. */
  label: string;
  /** Keep this array: new columns draw every row again. */
  columns: readonly GridColumn<Row>[];
  /** One object per view. */
  rows: GridRows<Row>;
  rowKey: (row: Row) => RowKey;
  cursor: number | undefined;
  onCursor: (index: number) => void;
  selection?: ReadonlySet<RowKey> | undefined;
  /** A range goes from `anchor` to `index` and takes the place of what was selected. Rows can be selected when this is given. */
  onSelect?: ((index: number, how: SelectHow, anchor: number) => void) | undefined;
  onSelectAll?: (() => void) | undefined;
  onClearSelection?: (() => void) | undefined;
  sort: GridSort | undefined;
  onSort: (columnId: string) => void;
  onOpen: (index: number) => void;
  /** Rows that carry a warning. */
  isMarked?: ((row: Row) => boolean) | undefined;
  /** What a row says instead of all columns after the first. */
  notice?: ((row: Row) => ReactNode) | undefined;
  columnState: GridColumnState;
  onColumnState: (state: GridColumnState) => void;
  /** The row at the upper edge, at first and whenever it changes to another than the grid told. */
  firstVisible?: number | undefined;
  /** Told when the view comes to rest, never while it moves. */
  onFirstVisible?: ((first: number, last: number) => void) | undefined;
  /** Stands in place of rows when there are none. */
  empty: ReactNode;
}
