import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type Worker } from 'node:worker_threads';
import { Fault, Refusal } from '../base/errors.ts';
import { type Job, stopIfCancelled } from '../base/job.ts';
import type { Compression } from '../evidence/compression.ts';
import { unreadable } from './container.ts';
import type { NextIds } from './earlier-imports.ts';
import { InTurns } from './in-turns.ts';
import {
  type CopierData,
  type CopierReport,
  copierReport,
  type OrderedRepair,
  type Parsed,
  type ParserChunk,
  type ParserData,
  type ParserOrder,
  parserReport,
  type ParserState,
} from './protocol.ts';
import type { Checkpoints } from './checkpoint.ts';
import { LineHashes } from './line-hashes.ts';
import type { MappingText } from './mapping-text.ts';
import type { Partition } from './partitions.ts';
import { Flow } from './flow.ts';
import { SharedProgress } from './shared-progress.ts';
import type { Sinks } from './sinks.ts';
import { keepThread, takeThread } from './warm-threads.ts';

export interface ThreadsOptions {
  readonly source: string;
  readonly copyTo: string | null;
  readonly name: string;
  readonly bytes: number;
  readonly columnar: boolean;
  readonly zip: boolean;
  readonly compression: Compression | null;
  readonly format: string | null;
  readonly mapping: MappingText | null;
  readonly zone: string;
  readonly clockOffsetMs: number;
  readonly partitions: readonly Partition[];
  readonly repairs: readonly OrderedRepair[];
  readonly evidenceId: number;
  readonly next: NextIds;
  readonly firstConversation: number;
  readonly knowledge: AsyncIterable<ParserOrder>;
  readonly checkpoints: Checkpoints | null;
}

export interface ThreadsResult {
  readonly sha256: string;
  readonly bytes: number;
  /** What a compressed file unpacks to; null where it is plain. */
  readonly unpackedBytes: number | null;
  readonly parsed: Parsed;
}

const PROGRESS_EVERY = 4 << 20;
/** Of larger files than this a thread may have much memory that only its end gives back. */
const SMALL_FILE = 32 << 20;

/** Runs copier and parser side by side and appends what the parser posts; threads that are not done then are ended. */
export async function runThreads(
  options: ThreadsOptions,
  sinks: Sinks,
  job: Job,
): Promise<ThreadsResult> {
  const progress = new SharedProgress();
  const flow = new Flow();
  const { checkpoints } = options;
  const resumed = checkpoints?.resumed?.parser ?? null;
  const lineHashes =
    options.columnar || options.zip || resumed !== null ? null : new LineHashes().memory;
  const { port1: orders, port2 } = new MessageChannel();
  for await (const order of options.knowledge) {
    stopIfCancelled(job);
    orders.postMessage(order);
  }
  const spill =
    options.compression === null && !options.zip ? null : mkdtempSync(join(tmpdir(), 'exhibit-'));
  const unpack =
    options.compression === null || spill === null
      ? null
      : { compression: options.compression, to: join(spill, 'unpacked') };
  const copierData: CopierData = {
    source: options.source,
    copyTo: options.copyTo,
    continues: checkpoints !== null,
    unpack,
    progress: progress.memory,
    lineHashes,
  };
  const parserData: ParserData = {
    path: unpack?.to ?? options.copyTo ?? options.source,
    name: options.name,
    bytes: options.bytes,
    columnar: options.columnar,
    zip: options.zip,
    unpackTo: spill,
    format: options.format,
    mapping: options.mapping,
    zone: options.zone,
    clockOffsetMs: options.clockOffsetMs,
    partitions: [...options.partitions],
    repairs: options.repairs.map(({ ordinal, sha256, rule, version }) => ({
      ordinal,
      sha256,
      rule,
      version,
    })),
    evidenceId: options.evidenceId,
    next: options.next,
    firstConversation: options.firstConversation,
    resumed,
    checkpointEvery: checkpoints?.every ?? null,
    progress: progress.memory,
    flow: flow.memory,
    lineHashes,
    orders: port2,
  };
  const copier = takeThread('copier');
  const parser = takeThread('parser');
  const cancelled = cancellation(job);
  let told = 0;
  const tell = (done: number): void => {
    if (done - told < PROGRESS_EVERY) return;
    told = done;
    job.onProgress?.({
      phase: `importing ${options.name}`,
      done,
      total: options.bytes,
      unit: 'bytes',
    });
  };
  const append = (chunk: ParserChunk): void => {
    stopIfCancelled(job);
    sinks.append(chunk.table, chunk);
    flow.leave();
    orders.postMessage({ say: 'reclaim', table: chunk.table, memory: chunk.memory }, [
      chunk.memory,
    ]);
    tell(unpack === null ? chunk.done : progress.read);
  };
  const commit = async (parser: ParserState): Promise<void> => {
    stopIfCancelled(job);
    sinks.flush();
    await checkpoints?.commit({ parser, tree: sinks.tree() });
  };
  const parsing = parserResult(parser, append, commit);
  let isDone = false;
  try {
    const results = Promise.all([copierResult(copier, options.name), parsing.parsed]);
    copier.postMessage(copierData);
    parser.postMessage(parserData, [port2]);
    const [copied, parsed] = await Promise.race([results, cancelled.promise]);
    isDone = true;
    const { note, ...file } = copied;
    return {
      ...file,
      parsed: note === null ? parsed : { ...parsed, notes: [...parsed.notes, note] },
    };
  } finally {
    cancelled.forget();
    parsing.stop();
    orders.close();
    if (isDone && options.bytes <= SMALL_FILE) {
      await Promise.all([keepThread('copier', copier), keepThread('parser', parser)]);
    } else await Promise.all([copier.terminate(), endParser(parser, flow)]);
    if (spill !== null) rmSync(spill, { recursive: true, force: true });
  }
}

