/**
 * Every command that a person can give by name or key. Palette, menus, key hints and the list of keys all read this
 * table; a screen offers what it can do at the moment (see useCommands).
 *
 * Keys: `Ctrl+K`, `Alt+Left`, `F6`; a single letter (`V`) acts only while a list or grid has the focus; `G H`, one after the
 * other, `/` and `?` act wherever nothing is typed. Ctrl is Command on a Mac.
 */
export const commands = {
  'palette.open': { words: 'Go to or run…', keys: 'Ctrl+K', group: 'Exhibit' },
  'help.keys': { words: 'Show all keys', keys: '?', group: 'Exhibit' },
  'window.new': { words: 'New window', keys: 'Ctrl+Shift+N', group: 'Exhibit' },
  'go.back': { words: 'Back', keys: 'Alt+Left', group: 'Go' },
  'go.forward': { words: 'Forward', keys: 'Alt+Right', group: 'Go' },
  'go.cases': { words: 'Cases', keys: 'G C', group: 'Go' },
  'go.home': { words: 'Home of the case', keys: 'G H', group: 'Go' },
  'go.evidence': { words: 'Evidence', keys: 'G E', group: 'Go' },
  'go.turns': { words: 'Turns', keys: 'G T', group: 'Go' },
  'go.replay': { words: 'Replay', keys: 'G R', group: 'Go' },
  'case.new': { words: 'New case…', keys: 'Ctrl+N', group: 'Case' },
  'case.open': { words: 'Open case…', keys: 'Ctrl+O', group: 'Case' },
  'case.sample': { words: 'Open the sample case', keys: null, group: 'Case' },
  'case.close': { words: 'Close case', keys: null, group: 'Case' },
  'evidence.add': { words: 'Add evidence…', keys: 'Ctrl+I', group: 'Case' },
  'evidence.reference': { words: 'Add reference…', keys: 'Ctrl+Shift+I', group: 'Case' },
  'case.verify': { words: 'Verify the case', keys: 'V', group: 'Case' },
  'case.verify-fully': {
    words: 'Verify fully: derive the tables again',
    keys: null,
    group: 'Case',
  },
  'case.detect': { words: 'Run detection rules', keys: null, group: 'Case' },
  'go.verify': { words: 'Verify, custody log', keys: 'G V', group: 'Go' },
  'verify.choose': { words: 'Verify a report or package…', keys: null, group: 'Verify' },
  'verify.choose-case': { words: 'Verify a case folder…', keys: null, group: 'Verify' },
  'copy.head': { words: 'Copy the head hash of the custody log', keys: 'Y', group: 'Verify' },
  'record.raw': { words: 'Show the raw record', keys: 'R', group: 'Evidence' },
  'copy.citation': { words: 'Copy citation', keys: 'Ctrl+Shift+C', group: 'Evidence' },
  'filter.focus': { words: 'Go to the filter', keys: '/', group: 'Turns' },
  'filter.clear': { words: 'Clear the filter', keys: null, group: 'Turns' },
  'facets.focus': { words: 'Go to the facets', keys: 'F', group: 'Turns' },
  'columns.choose': { words: 'Choose columns…', keys: null, group: 'Turns' },
  'turn.replay': { words: 'Replay the conversation', keys: null, group: 'Turns' },
  'replay.next': { words: 'Next turn', keys: 'J', group: 'Replay' },
  'replay.previous': { words: 'Previous turn', keys: 'K', group: 'Replay' },
  'replay.next-finding': { words: 'Next finding', keys: 'N', group: 'Replay' },
  'replay.hidden': { words: 'Show or hide hidden characters', keys: 'H', group: 'Replay' },
  'replay.matches': { words: 'Show or hide text matches', keys: 'M', group: 'Replay' },
  'go.report': { words: 'Report', keys: 'G P', group: 'Go' },
  'report.issue': { words: 'Issue the report…', keys: 'Ctrl+Enter', group: 'Report' },
  'report.identity': { words: 'New identity…', keys: null, group: 'Report' },
  'theme.light': { words: 'Light theme', keys: null, group: 'Look' },
  'theme.dark': { words: 'Dark theme', keys: null, group: 'Look' },
  'theme.hc': { words: 'High contrast theme', keys: null, group: 'Look' },
  'theme.system': { words: 'Theme of the system', keys: null, group: 'Look' },
  'density.compact': { words: 'Compact rows', keys: null, group: 'Look' },
  'density.relaxed': { words: 'Relaxed rows', keys: null, group: 'Look' },
  'keys.letters': { words: 'Turn single-letter keys on or off', keys: null, group: 'Look' },
  'mark.pin': { words: 'Pin as an exhibit…', keys: 'E', group: 'Marks' },
  'mark.note': { words: 'Write a note…', keys: 'W', group: 'Marks' },
  'mark.tag': { words: 'Tag…', keys: 'L', group: 'Marks' },
  'mark.accept': { words: 'Accept the finding', keys: 'A', group: 'Marks' },
  'mark.dismiss': { words: 'Dismiss the finding…', keys: 'D', group: 'Marks' },
  'mark.undo': { words: 'Undo what was done last', keys: 'Ctrl+Z', group: 'Marks' },
  'marks.show': { words: 'Marks of the conversation', keys: null, group: 'Marks' },
  'go.compare': { words: 'Compare', keys: 'G M', group: 'Go' },
  'compare.start': { words: 'Compare both sides', keys: 'Ctrl+Enter', group: 'Compare' },
  'compare.swap': { words: 'Swap sides', keys: null, group: 'Compare' },
  'compare.next': { words: 'Next pair', keys: 'J', group: 'Compare' },
  'compare.previous': { words: 'Previous pair', keys: 'K', group: 'Compare' },
  'compare.a-better': { words: 'A is better', keys: '1', group: 'Compare' },
  'compare.b-better': { words: 'B is better', keys: '2', group: 'Compare' },
  'compare.same': { words: 'Both are the same', keys: '3', group: 'Compare' },
  'compare.both-bad': { words: 'Both are bad', keys: '4', group: 'Compare' },
  'compare.clear': { words: 'Take the verdict back', keys: '0', group: 'Compare' },
  'compare.raw': { words: 'Show both raw records', keys: 'V', group: 'Compare' },
  'compare.note': { words: 'Note on the verdict…', keys: 'W', group: 'Compare' },
  'go.exhibits': { words: 'Exhibits', keys: 'G X', group: 'Go' },
  'exhibit.change': { words: 'Change the caption…', keys: 'C', group: 'Exhibits' },
  'exhibit.withdraw': { words: 'Withdraw the exhibit', keys: 'D', group: 'Exhibits' },
  'go.triage': { words: 'Triage', keys: 'G A', group: 'Go' },
  'triage.range': { words: 'Choose a time range', keys: 'B', group: 'Triage' },
  'triage.clear': { words: 'Show all hits of the lane', keys: null, group: 'Triage' },
  'go.causes': { words: 'Causes', keys: 'G U', group: 'Go' },
  'cause.next': { words: 'Next cause', keys: 'J', group: 'Causes' },
  'cause.previous': { words: 'Previous cause', keys: 'K', group: 'Causes' },
  'cause.tag': { words: 'Tag a cause…', keys: 'T', group: 'Causes' },
  'cause.for': { words: 'Add grounds for…', keys: '+', group: 'Causes' },
  'cause.against': { words: 'Add grounds against…', keys: '-', group: 'Causes' },
  'cause.save': { words: 'Save the rationale', keys: 'Ctrl+Enter', group: 'Causes' },
  'go.settings': { words: 'Settings', keys: 'Ctrl+,', group: 'Exhibit' },
  'go.help': { words: 'Help', keys: 'F1', group: 'Exhibit' },
  'text.larger': { words: 'Larger text', keys: null, group: 'Look' },
  'text.smaller': { words: 'Smaller text', keys: null, group: 'Look' },
  'go.timeline': { words: 'Timeline', keys: 'G L', group: 'Go' },
  'go.actions': { words: 'Actions', keys: 'G D', group: 'Go' },
  'timeline.new': { words: 'Enter event…', keys: 'N', group: 'Timeline' },
  'timeline.save': { words: 'Save the event', keys: 'Ctrl+Enter', group: 'Timeline' },
  'timeline.remove': { words: 'Remove the event', keys: null, group: 'Timeline' },
  'timeline.undo': { words: 'Undo what was entered last', keys: 'Ctrl+Z', group: 'Timeline' },
  'action.new': { words: 'New action…', keys: 'N', group: 'Actions' },
  'action.save': { words: 'Save the action', keys: 'Ctrl+Enter', group: 'Actions' },
  'action.open': { words: 'Status: open', keys: '1', group: 'Actions' },
  'action.in-progress': { words: 'Status: in progress', keys: '2', group: 'Actions' },
  'action.done': { words: 'Status: done', keys: '3', group: 'Actions' },
  'action.verified': { words: 'Status: verified', keys: '4', group: 'Actions' },
  'action.dropped': { words: 'Status: dropped', keys: '5', group: 'Actions' },
  'action.remove': { words: 'Remove the action', keys: null, group: 'Actions' },
  'action.undo': { words: 'Undo what was entered last', keys: 'Ctrl+Z', group: 'Actions' },
  'checklist.md': { words: 'Export checklist as Markdown…', keys: null, group: 'Actions' },
  'checklist.csv': { words: 'Export checklist as CSV…', keys: null, group: 'Actions' },
  'checklist.json': { words: 'Export checklist as JSON…', keys: null, group: 'Actions' },
  'go.console': { words: 'SQL console', keys: 'G S', group: 'Go' },
  'console.run': { words: 'Run the query', keys: 'Ctrl+Enter', group: 'SQL console' },
  'console.cancel': { words: 'Cancel the query', keys: 'Escape', group: 'SQL console' },
  'console.copy-row': { words: 'Copy the row as JSON', keys: 'Y', group: 'SQL console' },
  'console.export': { words: 'Export all rows…', keys: null, group: 'SQL console' },
  'go.mapping': { words: 'Map an unknown log', keys: 'G F', group: 'Go' },
  'mapping.choose': { words: 'Choose a log to map…', keys: null, group: 'Mapping' },
  'mapping.import': { words: 'Import with this mapping', keys: 'Ctrl+Enter', group: 'Mapping' },
  'mapping.save': { words: 'Save mapping…', keys: null, group: 'Mapping' },
} as const satisfies Record<string, Command>;

export interface Command {
  readonly words: string;
  readonly keys: string | null;
  readonly group: string;
}
export type CommandId = keyof typeof commands;

export const isCommandId = (id: string): id is CommandId => Object.hasOwn(commands, id);

/** As a key hint shows it: `Ctrl K`. */
export const keyHint = (id: CommandId): string | undefined =>
  commands[id].keys
    ?.replaceAll(/(?<=.)\+/g, ' ')
    .replace('Left', '←')
    .replace('Right', '→')
    .replace('Escape', 'Esc');
