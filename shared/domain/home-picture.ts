import { z } from 'zod';

/**
 * The home of a case as the page drew it, for the next start: main sends it with the page, which is painted before any
 * script has run.
 */
export const homePicture = z.object({
  /** `as_of` of the home that it shows. */
  as_of: z.string(),
  /** Of which build the page is, how large its window, in pixels, and whether the desktop is dark. */
  build: z.string(),
  width: z.int(),
  height: z.int(),
  dark: z.boolean(),
  /** What dresses the whole page; `text` is how large type is against the usual. */
  dress: z.object({
    theme: z.enum(['light', 'dark', 'hc']),
    density: z.enum(['compact', 'relaxed']),
    text: z.number(),
    narrow: z.boolean(),
    stacked: z.boolean(),
    short: z.boolean(),
  }),
  /** What the page shows, as the browser writes it: texts are escaped in it. */
  html: z.string().max(4_000_000),
});
export type HomePicture = z.infer<typeof homePicture>;
