import { z } from 'zod';
import { reportFields } from './analysis.ts';
import { evidenceChange } from './evidence-change.ts';

/** A key and its certificate of this machine, with which a report can be signed. Times in ISO 8601, UTC. */
export const signingIdentity = z.object({
  name: z.string(),
  organisation: z.string().nullable(),
  email: z.string().nullable(),
  /** SHA-256 of the certificate, in hexadecimal. */
  fingerprint: z.string(),
  validFrom: z.string(),
  validTo: z.string(),
});
export type SigningIdentity = z.infer<typeof signingIdentity>;

/** Where a part of the report that is missing is filled: a field of the report, the choice of a signer, or a screen. */
export const filledAt = z.enum([
  'signer',
  'commissioned_by',
  'scope',
  'questions',
  'summary',
  'notifications',
  'evidence',
  'triage',
  'exhibits',
  'compare',
  'causes',
  'timeline',
  'actions',
]);

export const missing = z.object({
  /** As an end of the sentence "The report lacks …". */
  words: z.string(),
  fill: filledAt,
});
export type Missing = z.infer<typeof missing>;

/** What the next report would be, before it is issued. */
export const reportDraft = z.object({
  /** R-0002. */
  id: z.string(),
  supersedes: z.string().nullable(),
  fields: reportFields,
  /** The case's title, which stands where the report has none of its own. */
  case_title: z.string(),
  missing: z.array(missing),
  /** How many parts are looked at for what is missing. */
  parts: z.int(),
  counts: z.object({
    exhibits: z.int(),
    findings: z.int(),
    comparisons: z.int(),
    causes: z.int(),
    events: z.int(),
    actions: z.int(),
    citations: z.int(),
  }),
  /** Handles that grounds can name, in order. */
  exhibits: z.array(z.object({ handle: z.string(), caption: z.string() })),
  identities: z.array(signingIdentity),
});
export type ReportDraft = z.infer<typeof reportDraft>;

/** Pages that were set; each is asked for by its number, from 1. */
export const reportPreview = z.object({
  preview: z.string(),
  pages: z.int(),
  /** Of the engine's work alone. */
  elapsed_ms: z.int(),
});
export type ReportPreview = z.infer<typeof reportPreview>;

/** A page as an SVG document of outlines: no word of it stands in it as text. */
export const drawnPage = z.object({ page: z.int(), svg: z.string() });
export type DrawnPage = z.infer<typeof drawnPage>;

export const issuedReport = z.object({
  /** R-0001. */
  report: z.string(),
  at: z.string(),
  /** Who issued it, as the log names them. */
  by: z.string(),
  signer: z.string().nullable(),
  /** SHA-256 of the signer's certificate. */
  fingerprint: z.string().nullable(),
  pdf_sha256: z.string(),
  package_sha256: z.string(),
  superseded_by: z.string().nullable(),
  /** What was imported or read otherwise after it was issued: with any, it is stale. */
  changed_since: z.array(evidenceChange),
  /** What is wrong with its files, in one sentence each; empty where they are as they were issued. */
  troubles: z.array(z.string()),
});
export type IssuedReport = z.infer<typeof issuedReport>;
