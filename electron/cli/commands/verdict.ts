import { z } from 'zod';
import { type PairVerdict, pairVerdict } from '../../../shared/domain/analysis.ts';
import { textOrNull } from '../../../shared/text/typed-text.ts';
import { verdictWords } from '../../../shared/text/verdict-words.ts';
import { judgeNamed, Refusal, verdictsIn } from '../../engine/index.ts';
import type { CliCommand, Given } from '../command.ts';
import { parseOptions } from '../options.ts';
import { table } from '../output.ts';

const options = z.object({ note: z.string().optional() });

export const verdictCommand: CliCommand = {
  name: 'verdict',
  describe: (command) =>
    command
      .description('verdicts on pairs of answers: list, give, clear')
      .argument('<case>')
      .argument('[what]', 'list, give or clear', 'list')
      .argument('[a]', 'the turn on side A: T-12, or the id that the log gives it')
      .argument('[b]', 'the turn on side B')
      .argument('[verdict]', pairVerdict.options.join(', '))
      .option('--note <text>', 'why'),
  run: (given) => {
    const [, what = 'list'] = given.args;
    if (what === 'list') return listed(given);
    if (what === 'give') return gave(given);
    if (what === 'clear') return cleared(given);
    throw new Refusal('bad-usage', USAGE);
  },
};

const USAGE = 'exhibit verdict CASE knows: list, give T-1 T-2 VERDICT, clear T-1 T-2.';

async function listed({ args: [path = ''], output }: Given): Promise<number> {
  const verdicts = await verdictsIn(path);
  const shortPlace = ({ evidence, ordinal }: (typeof verdicts)[number]['places']['a']): string =>
    `${evidence.slice(0, 12)}:${ordinal}`;
  output.answer({ verdicts }, () =>
    table(
      ['a', 'b', "verdict (examiner's opinion)", 'note', 'opinion of'],
      verdicts.map(({ a, b, verdict, note, at, by, places }) => [
        a ?? shortPlace(places.a),
        b ?? shortPlace(places.b),
        verdict,
        note ?? '',
        `${by}, ${at}`,
      ]),
    ),
  );
  return 0;
}

async function gave({ args, options: given, output }: Given): Promise<number> {
  const [path = '', , a, b, verdict] = args;
  if (a === undefined || b === undefined || verdict === undefined)
    throw new Refusal('bad-usage', USAGE);
  const { note } = parseOptions(options, given);
  const known = verdictOf(verdict);
  const pair = await judgeNamed(path, { a, b, verdict: known, note: textOrNull(note ?? '') });
  output.answer(
    { ...pair, verdict: known },
    () => `Judged ${verdictWords[known]}: ${pair.a} with ${pair.b}`,
  );
  return 0;
}

async function cleared({ args: [path = '', , a, b], options: given, output }: Given) {
  if (a === undefined || b === undefined) throw new Refusal('bad-usage', USAGE);
  if (parseOptions(options, given).note !== undefined)
    throw new Refusal('bad-usage', 'A note belongs to a verdict: it goes with give.');
  const pair = await judgeNamed(path, { a, b, verdict: null, note: null });
  output.answer(
    { ...pair, verdict: null },
    () => `Took back the verdict: ${pair.a} with ${pair.b}`,
  );
  return 0;
}

function verdictOf(text: string): PairVerdict {
  const known = pairVerdict.safeParse(text);
  if (known.success) return known.data;
  throw new Refusal(
    'bad-usage',
    `No verdict is called ${text}; there are: ${pairVerdict.options.join(', ')}.`,
  );
}
