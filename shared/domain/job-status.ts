import { z } from 'zod';
import { check, trust } from './check.ts';

/** Long work that the engine does while screens stay usable. */
export const jobKind = z.enum([
  'sample',
  'import',
  'reference',
  'reread',
  'detect',
  'verify',
  'report',
  'compare',
  'export',
]);
export type JobKind = z.infer<typeof jobKind>;

export const jobState = z.enum(['running', 'done', 'failed', 'cancelled']);
export type JobState = z.infer<typeof jobState>;

/** What an import did with each file it was given; one that was cancelled says it too. */
export const importOutcome = z.object({
  files: z.array(
    z.object({
      name: z.string(),
      sha256: z.string(),
      bytes: z.int(),
      format: z.string(),
      records: z.int(),
      mapped: z.int(),
      unmapped: z.int(),
      quarantined: z.int(),
      turns: z.int(),
      duplicate: z.boolean(),
    }),
  ),
  refused: z.array(z.object({ name: z.string(), reason: z.string() })),
  skipped: z.array(z.object({ name: z.string(), reason: z.string() })),
  /** Names of the files of which nothing was imported because the import ended before; none where it ran to its end. */
  left: z.array(z.string()),
});
export type ImportOutcome = z.infer<typeof importOutcome>;

export const verifyOutcome = z.object({
  ok: z.boolean(),
  trust: trust.nullable(),
  checks: z.array(check),
  /** Whether the tables of a case were derived again. */
  full: z.boolean(),
  /** UTC, ISO 8601. */
  at: z.string(),
});
export type VerifyOutcome = z.infer<typeof verifyOutcome>;

export const detectOutcome = z.object({
  candidates: z.int(),
  leads: z.int(),
  findings: z.int(),
  rules: z.int(),
});
export type DetectOutcome = z.infer<typeof detectOutcome>;

export const reportOutcome = z.object({
  /** R-0002. */
  report: z.string(),
  /** Of the PDF. */
  sha256: z.string(),
  signer: z.string().nullable(),
});
export type ReportOutcome = z.infer<typeof reportOutcome>;
export const comparisonOutcome = z.object({
  /** Names the result. */
  id: z.string(),
  pairs: z.int(),
  changed: z.int(),
});
export type ComparisonOutcome = z.infer<typeof comparisonOutcome>;

/** Its number, of which D-2 is the handle. */
export const referenceOutcome = z.object({ reference_id: z.int() });

export const exportOutcome = z.object({
  rows: z.int(),
  bytes: z.int(),
});

/** A job as a screen shows it; the last word on it where `state` is no longer `running`. */
export const jobStatus = z.object({
  job: z.string(),
  kind: jobKind,
  /** The case it works on. */
  case_id: z.string().nullable(),
  /** Its title, for windows that show another. */
  case_title: z.string().nullable(),
  /** What is worked on, in words: "gateway.jsonl", "3 files". */
  title: z.string(),
  state: jobState,
  phase: z.string(),
  done: z.number(),
  /** Null where the end is not known. */
  total: z.number().nullable(),
  unit: z.enum(['bytes', 'records', 'turns', 'rules', 'rows', 'steps']),
  /** Milliseconds since it began, until now or until its end. */
  elapsed_ms: z.number(),
  /** True once a cancel was asked for and not yet carried out. */
  stopping: z.boolean(),
  /** One sentence, where it failed or was cancelled. */
  sentence: z.string().nullable(),
  import: importOutcome.nullable(),
  reference: referenceOutcome.nullable(),
  verify: verifyOutcome.nullable(),
  detect: detectOutcome.nullable(),
  report: reportOutcome.nullable(),
  compare: comparisonOutcome.nullable(),
  export: exportOutcome.nullable(),
});
export type JobStatus = z.infer<typeof jobStatus>;
