import { z } from 'zod';

/** What a reference is, beside its title. */
export const referenceKind = z.enum([
  'policy',
  'price-list',
  'ticket',
  'evaluation',
  'configuration',
  'other',
]);
export type ReferenceKind = z.infer<typeof referenceKind>;

/** A file that said what was right when a turn was answered. */
export const referenceInForce = z.object({
  reference_id: z.int(),
  title: z.string(),
  name: z.string(),
  /** Of the file, which is the evidence of that name. */
  sha256: z.string(),
  bytes: z.int(),
  in_force_from: z.string().nullable(),
  in_force_to: z.string().nullable(),
});
export type ReferenceInForce = z.infer<typeof referenceInForce>;

/** A window of a reference, read as UTF-8: it was never parsed. */
export const referenceText = z.object({
  /** Null where the bytes are no text. */
  text: z.string().nullable(),
  /** Bytes of the file that the window covers. */
  from: z.int(),
  to: z.int(),
  bytes: z.int(),
});
export type ReferenceText = z.infer<typeof referenceText>;
