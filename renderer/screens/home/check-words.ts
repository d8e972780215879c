import type { Check } from '../../../shared/domain/check.ts';
import type { CaseHome } from '../../../shared/domain/case-home.ts';
import { failedFirst } from '../../../shared/text/checks.ts';
import type { JobStatus, VerifyOutcome } from '../../../shared/domain/job-status.ts';

/** The newest verification of a case that ended while the program ran, with every check. */
function lastVerification(jobs: readonly JobStatus[], caseId: string): VerifyOutcome | undefined {
  return jobs
    .flatMap(({ case_id, verify }) => (case_id === caseId && verify !== null ? [verify] : []))
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
}

/** What is known of the last verification: its checks where it was done here, else only how it ended. */
export function knownVerification(
  jobs: readonly JobStatus[],
  home: Pick<CaseHome, 'verified'> & { readonly head: { readonly case_id: string } },
): { readonly at: string; readonly ok: boolean; readonly checks: readonly Check[] } | null {
  const here = lastVerification(jobs, home.head.case_id);
  const { verified } = home;
  if (here !== undefined && (verified === null || here.at >= verified.at.slice(0, 19)))
    return { at: here.at, ok: here.ok, checks: failedFirst(here.checks) };
  return verified === null ? null : { ...verified, checks: [] };
}

export const runningJob = (
  jobs: readonly JobStatus[],
  caseId: string,
  kind: JobStatus['kind'],
): JobStatus | undefined =>
  jobs.find((job) => job.kind === kind && job.case_id === caseId && job.state === 'running');
