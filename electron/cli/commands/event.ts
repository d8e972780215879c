import { z } from 'zod';
import { eventKind } from '../../../shared/domain/analysis.ts';
import { analysisIn, enterEvent, Refusal } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { list, parseOptions } from '../options.ts';
import { table } from '../output.ts';

const options = z.object({ basis: z.string().optional(), grounds: z.string().optional() });

export const eventCommand: CliCommand = {
  name: 'event',
  describe: (command) =>
    command
      .description('the timeline of the incident: list, add')
      .argument('<case>')
      .argument('[what]', 'list or add', 'list')
      .argument('[kind]', eventKind.options.join(', '))
      .argument('[at]', 'time, e.g. 2026-04-02T09:30:00Z')
      .argument('[text]')
      .option('--basis <text>', 'how it is known')
      .option('--grounds <handles>', 'E-1,F-7'),
  run: async ({ args: [path = '', what = 'list', kind, at, text], options: given, output }) => {
    if (what === 'list') {
      const { events } = await analysisIn(path);
      output.answer({ events }, () =>
        table(
          ['', 'at', 'kind', 'what happened', 'basis'],
          events.map((one) => [`V-${one.number}`, one.at, one.kind, one.text, one.basis ?? '']),
        ),
      );
      return 0;
    }
    const known = eventKind.safeParse(kind);
    if (what !== 'add' || at === undefined || text === undefined)
      throw new Refusal('bad-usage', 'exhibit event CASE knows: list, add KIND TIME TEXT.');
    if (!known.success)
      throw new Refusal(
        'bad-usage',
        `No kind of event is called ${kind ?? ''}; there are: ${eventKind.options.join(', ')}.`,
      );
    const { basis, grounds } = parseOptions(options, given);
    const { handle } = await enterEvent(path, {
      kind: known.data,
      at,
      text,
      basis: basis ?? null,
      grounds: list(grounds),
    });
    output.answer({ event: handle }, () => `Entered ${handle}`);
    return 0;
  },
};
