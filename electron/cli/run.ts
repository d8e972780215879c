import { Command, CommanderError } from 'commander';
import { VERSION } from '../engine/index.ts';
import { COMMANDS } from './commands/index.ts';
import { outputTo, type Terminal } from './output.ts';

/** The command line: one file per command under commands/, over the same engine as the app. Gives the exit code. */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const { stdout, stderr } = terminal;
  const outputs = outputTo(terminal, signal);
  let code = 0;
  const program = new Command('exhibit')
    .description('Investigate AI incidents: import logs, replay, detect, compare, report, verify.')
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    })
    .configureHelp({ showGlobalOptions: true });

  for (const cliCommand of COMMANDS) {
    const command = cliCommand
      .describe(program.command(cliCommand.name))
      .option('--json', 'answer with one JSON document')
      .exitOverride();
    command.action(async () => {
      const output = outputs.of(command.opts()['json'] === true);
      const options = command.opts();
      code = await cliCommand.run({ args: command.args, options, output, terminal });
    });
  }

  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return outputs.fail(error);
  }
}
