import { once } from 'node:events';
import { jobProgress, type Measured } from '../../shared/text/job-progress.ts';
import { visible, visibleJson, visibleLine } from '../../shared/text/visible.ts';
import { Refusal, withWayOut } from '../engine/index.ts';
import { BY_COMMAND } from './ways-out.ts';

/** Where a command reads, answers, and says what is beside the answer. */
export interface Terminal {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
}

/** What every command is given: whether to answer in JSON, and a way to be stopped. */
export interface Output {
  readonly json: boolean;
  readonly signal: AbortSignal;
  /** The answer: one JSON document on stdout, or the words for a person. */
  readonly answer: (value: unknown, words: () => string) => void;
  /** The same of what may be too much to hold: its rows are written as they come, and no faster than they are taken. */
  readonly list: <Row>(listing: Listing<Row>) => Promise<void>;
  /** What a person should know beside the answer, on stderr. */
  readonly remark: (text: string) => void;
  readonly progress: (progress: {
    phase: string;
    done: number;
    total?: number;
    unit: string;
  }) => void;
}

export interface Listing<Row> {
  /** What the JSON document says before its list of rows, which is called `name`. */
  readonly head: Readonly<Record<string, unknown>>;
  readonly name: string;
  readonly rows: AsyncIterable<readonly Row[]>;
  /** For a person: what stands before the rows, each row, and what stands behind them. */
  readonly before: () => string;
  readonly line: (row: Row) => string;
  readonly after: () => string;
}

const EVERY_MS = 250;
/** Where stderr is a file or a pipe: seldom enough for a log, and never for what is quick. */
const PLAIN_EVERY_MS = 10_000;
const CLEAR_LINE = '\r\u001b[2K';

/** How far the work is: one line that changes on a terminal, else a plain line now and then. */
export class ProgressLine {
  private readonly began: number;
  private last: number;
  private isShown = false;
  private readonly stderr: Terminal['stderr'];
  private readonly clock: () => number;

  /** `clock` gives milliseconds. */
  constructor(stderr: Terminal['stderr'], clock: () => number) {
    this.stderr = stderr;
    this.clock = clock;
    this.began = clock();
    this.last = stderr.isTTY === true ? Number.NEGATIVE_INFINITY : this.began;
  }

  say({ phase, done, total, unit }: Parameters<Output['progress']>[0]): void {
    const now = this.clock();
    const isTerminal = this.stderr.isTTY === true;
    if (now - this.last < (isTerminal ? EVERY_MS : PLAIN_EVERY_MS)) return;
    this.last = now;
    const line = progressLine({
      phase,
      done,
      total: total ?? null,
      unit,
      elapsed_ms: now - this.began,
    });
    this.isShown = isTerminal;
    this.stderr.write(
      isTerminal ? `${CLEAR_LINE}${line.slice(0, (this.stderr.columns ?? 80) - 1)}` : `${line}\n`,
    );
  }

  clear(): void {
    if (this.isShown) this.stderr.write(CLEAR_LINE);
    this.isShown = false;
  }
}

/** `importing gateway.jsonl: 36 %, 14.6 of 40.0 GB, 212.0 MB/s, 2 min left`. */
export function progressLine(job: Measured & { readonly phase: string }): string {
  const { share, done, rate, left } = jobProgress(job);
  const parts = [share === null ? null : `${Math.floor(share * 100)} %`, done, rate, left];
  const said = parts.filter((part) => part !== null && part !== '').join(', ');
  return `${visibleLine(job.phase)}${said === '' ? '…' : `: ${said}`}`;
}

/** How the commands of one run answer, and how it ends where one fails. */
export function outputTo(
  terminal: Terminal,
  signal: AbortSignal,
): { of: (json: boolean) => Output; fail: (error: unknown) => number } {
  const { stdout, stderr } = terminal;
  const line = new ProgressLine(stderr, () => performance.now());
  const remark = (text: string): void => {
    stderr.write(text);
  };
  return {
    of: (json) => ({
      json,
      signal,
      answer: (value, words) => {
        line.clear();
        const text = json ? visibleJson(value) : words();
        if (text !== '') stdout.write(text.endsWith('\n') ? text : `${text}\n`);
      },
      list: async (listing) => {
        line.clear();
        const parts = json ? jsonParts(listing) : wordParts(listing);
        for await (const part of parts) if (!stdout.write(part)) await once(stdout, 'drain');
      },
      remark,
      progress: (progress) => line.say(progress),
    }),
    fail: (error) => {
      line.clear();
      remark(failureWords(error));
      return failureCode(error);
    },
  };
}

/** As `visibleJson` writes the whole. */
async function* jsonParts<Row>({ head, name, rows }: Listing<Row>): AsyncGenerator<string> {
  const whole = visibleJson({ ...head, [name]: [] });
  yield whole.slice(0, -']\n}'.length);
  let before = '';
  for await (const some of rows)
    for (const row of some) {
      yield `${before}\n    ${visibleJson(row).replaceAll('\n', '\n    ')}`;
      before = ',';
    }
  yield before === '' ? ']\n}\n' : '\n  ]\n}\n';
}

async function* wordParts<Row>({ rows, before, line, after }: Listing<Row>) {
  yield `${before()}\n`;
  for await (const some of rows) for (const row of some) yield `${line(row)}\n`;
  yield `${after()}\n`;
}

function failureWords(error: unknown): string {
  if (error instanceof Refusal)
    return `${visible(withWayOut(error.message, error.way, BY_COMMAND))}\n`;
  return `Exhibit failed, which is a fault of ours: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
}

/** Exit codes: 0 done, 1 a check failed, 2 bad usage or refused input, 70 a fault of ours. */
function failureCode(error: unknown): number {
  if (!(error instanceof Refusal)) return 70;
  return error.code === 'cancelled' ? 130 : 2;
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
