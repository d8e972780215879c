import { existsSync } from 'node:fs';
import { Refusal } from '../base/errors.ts';
import { samplePath } from '../base/home.ts';
import type { Job } from '../base/job.ts';
import type { Verification } from '../verify/verify.ts';
import type { VerifyRequest } from '../verify/verify-child.ts';
import { CaseSession } from './case-session.ts';
import type { Desk } from './desk.ts';
import { Jobs } from './jobs.ts';
import { openDesk } from './open-desk.ts';
import { LastNumbers } from './last-numbers.ts';
import { RecentCases } from './recents.ts';
import { isSample, makeSample } from './sample.ts';
import { Sessions } from './sessions.ts';
import { SettingsFile } from './settings.ts';
import { Changes } from './watch.ts';

export type { Desk } from './desk.ts';
export { NoCase, ViewLost } from './errors.ts';

export interface WorkbenchOptions {
  /** Where settings, the list of cases and the sample are kept. */
  readonly home: string;
  /** The path that a person picked or dropped, by its grant. */
  pathOf(grant: string): { readonly path: string } | undefined;
  /** Shows an issued file in the program of the system, or where it lies; the door does it. */
  showFile?(path: string, how: 'open' | 'show'): void;
  /** Verifies in a child process: what is verified may be hostile. */
  verify(request: VerifyRequest, job: Job): Promise<Verification>;
}

/** Everything that one process has open and is working on, for all its windows. */
export interface Workbench {
  /** A place for one more window. */
  desk(): Desk;
  /**
   * Opens what a window will ask for before it asks, and finds what its home shows. It is let go once a window has a
   * case open; what goes wrong is told to the window, which meets it again.
   */
  expect(opens: { grant: string } | { sample: true }): void;
  /** Jobs that have not ended. */
  running(): number;
  /** Called with that number whenever it changes; answers how to stop listening. */
  onRunning(listener: (running: number) => void): () => void;
  /** Answers when all jobs have ended; what they were changing is rolled back. */
  cancelAll(): Promise<void>;
  /** Cancels what runs and closes all cases: no lock of this process is left. */
  close(): Promise<void>;
}

export function openWorkbench(options: WorkbenchOptions): Workbench {
  const { home } = options;
  const changes = new Changes();
  const jobs = new Jobs(changes.say);
  const desks = new Set<Desk>();
  const settings = new SettingsFile(home, changes.say);
  const last = new LastNumbers(home);
  const sessions = new Sessions((path) =>
    CaseSession.open(path, (root) => isSample(home, root), last, changes.say),
  );
  const shared = {
    home,
    sessions,
    jobs,
    recents: new RecentCases(home),
    last,
    changes,
    settings,
    pathOf: (grant: string) => options.pathOf(grant),
    verify: (request: { path: string; full: boolean }, job: Job) =>
      options.verify({ ...request, trusted: trustedSigners(settings) }, job),
    showFile: (path: string, how: 'open' | 'show') => options.showFile?.(path, how),
    sample: sampleMaker(home, jobs),
  };
  return {
    desk() {
      const desk = openDesk(shared, (left) => desks.delete(left));
      desks.add(desk);
      return desk;
    },
    expect(opens) {
      const path =
        'sample' in opens ? existing(samplePath(home)) : options.pathOf(opens.grant)?.path;
      if (path !== undefined) openAhead(path, sessions, changes).catch(() => undefined);
    },
    running: () => jobs.running,
    onRunning(listener) {
      let last = jobs.running;
      return changes.listen(() => {
        const { running } = jobs;
        if (running === last) return;
        last = running;
        listener(running);
      });
    },
    cancelAll: () => jobs.cancelAll(),
    async close() {
      await jobs.cancelAll();
      await Promise.all([...desks].map((desk) => desk.leave()));
      await sessions.closeAll();
    },
  };
}

const existing = (path: string): string | undefined => (existsSync(path) ? path : undefined);

/** How long a case that no window came for stays open. */
const EXPECTED_MS = 30_000;

async function openAhead(path: string, sessions: Sessions, changes: Changes): Promise<void> {
  const held = await sessions.hold(path);
  const letGo = (): void => {
    clearTimeout(late);
    forget();
    held.release().catch(() => undefined);
  };
  const late = setTimeout(letGo, EXPECTED_MS).unref();
  const forget = changes.listen(() => {
    if (sessions.isShared(path)) letGo();
  });
  await held.session.home(null);
}

const trustedSigners = (settings: SettingsFile): string[] =>
  settings.read().trusted.map(({ fingerprint }) => fingerprint);

/** Windows that ask for the sample while it is being made wait for the same job. */
function sampleMaker(home: string, jobs: Jobs): () => Promise<string> {
  let making: Promise<void> | null = null;
  return async () => {
    const path = samplePath(home);
    if (existsSync(path)) return path;
    making ??= makingJob(home, jobs).finally(() => {
      making = null;
    });
    await making;
    return path;
  };
}

async function makingJob(home: string, jobs: Jobs): Promise<void> {
  const { ended } = jobs.start({
    kind: 'sample',
    ofCase: null,
    title: 'the sample case',
    unit: 'steps',
    queue: samplePath(home),
    async work(job) {
      await makeSample(home, job);
      return {};
    },
  });
  const { state, sentence } = await ended;
  if (state === 'done') return;
  throw new Refusal(
    state === 'cancelled' ? 'cancelled' : 'input-refused',
    sentence ?? 'The sample case could not be made.',
  );
}
