import { z } from 'zod';
import { referenceKind } from '../../../shared/domain/reference.ts';
import type { ChainEntry } from './chain.ts';

/** What custody entries say, act by act. A rebuild needs nothing but these, the evidence and `inputs/`. */

const job = { job_no: z.int() };
/** Names a file of the case, so nothing but a hash may stand there. */
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'not a SHA-256');

/** The first entry of both logs: which case they belong to. */
export const caseCreated = z.looseObject({ case_id: z.string(), case_file_sha256: hash });

export const importBegun = z.looseObject({
  ...job,
  sha256: hash,
  bytes: z.int(),
  name: z.string(),
  source_path: z.string(),
  /** Where the file stays, and when it was last changed; null where evidence/ holds a copy. */
  in_place: z.object({ path: z.string(), modified_at: z.string() }).nullable().default(null),
  /** A format that the examiner asked for; null where it was recognised. */
  format: z.string().nullable(),
  /** The mapping that was given instead of a format: its text is `inputs/<sha256>`. */
  mapping: z.object({ name: z.string(), sha256: hash }).nullable().default(null),
  zone: z.string(),
  clock_offset_ms: z.int(),
  /** What the folders above the file said of its rows: `date=2026-01-05`. */
  partitions: z.array(z.object({ name: z.string(), value: z.string().nullable() })).default([]),
  /** Within what time halves of calls may be joined; null where none was stated. */
  join_window_ms: z.int().nullable().default(null),
  intake: z.record(z.string(), z.unknown()).nullable(),
});
export type ImportBegun = z.infer<typeof importBegun>;

export const referenceBegun = z.looseObject({
  ...job,
  sha256: hash,
  bytes: z.int(),
  name: z.string(),
  title: z.string(),
  in_force_from: z.string().nullable(),
  in_force_to: z.string().nullable(),
  /** Zone in which the dates were meant, where another than UTC was named. */
  zone: z.string().optional(),
  kind: referenceKind.optional(),
  /** The examiner's words on it. */
  note: z.string().optional(),
});
export type ReferenceBegun = z.infer<typeof referenceBegun>;

/** A detection run: the rule pack's text is `inputs/<sha256>`. */
export const detectionBegun = z.looseObject({
  ...job,
  rules_sha256: hash,
  rules: z.array(z.string()),
});
export type DetectionBegun = z.infer<typeof detectionBegun>;

export const jobCompleted = z.looseObject({
  ...job,
  digests: z.record(z.string(), z.record(z.string(), z.string())),
});

const reportFiles = {
  report_id: z.string().regex(/^R-\d{4,}$/),
  /** Every file of the report's folder with its SHA-256. */
  files: z.record(z.string().regex(/^[\w-][\w.-]*$/), hash),
};

/** Said before the report's folder gets its name, so that a kill between the two is understood. */
export const reportBegun = z.looseObject(reportFiles);

export const reportIssued = z.looseObject({
  ...reportFiles,
  template: z.string(),
  signer: z.string().nullable(),
  certificate_sha256: z.string().nullable(),
  extract_sha256: z.string(),
  pdf_sha256: z.string(),
  package_sha256: z.string(),
  /** Where the activity log stood: it may only have grown since. */
  activity: z.object({ length: z.int(), hash: z.string() }).optional(),
});
export type ReportIssued = z.infer<typeof reportIssued>;

export interface CompletedJob<Begun> {
  readonly begun: Begun;
  readonly begunAt: string;
  readonly begunBy: string;
  readonly completed: z.infer<typeof jobCompleted>;
}

/** What an entry says, whatever place it has in the chain. */
export type CustodyAct = Pick<ChainEntry, 'at' | 'actor' | 'act' | 'data'>;

/** The jobs of one kind that were completed, in order, parsed by the schema of their "begun" entry. Throws a ZodError. */
export function completedJobs<Begun extends { job_no: number }>(
  entries: readonly CustodyAct[],
  act: string,
  schema: z.ZodType<Begun>,
): CompletedJob<Begun>[] {
  const begunOf = new Map<unknown, CustodyAct>();
  for (const entry of entries)
    if (entry.act === `${act}.begun` && !begunOf.has(entry.data['job_no']))
      begunOf.set(entry.data['job_no'], entry);
  return entries
    .filter((entry) => entry.act === `${act}.completed`)
    .map(({ data }) => {
      const completed = jobCompleted.parse(data);
      const begun = begunOf.get(completed.job_no);
      return {
        begun: schema.parse(begun?.data),
        begunAt: begun?.at ?? '',
        begunBy: begun?.actor ?? '',
        completed,
      };
    });
}
