import { z } from 'zod';

/**
 * A line of a hash chain. `hash` is the SHA-256 of the entry's canonical JSON without `hash`; `prev` is the hash of the
 * entry before (64 zeros for the first). Whoever knows the last hash and the length knows the whole.
 */
export const chainEntry = z.object({
  v: z.literal(1),
  seq: z.int().positive(),
  at: z.string(),
  actor: z.string(),
  act: z.string(),
  data: z.record(z.string(), z.unknown()),
  prev: z.string(),
  hash: z.string(),
});
export type ChainEntry = z.infer<typeof chainEntry>;

/** Where a chain stands: how many entries it holds and the hash of the last. */
export const chainHead = z.object({ length: z.int().nonnegative(), hash: z.string() });
export type ChainHead = Readonly<z.infer<typeof chainHead>>;

export const NO_ENTRY: ChainHead = { length: 0, hash: '0'.repeat(64) };
