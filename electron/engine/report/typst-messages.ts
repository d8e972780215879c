import { z } from 'zod';

/** What the child is asked to set: all files come with the request, none is read from disk but the fonts. */
export const typesetRequest = z.object({
  /** A document to keep, or its pages to look at. */
  form: z.enum(['pdf', 'svg']),
  files: z.array(z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) })),
  main: z.string(),
  fonts: z.array(z.string()),
  /** Creation time of the PDF in seconds since 1970. */
  created: z.int(),
});
export type TypesetRequest = z.infer<typeof typesetRequest>;

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
  z.object({
    ok: z.literal(true),
    form: z.literal('svg'),
    /** One drawing per page, packed by zlib: a page of text is mostly the outlines of the same letters. */
    pages: z.array(z.instanceof(Uint8Array)),
  }),
  z.object({ ok: z.literal(false), reason: z.string() }),
]);
export type TypesetAnswer = z.infer<typeof typesetAnswer>;
