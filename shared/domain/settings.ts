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

/** Size of all type, in per cent of the usual. */
export const textSize = z.union([z.literal(100), z.literal(112), z.literal(125), z.literal(150)]);
export type TextSize = z.infer<typeof textSize>;

/** A name of the IANA time zone database, as far as the runtime knows it. */
export const zoneName = z.string().refine(isZone, 'no time zone that is known here');

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

/** How one person likes the program. Nothing of it belongs to a case. */
export const settings = z.object({
  theme: z.enum(['system', 'light', 'dark', 'hc']).catch('system'),
  density: z.enum(['compact', 'relaxed']).catch('compact'),
  text_size: textSize.catch(100),
  /** The zone in which screens show times. Evidence, citations, reports and the command line stay in UTC. */
  zone: zoneName.catch('UTC'),
  /** Whether a single letter acts in a focused list or grid (WCAG 2.1.4). */
  letter_keys: z.boolean().catch(true),
  /** Screens whose navigation is folded to icons. */
  folded: z.array(z.string()).catch([]),
  /** By name of the grid. */
  columns: z.record(z.string(), columnSettings).catch({}),
  trusted: z.array(trustedSigner).catch([]),
  /** Who acts, as logs name it; null takes the login name of the system. */
  examiner: z.string().nullable().catch(null),
  /** Name of the identity that signs unless another is chosen; null takes the first one. */
  signer: z.string().nullable().catch(null),
  /** Path of the folder with own rules; null is `rules` beside the settings. */
  rules_folder: z.string().nullable().catch(null),
});
export type Settings = z.infer<typeof settings>;

/** Settings, and the file that keeps them. */
export const keptSettings = settings.extend({
  file: z.object({
    path: z.string(),
    /** One sentence where the file cannot be read or is of a later version: it is left as it is then. */
    trouble: z.string().nullable(),
  }),
});
export type KeptSettings = z.infer<typeof keptSettings>;

export const settingsChange = z.object({
  theme: z.enum(['system', 'light', 'dark', 'hc']).optional(),
  density: z.enum(['compact', 'relaxed']).optional(),
  text_size: textSize.optional(),
  zone: zoneName.optional(),
  letter_keys: z.boolean().optional(),
  folded: z.array(z.string()).optional(),
  /** Replaces the columns of the grids that it names. */
  columns: z.record(z.string(), columnSettings).optional(),
  /** Takes a signer into the list; the engine says since when. */
  trust: trustedSigner.pick({ fingerprint: true, name: true }).optional(),
  /** Takes the signer of that fingerprint off the list. */
  distrust: z.string().optional(),
  examiner: z
    .string()
    .trim()
    .regex(/^[^\p{C}\p{Zl}\p{Zp}]{1,100}$/u)
    .nullable()
    .optional(),
  signer: z.string().max(1000).nullable().optional(),
  /** A folder that a person picked; null is the usual one. */
  rules_folder: z.object({ grant: z.string() }).nullable().optional(),
});
export type SettingsChange = z.infer<typeof settingsChange>;

/** A file of the own rules' folder: the rule that it holds, or what keeps it from being one. */
export const ownRule = z.object({
  file: z.string(),
  rule: z
    .object({
      id: z.string(),
      version: z.string(),
      title: z.string(),
      severity: z.string(),
      /** Whether it takes the place of a bundled rule. */
      replaces: z.boolean(),
    })
    .nullable(),
  fault: z.object({ line: z.int(), sentence: z.string() }).nullable(),
});
export type OwnRule = z.infer<typeof ownRule>;

export const ownRules = z.object({
  folder: z.string(),
  /** Whether that folder is there. */
  exists: z.boolean(),
  bundled: z.int(),
  files: z.array(ownRule),
});
export type OwnRules = z.infer<typeof ownRules>;

/** Who acts, and what says so. */
export const actingExaminer = z.object({
  name: z.string(),
  by: z.enum(['environment', 'settings', 'system']),
});
export type ActingExaminer = z.infer<typeof actingExaminer>;

/** What the program is and where its own things lie. Nothing of it comes from a case. */
export const about = z.object({
  version: z.string(),
  duckdb: z.string(),
  node: z.string(),
  /** Null outside Electron. */
  electron: z.string().nullable(),
  chrome: z.string().nullable(),
  platform: z.string(),
  home: z.string(),
  identities: z.string(),
  /** Null where it was not delivered with the program. */
  documentation: z.string().nullable(),
});
export type About = z.infer<typeof about>;
