import { realpathSync } from 'node:fs';
import { basename } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { CaseHead, CaseHome } from '../../../shared/domain/case-home.ts';
import { readActs } from '../analysis/activity-log.ts';
import { analysisOf } from '../analysis/analysis.ts';
import type { CaseReader } from '../analysis/open-analysed.ts';
import { readCaseFile } from '../case/case-file.ts';
import { registerCoReader } from '../case/co-readers.ts';
import { evidenceStoreOf } from '../case/evidence-store.ts';
import { type CaseLayout, layoutOf } from '../case/layout.ts';
import { writerOf } from '../case/lock.ts';
import { readChainOn } from '../custody/read-on.ts';
import { forgetContents } from '../evidence/kept-contents.ts';
import type { EvidenceStore } from '../evidence/store.ts';
import type { CaseComparisons } from './case-comparisons.ts';
import type { CaseViews } from './case-views.ts';
import { type HomeNumbers, homeOf, numbersIn, tablesHome } from './home.ts';
import type { Instance } from './instance.ts';
import { Kept } from '../base/kept.ts';
import { filesOf, type LastHome, type LastNumbers } from './last-numbers.ts';
import { ReadingSide, sizeOf } from './reading-side.ts';
import { RunningQueries } from './running-queries.ts';

const LOOK_EVERY_MS = 1000;
/** Tables that the first screen does without are opened when it had time to be drawn. */
const OPEN_AFTER_MS = 400;

/** What `watch` says of a case. */
export interface CaseState {
  readonly case_id: string;
  readonly tables: number;
  readonly log: number;
  readonly trouble: string | null;
}

/** One open case, shared by all windows of this process that show it and by the jobs that work on it. */
export class CaseSession {
  readonly layout: CaseLayout;
  readonly head: CaseHead;
  readonly queries = new RunningQueries();
  private compared: Promise<CaseComparisons> | null = null;
  private opened: Promise<CaseViews> | null = null;
  private readonly side: ReadingSide;
  private readonly last: LastNumbers;
  private readonly changed: () => void;
  private readonly forget: () => void;
  private readonly looking: NodeJS.Timeout;
  private log: number;
  private readonly keptTables = new Kept<Awaited<ReturnType<typeof tablesHome>>>();
  private readonly keptHome = new Kept<Omit<CaseHome, 'verified' | 'as_of'>>();

  private constructor(
    head: CaseHead,
    last: LastNumbers,
    changed: () => void,
    lastHome: LastHome | null,
  ) {
    this.layout = layoutOf(head.path);
    this.head = head;
    this.last = last;
    this.changed = changed;
    this.log = this.logSize();
    this.side = new ReadingSide(
      this.layout,
      head.case_id,
      () => {
        this.log = this.logSize();
        changed();
      },
      lastHome?.tables,
    );
    this.forget = registerCoReader(this.layout.root, this.side);
    this.looking = setInterval(() => {
      this.look().catch(() => undefined);
    }, LOOK_EVERY_MS).unref();
  }

  /**
   * Opens the case at a path. Refused as cases are. `changed` is called whenever `state` may say something new. A case that
   * nobody has changed since this program last showed its home is there before its tables are open.
   */
  static async open(
    path: string,
    isSample: (path: string) => boolean,
    last: LastNumbers,
    changed: () => void,
  ): Promise<CaseSession> {
    readCaseFile(layoutOf(path));
    const root = realpathSync(path);
    const layout = layoutOf(root);
    const { case_id, title } = readCaseFile(layout);
    const head = { case_id, title, folder: basename(root), path: root, sample: isSample(root) };
    const lastHome = writerOf(root) === null ? last.find(filesOf(layout)) : null;
    const session = new CaseSession(head, last, changed, lastHome);
    if (lastHome !== null) {
      session.openSoon();
      return session;
    }
    try {
      await session.read(() => Promise.resolve());
    } catch (error) {
      await session.close();
      throw error;
    }
    return session;
  }

  private openSoon(): void {
    setTimeout(() => {
      // What goes wrong is said as the state of the case.
      this.look().catch(() => undefined);
    }, OPEN_AFTER_MS).unref();
  }

  /** Where its evidence is at this moment. */
  get evidence(): EvidenceStore {
    return evidenceStoreOf(this.layout, readChainOn(this.layout.custody).entries);
  }

