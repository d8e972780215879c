import { z } from 'zod';
import { type EventKind, eventKind } from '../../../shared/domain/analysis.ts';
import { analysisIn, changeEvent, enterEvent, Refusal } from '../../engine/index.ts';
import type { CliCommand, Given } from '../command.ts';
import { handleNumber, list, parseOptions } from '../options.ts';
import { table } from '../output.ts';

const options = z.object({
  basis: z.string().optional(),
  grounds: z.string().optional(),
  kind: z.string().optional(),
  at: z.string().optional(),
  text: z.string().optional(),
});

export const eventCommand: CliCommand = {
  name: 'event',
  describe: (command) =>
    command
      .description('the timeline of the incident: list, add, set')
      .argument('<case>')
      .argument('[what]', 'list, add or set', 'list')
      .argument('[kind]', `${eventKind.options.join(', ')}; with set: V-2`)
      .argument('[at]', 'time; without a zone it is UTC: 2026-04-02T09:30, 2026-04-02T11:30+02:00')
      .argument('[text]')
      .option('--basis <text>', 'how it is known')
      .option('--grounds <handles>', 'E-1,F-7')
      .option('--kind <kind>', 'with set: another kind')
      .option('--at <time>', 'with set: another time')
      .option('--text <text>', 'with set: another text'),
  run: (given) => {
    const [, what = 'list'] = given.args;
    if (what === 'list') return listEvents(given);
    if (what === 'add') return addEvent(given);
    if (what === 'set') return setEvent(given);
    throw new Refusal('bad-usage', USAGE);
  },
};

const USAGE = 'exhibit event CASE knows: list, add KIND TIME TEXT, set V-1.';

async function listEvents({ args: [path = ''], output }: Given): Promise<number> {
  const { events } = await analysisIn(path);
  output.answer({ events }, () =>
    table(
      ['', 'at', 'kind', 'what happened', 'basis'],
      events.map((one) => [`V-${one.number}`, one.at, one.kind, one.text, one.basis ?? '']),
    ),
  );
  return 0;
}

async function addEvent({
  args: [path = '', , kind, at, text],
  options: given,
  output,
}: Given): Promise<number> {
  if (at === undefined || text === undefined) throw new Refusal('bad-usage', USAGE);
  const { basis, grounds } = parseOptions(options, given);
  const { handle } = await enterEvent(path, {
    kind: kindOf(kind ?? ''),
    at,
    text,
    basis: basis ?? null,
    grounds: list(grounds),
  });
  output.answer({ event: handle }, () => `Entered ${handle}`);
  return 0;
}

async function setEvent({ args: [path = '', , named], options: given, output }: Given) {
  if (named === undefined) throw new Refusal('bad-usage', USAGE);
  const { basis, grounds, kind, at, text } = parseOptions(options, given);
  const { handle, fields } = await changeEvent(path, {
    event_no: handleNumber('V', 'an event', named),
    kind: kind === undefined ? undefined : kindOf(kind),
    at,
    text,
    basis: basis === '' ? null : basis,
    grounds: grounds === undefined ? undefined : list(grounds),
  });
  output.answer({ event: handle, changed: fields }, () =>
    fields.length === 0 ? `${handle} says so already` : `Changed ${handle}`,
  );
  return 0;
}

function kindOf(text: string): EventKind {
  const known = eventKind.safeParse(text);
  if (known.success) return known.data;
  throw new Refusal(
    'bad-usage',
    `No kind of event is called ${text}; there are: ${eventKind.options.join(', ')}.`,
  );
}
