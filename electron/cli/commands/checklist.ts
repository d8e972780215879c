import { z } from 'zod';
import { checklistIn } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { parseOptions } from '../options.ts';

const options = z.object({
  format: z.enum(['md', 'csv', 'json']).default('md'),
  json: z.boolean().default(false),
});

export const checklistCommand: CliCommand = {
  name: 'checklist',
  describe: (command) =>
    command
      .description('the remediation checklist')
      .argument('<case>')
      .option('--format <format>', 'md, csv or json'),
  run: async ({ args: [path = ''], options: given, terminal }) => {
    const { format, json } = parseOptions(options, given);
    terminal.stdout.write(await checklistIn(path, json ? 'json' : format));
    return 0;
  },
};
