import { z } from 'zod';

/** What the main process and the engine's process say to each other; ports travel beside `connect` and `child`. */
export const toEngine = z.discriminatedUnion('what', [
  /** A window wants to speak to the engine; its port comes with it. */
  z.object({ what: z.literal('connect') }),
  /** A person picked or dropped this path. */
  z.object({ what: z.literal('granted'), grant: z.string(), path: z.string() }),
  /** What the first window will ask for: it may be opened meanwhile. */
  z.object({
    what: z.literal('expect'),
    opens: z.union([z.object({ grant: z.string() }), z.object({ sample: z.literal(true) })]),
  }),
  /** Is sent back: what was told before it has then been heard. */
  z.object({ what: z.literal('echo'), echo: z.int() }),
  /** The child that was asked for runs; its port comes with it. */
  z.object({ what: z.literal('child'), child: z.int() }),
  z.object({ what: z.literal('child-ended'), child: z.int(), how: z.string() }),
  /** End what runs, close every case, say `closed`. */
  z.object({ what: z.literal('quit') }),
]);
export type ToEngine = z.infer<typeof toEngine>;

/** Programs that may run in a process of their own beside the engine. */
export const childEntry = z.enum(['console', 'typeset', 'verify']);

export const fromEngine = z.discriminatedUnion('what', [
  z.object({ what: z.literal('echo'), echo: z.int() }),
  z.object({ what: z.literal('running'), jobs: z.int() }),
  z.object({
    what: z.literal('start-child'),
    child: z.int(),
    entry: childEntry,
    environment: z.record(z.string(), z.string()),
  }),
  z.object({ what: z.literal('kill-child'), child: z.int() }),
  /** An issued report is to be shown by the system. */
  z.object({ what: z.literal('show-file'), path: z.string(), how: z.enum(['open', 'show']) }),
  z.object({ what: z.literal('closed') }),
]);
export type FromEngine = z.infer<typeof fromEngine>;
