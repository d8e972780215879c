import { z } from 'zod';
import { detectInCase } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { parseOptions } from '../options.ts';
import { table } from '../output.ts';

const options = z.object({ rules: z.string().optional() });

export const detectCommand: CliCommand = {
  name: 'detect',
  describe: (command) =>
    command
      .description('run the detection rules')
      .argument('<case>')
      .option('--rules <folder>', 'rules of your own instead of the bundled ones'),
  run: async ({ args: [path = ''], options: given, output }) => {
    const summary = await detectInCase(path, parseOptions(options, given).rules ?? null, {
      signal: output.signal,
      onProgress: output.progress,
    });
    output.answer(summary, () =>
      [
        table(
          ['rule', 'severity', 'lane', 'failure type', 'could fire', 'turns', 'hits'],
          summary.rules.map((rule) => [
            rule.rule_id,
            rule.severity,
            rule.lane,
            rule.failure_type,
            ...[rule.could_fire, rule.turns, rule.findings].map(String),
          ]),
        ),
        `${summary.turns} turns examined: ${summary.findings} findings, ${summary.leads} leads, ${summary.candidates} candidates`,
      ].join('\n'),
    );
    return 0;
  },
};
