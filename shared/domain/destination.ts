import { z } from 'zod';
import { custodyKind } from './custody-log.ts';
import { pairsSort, pairsWhich } from './comparison-screen.ts';
import { failureType, severity } from './finding.ts';
import { triageLane, triageReview } from './triage.ts';
import { sortOrder } from './view.ts';

/**
 * Where in the app a person is: everything that going back must bring back. Each is a link; what a link says amiss
 * falls back to the usual.
 */
export const turnsPlace = z.object({
  filter: z.string().catch(''),
  sort: sortOrder.catch({ column: 'turn', descending: false }),
  /** The turn under the cursor. */
  turn: z.int().optional().catch(undefined),
  /** First visible row. */
  top: z.int().min(0).optional().catch(undefined),
});
export type TurnsPlace = z.infer<typeof turnsPlace>;

export const evidencePlace = z.object({
  file: z.int().optional().catch(undefined),
  record: z.int().optional().catch(undefined),
  /** What is being added. */
  adds: z.literal('reference').optional().catch(undefined),
});
export type EvidencePlace = z.infer<typeof evidencePlace>;

export const mappingPlace = z.object({
  /** Evidence of the case; without it the log that was picked last. */
  file: z.int().optional().catch(undefined),
});
export type MappingPlace = z.infer<typeof mappingPlace>;

export const replayPlace = z.object({
  /** A handle (C-12, T-12) or an id of the log. */
  conversation: z.string(),
  turn: z.int().optional().catch(undefined),
  /** A finding of the turn to bring into view. */
  finding: z.int().optional().catch(undefined),
  /** A mark to bring into view: E-7, N-3, L-2. */
  mark: z.string().optional().catch(undefined),
});
export type ReplayPlace = z.infer<typeof replayPlace>;

export const custodyPlace = z.object({
  /** Words that lines of the custody log must hold. */
  words: z.string().catch(''),
  kind: custodyKind.catch('all'),
  /** The entry that is open. */
  entry: z.int().optional().catch(undefined),
});
export type CustodyPlace = z.infer<typeof custodyPlace>;
export const reportPlace = z.object({
  part: z.enum(['fields', 'missing', 'issued']).optional().catch(undefined),
  page: z.int().min(1).optional().catch(undefined),
  /** Name of the identity that signs; empty where nobody does; the first one where nothing is said. */
  signer: z.string().optional().catch(undefined),
});
export type ReportPlace = z.infer<typeof reportPlace>;
export const comparePlace = z.object({
  /** Filters of both sides. */
  a: z.string().catch(''),
  b: z.string().catch(''),
  /** The result that is shown. */
  id: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .optional()
    .catch(undefined),
  which: pairsWhich.catch('changed'),
  sort: pairsSort.catch({ column: 'pair', descending: false }),
  pair: z.int().min(1).optional().catch(undefined),
  /** Both records instead of the answers. */
  raw: z.boolean().optional().catch(undefined),
});
export type ComparePlace = z.infer<typeof comparePlace>;
export const causesPlace = z.object({
  /** Number of the cause under the cursor. */
  cause: z.int().optional().catch(undefined),
});
export type CausesPlace = z.infer<typeof causesPlace>;

export const exhibitsPlace = z.object({
  /** Words that the exhibits must hold. */
  words: z.string().catch(''),
  /** Number of the exhibit under the cursor. */
  exhibit: z.int().min(1).optional().catch(undefined),
});
export type ExhibitsPlace = z.infer<typeof exhibitsPlace>;

const moment = z.iso.datetime().optional().catch(undefined);
export const triagePlace = z.object({
  lane: triageLane.catch('finding'),
  failure: failureType.optional().catch(undefined),
  severity: severity.optional().catch(undefined),
  rule: z.string().max(1000).optional().catch(undefined),
  review: triageReview.catch('any'),
  /** Both ends of the time range; one alone is none. */
  from: moment,
  to: moment,
  /** The finding under the cursor of the queue: rows move when hits are judged. */
  hit: z.int().min(0).optional().catch(undefined),
});
export type TriagePlace = z.infer<typeof triagePlace>;

export const settingsPlace = z.object({
  part: z.enum(['look', 'time', 'examiner', 'trust', 'rules', 'cases']).optional().catch(undefined),
});
export type SettingsPlace = z.infer<typeof settingsPlace>;
export const helpPlace = z.object({
  part: z.enum(['keys', 'words', 'about']).optional().catch(undefined),
  /** What was searched for. */
  words: z.string().optional().catch(undefined),
});
export type HelpPlace = z.infer<typeof helpPlace>;

export const timelinePlace = z.object({
  /** The event that is open, or the form of a new one. */
  event: z
    .union([z.int().min(1), z.literal('new')])
    .optional()
    .catch(undefined),
});
export type TimelinePlace = z.infer<typeof timelinePlace>;
export const actionsPlace = z.object({
  /** The action that is open, or the form of a new one. */
  action: z
    .union([z.int().min(1), z.literal('new')])
    .optional()
    .catch(undefined),
});
export type ActionsPlace = z.infer<typeof actionsPlace>;

export type Destination =
  | { readonly screen: 'cases' }
  | { readonly screen: 'home' }
  | ({ readonly screen: 'evidence' } & Partial<EvidencePlace>)
  | ({ readonly screen: 'turns' } & Partial<TurnsPlace>)
  | ({ readonly screen: 'replay' } & ReplayPlace)
  | ({ readonly screen: 'verify' } & Partial<CustodyPlace>)
  | ({ readonly screen: 'report' } & Partial<ReportPlace>)
  | ({ readonly screen: 'compare' } & Partial<ComparePlace>)
  | ({ readonly screen: 'exhibits' } & Partial<ExhibitsPlace>)
  | ({ readonly screen: 'triage' } & Partial<TriagePlace>)
  | ({ readonly screen: 'causes' } & Partial<CausesPlace>)
  | ({ readonly screen: 'settings' } & SettingsPlace)
  | ({ readonly screen: 'help' } & HelpPlace)
  | ({ readonly screen: 'timeline' } & Partial<TimelinePlace>)
  | ({ readonly screen: 'actions' } & Partial<ActionsPlace>)
  | { readonly screen: 'console' }
  | ({ readonly screen: 'mapping' } & Partial<MappingPlace>);
