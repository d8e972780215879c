import { z } from 'zod';
import { Refusal, reviewFindings } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { parseOptions } from '../options.ts';

const options = z.object({ reason: z.string().optional() });

export const reviewCommand: CliCommand = {
  name: 'review',
  describe: (command) =>
    command
      .description('accept or dismiss a hit of a rule')
      .argument('<case>')
      .argument('<finding>', 'F-12')
      .argument('<decision>', 'accept or dismiss')
      .option('--reason <text>', 'why; needed to dismiss'),
  run: async ({ args: [path = '', finding = '', decision], options: given, output }) => {
    const match = /^F-(\d{1,15})$/.exec(finding);
    if (match === null)
      throw new Refusal('bad-usage', `${finding} is not the handle of a finding, such as F-12.`);
    if (decision !== 'accept' && decision !== 'dismiss')
      throw new Refusal(
        'bad-usage',
        `A review accepts or dismisses; it knows no ${decision ?? ''}.`,
      );
    const { reason } = parseOptions(options, given);
    if (decision === 'dismiss' && (reason ?? '').trim() === '')
      throw new Refusal('bad-usage', 'To dismiss a hit give --reason.');
    await reviewFindings(path, {
      findings: [Number(match[1])],
      decision,
      reason: reason?.trim() ?? null,
    });
    output.answer(
      { finding, decision },
      () => `${finding}: ${decision === 'accept' ? 'accepted' : 'dismissed'}`,
    );
    return 0;
  },
};
