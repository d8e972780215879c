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
    const found = await joinsOf(path);
    const { joins, unmatched, windows_hours: hours } = found;
    output.answer(found, () =>
      [
        table(
          ['file', 'table', 'key', 'rows', 'matched', 'by', 'ambiguous', 'unmatched'],
          joins.map(joinRow),
        ),
        '',
        ...unmatched.map(unmatchedLine),
        `Nearest answered turn before a row, within: conversation ${hours.conversation} h, session ${hours.session} h, user ${hours.user} h.`,
      ].join('\n'),
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
