import { z } from 'zod';
import { analysisIn, Refusal, writeNote } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { parseOptions } from '../options.ts';
import { table } from '../output.ts';

const options = z.object({ turn: z.string().optional() });

export const noteCommand: CliCommand = {
  name: 'note',
  describe: (command) =>
    command
      .description("the examiner's notes: list, add")
      .argument('<case>')
      .argument('[what]', 'list or add', 'list')
      .argument('[text]')
      .option('--turn <turn>', 'the turn it speaks of'),
  run: async ({ args: [path = '', what = 'list', text], options: given, output }) => {
    if (what === 'list') {
      const { notes } = await analysisIn(path);
      output.answer({ notes }, () =>
        table(
          ['', 'written', 'note'],
          notes.map((one) => [`N-${one.number}`, one.at_done, one.text]),
        ),
      );
      return 0;
    }
    if (what !== 'add' || text === undefined)
      throw new Refusal('bad-usage', 'exhibit note CASE knows: list, add TEXT.');
    const { handle } = await writeNote(path, text, parseOptions(options, given).turn ?? null);
    output.answer({ note: handle }, () => `Wrote ${handle}`);
    return 0;
  },
};
