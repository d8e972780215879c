import type { JoinSummary } from '../../../shared/domain/join.ts';
import { unmatchedLine } from '../../../shared/text/unmatched-words.ts';
import { joinsOf } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { table } from '../output.ts';

export const joinsCommand: CliCommand = {
  name: 'joins',
  describe: (command) =>
    command
      .description(
        'how side tables were joined to turns, and records to their calls: counts, and every row that was not',
      )
      .argument('<case>'),
  run: async ({ args: [path = ''], output }) => {
    await joinsOf(path, ({ joins, windows_hours, unmatched }) =>
      output.list({
        head: { joins, windows_hours },
        name: 'unmatched',
        rows: unmatched,
        before: () =>
          `${table(
            ['file', 'table', 'key', 'rows', 'matched', 'by', 'ambiguous', 'unmatched'],
            joins.map(joinRow),
          )}\n`,
        line: unmatchedLine,
        after: () =>
          `Nearest answered turn before a row, within: conversation ${windows_hours.conversation} h, session ${windows_hours.session} h, user ${windows_hours.user} h.`,
      }),
    );
    return 0;
  },
};

const joinRow = (join: JoinSummary): string[] => [
  join.name,
  join.table,
  join.key_kind ?? '',
  String(join.facts),
  String(join.matched),
  Object.keys(join.matched_by).join(', '),
  String(join.ambiguous),
  String(join.unmatched),
];
