import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export const exhibitCommand = join(import.meta.dirname, '../../scripts/exhibit.mjs');

/** Runs a command of the command line beside the app, and answers what it printed. */
export const exhibit = (...args: readonly string[]): string =>
  execFileSync(process.execPath, [exhibitCommand, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
