import { z } from 'zod';
import { referenceKind } from '../../../shared/domain/reference.ts';
import { heldDates } from '../../../shared/text/in-force.ts';
import { registerReference } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { parseOptions } from '../options.ts';

const options = z.object({
  title: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  zone: z.string().optional(),
  kind: referenceKind.optional(),
  note: z.string().optional(),
});

export const referenceCommand: CliCommand = {
  name: 'reference',
  describe: (command) =>
    command
      .description('register a file unparsed: a policy, a price list, a ticket')
      .argument('<case>')
      .argument('<file>')
      .option('--title <title>', 'what it is (default: its name)')
      .option('--kind <kind>', referenceKind.options.join(', '))
      .option('--from <date>', 'from when it held: a date, or a time')
      .option('--to <date>', 'until when it held: a date, that day included, or a time')
      .option('--zone <zone>', 'of dates and times that name none: Europe/Berlin (default UTC)')
      .option('--note <text>', 'what is to be said of it; the custody log keeps it'),
  run: async ({ args: [path = '', file = ''], options: given, output }) => {
    const { title, from, to, zone, kind, note } = parseOptions(options, given);
    const reference = await registerReference(path, file, {
      title: title ?? null,
      from: from ?? null,
      to: to ?? null,
      zone: zone ?? null,
      kind: kind ?? null,
      note: note ?? null,
    });
    const { reference_id, title: called, sha256 } = reference;
    const held = heldDates(reference);
    output.answer(
      reference,
      () =>
        `Registered reference ${reference_id}: ${called}${held === '' ? '' : `, in force ${held}`} (SHA-256 ${sha256})`,
    );
    return 0;
  },
};
