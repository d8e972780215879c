import { z } from 'zod';
import { referenceWords } from '../../../shared/text/reference-words.ts';
import { analysisIn, pinExhibit, Refusal } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { parseOptions } from '../options.ts';
import { table } from '../output.ts';

const options = z.object({
  caption: z.string().optional(),
  quote: z.string().optional(),
  side: z.enum(['input', 'output', 'context', 'tools']).optional(),
  reference: z.string().optional(),
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
      .option('--side <side>', 'where the words stand: input, output, context, tools')
      .option(
        '--reference <reference>',
        'what said what was right, and where in it: D-1 section 4.2',
      ),
  run: async ({ args: [path = '', what = 'list', turn], options: given, output }) => {
    const { caption, quote, side, reference } = parseOptions(options, given);
    if (what === 'list') {
      const { exhibits } = await analysisIn(path);
      output.answer({ exhibits }, () =>
        table(
          ['', 'caption', 'record', 'quotation', 'held against'],
          exhibits.map((one) => [
            `E-${one.number}`,
            one.caption,
            `${one.anchor.evidence.slice(0, 12)}:${one.anchor.ordinal}`,
            one.span?.quotation ?? '(whole turn)',
            (one.references ?? []).map(referenceWords).join('; '),
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
      references: reference === undefined ? [] : [reference],
    });
    output.answer({ exhibit: handle }, () => `Pinned ${handle}`);
    return 0;
  },
};
