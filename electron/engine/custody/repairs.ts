import { z } from 'zod';

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'not a SHA-256');

/** A record by its number in the file, and the SHA-256 of its bytes: a repair of other bytes is none. */
const repairedRecord = z.object({ ordinal: z.int().positive(), sha256: hash });

/**
 * What custody says of a repair: records of one file that are read as a rule mends them from then on or, withdrawn, as
 * they stand again. The evidence is what it was.
 */
export const repairSaid = z.object({
  /** Of the file. */
  sha256: hash,
  rule: z.string(),
  version: z.int(),
  withdrawn: z.boolean(),
  reason: z.string(),
  records: z.array(repairedRecord).min(1),
});
export type RepairSaid = z.infer<typeof repairSaid>;

/** A repair act with what its entry says of itself. */
export interface RepairAct extends RepairSaid {
  readonly job_no: number;
  readonly at: string;
  readonly by: string;
}

/** One record that is read as a rule mends it, and who said so, when and why. */
export const standingRepair = z.object({
  ...repairedRecord.shape,
  rule: z.string(),
  version: z.int(),
  reason: z.string(),
  job_no: z.int(),
  at: z.string(),
  by: z.string(),
});
export type StandingRepair = z.infer<typeof standingRepair>;

/** The repairs of a file that stand after one more act, by number of the record. */
export function standingAfter(
  before: readonly StandingRepair[],
  { records, withdrawn, rule, version, reason, job_no, at, by }: RepairAct,
): StandingRepair[] {
  const concerned = new Set(records.map(({ ordinal }) => ordinal));
  const others = before.filter(({ ordinal }) => !concerned.has(ordinal));
  if (withdrawn) return others;
  const mended = records.map((record) => ({ ...record, rule, version, reason, job_no, at, by }));
  return [...others, ...mended].sort((one, other) => one.ordinal - other.ordinal);
}
