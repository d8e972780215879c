import { z } from 'zod';

/** What a result made before it has not seen: a file that was imported, or read otherwise than before. */
export const evidenceChange = z.object({
  what: z.enum(['import', 'reading']),
  /** Number of the job. */
  job_no: z.int(),
  /** Name of the file. */
  name: z.string(),
  at: z.string(),
  /** Number of its entry in the custody log. */
  entry: z.int(),
});
export type EvidenceChange = z.infer<typeof evidenceChange>;
