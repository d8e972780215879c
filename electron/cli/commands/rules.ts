import { visibleLine } from '../../../shared/text/visible.ts';
import { Refusal, testRulePack } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';

export const rulesCommand: CliCommand = {
  name: 'rules',
  describe: (command) =>
    command
      .description("run the rules' own examples")
      .argument('<test>', 'test')
      .argument('[folder]', 'rules of your own'),
  run: async ({ args: [what, folder], output }) => {
    if (what !== 'test')
      throw new Refusal('bad-usage', `exhibit rules knows only: test; not ${what ?? 'nothing'}.`);
    const results = await testRulePack(folder ?? null);
    const failed = results.filter(({ ok }) => !ok);
    output.answer({ ok: failed.length === 0, results }, () =>
      [
        ...failed.map(
          ({ rule_id, example, problem }) =>
            `FAIL ${rule_id}: ${visibleLine(example)}: ${visibleLine(problem ?? '')}`,
        ),
        `${results.length - failed.length} of ${results.length} examples hold.`,
      ].join('\n'),
    );
    return failed.length === 0 ? 0 : 1;
  },
};
