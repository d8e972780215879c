import type { GridColumnState } from '../../design/grid/index.ts';

/** Columns as a person left them; a narrow register has no time of import, which stands in the details as well. */
export const registerState = (kept: GridColumnState, isNarrow: boolean): GridColumnState => ({
  ...kept,
  hidden: isNarrow ? ['imported'] : [],
});

/** What a person chose of it: nobody hides a column of the register. */
export const chosenState = (shown: GridColumnState): GridColumnState => ({ ...shown, hidden: [] });
