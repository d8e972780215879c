import { renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from '../base/files.ts';
import type { CaseLayout } from './layout.ts';

/** A database that was made beside takes the place of the case's, for good when this returns. Nobody may have either open. */
export function putInPlace(layout: CaseLayout, database: string): void {
  rmSync(`${layout.database}.wal`, { force: true });
  renameSync(database, layout.database);
  syncFolder(dirname(layout.database));
}
