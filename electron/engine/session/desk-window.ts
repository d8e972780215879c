import { existsSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { CaseHead } from '../../../shared/domain/case-home.ts';
import { Refusal } from '../base/errors.ts';
import type { CaseLayout } from '../case/layout.ts';
import type { Verify } from './case-jobs.ts';
import type { CaseSession } from './case-session.ts';
import { DoneActs } from './done-acts.ts';
import { NoCase } from './errors.ts';
import type { JobRequest, Jobs } from './jobs.ts';
import type { Instance } from './instance.ts';
import type { LastNumbers } from './last-numbers.ts';
import { caseGone } from './reading-side.ts';
import type { RecentCases } from './recents.ts';
import type { HeldSession, Sessions } from './sessions.ts';
import type { SettingsFile } from './settings.ts';
import type { Changes } from './watch.ts';

/** What all windows of the process share. */
export interface Shared {
  readonly home: string;
  readonly sessions: Sessions;
  readonly jobs: Jobs;
  readonly recents: RecentCases;
  readonly last: LastNumbers;
  readonly changes: Changes;
  readonly settings: SettingsFile;
  readonly pathOf: (grant: string) => { readonly path: string } | undefined;
  readonly verify: Verify;
  /** Shows a file of a case in the program of the system, or where it lies. */
  readonly showFile: (path: string, how: 'open' | 'show') => void;
  /** Where the sample's case stands, after making it where it does not. */
  readonly sample: () => Promise<string>;
}

/** What one window has open. */
export class DeskWindow {
  /** Whose views they are. */
  readonly id = Symbol('window');
  readonly shared: Shared;
  /** What can be taken back here. */
  readonly done = new DoneActs();
  private held: HeldSession | null = null;
  /** Opening and closing happen one after the other. */
  private turn: Promise<unknown> = Promise.resolve();
  private gone = false;

  constructor(shared: Shared) {
    this.shared = shared;
  }

  get shown(): CaseSession | null {
    return this.held?.session ?? null;
  }

  /** Throws NoCase where nothing is open. */
  get session(): CaseSession {
    if (this.held === null) throw new NoCase();
    return this.held.session;
  }

  /** Where the case's own files are read; refused where its folder is gone, which would look like a case without any. */
  get layout(): CaseLayout {
    const { layout } = this.session;
    if (!existsSync(layout.custody)) throw caseGone(layout);
    return layout;
  }

  /** The case that an act is meant for; an act that names none is for what is open. */
  sessionAt(path: string | undefined): CaseSession {
    const { session } = this;
    if (path !== undefined && path !== session.head.path)
      throw new Refusal(
        'not-found',
        'Another case was opened in this window first; what you wrote was not saved. It stands in its field when you open its case again.',
      );
    return session;
  }

  async read<Answer>(
    work: (
      connection: DuckDBConnection,
      session: CaseSession,
      instance: Instance,
    ) => Promise<Answer>,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    const { session } = this;
    return session.read((connection, instance) => work(connection, session, instance), signal);
  }

  granted(grant: string): string {
    const granted = this.shared.pathOf(grant);
    if (granted === undefined)
      throw new Refusal('not-found', 'What was picked is not known any more; pick it again.');
    return granted.path;
  }

  /** Opens before it lets go: a case that cannot be opened leaves the window as it was. */
  show(find: () => Promise<string>): Promise<CaseHead> {
    return this.inTurn(async () => {
      const next = await this.shared.sessions.hold(await find());
      try {
        await this.release();
        if (this.gone) throw new Refusal('cancelled', 'The window was closed.');
      } catch (error) {
        await next.release();
        throw error;
      }
      this.held = next;
      this.shared.recents.opened(next.session);
      this.shared.changes.say();
      return next.session.head;
    });
  }

  /** Resolves when what is being opened or closed at the moment is. */
  settled(): Promise<void> {
    return this.turn.then(() => undefined);
  }

  close(): Promise<void> {
    return this.inTurn(() => this.release());
  }

  leave(): Promise<void> {
    this.gone = true;
    return this.close();
  }

  /** The job keeps the case open, whatever becomes of the window. */
  begin(request: (session: CaseSession) => JobRequest): { job: string } {
    if (this.held === null) throw new NoCase();
    const kept = this.held.again();
    const { head } = kept.session;
    const { job, ended } = this.shared.jobs.start(makingWay(kept.session, request(kept.session)));
    ended
      .then(async ({ verify }) => {
        if (verify !== null) this.shared.recents.verified(head.case_id, verify);
        else await this.shared.recents.seen(kept.session);
      })
      // The list of cases is a convenience: what keeps it from being written is no fault of the job.
      .catch(() => undefined)
      .then(() => kept.release())
      .catch(() => undefined);
    return { job };
  }

  private async release(): Promise<void> {
    const { held } = this;
    this.held = null;
    if (held === null) return;
    this.shared.changes.say();
    await this.shared.recents.noted();
    await held.session.closeAllOf(this.id);
    await held.release();
  }

  private inTurn<Answer>(act: () => Promise<Answer>): Promise<Answer> {
    const turn = this.turn.then(act, act);
    this.turn = turn.catch(() => undefined);
    return turn;
  }
}

/** Jobs that only read the case run beside queries of the console. */
const READ_ONLY = new Set<JobRequest['kind']>(['verify', 'compare', 'export']);

const makingWay = (session: CaseSession, request: JobRequest): JobRequest =>
  READ_ONLY.has(request.kind)
    ? request
    : {
        ...request,
        work: async (job) => {
          await session.queries.stopAll();
          return request.work(job);
        },
      };
