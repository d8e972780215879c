import { basename } from 'node:path';
import type { ImportOutcome, JobStatus } from '../../../shared/domain/job-status.ts';
import { timestamp } from '../base/clock.ts';
import type { Way } from '../base/errors.ts';
import type { Job } from '../base/job.ts';
import type { ReferenceOptions } from '../import/register-reference.ts';
import type { MappingText } from '../import/mapping-text.ts';
import type { RepairAsked } from '../rebuild/repair-in-case.ts';
import type { Verification } from '../verify/verify.ts';
import type { Signer } from '../seal/identity.ts';
import type { CaseSession } from './case-session.ts';
import { type JobRequest, JobStopped } from './jobs.ts';
import { sentenceInApp, wayInApp } from './ways-out.ts';

/** Jobs of one case wait for each other: one writes, and whoever verifies must not be written under. */
const common = ({ head, layout }: CaseSession) => ({
  ofCase: head,
  queue: layout.root,
});

const namesOf = (paths: readonly string[]): string =>
  paths.length === 1 ? basename(paths[0] ?? '') : `${paths.length} files`;

interface HowToImport {
  readonly format: string | null;
  readonly zone: string | null;
  readonly clockOffsetMs?: number | undefined;
  /** Milliseconds within which requests and answers may be joined by time. */
  readonly joinWindowMs?: number | undefined;
  /** A filled-in intake form. */
  readonly intake?: string;
  /** A mapping that reads the files instead of a known format. */
  readonly mapping?: MappingText;
  /** Files are left where they are. */
  readonly inPlace?: boolean | undefined;
}

export function importJob(
  session: CaseSession,
  paths: readonly string[],
  { format, zone, clockOffsetMs, joinWindowMs, mapping, intake, inPlace }: HowToImport,
): JobRequest {
  return {
    ...common(session),
    kind: 'import',
    title: namesOf(paths),
    unit: 'bytes',
    async work(job) {
      const { importFiles, ImportStopped } = await import('../import/import-files.ts');
      const { clockOf, readIntakeFacts } = await import('../import/intake-form.ts');
      const facts = intake === undefined ? null : readIntakeFacts(intake);
      const clock = clockOf({ zone: zone ?? undefined, clockOffsetMs }, facts);
      const options = { format, mapping, ...clock, joinWindowMs, intake: facts, inPlace };
      try {
        const outcome = await importFiles(session.layout.root, paths, options, job);
        return { import: namedOnly(outcome, []) };
      } catch (error) {
        if (!(error instanceof ImportStopped)) throw error;
        const { outcome, left } = error;
        const done = outcome.files.length + outcome.refused.length + outcome.skipped.length;
        if (done === 0) throw error;
        throw new JobStopped(
          error,
          error.code === 'cancelled'
            ? 'Cancelled; the files that were imported before stay, the one under way left nothing.'
            : sentenceInApp(error),
          { import: namedOnly(outcome, left) },
        );
      }
    },
  };
}

/** Registers a file unparsed: what said what was right, and when. */
export function referenceJob(
  session: CaseSession,
  path: string,
  options: ReferenceOptions,
): JobRequest {
  return {
    ...common(session),
    kind: 'reference',
    title: basename(path),
    unit: 'steps',
    async work(job) {
      const { registerReference } = await import('../import/register-reference.ts');
      const { reference_id } = await registerReference(session.layout.root, path, options, job);
      return { reference: { reference_id } };
    },
  };
}

/** Screens name files, never paths. */
function namedOnly(
  { files, refused, skipped }: ImportedByPath,
  left: readonly string[],
): ImportOutcome {
  return {
    files: files.map((file) => ({
      name: file.name,
      sha256: file.sha256,
      bytes: file.bytes,
      format: file.format,
      records: file.records,
      mapped: file.mapped,
      unmapped: file.unmapped,
      quarantined: file.quarantined,
      turns: file.turns,
      duplicate: file.duplicate_of !== undefined,
    })),
    refused: refused.map(named),
    skipped: skipped.map(named),
    left: left.map((path) => basename(path)),
  };
}

