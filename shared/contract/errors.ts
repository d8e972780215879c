import { z } from 'zod';

/**
 * What the engine says when it cannot answer. REFUSED carries a sentence for a person; VIEW_LOST means open the view
 * again; NO_CASE that this window has no case open; FAULT is a fault of ours, whose `id` stands in the log as well.
 */
export const errors = {
  REFUSED: {
    data: z.object({ code: z.string(), sentence: z.string(), detail: z.string().nullable() }),
  },
  VIEW_LOST: {},
  NO_CASE: {},
  FAULT: { data: z.object({ id: z.string() }) },
} as const;
