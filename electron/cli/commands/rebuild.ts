import { rebuildCase } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';

export const rebuildCommand: CliCommand = {
  name: 'rebuild',
  describe: (command) =>
    command.description('derive the tables anew from the evidence').argument('<case>'),
  run: async ({ args: [path = ''], output }) => {
    const rebuilt = await rebuildCase(path, { signal: output.signal, onProgress: output.progress });
    output.answer(
      rebuilt,
      () =>
        `Derived ${rebuilt.jobs} jobs anew; ${rebuilt.equal ? 'the tables are as they were' : `differences: ${rebuilt.differences.join('; ')}`}${rebuilt.backup === null ? '' : `; the old database is kept as ${rebuilt.backup}`}`,
    );
    return 0;
  },
};
