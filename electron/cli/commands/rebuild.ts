import { z } from 'zod';
import { rebuildCase, readMappingFile, Refusal } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { duration, parseOptions } from '../options.ts';

const options = z.object({
  file: z.string().optional(),
  format: z.string().optional(),
  mapping: z.string().optional(),
  zone: z.string().optional(),
  clockOffset: z.coerce.number().int().optional(),
  joinWindow: duration.optional(),
  reason: z.string().default(''),
});

export const rebuildCommand: CliCommand = {
  name: 'rebuild',
  describe: (command) =>
    command
      .description('derive the tables anew from the evidence, or read one file otherwise')
      .argument('<case>')
      .option('--file <name>', 'the file to read otherwise: its name or the start of its SHA-256')
      .option('--format <id>', 'with --file: read as this format (`recognised`: by its content)')
      .option('--mapping <file>', 'with --file: read as this mapping (YAML) says')
      .option('--zone <zone>', 'with --file: zone of times that name none (IANA name)')
      .option('--clock-offset <ms>', 'with --file: milliseconds to add to its times')
      .option(
        '--join-window <time>',
        'with --file: join its halves of calls by time, within this (30s, 5m)',
      )
      .option('--reason <text>', 'with --file: why, for the custody log'),
  run: async ({ args: [path = ''], options: given, output }) => {
    const otherwise = await readOtherwise(parseOptions(options, given));
    const rebuilt = await rebuildCase(
      path,
      { signal: output.signal, onProgress: output.progress },
      otherwise,
    );
    output.answer(
      rebuilt,
      () =>
        `Derived ${rebuilt.jobs} jobs anew; ${outcome(rebuilt)}${rebuilt.backup === null ? '' : `; the old database is kept as ${rebuilt.backup}`}`,
    );
    return 0;
  },
};

function outcome({ equal, differences, read }: Awaited<ReturnType<typeof rebuildCase>>): string {
  if (equal) return 'the tables are as they were';
  if (read === undefined) return `differences: ${differences.join('; ')}`;
  const { format, records, mapped, unmapped, quarantined, turns } = read;
  return `the file is read as ${format}: ${records} records = ${mapped} mapped + ${unmapped} unmapped + ${quarantined} quarantined, ${turns} turns`;
}

async function readOtherwise({ file, mapping, ...how }: z.infer<typeof options>) {
  const { format, zone, clockOffset, joinWindow, reason } = how;
  const isGiven = [format, mapping, zone, clockOffset, joinWindow].some(
    (value) => value !== undefined,
  );
  if (file === undefined) {
    if (!isGiven) return null;
    throw new Refusal('bad-usage', 'Say which file is to be read otherwise: --file.');
  }
  if (!isGiven)
    throw new Refusal(
      'bad-usage',
      'Say how the file is to be read: --format, --mapping, --zone, --clock-offset or --join-window.',
    );
  return {
    file,
    format,
    mapping: mapping === undefined ? undefined : await readMappingFile(mapping),
    zone,
    clockOffsetMs: clockOffset,
    joinWindowMs: joinWindow,
    reason,
  };
}
