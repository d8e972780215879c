import { backupCase } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';

export const backupCommand: CliCommand = {
  name: 'backup',
  describe: (command) =>
    command.description('a consistent copy of a case').argument('<case>').argument('<destination>'),
  run: async ({ args: [path = '', destination = ''], output }) => {
    const copied = await backupCase(path, destination);
    output.answer(
      copied,
      () => `Copied ${copied.files} files (${copied.bytes} bytes) to ${copied.path}`,
    );
    return 0;
  },
};
