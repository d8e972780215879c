import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '@duckdb/node-api';
import { z } from 'zod';
import { type ExportFormat, exportFormat } from '../../../shared/domain/console.ts';
import { startChild } from '../base/child.ts';
import { entryPoint } from '../base/entry-point.ts';
import { Fault, Refusal, systemCode, WAYS_OUT } from '../base/errors.ts';
import type { Job } from '../base/job.ts';
import type { Limits } from '../case/database.ts';
import { openAnalysedCase } from '../analysis/open-analysed.ts';
import { selectInto, unwritable } from './select-into.ts';
import { type RowSink, select } from './select.ts';

/** What the parent asks of the console child. */
export const consoleRequest = z.object({
  casePath: z.string(),
  sql: z.string(),
  timeoutMs: z.number().positive(),
  /** Where DuckDB may put what does not fit into memory; the child's alone. */
  temporary: z.string(),
  /** The file that the child writes instead of answering rows. */
  into: z.object({ path: z.string(), format: exportFormat }).nullable(),
});
export type ConsoleRequest = z.infer<typeof consoleRequest>;

const LIMITS: Limits = { memory: '2GB', disk: '2GB' };

const json: z.ZodType<Json> = z.json();
const consoleMessage = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('columns'),
    names: z.array(z.string()),
    types: z.array(z.string()),
  }),
  z.object({ what: z.literal('rows'), rows: z.array(z.array(json)) }),
  z.object({ what: z.literal('written'), rows: z.int(), bytes: z.int() }),
  z.object({
    what: z.literal('refused'),
    code: z.enum([
      'bad-sql',
      'case-in-use',
      'case-damaged',
      'case-newer',
      'case-older',
      'not-found',
      'not-a-case',
      'bad-usage',
    ]),
    sentence: z.string(),
    way: z
      .union([z.enum(WAYS_OUT), z.object({ out: z.enum(WAYS_OUT), of: z.string() })])
      .optional(),
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
      if (request.into === null)
        await select(connection, request.sql, {
          columns: (names, types) => say({ what: 'columns', names, types }),
          rows: (rows) => say({ what: 'rows', rows }),
        });
      else
        await selectInto(connection, request.sql, request.into, (rows, bytes) =>
          say({ what: 'written', rows, bytes }),
        );
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
      way: error.way,
    });
    if (!parsed.success) throw error;
    say(parsed.data);
  }
}

/**
 * Runs one SELECT over a case in a child process, read-only, without files or network, and kills the child on abort or
 * after `timeoutMs`.
 */
export function runSelect(
  casePath: string,
  sql: string,
  sink: RowSink,
  timeoutMs: number,
  job: Job = {},
): Promise<void> {
  return inChild({ casePath, sql, timeoutMs, into: null }, job, (message) => {
    if (message.what === 'columns') sink.columns(message.names, message.types);
    else if (message.what === 'rows') sink.rows(message.rows);
  });
}

/** No query is given more: three weeks. */
const LONGEST_MS = 2 ** 31 - 1;

/** The same, written to a file by the child: all rows, however many. The file stands there whole or not at all. */
export async function exportSelect(
  casePath: string,
  sql: string,
  target: { readonly path: string; readonly format: ExportFormat },
  job: Job = {},
): Promise<{ rows: number; bytes: number }> {
  const making = `${target.path}.tmp-${process.pid}`;
  let written = { rows: 0, bytes: 0 };
  try {
    const into = { path: making, format: target.format };
    await inChild({ casePath, sql, timeoutMs: LONGEST_MS, into }, job, (message) => {
      if (message.what !== 'written') return;
      const { rows, bytes } = message;
      written = { rows, bytes };
      job.onProgress?.({ phase: 'writing', done: rows, unit: 'rows' });
    });
    renameSync(making, target.path);
    return written;
  } catch (error) {
    if (error instanceof Refusal || systemCode(error) === undefined) throw error;
    throw unwritable(error);
  } finally {
    rmSync(making, { force: true });
  }
}

async function inChild(
  asked: Omit<ConsoleRequest, 'temporary'>,
  job: Job,
  hear: (message: ConsoleMessage) => void,
): Promise<void> {
  const { timeoutMs } = asked;
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
  const timer = setTimeout(stop, Math.min(timeoutMs, LONGEST_MS));
  const began = performance.now();
  job.signal?.addEventListener('abort', stop);
  try {
    await new Promise<void>((resolve, reject) => {
      let finished = false;
      child.onMessage((message) => {
        if (job.signal?.aborted) return;
        const parsed = consoleMessage.parse(message);
        if (parsed.what === 'refused')
          reject(new Refusal(parsed.code, parsed.sentence, { way: parsed.way }));
        else if (parsed.what === 'done') {
          finished = true;
          resolve();
        } else hear(parsed);
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
        else
          reject(
            new Refusal(
              'bad-sql',
              'The process that answered the query ended before it was done; the case is as it was. Run it again, or take less.',
              {
                cause: new Fault(`the SQL console ended without an answer: ${how} ${complaint}`),
              },
            ),
          );
      });
      // One that was stopped before it began hears nothing of a query.
      if (job.signal?.aborted) stop();
      child.send(consoleRequest.parse({ ...asked, temporary }));
    });
  } finally {
    clearTimeout(timer);
    job.signal?.removeEventListener('abort', stop);
    stop();
    await gone;
    rmSync(temporary, { recursive: true, force: true });
  }
}
