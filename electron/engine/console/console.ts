import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '@duckdb/node-api';
import { z } from 'zod';
import { startChild } from '../base/child.ts';
import { entryPoint } from '../base/entry-point.ts';
import { Fault, Refusal } from '../base/errors.ts';
import type { Job } from '../base/job.ts';
import type { Limits } from '../case/database.ts';
import { openAnalysedCase } from '../analysis/open-analysed.ts';
import { type RowSink, select } from './select.ts';

/** What the parent asks of the console child. */
export const consoleRequest = z.object({
  casePath: z.string(),
  sql: z.string(),
  timeoutMs: z.number().positive(),
  /** Where DuckDB may put what does not fit into memory; the child's alone. */
  temporary: z.string(),
});
export type ConsoleRequest = z.infer<typeof consoleRequest>;

const LIMITS: Limits = { memory: '2GB', disk: '2GB' };

const json: z.ZodType<Json> = z.json();
const consoleMessage = z.discriminatedUnion('what', [
  z.object({ what: z.literal('columns'), names: z.array(z.string()) }),
  z.object({ what: z.literal('rows'), rows: z.array(z.array(json)) }),
  z.object({
    what: z.literal('refused'),
    code: z.enum([
      'bad-sql',
      'case-in-use',
      'case-damaged',
      'case-newer',
      'not-found',
      'not-a-case',
    ]),
    sentence: z.string(),
  }),
  z.object({ what: z.literal('done') }),
]);
export type ConsoleMessage = z.infer<typeof consoleMessage>;

/** The child's side: opens the case, runs the SELECT, says what it finds. An abort interrupts the query. */
export async function answerConsole(
  request: ConsoleRequest,
  say: (message: ConsoleMessage) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    const open = await openAnalysedCase(request.casePath, 'answering SQL', LIMITS);
    const { connection } = open.database;
    const interrupt = (): void => connection.interrupt();
    try {
      signal.addEventListener('abort', interrupt);
      if (signal.aborted) return;
      await select(connection, request.sql, {
        columns: (names) => say({ what: 'columns', names }),
        rows: (rows) => say({ what: 'rows', rows }),
      });
    } finally {
      signal.removeEventListener('abort', interrupt);
      open.close();
    }
    say({ what: 'done' });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const parsed = consoleMessage.safeParse({
      what: 'refused',
      code: error.code,
      sentence: error.message,
    });
    if (!parsed.success) throw error;
    say(parsed.data);
  }
}

/**
 * Runs one SELECT over a case in a child process, read-only, without files or network, and kills the child on abort or
 * after `timeoutMs`.
 */
export async function runSelect(
  casePath: string,
  sql: string,
  sink: RowSink,
  timeoutMs: number,
  job: Job = {},
): Promise<void> {
  const temporary = mkdtempSync(join(tmpdir(), 'exhibit-console-'));
  const child = startChild(entryPoint('console'), {
    ...process.env,
    // The child is killed when it is done, so what it leaves is removed here.
    TMPDIR: temporary,
    TEMP: temporary,
    TMP: temporary,
  });
  const gone = new Promise<void>((resolve) => child.onEnd(() => resolve()));
  const stop = (): void => child.kill();
  const timer = setTimeout(stop, Math.min(timeoutMs, 2 ** 31 - 1));
  const began = performance.now();
  job.signal?.addEventListener('abort', stop);
  try {
    await new Promise<void>((resolve, reject) => {
      let finished = false;
      child.onMessage((message) => {
        const parsed = consoleMessage.parse(message);
        if (parsed.what === 'columns') sink.columns(parsed.names);
        else if (parsed.what === 'rows') sink.rows(parsed.rows);
        else if (parsed.what === 'refused') reject(new Refusal(parsed.code, parsed.sentence));
        else {
          finished = true;
          resolve();
        }
      });
      child.onEnd((how, complaint) => {
        if (finished) return;
        if (job.signal?.aborted) reject(new Refusal('cancelled', 'The query was cancelled.'));
        else if (performance.now() - began >= timeoutMs)
          reject(
            new Refusal(
              'bad-sql',
              `The query was stopped after ${Math.round(timeoutMs / 1000)} s; narrow it or allow more time.`,
            ),
          );
        else reject(new Fault(`the SQL console ended without an answer: ${how} ${complaint}`));
      });
      child.send(consoleRequest.parse({ casePath, sql, timeoutMs, temporary }));
    });
  } finally {
    clearTimeout(timer);
    job.signal?.removeEventListener('abort', stop);
    stop();
    await gone;
    rmSync(temporary, { recursive: true, force: true });
  }
}
