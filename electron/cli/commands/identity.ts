import { z } from 'zod';
import { createIdentity, listIdentities, Refusal } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { parseOptions } from '../options.ts';
import { table } from '../output.ts';
import { askPassphrase } from '../passphrase.ts';

const options = z.object({
  name: z.string().optional(),
  organisation: z.string().optional(),
  email: z.string().optional(),
});

export const identityCommand: CliCommand = {
  name: 'identity',
  describe: (command) =>
    command
      .description('signing identities: new, list')
      .argument('[what]', 'new or list', 'list')
      .option('--name <name>', 'the name that signatures show')
      .option('--organisation <name>')
      .option('--email <address>'),
  run: async ({ args: [what = 'list'], options: given, output, terminal }) => {
    const { name, organisation, email } = parseOptions(options, given);
    if (what === 'list') {
      const identities = await listIdentities();
      output.answer({ identities }, () =>
        table(
          ['name', 'certificate SHA-256'],
          identities.map((one) => [one.name, one.fingerprint]),
        ),
      );
      return 0;
    }
    if (what !== 'new')
      throw new Refusal('bad-usage', `exhibit identity knows new and list, not ${what}.`);
    if (name === undefined) throw new Refusal('bad-usage', 'exhibit identity new needs --name.');
    const passphrase = await askPassphrase('Passphrase of the new identity', terminal);
    const identity = await createIdentity({
      name,
      passphrase,
      ...(organisation === undefined ? {} : { organisation }),
      ...(email === undefined ? {} : { email }),
    });
    output.answer(
      identity,
      () => `Made identity ${identity.name}; certificate SHA-256 ${identity.fingerprint}`,
    );
    return 0;
  },
};
