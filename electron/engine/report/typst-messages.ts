import { z } from 'zod';

/** What the child is asked to set: all files come with the request, none is read from disk but the fonts. */
export const typesetRequest = z.object({
  /** A document to keep, or to look at, page by page. */
  form: z.enum(['pdf', 'svg']),
  files: z.array(z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) })),
  main: z.string(),
  fonts: z.array(z.string()),
  /** Creation time of the PDF in seconds since 1970. */
  created: z.int(),
});
export type TypesetRequest = z.infer<typeof typesetRequest>;

/** Drawings of pages of the document that was set last to be looked at; counted from 1, the last included. */
export const pagesRequest = z.object({ form: z.literal('pages'), from: z.int(), to: z.int() });
export type PagesRequest = z.infer<typeof pagesRequest>;

/** A box on a page in points; x and y are its lower left corner, counted from the lower left of the page, as PDF does. */
const signatureBox = z.object({
  page: z.int(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
});
export type SignatureBox = z.infer<typeof signatureBox>;

export const typesetAnswer = z.union([
  z.object({
    ok: z.literal(true),
    form: z.literal('pdf'),
    pdf: z.instanceof(Uint8Array),
    pages: z.int(),
    signatureBox,
  }),
  z.object({ ok: z.literal(true), form: z.literal('svg'), pages: z.int() }),
  /** One drawing for each page that was asked for and that there is. */
  z.object({ ok: z.literal(true), form: z.literal('pages'), drawings: z.array(z.string()) }),
  z.object({ ok: z.literal(false), reason: z.string() }),
]);
export type TypesetAnswer = z.infer<typeof typesetAnswer>;
