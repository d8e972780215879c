import { z } from 'zod';

/** An integer that a log gives: beyond 2^53 it is decimal text, so that no digit is lost. */
export const wideInteger = z.union([z.int(), z.string().regex(/^-?\d+$/)]);
export type WideInteger = z.infer<typeof wideInteger>;