/** In the midst of a call of the database the parser ends its work by itself, at its next chunk. */
async function endParser(parser: Worker, flow: Flow): Promise<void> {
  if (!flow.stop()) await endOfWork(parser);
  await parser.terminate();
}

function endOfWork(parser: Worker): Promise<void> {
  return new Promise((resolve) => {
    parser.on('exit', () => resolve());
    parser.on('message', (message: unknown) => {
      const { say } = parserReport.parse(message);
      if (say === 'failed' || say === 'parsed') resolve();
    });
    if (parser.threadId === NO_THREAD) resolve();
  });
}

/** The number of a thread that is gone. */
const NO_THREAD = -1;

type Copied = Omit<Extract<CopierReport, { say: 'copied' }>, 'say'>;

function copierResult(copier: Worker, name: string): Promise<Copied> {
  return new Promise((resolve, reject) => {
    rejectWhenEnded(copier, reject);
    copier.on('message', (message: unknown) => {
      const report = copierReport.parse(message);
      if (report.say === 'copied') {
        const { say: _, ...copied } = report;
        resolve(copied);
      } else if (report.say === 'refused')
        reject(new Refusal('input-refused', `${name} cannot be taken in: ${report.reason}`));
      else reject(unreadable(name, report.code, report.reason));
    });
  });
}

/** What the parser posts is appended in turns; that it ended counts only after all that it posted. */
function parserResult(
  parser: Worker,
  append: (chunk: ParserChunk) => void,
  commit: (state: ParserState) => Promise<void>,
): { parsed: Promise<Parsed>; stop: () => void } {
  let stop = (): void => undefined;
  const parsed = new Promise<Parsed>((resolve, reject) => {
    const turns = new InTurns<() => Promise<void> | null>((act) => act());
    stop = () => turns.stop();
    const fail = (error: unknown): void =>
      reject(error instanceof Error ? error : new Fault(String(error)));
    const obey = (message: unknown): Promise<void> | null => {
      try {
        const report = parserReport.parse(message);
        if (report.say === 'checkpoint') return commit(report.state).catch(fail);
        if (report.say === 'chunk') append(report);
        else if (report.say === 'parsed') resolve(report);
        else
          reject(
            report.code === null
              ? new Fault(report.reason)
              : new Refusal(report.code, report.reason, { way: report.way }),
          );
      } catch (error) {
        fail(error);
      }
      return null;
    };
    parser.on('error', reject);
    parser.on('message', (message: unknown) => turns.take(() => obey(message)));
    parser.on('exit', (code) =>
      turns.take(() => {
        reject(endedEarly(code));
        return null;
      }),
    );
  });
  return { parsed, stop };
}

function rejectWhenEnded(thread: Worker, reject: (error: Error) => void): void {
  thread.on('error', reject);
  thread.on('exit', (code) => reject(endedEarly(code)));
}

const endedEarly = (code: number): Fault =>
  new Fault(`a thread of the import ended early with code ${code}`);

function cancellation({ signal }: Job): { promise: Promise<never>; forget: () => void } {
  let onAbort: () => void = () => undefined;
  const promise = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(new Refusal('cancelled', 'Cancelled; the case is as it was before.'));
    signal?.addEventListener('abort', onAbort, { once: true });
  });
  return { promise, forget: () => signal?.removeEventListener('abort', onAbort) };
}
