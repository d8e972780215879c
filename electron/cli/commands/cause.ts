import { z } from 'zod';
import { confidence, standing } from '../../../shared/domain/analysis.ts';
import {
  analysisIn,
  causeHistoryIn,
  changeCause,
  Refusal,
  readTaxonomy,
  tagCause,
} from '../../engine/index.ts';
import type { CliCommand, Given } from '../command.ts';
import { list, parseOptions } from '../options.ts';
import { table } from '../output.ts';

const options = z.object({
  standing: standing.optional(),
  confidence: confidence.optional(),
  rationale: z.string().optional(),
  for: z.string().optional(),
  against: z.string().optional(),
  turn: z.string().optional(),
});

export const causeCommand: CliCommand = {
  name: 'cause',
  describe: (command) =>
    command
      .description('root causes: list, taxonomy, tag, set, history')
      .argument('<case>')
      .argument('[what]', 'list, taxonomy, tag, set or history', 'list')
      .argument('[id]', 'entry of the taxonomy, e.g. M2; with set and history: K-1')
      .option('--standing <standing>', 'root, contributing or not-indicated')
      .option('--confidence <confidence>', 'low, medium or high')
      .option('--rationale <text>')
      .option('--for <handles>', 'what speaks for it: E-1,F-7,T-12,D-1 section 4')
      .option('--against <handles>', 'what speaks against it')
      .option('--turn <turn>', 'the turn it is tagged on'),
  run: async (given) => {
    const [path = '', what = 'list', id] = given.args;
    if (what === 'taxonomy') return taxonomy(given);
    if (what === 'list') return listed(given, path);
    const act = ON_ONE.get(what);
    if (act === undefined || id === undefined)
      throw new Refusal(
        'bad-usage',
        'exhibit cause CASE knows: list, taxonomy, tag ID, set K-1, history K-1.',
      );
    return act(given, path, id);
  },
};

const ON_ONE = new Map([
  ['tag', tag],
  ['set', set],
  ['history', history],
]);

async function taxonomy({ output }: Given): Promise<number> {
  const { version, groups, entries } = await readTaxonomy();
  const named = groups.map(({ id, name }) => ({ id, name }));
  output.answer({ version, groups: named, entries }, () =>
    table(
      ['id', 'cause', 'definition'],
      entries.map((entry) => [entry.id, entry.name, entry.definition]),
    ),
  );
  return 0;
}

async function listed({ output }: Given, path: string): Promise<number> {
  const { causes } = await analysisIn(path);
  output.answer({ causes }, () =>
    table(
      ['', 'cause', 'standing', 'confidence', "rationale (examiner's opinion)", 'opinion of'],
      causes.map((cause) => [
        `K-${cause.number}`,
        cause.cause_id,
        cause.standing,
        cause.confidence,
        cause.rationale,
        `${cause.done_by}, ${cause.at_done}`,
      ]),
    ),
  );
  return 0;
}

async function tag({ options: given, output }: Given, path: string, id: string): Promise<number> {
  const { rationale, turn, ...rest } = parseOptions(options, given);
  if (rationale === undefined)
    throw new Refusal('bad-usage', 'A cause needs --rationale: why the evidence speaks for it.');
  const { handle } = await tagCause(
    path,
    {
      cause_id: id,
      standing: rest.standing ?? 'root',
      confidence: rest.confidence ?? 'medium',
      rationale,
      grounds_for: list(rest.for),
      grounds_against: list(rest.against),
    },
    turn ?? null,
  );
  output.answer({ cause: handle }, () => `Tagged ${handle}`);
  return 0;
}

async function set({ options: given, output }: Given, path: string, id: string): Promise<number> {
  const { for: supporting, against, turn, ...rest } = parseOptions(options, given);
  if (turn !== undefined)
    throw new Refusal('bad-usage', 'A cause stays on its turn: withdraw it and tag it anew.');
  const handle = `K-${numberOf(id)}`;
  const changed = await changeCause(path, numberOf(id), {
    ...rest,
    ...(supporting === undefined ? {} : { grounds_for: list(supporting) }),
    ...(against === undefined ? {} : { grounds_against: list(against) }),
  });
  output.answer({ cause: handle, changed: changed !== null }, () =>
    changed === null ? `${handle} says this already` : `Changed ${handle}`,
  );
  return 0;
}

async function history({ output }: Given, path: string, id: string): Promise<number> {
  const entries = await causeHistoryIn(path, numberOf(id));
  output.answer({ history: entries }, () =>
    table(
      ['at', 'who', 'act', 'standing', 'confidence', 'rationale', 'for', 'against'],
      entries.map((entry) => [
        entry.at,
        entry.who,
        entry.stands ? entry.what : `${entry.what}, taken back`,
        entry.standing ?? '',
        entry.confidence ?? '',
        entry.rationale ?? '',
        entry.grounds_for?.join(' ') ?? '',
        entry.grounds_against?.join(' ') ?? '',
      ]),
    ),
  );
  return 0;
}

function numberOf(handle: string): number {
  const match = /^K-(\d{1,9})$/i.exec(handle);
  if (match === null)
    throw new Refusal('bad-usage', `${handle} is not the handle of a cause, such as K-1.`);
  return Number(match[1]);
}
