import { z } from 'zod';
import { checkGate, compareInCase, failsGate } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { parseOptions } from '../options.ts';
import { table } from '../output.ts';
import { makeWhole, type Making } from '../write-whole.ts';

const options = z.object({
  a: z.string(),
  b: z.string(),
  seed: z.coerce.number().int().default(1),
  failOn: z.string().optional(),
  out: z.string().optional(),
  pairs: z.string().optional(),
});

export const compareCommand: CliCommand = {
  name: 'compare',
  describe: (command) =>
    command
      .description('align two sides on the same input and measure what changed')
      .argument('<case>')
      .requiredOption('--a <filter>', 'first side')
      .requiredOption('--b <filter>', 'second side')
      .option('--seed <n>', 'seed of the resampling (default 1)')
      .option(
        '--fail-on <expression>',
        'exit 1 when it holds, e.g. "changed>10" or "length.difference>20"',
      )
      .option('--out <file>', 'write the answer as JSON')
      .option('--pairs <file>', 'write every pair as a line of JSON: both turns and answers'),
  run: async ({ args: [path = ''], options: given, output }) => {
    const { a, b, seed, failOn, out, pairs } = parseOptions(options, given);
    if (failOn !== undefined) await checkGate(failOn);
    const makings: Making[] = [];
    const makingAt = async (place: string | undefined): Promise<Making | undefined> => {
      if (place === undefined) return undefined;
      const making = await makeWhole(path, place);
      makings.push(making);
      return making;
    };
    const compared = async () => {
      const lines = await makingAt(pairs);
      const answer = await makingAt(out);
      const made = await compareInCase(
        path,
        { a, b, seed },
        { signal: output.signal, onProgress: output.progress },
        lines &&
          ((values) => lines.write(values.map((value) => `${JSON.stringify(value)}\n`).join(''))),
      );
      answer?.write(`${JSON.stringify(made, null, 2)}\n`);
      for (const { keep } of makings) keep();
      return made;
    };
    const comparison = await compared().finally(() => {
      for (const { end } of makings) end();
    });
    const figure = (value: number | null): string =>
      value === null ? '' : String(Number(value.toPrecision(4)));
    output.answer(comparison, () =>
      [
        `${comparison.pairs} pairs: ${comparison.identical} identical, ${comparison.changed} changed; only a: ${comparison.only_a}, only b: ${comparison.only_b}`,
        table(
          ['metric', 'n', 'a', 'b', 'difference', '95 % from', 'to', 'p'],
          comparison.metrics.map(({ name, n, a: meanA, b: meanB, difference, low, high, p }) => [
            name,
            String(n),
            ...[meanA, meanB, difference, low, high, p].map(figure),
          ]),
        ),
      ].join('\n'),
    );
    return failOn !== undefined && (await failsGate(comparison, failOn)) ? 1 : 0;
  },
};
