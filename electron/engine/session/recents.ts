import { existsSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { type CaseHead, caseHead, type RecentCase } from '../../../shared/domain/case-home.ts';
import { timestamp } from '../base/clock.ts';
import { systemCode } from '../base/errors.ts';
import { recentCasesPath } from '../base/home.ts';
import { readCaseFile } from '../case/case-file.ts';
import { layoutOf } from '../case/layout.ts';
import { writerOf } from '../case/lock.ts';
import { integer, row } from '../case/query.ts';
import { readHomeFile, writeHomeFile } from './home-file.ts';
import { forgetPicture } from './home-picture.ts';
import { sentenceInApp } from './ways-out.ts';

const verified = z.object({ at: z.string(), ok: z.boolean() });
const kept = caseHead.extend({
  turns: z.int(),
  files: z.int(),
  bytes: z.int(),
  opened_at: z.string(),
  verified: verified.nullable(),
});
type Kept = z.infer<typeof kept>;
const keptCases = z.object({ cases: z.array(kept) });

type Counts = Pick<Kept, 'turns' | 'files' | 'bytes'>;

/** An open case: what it is called, and what its home shows. */
interface Shown {
  readonly head: CaseHead;
  readonly home: (verified: null) => Promise<Counts>;
}

/** An open case: what it is called, and a way to ask it. */
interface Counted {
  readonly head: CaseHead;
  readonly read: (ask: (connection: DuckDBConnection) => Promise<Counts>) => Promise<Counts>;
}

/** The cases that were opened, the latest first, with what they held when they were last seen. */
export class RecentCases {
  private readonly home: string;
  private readonly file: string;
  private noting: Promise<void> = Promise.resolve();

  constructor(home: string) {
    this.home = home;
    this.file = recentCasesPath(home);
  }

  /** `isOpen` tells of a path whether this process has it open: what its own jobs do there is no trouble. */
  list(isOpen: (path: string) => boolean): RecentCase[] {
    return this.read().map((one) => ({
      ...one,
      ...(isOpen(one.path) ? { state: 'present', sentence: null } : stateOf(one)),
    }));
  }

  find(caseId: string): Kept | undefined {
    return this.read().find(({ case_id }) => case_id === caseId);
  }

  verificationOf(caseId: string): Kept['verified'] {
    return this.find(caseId)?.verified ?? null;
  }

  /** Puts it first as soon as its home is known: a window that opens it does not wait for the disk. */
  opened(shown: Shown): void {
    const before = this.noting;
    this.noting = before
      .then(() => this.note(shown))
      // The list of cases is a convenience: a case that broke off is on it once it is opened again.
      .catch(() => undefined);
  }

  /** Resolves when every case that was opened is on the list. */
  noted(): Promise<void> {
    return this.noting;
  }

  private async note({ head, home }: Shown): Promise<void> {
    const { turns, files, bytes } = await home(null);
    // After whoever waits for the home has been answered.
    await new Promise((resolve) => setImmediate(resolve));
    const counts = { turns, files, bytes };
    const others = this.read().filter(({ case_id }) => case_id !== head.case_id);
    const verified = this.verificationOf(head.case_id);
    this.write([{ ...head, ...counts, opened_at: timestamp(), verified }, ...others]);
  }

  /** What it holds may have changed. */
  async seen({ head, read }: Counted): Promise<void> {
    this.change(head.case_id, await read(countsIn));
  }

  verified(caseId: string, result: z.infer<typeof verified>): void {
    this.change(caseId, { verified: result });
  }

  forget(caseId: string): void {
    this.write(this.read().filter(({ case_id }) => case_id !== caseId));
    forgetPicture(this.home);
  }

  /** Those that are open stay: a window that is loaded anew finds its case by this list. */
  forgetAll(isOpen: (path: string) => boolean): { forgotten: number; kept: number } {
    const all = this.read();
    const kept = all.filter(({ path }) => isOpen(path));
    this.write(kept);
    forgetPicture(this.home);
    return { forgotten: all.length - kept.length, kept: kept.length };
  }

  private change(caseId: string, change: Partial<Kept>): void {
    this.write(this.read().map((one) => (one.case_id === caseId ? { ...one, ...change } : one)));
  }

  private read(): Kept[] {
    return readHomeFile(this.file, keptCases)?.cases ?? [];
  }

  private write(cases: readonly Kept[]): void {
    try {
      writeHomeFile(this.file, { cases });
    } catch (error) {
      // A home that cannot be written to is no reason not to open a case.
      if (systemCode(error) === undefined) throw error;
    }
  }
}

/** Told from a few small files, so that a list of many cases is quick. */
function stateOf({ path, case_id }: Kept): Pick<RecentCase, 'state' | 'sentence'> {
  const layout = layoutOf(path);
  if (!existsSync(layout.root))
    return { state: 'missing', sentence: `There is no folder ${layout.root} any more.` };
  try {
    const found = readCaseFile(layout).case_id;
    if (found !== case_id)
      return { state: 'not-a-case', sentence: `Another case (${found}) stands at ${layout.root}.` };
    const writer = writerOf(layout.root);
    return writer === null
      ? { state: 'present', sentence: null }
      : { state: 'in-use', sentence: writer };
  } catch (error) {
    return { state: 'not-a-case', sentence: sentenceInApp(error) };
  }
}

const countsIn = (connection: DuckDBConnection): Promise<Counts> =>
  row(connection, COUNTS, {}, z.object({ turns: integer, files: integer, bytes: integer }));

const COUNTS = `
  SELECT
    (SELECT count(*) FROM turn WHERE kind = 'model') AS turns,
    (SELECT count(*) FROM evidence) AS files,
    (SELECT coalesce(sum(bytes), 0) FROM evidence) AS bytes`;
