import { z } from 'zod';

/** Which entries of the custody log are shown. */
export const custodyKind = z.enum(['all', 'intake', 'issued']);
export type CustodyKind = z.infer<typeof custodyKind>;

/** One line of the custody log, as a screen shows it. */
export const custodyLine = z.object({
  seq: z.int(),
  at: z.string(),
  actor: z.string(),
  /** The act in words: "import completed". */
  what: z.string(),
  /** What it was done to: a file's name, a report's number. */
  of: z.string(),
  hash: z.string(),
  prev: z.string(),
  /** The line as it stands in custody.jsonl, without its line end. */
  line: z.string(),
});
export type CustodyLine = z.infer<typeof custodyLine>;

/** Entries from the newest to the oldest; `matched` of `total` match. */
export const custodyPage = z.object({
  total: z.int(),
  matched: z.int(),
  offset: z.int(),
  lines: z.array(custodyLine),
  head: z.object({ length: z.int(), hash: z.string() }),
  /** The first thing wrong with the chain; null where every entry follows from the one before. */
  fault: z.string().nullable(),
});
export type CustodyPage = z.infer<typeof custodyPage>;
