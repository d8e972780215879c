import { Command, CommanderError } from 'commander';
import { VERSION } from '../engine/index.ts';
import { COMMANDS } from './commands/index.ts';
import { outputFor, reportFailure } from './output.ts';

/** The command line: one file per command under commands/, over the same engine as the app. */
const stop = new AbortController();
process.once('SIGINT', () => {
  process.stderr.write('Cancelling...\n');
  stop.abort();
});
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
});

const program = new Command('exhibit')
  .description('Investigate AI incidents: import logs, replay, detect, compare, report, verify.')
  .version(VERSION)
  .exitOverride()
  .configureHelp({ showGlobalOptions: true });

for (const cliCommand of COMMANDS) {
  const command = cliCommand
    .describe(program.command(cliCommand.name))
    .option('--json', 'answer with one JSON document')
    .exitOverride();
  command.action(async () => {
    const output = outputFor(command.opts()['json'] === true, stop.signal);
    process.exitCode = await cliCommand.run({
      args: command.args,
      options: command.opts(),
      output,
    });
  });
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else process.exitCode = reportFailure(error);
}
