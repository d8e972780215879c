import { z } from 'zod';
import { custodyKind } from './custody-log.ts';
import { pairsSort, pairsWhich } from './comparison-screen.ts';
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
});
export type EvidencePlace = z.infer<typeof evidencePlace>;

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

export type Destination =
  | { readonly screen: 'cases' }
  | { readonly screen: 'home' }
  | ({ readonly screen: 'evidence' } & Partial<EvidencePlace>)
  | ({ readonly screen: 'turns' } & Partial<TurnsPlace>)
  | ({ readonly screen: 'replay' } & ReplayPlace)
  | ({ readonly screen: 'verify' } & Partial<CustodyPlace>)
  | ({ readonly screen: 'report' } & Partial<ReportPlace>)
  | ({ readonly screen: 'compare' } & Partial<ComparePlace>)
  | { readonly screen: 'console' };
