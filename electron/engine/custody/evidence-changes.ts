import type { EvidenceChange } from '../../../shared/domain/evidence-change.ts';
import { completedJobs, detectionBegun, importBegun } from './acts.ts';
import type { ChainEntry } from './chain.ts';
import { rebuildBegun } from './imports.ts';

/** Every completed import, reading of a file otherwise and repair of its records, in the order of the log. */
export function evidenceChanges(entries: readonly ChainEntry[]): EvidenceChange[] {
  const imports = completedJobs(entries, 'import', importBegun);
  const names = new Map(imports.map(({ begun }) => [begun.sha256, begun.name]));
  const readings = completedJobs(entries, 'rebuild', rebuildBegun).flatMap(
    ({ begun: { job_no, reading, repair } }) => {
      const sha256 = (reading ?? repair)?.sha256;
      return sha256 === undefined ? [] : [{ job_no, name: names.get(sha256) ?? sha256 }];
    },
  );
  const completed = (what: EvidenceChange['what'], act: string, job_no: number, name: string) => {
    const entry = entries.find((one) => one.act === act && one.data['job_no'] === job_no);
    return { what, job_no, name, at: entry?.at ?? '', entry: entry?.seq ?? 0 };
  };
  return [
    ...imports.map(({ begun }) =>
      completed('import', 'import.completed', begun.job_no, begun.name),
    ),
    ...readings.map(({ job_no, name }) => completed('reading', 'rebuild.completed', job_no, name)),
  ].sort((one, other) => one.entry - other.entry);
}

/** What a result has not seen that was made at this entry of the custody log. */
export const changesSince = (changes: readonly EvidenceChange[], entry: number): EvidenceChange[] =>
  changes.filter((change) => change.entry > entry);

export interface DetectionStanding {
  readonly ran_at: string;
  readonly rules: number;
  /** Imports and readings that the run has not seen. */
  readonly changed_since: EvidenceChange[];
}

/** The latest detection run; null where rules never ran. */
export function latestDetection(entries: readonly ChainEntry[]): DetectionStanding | null {
  const run = completedJobs(entries, 'detection', detectionBegun).at(-1);
  if (run === undefined) return null;
  const said = entries.findLast(
    ({ act, data }) => act === 'detection.completed' && data['job_no'] === run.completed.job_no,
  );
  return {
    ran_at: said?.at ?? run.begunAt,
    rules: run.begun.rules.length,
    changed_since: changesSince(evidenceChanges(entries), said?.seq ?? 0),
  };
}

export interface ReportStanding {
  readonly report: string;
  readonly at: string;
  readonly changed_since: EvidenceChange[];
}

/** Every issued report, in order, with what it has not seen. */
export function reportStandings(entries: readonly ChainEntry[]): ReportStanding[] {
  const changes = evidenceChanges(entries);
  return entries.flatMap(({ act, at, seq, data }) =>
    act === 'report.issued' && typeof data['report_id'] === 'string'
      ? [{ report: data['report_id'], at, changed_since: changesSince(changes, seq) }]
      : [],
  );
}
