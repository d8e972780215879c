import { z } from 'zod';

/** Order, choice and widths (px) of a grid's columns. */
export const columnSettings = z.object({
  order: z.array(z.string()),
  hidden: z.array(z.string()),
  widths: z.record(z.string(), z.number()),
});
export type ColumnSettings = z.infer<typeof columnSettings>;

/** A signer whom this person trusts, by the SHA-256 of the certificate (DER, hexadecimal). */
export const trustedSigner = z.object({
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string(),
  since: z.string(),
});
export type TrustedSigner = z.infer<typeof trustedSigner>;

/** How one person likes the program. Nothing of it belongs to a case. */
export const settings = z.object({
  theme: z.enum(['system', 'light', 'dark', 'hc']).catch('system'),
  density: z.enum(['compact', 'relaxed']).catch('compact'),
  /** Whether a single letter acts in a focused list or grid (WCAG 2.1.4). */
  letter_keys: z.boolean().catch(true),
  /** Screens whose navigation is folded to icons. */
  folded: z.array(z.string()).catch([]),
  /** By name of the grid. */
  columns: z.record(z.string(), columnSettings).catch({}),
  trusted: z.array(trustedSigner).catch([]),
});
export type Settings = z.infer<typeof settings>;

export const settingsChange = z.object({
  theme: z.enum(['system', 'light', 'dark', 'hc']).optional(),
  density: z.enum(['compact', 'relaxed']).optional(),
  letter_keys: z.boolean().optional(),
  folded: z.array(z.string()).optional(),
  /** Replaces the columns of the grids that it names. */
  columns: z.record(z.string(), columnSettings).optional(),
  /** Takes a signer into the list; the engine says since when. */
  trust: trustedSigner.pick({ fingerprint: true, name: true }).optional(),
  /** Takes the signer of that fingerprint off the list. */
  distrust: z.string().optional(),
});
export type SettingsChange = z.infer<typeof settingsChange>;
