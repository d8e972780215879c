import { z } from 'zod';
import { visibleLine } from '../../../shared/text/visible.ts';
import { listRepairs, Refusal, repairInCase } from '../../engine/index.ts';
import type { CliCommand, Given } from '../command.ts';
import { list, parseOptions } from '../options.ts';

const options = z.object({
  file: z.string().optional(),
  records: z.string().optional(),
  rule: z.string().optional(),
  withdraw: z.boolean().default(false),
  reason: z.string().default(''),
  limit: z.coerce.number().int().min(1).default(100),
});

export const repairCommand: CliCommand = {
  name: 'repair',
  describe: (command) =>
    command
      .description(
        'list malformed records with the rules that would make them readable, or repair them by one',
      )
      .argument('<case>')
      .option('--file <name>', 'of this file: its name or the start of its SHA-256')
      .option('--rule <name>', 'repair by this rule')
      .option('--records <numbers>', 'with --rule: only these records (12,14); else all it mends')
      .option('--withdraw', 'with --rule: take its repairs back')
      .option('--reason <text>', 'with --rule: why, for the custody log')
      .option('--limit <n>', 'without --rule: how many records to list', '100'),
  run: (given) => {
    const { file, rule, records, withdraw, reason, limit } = parseOptions(options, given.options);
    if (rule !== undefined) return repair(given, { file, rule, records, withdraw, reason });
    if (records !== undefined || withdraw)
      throw new Refusal('bad-usage', 'Say by which rule: --rule; without it records are listed.');
    return listed(given, file ?? null, limit);
  },
};

interface Asked {
  readonly file: string | undefined;
  readonly rule: string;
  readonly records: string | undefined;
  readonly withdraw: boolean;
  readonly reason: string;
}

async function repair({ args: [path = ''], output }: Given, asked: Asked): Promise<number> {
  const { file, rule, records, withdraw, reason } = asked;
  if (file === undefined)
    throw new Refusal('bad-usage', 'Say the records of which file are meant: --file.');
  const ordinals = records === undefined ? null : numbersOf(records);
  const done = await repairInCase(
    path,
    { file, ordinals, rule, withdraw, reason },
    { signal: output.signal, onProgress: output.progress },
  );
  output.answer(
    done,
    () =>
      `${done.records} ${done.records === 1 ? 'record' : 'records'} ${done.withdrawn ? 'stand malformed again; no longer repaired' : 'repaired'} by ${done.rule} (version ${done.version}); the file has ${done.read?.mapped ?? 0} mapped, ${done.read?.unmapped ?? 0} unmapped and ${done.quarantined} quarantined records. The evidence is unchanged.`,
  );
  return 0;
}

function numbersOf(text: string): number[] {
  const numbers = list(text).map(Number);
  if (numbers.length > 0 && numbers.every((number) => Number.isSafeInteger(number) && number > 0))
    return [...new Set(numbers)];
  throw new Refusal(
    'bad-usage',
    '--records is not as expected: numbers of records, such as 12,14.',
  );
}

async function listed(
  { args: [path = ''], output }: Given,
  file: string | null,
  limit: number,
): Promise<number> {
  const found = await listRepairs(path, file, limit);
  output.answer(found, () => wordsOf(found));
  return 0;
}

type Found = Awaited<ReturnType<typeof listRepairs>>;

function wordsOf({ quarantined, repaired, records }: Found): string {
  const left = quarantined + repaired - records.length;
  return [
    `${quarantined} malformed, ${repaired} repaired.`,
    ...records.flatMap(recordWords),
    ...(left > 0 ? [`${left} more; --limit lists them.`] : []),
  ].join('\n');
}

function recordWords(record: Found['records'][number]): string[] {
  const { name, member, ordinal, line, error, repair: standing, offers, sentence } = record;
  const of = [name, ...(member === null ? [] : [member])].map(visibleLine).join(': ');
  return [
    '',
    `${of}, record ${ordinal}${line === null ? '' : ` (line ${line})`}: ${visibleLine(error ?? '')}`,
    ...(standing === null
      ? []
      : [
          `  repaired at ${standing.repaired_at} by ${visibleLine(standing.repaired_by)}: ${visibleLine(standing.reason)}`,
        ]),
    ...offers.map(
      ({ rule, version, said, outcome: { status, turns, words } }) =>
        `  ${rule} (version ${version}) would give: ${visibleLine(said)}; then ${status}${words === null ? '' : `, ${visibleLine(words)}`}, ${turns} ${turns === 1 ? 'turn' : 'turns'}`,
    ),
    ...(sentence === null ? [] : [`  ${sentence}`]),
  ];
}
