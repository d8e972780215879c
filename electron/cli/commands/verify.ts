import { z } from 'zod';
import { visibleLine } from '../../../shared/text/visible.ts';
import { verify } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { parseOptions } from '../options.ts';

const options = z.object({
  full: z.boolean().default(false),
  trust: z.array(z.string()).default([]),
});

export const verifyCommand: CliCommand = {
  name: 'verify',
  describe: (command) =>
    command
      .description('check a case, a report (PDF) or a package')
      .argument('<path>')
      .option('--full', 'derive the tables again from the evidence and compare')
      .option('--trust <fingerprint...>', 'SHA-256 of a certificate whose signatures you trust'),
  run: async ({ args: [path = ''], options: given, output }) => {
    const { full, trust: trusted } = parseOptions(options, given);
    const result = await verify(
      path,
      { full, trusted },
      { signal: output.signal, onProgress: output.progress },
    );
    output.answer(result, () =>
      [
        ...result.checks.map(
          ({ name, ok, detail }) =>
            `${ok ? 'ok  ' : 'FAIL'} ${visibleLine(name)}: ${visibleLine(detail)}`,
        ),
        ...(result.trust === null
          ? []
          : [
              `Signer: ${visibleLine(result.trust.signer ?? 'none')} (${result.trust.state}${result.trust.fingerprint === null ? '' : `, certificate SHA-256 ${result.trust.fingerprint}`})`,
            ]),
        result.ok
          ? 'Everything that was checked holds.'
          : 'NOT VERIFIED: see the lines that begin with FAIL.',
      ].join('\n'),
    );
    return result.ok ? 0 : 1;
  },
};
