import { listFormats } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { table } from '../output.ts';

export const formatsCommand: CliCommand = {
  name: 'formats',
  describe: (command) => command.description('list the log formats that are known'),
  run: async ({ output }) => {
    const formats = await listFormats();
    output.answer({ formats }, () =>
      table(
        ['format', 'what it is'],
        formats.map(({ id, title }) => [id, title]),
      ),
    );
    return 0;
  },
};
