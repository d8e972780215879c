import { z } from 'zod';
import { createCase } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { parseOptions } from '../options.ts';

const options = z.object({ title: z.string() });

export const newCommand: CliCommand = {
  name: 'new',
  describe: (command) =>
    command
      .description('make a case')
      .argument('<case>')
      .requiredOption('--title <title>', 'what the case is about'),
  run: async ({ args: [path = ''], options: given, output }) => {
    const { title } = parseOptions(options, given);
    const made = await createCase(path, title);
    output.answer(
      { case: made.path, ...made.caseFile },
      () => `Made case ${made.caseFile.case_id} at ${made.path}`,
    );
    return 0;
  },
};
