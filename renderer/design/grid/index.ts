export { noColumnState, toggleColumn } from './column-layout.ts';
export { DataGrid } from './data-grid.tsx';
export type { DataGridProps, GridHandle } from './data-grid-props.ts';
export type {
  GridColumn,
  GridColumnState,
  GridRows,
  GridSort,
  RowKey,
  SelectHow,
} from './grid-types.ts';
export { createPagedRows, fixedRows } from './paged-rows.ts';
