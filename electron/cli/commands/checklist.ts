import { z } from 'zod';
import { analysisIn, caseInfo, checklistOf } from '../../engine/index.ts';
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
  run: async ({ args: [path = ''], options: given }) => {
    const { format, json } = parseOptions(options, given);
    const { title } = await caseInfo(path);
    process.stdout.write(await checklistOf(title, await analysisIn(path), json ? 'json' : format));
    return 0;
  },
};
