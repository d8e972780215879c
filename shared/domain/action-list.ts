import { z } from 'zod';
import { actionCategory, actionStatus } from './analysis.ts';

/** What the list of remediation actions shows. */

export const actionDue = z.object({
  /** settled: done, verified or dropped, so that no date is missed any more. */
  state: z.enum(['none', 'settled', 'overdue', 'today', 'later']),
  /** Days from today to the due date; negative when it has passed. */
  days: z.int().nullable(),
});
export type ActionDue = z.infer<typeof actionDue>;

export const listedAction = z.object({
  action_no: z.int(),
  title: z.string(),
  category: actionCategory,
  owner: z.string().nullable(),
  /** ISO date. */
  due: z.string().nullable(),
  due_stands: actionDue,
  status: actionStatus,
  verification: z.string().nullable(),
  /** Entries of the taxonomy and handles, with what they are called; null where that is not known any more. */
  causes: z.array(z.object({ name: z.string(), words: z.string().nullable() })),
  entered_at: z.string(),
  entered_by: z.string(),
  act_seq: z.int(),
});
export type ListedAction = z.infer<typeof listedAction>;

export const actionList = z.object({
  /** The day by which dates are late, UTC. */
  today: z.string(),
  actions: z.array(listedAction),
});
export type ActionList = z.infer<typeof actionList>;

/** One act on an action, with what it said. */
export const actionAct = z.object({
  seq: z.int(),
  at: z.string(),
  by: z.string(),
  what: z.enum(['entered', 'changed']),
  /** False where it was taken back. */
  stands: z.boolean(),
  changes: z.array(z.object({ field: z.string(), to: z.string() })),
});
export type ActionAct = z.infer<typeof actionAct>;

export const checklistFormat = z.enum(['md', 'csv', 'json']);
export type ChecklistFormat = z.infer<typeof checklistFormat>;
