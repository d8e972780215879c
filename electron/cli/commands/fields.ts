import { visibleJson } from '../../../shared/text/visible.ts';
import { analysisIn, Refusal, setReportFieldsFrom } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';

export const fieldsCommand: CliCommand = {
  name: 'fields',
  describe: (command) =>
    command
      .description('what the report says in your own words: list, enter')
      .argument('<case>')
      .argument('[what]', 'list or enter', 'list')
      .argument('[file]', 'YAML or JSON: title, classification, scope, questions, summary...'),
  run: async ({ args: [path = '', what = 'list', file], output }) => {
    if (what === 'list') {
      const { fields } = await analysisIn(path);
      output.answer({ fields }, () => visibleJson(fields));
      return 0;
    }
    if (what !== 'enter' || file === undefined)
      throw new Refusal('bad-usage', 'exhibit fields CASE knows: list, enter FILE.');
    const entered = Object.keys(await setReportFieldsFrom(path, file));
    output.answer({ entered }, () => `Entered ${entered.join(', ').replaceAll('_', ' ')}`);
    return 0;
  },
};
