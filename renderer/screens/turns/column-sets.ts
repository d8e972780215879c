import type { GridColumnState } from '../../design/grid/index.ts';

/** Ids of the turns grid's columns, in their usual order. */
export const columnIds = [
  'turn',
  'at',
  'kind',
  'model',
  'user',
  'words',
  'severity',
  'marks',
  'reviewed',
  'feedback',
  'latency_ms',
  'prompt_tokens',
  'completion_tokens',
  'confidence',
  'conversation',
  'finish_reason',
  'route',
  'release',
  'capture',
  'evidence',
] as const;
export type ColumnId = (typeof columnIds)[number];

interface ColumnSet {
  readonly id: string;
  readonly name: string;
  readonly shown: readonly ColumnId[];
}

/** Columns that go together for a question. */
export const columnSets: readonly ColumnSet[] = [
  {
    id: 'usual',
    name: 'Usual',
    shown: ['turn', 'at', 'model', 'user', 'words', 'severity', 'marks', 'feedback', 'latency_ms'],
  },
  {
    id: 'marks',
    name: 'Marks and reviews',
    shown: ['turn', 'at', 'model', 'words', 'severity', 'reviewed', 'marks'],
  },
  {
    id: 'speed',
    name: 'Tokens and latency',
    shown: [
      'turn',
      'at',
      'model',
      'words',
      'latency_ms',
      'prompt_tokens',
      'completion_tokens',
      'confidence',
      'finish_reason',
    ],
  },
  {
    id: 'source',
    name: 'Provenance',
    shown: ['turn', 'at', 'conversation', 'words', 'capture', 'route', 'release', 'evidence'],
  },
];

/** A set as it is kept: the columns that it shows first, the others hidden behind them; widths stay. */
export function stateOf(set: ColumnSet, widths: GridColumnState['widths']): GridColumnState {
  const shown: ReadonlySet<string> = new Set(set.shown);
  const hidden = columnIds.filter((id) => !shown.has(id));
  return { order: [...set.shown, ...hidden], hidden, widths };
}

export const usualColumns: GridColumnState = stateOf(
  columnSets[0] ?? { id: '', name: '', shown: [] },
  {},
);

/** What a narrow window has room for, as long as a person chose nothing else. */
export const narrowColumns: GridColumnState = {
  ...usualColumns,
  hidden: [...usualColumns.hidden, 'user'],
};

/** The set that a choice of columns is; undefined for one of a person's own. */
export function setOf(state: GridColumnState): ColumnSet | undefined {
  const shown = ordered(state).filter((id) => !state.hidden.includes(id));
  return columnSets.find((set) => set.shown.join(' ') === shown.join(' '));
}

/** All columns in a person's order; those that it does not name follow. */
export function ordered(state: GridColumnState): readonly ColumnId[] {
  const named = state.order.flatMap((id) => columnIds.filter((column) => column === id));
  return [...named, ...columnIds.filter((id) => !named.includes(id))];
}

/** Moves a column by one place among all, shown or not. */
export function movedColumn(state: GridColumnState, id: ColumnId, by: -1 | 1): GridColumnState {
  const all = ordered(state);
  const at = all.indexOf(id);
  const to = Math.max(0, Math.min(all.length - 1, at + by));
  const rest = all.filter((other) => other !== id);
  return { ...state, order: [...rest.slice(0, to), id, ...rest.slice(to)] };
}
