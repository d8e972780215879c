import { run } from './run.ts';

/** The command line as a process: its arguments, its streams, and how it is stopped. */
const stop = new AbortController();
process.once('SIGINT', () => {
  process.stderr.write('Cancelling...\n');
  stop.abort();
});
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
});

const { stdin, stdout, stderr } = process;
process.exitCode = await run(process.argv.slice(2), { stdin, stdout, stderr }, stop.signal);
