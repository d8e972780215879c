import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { openDatabaseForVerifying } from '../case/database.ts';
import type { AsideDerivation } from '../case/derive-aside.ts';
import { sayReached } from '../case/unfinished-import.ts';
import { checkpoint, type Checkpoints, createState, keepState, readState } from './checkpoint.ts';

/** Bytes of lines after which a large import keeps what it has. */
export const CHECKPOINT_EVERY = 256 << 20;

/** What an import is of, and how it reads: one that was interrupted is gone on with only where all of it is the same. */
const origin = z.object({
  source: z.string(),
  bytes: z.int(),
  modified_at: z.string(),
  name: z.string(),
  format: z.string().nullable(),
  /** SHA-256 of its text. */
  mapping: z.string().nullable(),
  zone: z.string(),
  clock_offset_ms: z.int(),
  join_window_ms: z.int().nullable(),
  in_place: z.boolean(),
  derivation: z.int(),
});
export type Origin = z.infer<typeof origin>;

const state = z.object({
  /** With the last job whose rows the case held: numbers follow those of it. */
  origin: origin.extend({ base: z.int() }),
  reached: checkpoint,
});

/** Whether the database that an interrupted import left is of the same import. */
export async function canContinue(
  database: string,
  wanted: z.infer<typeof state>['origin'],
): Promise<boolean> {
  try {
    const left = await openDatabaseForVerifying(database);
    try {
      const found = await readState(left.connection, state);
      return found !== null && isDeepStrictEqual(found.origin, state.shape.origin.parse(wanted));
    } finally {
      left.close();
    }
  } catch {
    // A kill may have come before anything of it could be read.
    return false;
  }
}

/** Where the import stands, and how it says so. */
export async function checkpointsOf(
  { connection, commit, folder, base }: AsideDerivation,
  { every, ...of }: Origin & { readonly every: number },
): Promise<Checkpoints> {
  await createState(connection);
  const before = await readState(connection, state);
  return {
    every,
    resumed: before?.reached ?? null,
    commit: async (reached) => {
      await keepState(connection, { origin: { ...of, base }, reached });
      await commit();
      sayReached(folder, {
        name: of.name,
        records: reached.parser.ordinal,
        bytes: reached.parser.offset,
      });
    },
  };
}
