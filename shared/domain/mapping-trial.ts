import { z } from 'zod';
import { mapping } from './mapping.ts';

/** Why a part of a mapping is suggested. */
export const mappingReason = z.object({
  /** The place in the mapping: `turn`, `model`. */
  at: z.array(z.union([z.string(), z.number()])).readonly(),
  why: z.string(),
  /** In how many of the records, or of their elements or messages, something stands there. */
  has: z.int(),
  of: z.int(),
});
export type MappingReason = z.infer<typeof mappingReason>;

/** A mapping that was found for a file. */
export const fileSuggestion = z.object({
  /** Records that were looked at: the first of the file. */
  looked_at: z.int(),
  mapping,
  reasons: z.array(mappingReason).readonly(),
  notes: z.array(z.string()).readonly(),
  /** The mapping as YAML, with the reasons as comments. */
  yaml: z.string(),
});
export type FileSuggestion = z.infer<typeof fileSuggestion>;

/** A turn or step as a mapping reads it, with the beginning of each message. */
export const trialTurn = z.object({
  turn: z.int(),
  kind: z.string(),
  started_at: z.string().nullable(),
  model: z.string().nullable(),
  messages: z
    .array(z.object({ side: z.string(), role: z.string().nullable(), text: z.string().nullable() }))
    .readonly(),
});
export type TrialTurn = z.infer<typeof trialTurn>;

/** What a file would give, read by a mapping. */
export const mappingTrial = z.object({
  records: z.int(),
  mapped: z.int(),
  unmapped: z.int(),
  quarantined: z.int(),
  conversations: z.int(),
  turns: z.int(),
  messages: z.int(),
  models: z.array(z.string()).readonly(),
  /** Steps that are no answered call, such as a message without its answer. */
  steps: z.int(),
  undated: z.int(),
  roles: z
    .array(z.object({ side: z.string(), role: z.string().nullable(), messages: z.int() }))
    .readonly(),
  /** Why records do not map, the most frequent first. */
  reasons: z.array(z.object({ reason: z.string(), records: z.int(), first: z.int() })).readonly(),
  /** What looks wrong, or missing, in sentences. */
  warnings: z.array(z.string()).readonly(),
  /** The first turns and steps. */
  first: z.array(trialTurn).readonly(),
});
export type MappingTrial = z.infer<typeof mappingTrial>;

/** Which log is mapped: one that a person picked or dropped, or evidence of the case. */
export const mappingSource = z.union([
  z.object({ grant: z.string() }),
  z.object({ evidence_id: z.int() }),
]);
export type MappingSource = z.infer<typeof mappingSource>;

/** The first records of a log, as a mapping sees them. */
export const mappingSample = z.object({
  name: z.string(),
  /** What a mapping of this log is called. */
  mapping_name: z.string(),
  records: z.array(
    z.object({
      /** Indented JSON, or its beginning. */
      text: z.string(),
      /** Of the whole text, in UTF-16 units as `text.length` counts them. */
      characters: z.int(),
    }),
  ),
});
export type MappingSample = z.infer<typeof mappingSample>;
