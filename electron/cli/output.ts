import { visible, visibleJson, visibleLine } from '../../shared/text/visible.ts';
import { Refusal } from '../engine/index.ts';

/** What every command is given: whether to answer in JSON, and a way to be stopped. */
export interface Output {
  readonly json: boolean;
  readonly signal: AbortSignal;
  /** The answer: one JSON document on stdout, or the words for a person. */
  readonly answer: (value: unknown, words: () => string) => void;
  readonly progress: (line: { phase: string; done: number; total?: number; unit: string }) => void;
}

let lastProgress = 0;

export function outputFor(json: boolean, signal: AbortSignal): Output {
  return {
    json,
    signal,
    answer: (value, words) => {
      const text = json ? visibleJson(value) : words();
      if (text !== '') process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
    },
    progress: ({ phase, done, total, unit }) => {
      const time = performance.now();
      if (time - lastProgress < 250) return;
      lastProgress = time;
      const share =
        total === undefined || total === 0
          ? `${done}`
          : `${Math.floor((100 * done) / total)} % of ${total}`;
      process.stderr.write(`${visibleLine(phase)}: ${share} ${unit}\n`);
    },
  };
}

/** Exit codes: 0 done, 1 a check failed, 2 bad usage or refused input, 70 a fault of ours. */
export function reportFailure(error: unknown): number {
  if (error instanceof Refusal) {
    process.stderr.write(`${visible(error.message)}\n`);
    return error.code === 'cancelled' ? 130 : 2;
  }
  process.stderr.write(
    `Exhibit failed, which is a fault of ours: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return 70;
}

/** Columns aligned for a terminal. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows].map((row) => row.map(visibleLine));
  const widths = head.map((_, column) =>
    all.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), 0),
  );
  return all
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
