import { Refusal, withdrawByHandle } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';

export const withdrawCommand: CliCommand = {
  name: 'withdraw',
  describe: (command) =>
    command
      .description(
        'take back an exhibit, note, tag, cause, event or action; the log keeps both acts',
      )
      .argument('<case>')
      .argument('<handle>', 'E-1, N-1, L-1, K-1, V-1 or A-1'),
  run: async ({ args: [path = '', handle], output }) => {
    if (handle === undefined)
      throw new Refusal('bad-usage', 'exhibit withdraw CASE needs a handle, such as E-1.');
    const { words, handles } = await withdrawByHandle(path, handle);
    output.answer({ withdrawn: handles[0] }, () => words);
    return 0;
  },
};
