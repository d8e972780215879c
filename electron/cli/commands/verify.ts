import { z } from 'zod';
import { visibleLine } from '../../../shared/text/visible.ts';
import { verify } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { parseOptions } from '../options.ts';

const options = z.object({
  full: z.boolean().default(false),
  trust: z.array(z.string()).default([]),
});

/** For a case: how anyone checks the same without Exhibit; search prints hash, offset and length of every place. */
const STOCK_COMMANDS = [
  'Without Exhibit, in the folder of the case:',
  '  a file against its name:   sha256sum evidence/*',
  '  a record against its hash: dd if=evidence/SHA256 iflag=skip_bytes,count_bytes skip=OFFSET count=LENGTH status=none | sha256sum',
  '  of a compressed file:      gzip -dc (zstd -dc, iconv -f UTF-16LE -t UTF-8) < evidence/SHA256 | dd iflag=skip_bytes,count_bytes,fullblock skip=OFFSET count=LENGTH status=none | sha256sum',
];

export const verifyCommand: CliCommand = {
  name: 'verify',
  describe: (command) =>
    command
      .description('check a case, a report (PDF) or a package')
      .argument('<path>')
      .option('--full', 'derive the tables again from the evidence and compare')
      .option(
        '--trust <fingerprint>',
        'SHA-256 of a certificate whose signatures you trust; may be repeated',
        (fingerprint: string, others: string[]) => [...others, fingerprint],
        [],
      ),
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
          ? STOCK_COMMANDS
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
