import type { Command } from 'commander';
import type { Output, Terminal } from './output.ts';

/** One command of the command line. */
export interface CliCommand {
  readonly name: string;
  /** Adds description, arguments and options. */
  describe(command: Command): Command;
  /** Does the work; gives the exit code. */
  run(given: Given): Promise<number>;
}

export interface Given {
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly output: Output;
  readonly terminal: Terminal;
}
