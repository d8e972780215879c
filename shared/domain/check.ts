import { z } from 'zod';

/** One verification, named, with its result in words. */
export const check = z.object({ name: z.string(), ok: z.boolean(), detail: z.string() });
export type Check = z.infer<typeof check>;

/** Whether the signer is one whom the reader trusts; apart from integrity. */
export const trust = z.object({
  state: z.enum(['trusted', 'unknown', 'unsigned']),
  signer: z.string().nullable(),
  /** SHA-256 of the signer's certificate (DER), hexadecimal. */
  fingerprint: z.string().nullable(),
});
export type Trust = z.infer<typeof trust>;
