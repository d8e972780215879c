import { commands, isCommandId, keyHint } from './table.ts';

export interface KeyGroup {
  readonly group: string;
  readonly keys: readonly { readonly words: string; readonly keys: string }[];
}

const IN_LISTS: KeyGroup = {
  group: 'In grids and lists',
  keys: [
    { keys: '↑ ↓ or J K', words: 'Move' },
    { keys: 'Enter', words: 'Open' },
    { keys: 'X or Space', words: 'Select' },
    { keys: 'Shift ↑ ↓', words: 'Select a range' },
    { keys: 'Ctrl ↑', words: 'Go to the column heads' },
    { keys: 'Esc', words: 'Close, then clear the selection' },
  ],
};

const withKeys = Object.keys(commands)
  .filter(isCommandId)
  .filter((id) => commands[id].keys !== null);

/** Every key, by the groups of the one table of commands, then those that all grids and lists have. */
export const keyGroups: readonly KeyGroup[] = [
  ...[...new Set(withKeys.map((id) => commands[id].group))].map((group) => ({
    group,
    keys: withKeys
      .filter((id) => commands[id].group === group)
      .map((id) => ({ words: commands[id].words, keys: keyHint(id) ?? '' })),
  })),
  IN_LISTS,
];
