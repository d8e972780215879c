import { z } from 'zod';

/** Where a record stands in the evidence: enough for anyone to cut it out with stock tools and hash it. */
export const place = z.object({
  /** SHA-256 of the evidence file, hexadecimal. */
  evidence: z.string(),
  /** File name when it was imported. */
  name: z.string(),
  member: z.string().nullable(),
  /** Numbers the records of the file, from 1. */
  ordinal: z.int(),
  /** Bytes in the decompressed file; NULL for columnar files, where the ordinal is the row. */
  byte_offset: z.int().nullable(),
  byte_length: z.int().nullable(),
  /** SHA-256 of the record's bytes, or of the canonical row of a columnar file, hexadecimal. */
  sha256: z.string(),
});
export type Place = z.infer<typeof place>;
