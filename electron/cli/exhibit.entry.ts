import { run } from './run.ts';

/** The command line as a process: its arguments, its streams, and how it is stopped. */
const stop = new AbortController();
/** A service manager that ends the command asks for the same as a person at the keys; a second time it just ends. */
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    process.stderr.write('Cancelling...\n');
    stop.abort();
  });
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
});

const { stdin, stdout, stderr } = process;
process.exitCode = await run(process.argv.slice(2), { stdin, stdout, stderr }, stop.signal);
