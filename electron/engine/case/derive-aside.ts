import { constants, copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Job } from '../base/job.ts';
import { readChain } from '../custody/chain.ts';
import { readCaseFile } from './case-file.ts';
import { type CoReader, coReadersOf } from './co-readers.ts';
import {
  type Database,
  memoryWithReaders,
  openDatabaseForReading,
  openDatabaseForWriting,
} from './database.ts';
import { refuseOtherDerivation } from './derivation-version.ts';
import {
  CHECKPOINT,
  committedJobNo,
  type Derivation,
  type Derived,
  deriveLocked,
  reconcile,
  removeTemporaryFiles,
} from './derive.ts';
import { type CaseLayout, layoutOf } from './layout.ts';
import { lockForWriting, removeStaleLocks } from './lock.ts';
import { putInPlace } from './put-in-place.ts';
import { asideFolder } from './unfinished-import.ts';

/** A derivation in a database of its own, which may commit on the way: nobody sees it before it is whole. */
export interface AsideDerivation extends Derivation {
  /** Where files of the job stand until it is completed; a kill leaves them. */
  readonly folder: string;
  /** The last job whose rows the case holds. */
  readonly base: number;
  /** Commits what was done so far. */
  readonly commit: () => Promise<void>;
}

export interface Aside {
  /** Whether what an interrupted job left may be gone on with; else the job begins anew. Its database is closed. */
  readonly continues: (database: string, base: number) => Promise<boolean>;
}

/**
 * As `derive`, in a copy of the database that takes the place of the old one at the end. What was committed on the way
 * outlives a kill, and a later job of the same kind goes on from there; whatever else ends the job removes it.
 */
export async function deriveAside<Result>(
  path: string,
  act: string,
  doing: string,
  { continues }: Aside,
  work: (derivation: AsideDerivation) => Promise<Derived<Result>>,
  job: Job = {},
  memory?: string,
): Promise<Result> {
  const layout = layoutOf(path);
  readCaseFile(layout);
  const lock = lockForWriting(layout.root, doing);
  const readers = coReadersOf(layout.root);
  try {
    removeStaleLocks(layout.root);
    removeTemporaryFiles(layout);
    refuseOtherDerivation(layout.root, readChain(layout.custody).entries);
    for (const reader of readers) await reader.stepAside();
    const base = await settled(layout);
    const folder = asideFolder(layout);
    const database = join(folder, 'case.duckdb');
    if (!existsSync(database) || !(await continues(database, base))) {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      copyFileSync(layout.database, database, constants.COPYFILE_FICLONE);
    }
    try {
      const limit = readers.length === 0 ? memory : memoryWithReaders(memory);
      const made = await openDatabaseForWriting({ ...layout, database }, limit);
      const opened = new Opened(made, readers);
      try {
        await opened.lend(layout);
        const takePlace = async (): Promise<void> => {
          await opened.close();
          putInPlace(layout, database);
        };
        const commit = async (): Promise<void> => {
          await made.connection.run('COMMIT');
          await made.connection.run('BEGIN');
        };
        return await deriveLocked(
          layout,
          made.connection,
          act,
          (derivation) => work({ ...derivation, folder, base, commit }),
          job,
          takePlace,
        );
      } finally {
        await opened.close();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  } finally {
    lock.release();
    for (const reader of readers) reader.comeBack();
  }
}

/** The database that is made, and the old one that screens read meanwhile. */
class Opened {
  private readonly made: Database;
  private readonly readers: readonly CoReader[];
  private shown: Database | null = null;
  private isOpen = true;

  constructor(made: Database, readers: readonly CoReader[]) {
    this.made = made;
    this.readers = readers;
  }

  async lend(layout: CaseLayout): Promise<void> {
    if (this.readers.length === 0) return;
    this.shown = await openDatabaseForReading(layout);
    for (const reader of this.readers) await reader.lend(this.shown);
  }

  async close(): Promise<void> {
    if (!this.isOpen) return;
    this.isOpen = false;
    for (const reader of this.readers) await reader.takeBack();
    this.shown?.close();
    this.made.close();
  }
}

/** Lets the old database take in its write-ahead log; gives the last job whose rows it holds. */
async function settled(layout: CaseLayout): Promise<number> {
  const old = await openDatabaseForWriting(layout);
  try {
    await reconcile(layout, old.connection);
    await old.connection.run(CHECKPOINT);
    return await committedJobNo(old.connection);
  } finally {
    old.close();
  }
}
