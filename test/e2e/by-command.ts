import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** As it was built before the first test: whether it still is what the sources say need not be asked each time. */
export const exhibitCommand = join(import.meta.dirname, '../../dist/node/exhibit.mjs');

/** Runs a command of the command line beside the app, and answers what it printed. */
export const exhibit = (...args: readonly string[]): string =>
  execFileSync(process.execPath, [exhibitCommand, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
