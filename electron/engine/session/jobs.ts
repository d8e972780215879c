import type { JobKind, JobStatus } from '../../../shared/domain/job-status.ts';
import { reasonOf, Refusal } from '../base/errors.ts';
import type { Job, Progress } from '../base/job.ts';
import { sentenceInApp } from './ways-out.ts';

type Outcome = Partial<
  Pick<JobStatus, 'import' | 'reference' | 'verify' | 'detect' | 'report' | 'compare' | 'export'>
>;

/** A job that ended early and yet did something: what it did stands beside the sentence. */
export class JobStopped extends Refusal {
  readonly outcome: Outcome;

  constructor(cause: Refusal, sentence: string, outcome: Outcome) {
    super(cause.code, sentence, { cause });
    this.outcome = outcome;
  }
}

/** What a job is, before it begins. */
export interface JobRequest {
  readonly kind: JobKind;
  /** The case it works on, null where it is of none. */
  readonly ofCase: { readonly case_id: string; readonly title: string } | null;
  readonly title: string;
  readonly unit: JobStatus['unit'];
  /** Jobs with the same key run one after the other. */
  readonly queue: string;
  /** As long as a job of the same name runs, starting another is answered with that one. */
  readonly sameAs?: string;
  work(job: Job): Promise<Outcome>;
}

interface Entry {
  status: JobStatus;
  readonly sameAs: string | undefined;
  readonly began: number;
  readonly controller: AbortController;
  ended: Promise<JobStatus>;
}

/** All jobs of this process, from their start until a person takes them off the list. */
export class Jobs {
  private readonly entries = new Map<string, Entry>();
  private readonly queues = new Map<string, Promise<void>>();
  private readonly changed: () => void;
  private count = 0;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  list(): JobStatus[] {
    return [...this.entries.values()].map((entry) =>
      entry.status.state === 'running'
        ? { ...entry.status, elapsed_ms: Math.round(performance.now() - entry.began) }
        : entry.status,
    );
  }

  get running(): number {
    return [...this.entries.values()].filter(({ status }) => status.state === 'running').length;
  }

  start(request: JobRequest): { job: string; ended: Promise<JobStatus> } {
    const same = this.runningAs(request.sameAs);
    if (same !== undefined) return { job: same.status.job, ended: same.ended };
    this.count += 1;
    const job = `job-${this.count}`;
    const entry: Entry = {
      status: waiting(job, request),
      sameAs: request.sameAs,
      began: performance.now(),
      controller: new AbortController(),
      ended: Promise.reject(new Error('not begun')),
    };
    entry.ended.catch(() => undefined);
    this.entries.set(job, entry);
    entry.ended = this.run(entry, request);
    this.changed();
    return { job, ended: entry.ended };
  }

  private runningAs(name: string | undefined): Entry | undefined {
    if (name === undefined) return undefined;
    return [...this.entries.values()].find(
      ({ sameAs, status }) => sameAs === name && status.state === 'running' && !status.stopping,
    );
  }

  cancel(job: string): void {
    const entry = this.entries.get(job);
    if (entry?.status.state !== 'running') return;
    this.say(entry, { stopping: true });
    entry.controller.abort();
  }

  dismiss(job: string): void {
    if (this.entries.get(job)?.status.state === 'running') return;
    this.entries.delete(job);
    this.changed();
  }

  /** Answers when none runs any more. */
  async cancelAll(): Promise<void> {
    for (const job of this.entries.keys()) this.cancel(job);
    await Promise.all([...this.entries.values()].map(({ ended }) => ended));
  }

  private async run(entry: Entry, request: JobRequest): Promise<JobStatus> {
    const { signal } = entry.controller;
    const before = this.queues.get(request.queue) ?? Promise.resolve();
    const turn = waitable();
    this.queues.set(
      request.queue,
      before.then(() => turn.over),
    );
    const onProgress = ({ phase, done, total, unit }: Progress): void =>
      this.say(entry, { phase, done, total: total ?? null, unit });
    try {
      await Promise.race([before, aborted(signal)]);
      if (signal.aborted) return this.end(entry, 'cancelled', 'Cancelled before it began.');
      this.say(entry, { phase: 'beginning' });
      const outcome = await request.work({ signal, onProgress });
      return this.end(entry, 'done', null, outcome);
    } catch (error) {
      const outcome = error instanceof JobStopped ? error.outcome : {};
      return signal.aborted || (error instanceof Refusal && error.code === 'cancelled')
        ? this.end(
            entry,
            'cancelled',
            error instanceof Refusal ? sentenceInApp(error) : 'Cancelled.',
            outcome,
          )
        : this.end(entry, 'failed', sentenceOf(error), outcome);
    } finally {
      turn.end();
    }
  }

  private end(
    entry: Entry,
    state: 'done' | 'failed' | 'cancelled',
    sentence: string | null,
    outcome: Outcome = {},
  ): JobStatus {
    const elapsed_ms = Math.round(performance.now() - entry.began);
    this.say(entry, { state, sentence, stopping: false, elapsed_ms, ...outcome });
    return entry.status;
  }

  private say(entry: Entry, change: Partial<JobStatus>): void {
    entry.status = { ...entry.status, ...change };
    this.changed();
  }
}

const waiting = (job: string, { kind, ofCase, title, unit }: JobRequest): JobStatus => ({
  job,
  kind,
  case_id: ofCase?.case_id ?? null,
  case_title: ofCase?.title ?? null,
  title,
  state: 'running',
  phase: 'waiting',
  done: 0,
  total: null,
  unit,
  elapsed_ms: 0,
  stopping: false,
  sentence: null,
  import: null,
  reference: null,
  verify: null,
  detect: null,
  report: null,
  compare: null,
  export: null,
});

const sentenceOf = (error: unknown): string =>
  error instanceof Refusal
    ? sentenceInApp(error)
    : `A fault of the program ended it (${reasonOf(error).split('\n', 1)[0] ?? ''}).`;

function waitable(): { over: Promise<void>; end: () => void } {
  let end = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { over, end };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
