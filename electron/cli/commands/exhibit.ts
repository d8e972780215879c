import { z } from 'zod';
import { visibleLine } from '../../../shared/text/visible.ts';
import { referenceWords } from '../../../shared/text/reference-words.ts';
import { exhibitsIn, pinExhibit, Refusal } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { parseOptions } from '../options.ts';
import { table } from '../output.ts';

const options = z.object({
  caption: z.string().optional(),
  quote: z.string().optional(),
  side: z.enum(['input', 'output', 'context', 'tools']).optional(),
  reference: z.string().optional(),
});

const shortHash = (sha256: string): string => sha256.slice(0, 12);

export const exhibitCommand: CliCommand = {
  name: 'exhibit',
  describe: (command) =>
    command
      .description('numbered exhibits: list, pin')
      .argument('<case>')
      .argument('[what]', 'list or pin', 'list')
      .argument(
        '[turn]',
        'T-12, or the id that the log gives the turn; "D-1 section 4.2" pins a reference alone',
      )
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
      const listed = await exhibitsIn(path);
      output.answer(listed, () =>
        [
          table(
            ['', 'caption', 'record', 'quotation', 'reference'],
            listed.exhibits.map(({ number, caption: words, anchor, span, references = [] }) => [
              `E-${number}`,
              words,
              anchor === null
                ? references.map(({ evidence }) => shortHash(evidence)).join()
                : `${shortHash(anchor.evidence)}:${anchor.ordinal}`,
              anchor === null ? '(a reference alone)' : (span?.quotation ?? '(whole turn)'),
              references.map(referenceWords).join('; '),
            ]),
          ),
          ...listed.left_in_place.map(
            ({ sha256, path: place }) =>
              `${shortHash(sha256)} is left in place, the case holds no copy: ${visibleLine(place)}`,
          ),
        ].join('\n'),
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
