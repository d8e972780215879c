import type { JobStatus } from '../../shared/domain/job-status.ts';
import { inCase } from '../commands/attempt.ts';
import { bytes, count, counted } from '../../shared/text/numbers.ts';

/** What a job is doing, for a line: `Importing gateway.jsonl, 62 %`. */
export function jobInWords({ kind, title, done, total, phase, stopping }: JobStatus): string {
  const doing = {
    sample: 'Making the sample case',
    import: `Importing ${title}`,
    reference: `Registering ${title}`,
    reread: `Reading ${title} anew`,
    detect: 'Running rules',
    verify: 'Verifying',
    report: 'Issuing a report',
    compare: 'Comparing',
    export: `Exporting ${title}`,
  }[kind];
  if (stopping) return `${doing}: cancelling`;
  if (total === null || total === 0) return phase === '' ? doing : `${doing}: ${phase}`;
  return `${doing}, ${Math.floor((done / total) * 100)} %`;
}

/** The words of a job with the case that it is of, where another is shown or none. */
export function withCase(words: string, job: JobStatus, shown: string | null): string {
  const { case_id, case_title } = job;
  return case_id === null || case_title === null || case_id === shown
    ? words
    : `${inCase(case_title)} ${words}`;
}

/** How a job ended, in one sentence. */
export function endInWords(job: JobStatus): string {
  if (job.state === 'cancelled') return job.sentence ?? 'Cancelled.';
  if (job.state === 'failed') return job.sentence ?? 'It failed.';
  switch (job.kind) {
    case 'sample':
      return 'The sample case is ready.';
    case 'import':
      return importInWords(job);
    case 'reference':
      return job.reference === null
        ? `${job.title} was registered.`
        : `${job.title} was registered as reference D-${job.reference.reference_id}.`;
    case 'reread':
      return `${job.title} was read anew; earlier results are marked stale.`;
    case 'detect':
      return job.detect === null
        ? 'The rules ran.'
        : `The rules ran: ${counted(job.detect.findings, 'finding')}, ${counted(job.detect.leads, 'lead')}, ${counted(job.detect.candidates, 'candidate')}.`;
    case 'verify':
      return verifyInWords(job);
    case 'report':
      return job.report === null
        ? 'The report was issued.'
        : `${job.report.report} was issued${job.report.signer === null ? ', not signed' : `, signed by ${job.report.signer}`}.`;
    case 'compare':
      return job.compare === null
        ? 'The comparison ended.'
        : `Compared: ${count(job.compare.changed)} of ${counted(job.compare.pairs, 'pair')} changed.`;
    case 'export':
      return job.export === null
        ? 'The export ended.'
        : `Exported ${counted(job.export.rows, 'row')} as ${job.title}, ${bytes(job.export.bytes)}.`;
  }
}

function importInWords({ import: outcome }: JobStatus): string {
  if (outcome === null) return 'The import ended.';
  const fresh = outcome.files.filter(({ duplicate }) => !duplicate);
  const records = fresh.reduce((sum, file) => sum + file.records, 0);
  const duplicates = outcome.files.length - fresh.length;
  return [
    `${counted(fresh.length, 'file')} imported, ${counted(records, 'record')}`,
    duplicates === 0 ? '' : `; ${count(duplicates)} in the case already`,
    outcome.refused.length === 0 ? '' : `; ${count(outcome.refused.length)} refused`,
    outcome.skipped.length === 0 ? '' : `; ${count(outcome.skipped.length)} passed over`,
    '.',
  ].join('');
}

function verifyInWords({ verify, case_id, title }: JobStatus): string {
  const what = case_id === null ? title : 'the case';
  if (verify === null) return `Verifying ${what} ended.`;
  const failed = verify.checks.filter(({ ok }) => !ok).length;
  return verify.ok
    ? `Verified ${what}: ${counted(verify.checks.length, 'check')}, all passed.`
    : `Verified ${what}: ${count(failed)} of ${counted(verify.checks.length, 'check')} failed.`;
}
