import { z } from 'zod';
import { place } from './place.ts';

/**
 * One occurrence of a text that was looked for; or a turn that matches by its fields alone, for which side, role,
 * position and text are null.
 */
export const searchHit = z.object({
  turn_id: z.int(),
  /** Its id in the log; C-<number> where the log gives none. */
  conversation: z.string(),
  side: z.enum(['input', 'context', 'output', 'tools']).nullable(),
  /** Position of the message on its side, from 0; of a context document its rank, from 1. */
  seq: z.int().nullable(),
  part: z.int().nullable(),
  role: z.string().nullable(),
  /** In code points of the part's text, from 0; the end is one past the last. */
  char_start: z.int().nullable(),
  char_end: z.int().nullable(),
  /** The characters that matched, as they stand there. */
  text: z.string().nullable(),
  /** The record that gives the message; of a turn that matches by fields, the record that names it. */
  place,
});
export type SearchHit = z.infer<typeof searchHit>;

export const searchAnswer = z.object({
  /** Turns that match, of any kind. */
  total: z.int(),
  /** Hits that there are, whatever the limit cut. */
  hits_total: z.int(),
  hits: z.array(searchHit),
  /** True where `hits` does not hold all of them. */
  limited: z.boolean(),
});
export type SearchAnswer = z.infer<typeof searchAnswer>;

/** How matching turns spread over the values of a field. */
export const facet = z.object({
  field: z.string(),
  /** The most frequent values, with the number of turns that have each. */
  values: z.array(
    z.object({
      value: z.string(),
      turns: z.int(),
      /** The name of an evidence file that another has too: its value is the beginning of its SHA-256. */
      name: z.string().optional(),
    }),
  ),
  /** Values that there are; more than are listed where the list was cut. */
  distinct: z.int(),
  /** Matching turns that have no value. */
  missing: z.int().optional(),
});
export type Facet = z.infer<typeof facet>;
