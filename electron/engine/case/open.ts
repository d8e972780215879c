import { Refusal } from '../base/errors.ts';
import { readChain, type ChainEntry, type ChainHead } from '../custody/chain.ts';
import { type CaseFile, readCaseFile } from './case-file.ts';
import { refuseOtherDerivation } from './derivation-version.ts';
import { type Database, type Limits, openDatabaseForReading } from './database.ts';
import { type CaseLayout, layoutOf } from './layout.ts';
import { evidenceStoreOf } from './evidence-store.ts';
import type { EvidenceStore } from '../evidence/store.ts';
import { lockForReading, removeStaleLocks } from './lock.ts';

/** A case open for reading: shared with other readers, closed by the one who opened it. */
export interface OpenCase {
  readonly layout: CaseLayout;
  readonly caseFile: CaseFile;
  readonly evidence: EvidenceStore;
  readonly custody: readonly ChainEntry[];
  readonly custodyHead: ChainHead;
  readonly database: Database;
  close(): void;
}

/** `doing` completes "process 7 has been ..." for others who want to write meanwhile. */
export async function openCase(path: string, doing: string, limits?: Limits): Promise<OpenCase> {
  const layout = layoutOf(path);
  const caseFile = readCaseFile(layout);
  const lock = lockForReading(layout.root, doing);
  try {
    removeStaleLocks(layout.root);
    const { entries, head, fault } = readChain(layout.custody);
    if (fault !== null)
      throw new Refusal('case-damaged', `The custody log of ${layout.root} is damaged: ${fault}.`, {
        way: 'verify',
      });
    refuseOtherDerivation(layout.root, entries);
    const database = await openDatabaseForReading(layout, limits);
    return {
      layout,
      caseFile,
      evidence: evidenceStoreOf(layout, entries),
      custody: entries,
      custodyHead: head,
      database,
      close: () => {
        database.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