interface ImportedByPath {
  readonly files: readonly (Omit<ImportOutcome['files'][number], 'duplicate'> & {
    readonly duplicate_of?: string;
  })[];
  readonly refused: readonly LeftOut[];
  readonly skipped: readonly LeftOut[];
}
interface LeftOut {
  readonly path: string;
  readonly reason: string;
  readonly way?: Way | undefined;
}
const named = ({ path, reason, way }: LeftOut) => ({
  name: basename(path),
  reason: wayInApp(reason, way),
});

/** One file read in another zone or by another clock from now on: all tables are derived anew. */
export function rereadJob(
  session: CaseSession,
  file: { readonly name: string; readonly sha256: string },
  how: { readonly zone: string; readonly clockOffsetMs: number; readonly reason: string },
): JobRequest {
  return readAnew(session, file, async (job) => {
    const { rebuildCase } = await import('../rebuild/rebuild.ts');
    await rebuildCase(session.layout.root, job, { file: file.sha256, ...how });
  });
}

/** Malformed records of one file read as a rule mends them from now on, or no longer: the file is read anew. */
export function repairJob(
  session: CaseSession,
  file: { readonly name: string; readonly sha256: string },
  asked: Omit<RepairAsked, 'file'>,
): JobRequest {
  return readAnew(session, file, async (job) => {
    const { repairInCase } = await import('../rebuild/repair-in-case.ts');
    await repairInCase(session.layout.root, { file: file.sha256, ...asked }, job);
  });
}

const readAnew = (
  session: CaseSession,
  file: { readonly name: string },
  derive: (job: Job) => Promise<void>,
): JobRequest => ({
  ...common(session),
  kind: 'reread',
  title: file.name,
  unit: 'steps',
  async work(job) {
    await derive(job);
    return {};
  },
});

export function detectJob(session: CaseSession, ownRules: string | null): JobRequest {
  return {
    ...common(session),
    kind: 'detect',
    title: 'all rules',
    unit: 'rules',
    async work(job) {
      const { detectInCase } = await import('../detect/detect-in-case.ts');
      const { candidates, leads, findings, rules } = await detectInCase(
        session.layout.root,
        ownRules,
        job,
      );
      const names = new Set(rules.map(({ rule_id }) => rule_id));
      return { detect: { candidates, leads, findings, rules: names.size } };
    },
  };
}

/** Verifies in a child process: what is verified may be hostile. */
export type Verify = (request: { path: string; full: boolean }, job: Job) => Promise<Verification>;

export function verifyJob(session: CaseSession, full: boolean, verify: Verify): JobRequest {
  return {
    ...common(session),
    kind: 'verify',
    title: full ? 'everything, tables derived again' : 'files, logs and tables',
    unit: 'steps',
    work: (job) => verified(session.layout.root, full, verify, job),
  };
}

/** Anybody's case, report or package, which belongs to no case of ours. */
export function verifyOtherJob(path: string, full: boolean, verify: Verify): JobRequest {
  return {
    kind: 'verify',
    ofCase: null,
    title: basename(path),
    unit: 'steps',
    queue: `verify ${path}`,
    work: (job) => verified(path, full, verify, job),
  };
}

async function verified(
  path: string,
  full: boolean,
  verify: Verify,
  job: Job,
): Promise<Pick<JobStatus, 'verify'>> {
  const { ok, trust, checks } = await verify({ path, full }, job);
  return { verify: { ok, trust, checks, full, at: timestamp() } };
}
/** The key of the signer is held by the job alone, from its beginning to its end. */
export function reportJob(
  session: CaseSession,
  signer: Signer | null,
  verify: (request: { path: string; full: boolean }, job: Job) => Promise<Verification>,
): JobRequest {
  return {
    ...common(session),
    kind: 'report',
    title: signer === null ? 'not signed' : `signed by ${signer.name}`,
    unit: 'steps',
    async work(job): Promise<Pick<JobStatus, 'report'>> {
      const { issueReport } = await import('../report/issue.ts');
      const request = { template: 'rca', signer, out: null } as const;
      const issued = await session.act(
        (reader) => issueReport(reader, verify, request, job),
        job.signal,
      );
      return {
        report: {
          report: issued.report,
          sha256: issued.sha256,
          signer: issued.signer?.name ?? null,
        },
      };
    },
  };
}
