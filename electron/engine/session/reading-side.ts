import { existsSync, statSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { readActs } from '../analysis/activity-log.ts';
import { analysisOf } from '../analysis/analysis.ts';
import { type Filled, fillMemoryTables } from '../analysis/memory-tables.ts';
import { openAnalysedCase } from '../analysis/open-analysed.ts';
import { Refusal } from '../base/errors.ts';
import type { CoReader } from '../case/co-readers.ts';
import type { Database } from '../case/database.ts';
import type { CaseLayout } from '../case/layout.ts';
import { Connections, InstanceLeft, unlessAborted } from './connections.ts';
import { committedJob, type Instance, lentInstance, ownInstance } from './instance.ts';
import { sentenceInApp } from './ways-out.ts';

/**
 * Answers reads of one case from whichever instance may have it open at the moment, and opens one where there is none.
 * Reads that fall between two instances wait; a read that is interrupted for a change of instance is asked again.
 */
export class ReadingSide implements CoReader {
  private readonly layout: CaseLayout;
  private readonly caseId: string;
  private readonly changed: () => void;
  private instance: Instance | null = null;
  private opening: Promise<Instance> | null = null;
  private gate: { readonly opened: Promise<void>; open(): void } | null = null;
  private closed = false;
  private looking: Promise<void> | null = null;
  private readTo = -1;
  private filled: Filled = new Map();
  private sentence: string | null = null;
  private lastTables: number;

  /** `tables` is what is known of them before they are opened. */
  constructor(layout: CaseLayout, caseId: string, changed: () => void, tables = 0) {
    this.layout = layout;
    this.caseId = caseId;
    this.changed = changed;
    this.lastTables = tables;
  }

  /** Whether an instance is there or about to be: before that, nothing was read of the tables. */
  get isOpen(): boolean {
    return this.instance !== null || this.gate !== null;
  }

  /** One sentence where the case cannot be read at the moment. */
  get trouble(): string | null {
    return this.sentence;
  }

  /** Number of the last job that changed the tables. */
  get tables(): number {
    return this.lastTables;
  }

  /** Bytes of the activity log that the analysis tables show. */
  get activityRead(): number {
    return this.readTo;
  }

  async read<Answer>(
    work: (connection: DuckDBConnection, instance: Instance) => Promise<Answer>,
    signal?: AbortSignal,
  ): Promise<Answer> {
    for (;;) {
      if (this.gate !== null) {
        await unlessAborted(this.gate.opened, signal);
        continue;
      }
      const instance = await unlessAborted(this.current(), signal);
      try {
        return await instance.connections.ask((connection) => work(connection, instance), signal);
      } catch (error) {
        if (!(error instanceof InstanceLeft)) throw error;
      }
    }
  }

  /** Looks whether the case is still there and can be read, and whether others wrote to its activity log. */
  async look(): Promise<void> {
    // What was written while somebody else looked may have been missed by that look.
    while (this.looking !== null) await this.looking;
    if (this.gate !== null || this.closed) return;
    this.looking = this.lookOnce();
    await this.looking;
  }

  private async lookOnce(): Promise<void> {
    try {
      await this.current();
      if (sizeOf(this.layout.activity) !== this.readTo)
        await this.read((connection) => this.fillAnalysis(connection));
      this.say(null);
    } catch (error) {
      if (!(error instanceof InstanceLeft)) this.say(sentenceInApp(error));
    } finally {
      this.looking = null;
    }
  }

  async stepAside(): Promise<void> {
    this.shutGate();
    await this.leaveInstance();
  }

  async lend(database: Database): Promise<void> {
    const connections = new Connections(database);
    const tables = await connections.ask(committedJob);
    this.filled = new Map();
    await connections.ask((connection) => this.fillAnalysis(connection));
    this.instance = lentInstance(connections, tables);
    this.lastTables = tables;
    this.openGate();
  }

  async takeBack(): Promise<void> {
    this.shutGate();
    if (this.instance !== null)
      this.lastTables = await this.instance.connections
        .ask(committedJob)
        .catch(() => this.lastTables);
    await this.leaveInstance();
  }

  comeBack(): void {
    this.openGate();
    this.changed();
  }

  async close(): Promise<void> {
    this.closed = true;
    this.openGate();
    await this.leaveInstance();
  }

  private async current(): Promise<Instance> {
    if (this.closed) throw new Refusal('not-found', `${this.layout.root} was closed.`);
    if (!existsSync(this.layout.database)) {
      const gone = caseGone(this.layout);
      this.say(gone.message);
      if (this.instance?.own === true) await this.leaveInstance();
      throw gone;
    }
    if (this.instance !== null) return this.instance;
    this.opening ??= this.openOwn().finally(() => {
      this.opening = null;
    });
    return this.opening;
  }

  private async openOwn(): Promise<Instance> {
    try {
      const size = sizeOf(this.layout.activity);
      const open = await openAnalysedCase(this.layout.root, 'showing it');
      try {
        if (open.caseFile.case_id !== this.caseId)
          throw new Refusal(
            'not-found',
            `Another case (${open.caseFile.case_id}) stands at ${this.layout.root} now; open that one.`,
          );
        const tables = await committedJob(open.database.connection);
        this.instance = ownInstance(open, tables);
        this.filled = open.filled;
        this.readTo = size;
        this.lastTables = tables;
        this.say(null);
        return this.instance;
      } catch (error) {
        open.close();
        throw error;
      }
    } catch (error) {
      this.say(sentenceInApp(error));
      throw error;
    }
  }

  private async leaveInstance(): Promise<void> {
    await this.opening?.catch(() => undefined);
    const { instance } = this;
    this.instance = null;
    await instance?.close();
  }

  /** The analysis as the log has it now, in one transaction: readers see the one before or the one after. */
  private async fillAnalysis(connection: DuckDBConnection): Promise<void> {
    const size = sizeOf(this.layout.activity);
    const analysis = analysisOf(readActs(this.layout));
    await connection.run('BEGIN');
    try {
      const filled = await fillMemoryTables(connection, analysis, this.filled);
      await connection.run('COMMIT');
      this.filled = filled;
    } catch (error) {
      await connection.run('ROLLBACK').catch(() => undefined);
      throw error;
    }
    this.readTo = size;
  }

  private shutGate(): void {
    if (this.gate !== null) return;
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    this.gate = { opened, open };
  }

  private openGate(): void {
    const { gate } = this;
    this.gate = null;
    gate?.open();
  }

  private say(sentence: string | null): void {
    if (this.closed || this.sentence === sentence) return;
    this.sentence = sentence;
    this.changed();
  }
}

export const sizeOf = (path: string): number =>
  statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** What is said where the folder of a case is not where it was. */
export const caseGone = ({ root }: CaseLayout): Refusal =>
  new Refusal(
    'not-found',
    `${root} is not there any more; put the folder back, or open another case.`,
  );
