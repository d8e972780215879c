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
      const text = json ? JSON.stringify(value, null, 2) : words();
      process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
    },
    progress: ({ phase, done, total, unit }) => {
      const time = performance.now();
      if (time - lastProgress < 250) return;
      lastProgress = time;
      const share =
        total === undefined || total === 0
          ? `${done}`
          : `${Math.floor((100 * done) / total)} % of ${total}`;
      process.stderr.write(`${phase}: ${share} ${unit}\n`);
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

/** Evidence may stand in names and reasons: control characters must not reach a terminal. */
export function visible(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,
    (character) =>
      `⟦U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟧`,
  );
}

/** Columns aligned for a terminal. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows].map((row) => row.map(visible));
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

/** RFC 4180; text from evidence that a spreadsheet would run as a formula is made text by an apostrophe. */
export function csv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => {
    const safe =
      /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
