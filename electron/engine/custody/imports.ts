import { z } from 'zod';
import {
  type CompletedJob,
  completedJobs,
  type CustodyAct,
  type ImportBegun,
  importBegun,
} from './acts.ts';
import { repairSaid, type StandingRepair, standingAfter } from './repairs.ts';

/** How a file of the case is read: what an import said of it, or a rebuild that reads it otherwise. */
export const reading = importBegun.pick({
  sha256: true,
  format: true,
  mapping: true,
  zone: true,
  clock_offset_ms: true,
  join_window_ms: true,
});
export type Reading = z.infer<typeof reading>;

/** A rebuild; `reading` where it reads one file otherwise than before, `repair` where it mends records, and why. */
export const rebuildBegun = z.looseObject({
  job_no: z.int(),
  reading: reading.extend({ reason: z.string() }).optional(),
  repair: repairSaid.optional(),
});
export type RebuildBegun = z.infer<typeof rebuildBegun>;

/** What the file gives as it is read now; a rebuild that reads no file otherwise says nothing of it. */
const rebuildCompleted = z.looseObject({ read: z.record(z.string(), z.unknown()).optional() });

/** Every reading that a rebuild was completed with, in order. */
export const laterReadings = (entries: readonly CustodyAct[]) =>
  completedJobs(entries, 'rebuild', rebuildBegun).flatMap(({ begun: { reading: said } }) =>
    said === undefined ? [] : [said],
  );

/** An import as its file is read now: by its last reading, with the repairs that stand. */
export type ImportAsRead = ImportBegun & { readonly repairs: readonly StandingRepair[] };

/** The mappings by which files are read now, by the SHA-256 of the file; `inputs/` keeps their texts by theirs. */
export const mappingsIn = (
  entries: readonly CustodyAct[],
): ReadonlyMap<string, NonNullable<Reading['mapping']>> =>
  new Map(
    importsAsRead(entries).flatMap(({ begun: { sha256, mapping } }) =>
      mapping === null ? [] : [[sha256, mapping] as const],
    ),
  );

/** The completed imports in order, each with its file as the last rebuild that says so reads it. */
export function importsAsRead(entries: readonly CustodyAct[]): CompletedJob<ImportAsRead>[] {
  const rebuilds = completedJobs(entries, 'rebuild', rebuildBegun);
  return completedJobs(entries, 'import', importBegun).map((job) => {
    let begun: ImportAsRead = { ...job.begun, repairs: [] };
    let { completed } = job;
    for (const rebuild of rebuilds) {
      const { reading: otherwise, repair, job_no } = rebuild.begun;
      if (otherwise?.sha256 === begun.sha256) {
        const { reason: _, ...read } = otherwise;
        begun = { ...begun, ...read };
      } else if (repair?.sha256 === begun.sha256) {
        const act = { ...repair, job_no, at: rebuild.begunAt, by: rebuild.begunBy };
        begun = { ...begun, repairs: standingAfter(begun.repairs, act) };
      } else continue;
      completed = { ...completed, ...rebuildCompleted.parse(rebuild.completed).read };
    }
    return { ...job, begun, completed };
  });
}
