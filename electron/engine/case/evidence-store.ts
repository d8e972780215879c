import { type CustodyAct, importBegun } from '../custody/acts.ts';
import type { EvidenceStore } from '../evidence/store.ts';
import type { CaseLayout } from './layout.ts';

/** Where the evidence of a case is, as its custody log says. Throws a ZodError where an entry is not as it must be. */
export function evidenceStoreOf(
  { evidence }: CaseLayout,
  entries: readonly CustodyAct[],
): EvidenceStore {
  const completed = new Set(
    entries.flatMap(({ act, data }) => (act === 'import.completed' ? [data['job_no']] : [])),
  );
  const begun = entries.filter(
    ({ act, data }) =>
      act === 'import.begun' && data['in_place'] != null && completed.has(data['job_no']),
  );
  return {
    folder: evidence,
    inPlace: new Map(
      begun.flatMap(({ data }) => {
        const { sha256, bytes, in_place } = importBegun.parse(data);
        return in_place === null ? [] : [[sha256, { ...in_place, bytes }] as const];
      }),
    ),
  };
}
