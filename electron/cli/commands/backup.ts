import { z } from 'zod';
import { visibleLine } from '../../../shared/text/visible.ts';
import { backupCase } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { parseOptions } from '../options.ts';

const options = z.object({ withInPlace: z.boolean().default(false) });

export const backupCommand: CliCommand = {
  name: 'backup',
  describe: (command) =>
    command
      .description('a consistent copy of a case')
      .argument('<case>')
      .argument('<destination>')
      .option('--with-in-place', 'also copy evidence that was left where it is'),
  run: async ({ args: [path = '', destination = ''], options: given, output }) => {
    const copied = await backupCase(path, destination, parseOptions(options, given));
    output.answer(
      copied,
      () => `Copied ${copied.files} files (${copied.bytes} bytes) to ${copied.path}`,
    );
    for (const { name, path: place } of copied.in_place)
      output.remark(
        `${visibleLine(name)} is not in the backup: it was left in place at ${visibleLine(place)}; exhibit backup --with-in-place copies it too.\n`,
      );
    return 0;
  },
};
