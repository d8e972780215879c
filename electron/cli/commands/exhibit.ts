import { z } from 'zod';
import { analysisIn, pinExhibit, Refusal } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { parseOptions } from '../options.ts';
import { table } from '../output.ts';

const options = z.object({
  caption: z.string().optional(),
  quote: z.string().optional(),
  side: z.enum(['input', 'output', 'context', 'tools']).optional(),
});

export const exhibitCommand: CliCommand = {
  name: 'exhibit',
  describe: (command) =>
    command
      .description('numbered exhibits: list, pin')
      .argument('<case>')
      .argument('[what]', 'list or pin', 'list')
      .argument('[turn]', 'T-12, or the id that the log gives the turn')
      .option('--caption <text>')
      .option('--quote <text>', 'the exact words; without it the whole turn is pinned')
      .option('--side <side>', 'where the words stand: input, output, context, tools'),
  run: async ({ args: [path = '', what = 'list', turn], options: given, output }) => {
    const { caption, quote, side } = parseOptions(options, given);
    if (what === 'list') {
      const { exhibits } = await analysisIn(path);
      output.answer({ exhibits }, () =>
        table(
          ['', 'caption', 'record', 'quotation'],
          exhibits.map((one) => [
            `E-${one.number}`,
            one.caption,
            `${one.anchor.evidence.slice(0, 12)}:${one.anchor.ordinal}`,
            one.span?.quotation ?? '(whole turn)',
          ]),
        ),
      );
      return 0;
    }
    if (what !== 'pin' || turn === undefined)
      throw new Refusal('bad-usage', 'exhibit exhibit CASE knows: list, pin TURN.');
    if (caption === undefined) throw new Refusal('bad-usage', 'An exhibit needs --caption.');
    const { handle } = await pinExhibit(path, {
      turn,
      caption,
      quotation: quote ?? null,
      side: side ?? null,
    });
    output.answer({ exhibit: handle }, () => `Pinned ${handle}`);
    return 0;
  },
};
