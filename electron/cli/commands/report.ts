import { z } from 'zod';
import { visibleLine } from '../../../shared/text/visible.ts';
import { issueReport, listIdentities, setReportFieldsFrom } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { parseOptions } from '../options.ts';
import { askPassphrase } from '../passphrase.ts';

const options = z.object({
  template: z.enum(['rca']).default('rca'),
  signer: z.string().optional(),
  out: z.string().optional(),
  fields: z.string().optional(),
});

export const reportCommand: CliCommand = {
  name: 'report',
  describe: (command) =>
    command
      .description('issue a signed report with its package')
      .argument('<case>')
      .option('--template <name>', 'rca')
      .option('--signer <name>', 'the identity that signs (default: the only one there is)')
      .option(
        '--fields <file>',
        'YAML or JSON: title, classification, scope, questions, summary, impact, notifications, limitations...',
      )
      .option('--out <folder>', 'also write report and package there'),
  run: async ({ args: [path = ''], options: given, output, terminal }) => {
    const { template, signer, out, fields } = parseOptions(options, given);
    if (fields !== undefined) await setReportFieldsFrom(path, fields);
    const identities = await listIdentities();
    const only = identities.length === 1 ? identities[0]?.name : undefined;
    const name = signer ?? only ?? null;
    const signing =
      name === null
        ? null
        : { name, passphrase: await askPassphrase(`Passphrase of ${name}`, terminal) };
    const issued = await issueReport(
      path,
      { template, signing, out: out ?? null },
      { signal: output.signal, onProgress: output.progress },
    );
    for (const missing of issued.missing) output.remark(`Missing: ${visibleLine(missing)}\n`);
    if (signing === null)
      output.remark(
        identities.length === 0
          ? 'The report is not signed: make an identity with exhibit identity new.\n'
          : `The report is not signed: say which identity signs, with --signer: ${identities.map(({ name: one }) => visibleLine(one)).join(', ')}\n`,
      );
    output.answer(
      issued,
      () =>
        `Issued ${issued.report}\n  report:  ${issued.pdf}\n  package: ${issued.package}\n  SHA-256: ${issued.sha256}`,
    );
    return 0;
  },
};
