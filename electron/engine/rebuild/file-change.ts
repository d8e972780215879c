import type { RebuildBegun } from '../custody/imports.ts';
import type { FileCounts } from '../import/imported-file.ts';
import type { Otherwise } from './rederive.ts';

/** Who begins a rebuild, when, and the number of its job. */
export interface Begun {
  readonly job_no: number;
  readonly at: string;
  readonly by: string;
}

/** A file that a rebuild derives otherwise than before, and what custody says of it. */
export interface FileChange {
  /** What the "begun" entry says. */
  readonly said: Pick<RebuildBegun, 'reading' | 'repair'>;
  otherwise(begun: Begun): Otherwise;
  /** What the "completed" entry says; only after the file was read. */
  told(): { readonly read: FileCounts } & Readonly<Record<string, unknown>>;
}
