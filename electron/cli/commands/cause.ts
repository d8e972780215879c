import { z } from 'zod';
import { confidence, standing } from '../../../shared/domain/analysis.ts';
import { analysisIn, Refusal, readTaxonomy, tagCause } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { list, parseOptions } from '../options.ts';
import { table } from '../output.ts';

const options = z.object({
  standing: standing.default('root'),
  confidence: confidence.default('medium'),
  rationale: z.string().optional(),
  for: z.string().optional(),
  against: z.string().optional(),
  turn: z.string().optional(),
});

export const causeCommand: CliCommand = {
  name: 'cause',
  describe: (command) =>
    command
      .description('root causes: list, taxonomy, tag')
      .argument('<case>')
      .argument('[what]', 'list, taxonomy or tag', 'list')
      .argument('[id]', 'entry of the taxonomy, e.g. M2')
      .option('--standing <standing>', 'root, contributing or not-indicated')
      .option('--confidence <confidence>', 'low, medium or high')
      .option('--rationale <text>')
      .option('--for <handles>', 'what speaks for it: E-1,F-7')
      .option('--against <handles>', 'what speaks against it')
      .option('--turn <turn>', 'the turn it is tagged on'),
  run: async ({ args: [path = '', what = 'list', id], options: given, output }) => {
    const { rationale, turn, ...rest } = parseOptions(options, given);
    if (what === 'taxonomy') {
      const { version, entries } = await readTaxonomy();
      output.answer({ version, entries }, () =>
        table(
          ['id', 'cause', 'definition'],
          entries.map((entry) => [entry.id, entry.name, entry.definition]),
        ),
      );
      return 0;
    }
    if (what === 'list') {
      const { causes } = await analysisIn(path);
      output.answer({ causes }, () =>
        table(
          ['', 'cause', 'standing', 'confidence', "rationale (examiner's opinion)"],
          causes.map((cause) => [
            `K-${cause.number}`,
            cause.cause_id,
            cause.standing,
            cause.confidence,
            cause.rationale,
          ]),
        ),
      );
      return 0;
    }
    if (what !== 'tag' || id === undefined)
      throw new Refusal('bad-usage', 'exhibit cause CASE knows: list, taxonomy, tag ID.');
    if (rationale === undefined)
      throw new Refusal('bad-usage', 'A cause needs --rationale: why the evidence speaks for it.');
    const { handle } = await tagCause(
      path,
      {
        cause_id: id,
        standing: rest.standing,
        confidence: rest.confidence,
        rationale,
        grounds_for: list(rest.for),
        grounds_against: list(rest.against),
      },
      turn ?? null,
    );
    output.answer({ cause: handle }, () => `Tagged ${handle}`);
    return 0;
  },
};
