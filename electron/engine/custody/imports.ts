import { z } from 'zod';
import {
  type CompletedJob,
  completedJobs,
  type CustodyAct,
  type ImportBegun,
  importBegun,
} from './acts.ts';

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

/** A rebuild; `reading` where it reads one file otherwise than before, and why. */
export const rebuildBegun = z.looseObject({
  job_no: z.int(),
  reading: reading.extend({ reason: z.string() }).optional(),
});
export type RebuildBegun = z.infer<typeof rebuildBegun>;

/** What the file gives as it is read now; a rebuild that reads no file otherwise says nothing of it. */
const rebuildCompleted = z.looseObject({ read: z.record(z.string(), z.unknown()).optional() });

/** Every reading that a rebuild was completed with, in order. */
export const laterReadings = (entries: readonly CustodyAct[]) =>
  completedJobs(entries, 'rebuild', rebuildBegun).flatMap(({ begun, completed }) =>
    begun.reading === undefined
      ? []
      : [{ reading: begun.reading, read: rebuildCompleted.parse(completed).read ?? {} }],
  );

/** The completed imports in order, each with its file as the last rebuild that says so reads it. */
export function importsAsRead(entries: readonly CustodyAct[]): CompletedJob<ImportBegun>[] {
  const later = laterReadings(entries);
  return completedJobs(entries, 'import', importBegun).map((job) => {
    const last = later.findLast(({ reading: { sha256 } }) => sha256 === job.begun.sha256);
    if (last === undefined) return job;
    const { reason: _, ...read } = last.reading;
    return {
      ...job,
      begun: { ...job.begun, ...read },
      completed: { ...job.completed, ...last.read },
    };
  });
}
