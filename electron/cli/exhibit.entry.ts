import { run } from './run.ts';

/** The command line as a process: its arguments, its streams, and how it is stopped. */
const stop = new AbortController();
/** A service manager that ends the command asks for the same as a person at the keys; the second of either just ends it. */
const signals = ['SIGINT', 'SIGTERM'] as const;
const cancel = (): void => {
  for (const signal of signals) process.off(signal, cancel);
  process.stderr.write('Cancelling...\n');
  stop.abort();
};
for (const signal of signals) process.on(signal, cancel);
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
});

const { stdin, stdout, stderr } = process;
process.exitCode = await run(process.argv.slice(2), { stdin, stdout, stderr }, stop.signal);
