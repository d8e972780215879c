import type { ReferenceKind } from '../../../shared/domain/reference.ts';
import { type CustodyAct, completedJobs, referenceBegun } from './acts.ts';

/** What custody says of a reference beside what the table of them holds; null where nothing was said. */
export interface SaidOfReference {
  readonly kind: ReferenceKind | null;
  readonly note: string | null;
}

/** By reference, in the order of their numbers, from 1. */
export const saidOfReferences = (entries: readonly CustodyAct[]): SaidOfReference[] =>
  completedJobs(entries, 'reference', referenceBegun).map(
    ({ begun: { kind = null, note = null } }) => ({ kind, note }),
  );