  get state(): CaseState {
    const { tables, trouble } = this.side;
    return { case_id: this.head.case_id, tables, log: this.log, trouble };
  }

  /** Views over it: their code is loaded when the first is asked for. */
  views(): Promise<CaseViews> {
    this.opened ??= import('./case-views.ts').then(({ CaseViews }) => new CaseViews(this.side));
    return this.opened;
  }

  /** Results of comparing two sides of it, whose code is loaded in the same way. */
  comparisons(): Promise<CaseComparisons> {
    this.compared ??= import('./case-comparisons.ts').then(
      ({ CaseComparisons }) => new CaseComparisons(this.side),
    );
    return this.compared;
  }

  /** A window is gone, or shows another case: what it had made goes. */
  async closeAllOf(desk: symbol): Promise<void> {
    if (this.opened !== null) await (await this.opened).closeAllOf(desk);
    if (this.compared !== null) await (await this.compared).closeAllOf(desk);
  }

  readonly read = <Answer>(
    work: (connection: DuckDBConnection, instance: Instance) => Promise<Answer>,
    signal?: AbortSignal,
  ): Promise<Answer> => this.side.read(work, signal);

  /**
   * Does what the examiner asks for. When it answers, what was written can be read, and all windows are told. An act
   * that another process wrote meanwhile is read with it.
   */
  async act<Answer>(
    work: (reader: CaseReader) => Promise<Answer>,
    signal?: AbortSignal,
  ): Promise<Answer> {
    try {
      return await work(this.reader(signal));
    } finally {
      await this.look();
    }
  }

  /** The case as it stands at each question, logs included. */
  reader(signal?: AbortSignal): CaseReader {
    const { layout } = this;
    return {
      path: layout.root,
      read: async (_, ask) => {
        // What is asked of tables and what is read of the log must be of one state.
        await this.side.look();
        return this.read((connection) => {
          const { entries: custody, head: custodyHead } = readChainOn(layout.custody);
          return ask({
            layout,
            caseFile: readCaseFile(layout),
            evidence: evidenceStoreOf(layout, custody),
            custody,
            custodyHead,
            analysis: analysisOf(readActs(layout)),
            database: { connection },
          });
        }, signal);
      },
    };
  }

  /** Found once for all who ask, so that one who withdraws does not stop it for the others. */
  readonly home = async (
    verified: CaseHome['verified'],
    signal?: AbortSignal,
  ): Promise<Omit<CaseHome, 'as_of'>> => {
    const last = this.side.isOpen ? null : this.last.find(filesOf(this.layout));
    if (last !== null) return { ...homeOf(this.layout, this.head, last.numbers), verified };
    const home = await this.read(
      (_, instance) =>
        this.keptHome.get(
          `${instance.tables}/${this.side.activityRead}/${this.logSize()}`,
          async () => homeOf(this.layout, this.head, await this.numbers(instance)),
        ),
      signal,
    );
    return { ...home, verified };
  };

  /** Those of the last home where nothing has changed since; a job's instance may show other rows than the files hold. */
  private async numbers({ connections, tables, own }: Instance): Promise<HomeNumbers> {
    const foundFrom = filesOf(this.layout);
    // What another process has written since `filesOf` looked makes the file longer than what was read.
    const isWhatFilesHold = own && this.side.activityRead === sizeOf(this.layout.activity);
    const last = isWhatFilesHold ? this.last.find(foundFrom) : null;
    if (last !== null) return last.numbers;
    const ask = <Found>(question: (connection: DuckDBConnection) => Promise<Found>) =>
      connections.ask(question);
    const counted = this.keptTables.get(String(tables), () => tablesHome(ask));
    const numbers = await numbersIn(ask, counted);
    if (isWhatFilesHold) setImmediate(() => this.last.keep(foundFrom, { tables, numbers }));
    return numbers;
  }

  async close(): Promise<void> {
    clearInterval(this.looking);
    this.forget();
    await this.queries.stopAll();
    await this.side.close();
    forgetContents(this.layout.evidence);
  }

  /** A longer log is told once what it says can be read. */
  private async look(): Promise<void> {
    const log = this.logSize();
    await this.side.look();
    if (log === this.log) return;
    this.log = log;
    this.changed();
  }

  /** Bytes of both logs: they only grow. */
  private logSize(): number {
    return sizeOf(this.layout.custody) + sizeOf(this.layout.activity);
  }
}
