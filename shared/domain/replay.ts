import { z } from 'zod';
import { wideInteger } from './wide-integer.ts';
import { joinedBy } from './conversation-joins.ts';
import { place } from './place.ts';
import { referenceInForce } from './reference.ts';
import { repair } from './repair.ts';

/** How near the log is to what the model really got. */
export const capture = z.enum(['wire', 'application', 'reconstructed']);
export type Capture = z.infer<typeof capture>;

/** One piece of a message's content. `text` is null where the log says null. */
export const replayPart = z.object({
  part: z.int(),
  type: z.string(),
  text: z.string().nullable(),
  name: z.string().nullable(),
  tool_call_id: z.string().nullable(),
});
export type ReplayPart = z.infer<typeof replayPart>;

export const replayMessage = z.object({
  seq: z.int(),
  role: z.string().nullable(),
  name: z.string().nullable(),
  /** Which alternative answer, from 0. */
  choice: z.int(),
  parts: z.array(replayPart),
  /** False where the previous model call of the conversation already held this message, given or answered. */
  new_since_previous: z.boolean(),
  /** Only where another record than the turn's gives it. */
  place: place.optional(),
});
export type ReplayMessage = z.infer<typeof replayMessage>;

export const replayDocument = z.object({
  rank: z.int(),
  document_id: z.string().nullable(),
  source: z.string().nullable(),
  score: z.number().nullable(),
  text: z.string().nullable(),
  /** The retrieval step that found it for this turn; null where a record of the turn holds it. */
  from_turn_id: z.int().nullable(),
  place: place.optional(),
});
export type ReplayDocument = z.infer<typeof replayDocument>;

export const replayTool = z.object({
  seq: z.int(),
  name: z.string().nullable(),
  text: z.string().nullable(),
  place: place.optional(),
});
export type ReplayTool = z.infer<typeof replayTool>;

/** Which characters of the turn something speaks of; all null where it speaks of the whole turn. */
const span = {
  side: z.string().nullable(),
  seq: z.int().nullable(),
  part: z.int().nullable(),
  char_start: z.int().nullable(),
  char_end: z.int().nullable(),
};

export const replayFinding = z.object({
  finding_id: z.int(),
  handle: z.string(),
  rule_id: z.string(),
  rule_version: z.string(),
  severity: z.string(),
  /** candidate, lead, finding, or dismissed by review. */
  lane: z.string(),
  failure_type: z.string(),
  ...span,
  score: z.number(),
  explanation: z.string(),
  review: z.string().nullable(),
});
export type ReplayFinding = z.infer<typeof replayFinding>;

/** The examiner's opinion. */
export const replayCause = z.object({
  cause_no: z.int(),
  cause_id: z.string(),
  standing: z.string(),
  confidence: z.string(),
  rationale: z.string(),
  tagged_at: z.string(),
  tagged_by: z.string(),
});
export type ReplayCause = z.infer<typeof replayCause>;

export const replayExhibit = z.object({
  number: z.int(),
  caption: z.string(),
  ...span,
  quotation: z.string().nullable(),
});
export type ReplayExhibit = z.infer<typeof replayExhibit>;

/** What another file or a user said of a turn. */
export const replayFact = z.object({
  what: z.string().nullable(),
  value: z.string().nullable(),
  at: z.string().nullable(),
  raw_time: z.string().nullable(),
  who: z.string().nullable(),
  comment: z.string().nullable(),
  matched_by: z.string().nullable(),
  place,
});
export type ReplayFact = z.infer<typeof replayFact>;

/** A record on which a turn rests. */
export const replayRecord = z.object({
  record_id: z.int(),
  /** True of the one that names the turn: what it says of itself, others complete. */
  names_turn: z.boolean(),
  /** Further records with a piece each of the streamed answer, of which this is the last; 0 where it is none. */
  pieces: z.int(),
  /** Sides of the turn that stand as this record gives them: input, context, tools, output. */
  gives: z.array(z.string()),
  /** Fields of the turn that no other of its records says. */
  alone_says: z.array(z.string()),
  line: z.int().nullable(),
  /** Only where the record is malformed and is read as a rule mends it. */
  repair: repair.optional(),
  /** Only where it stands byte for byte in a file imported before: where that record of the turn stands. */
  same_as: place
    .pick({ name: true, member: true, ordinal: true })
    .extend({ line: z.int().nullable() })
    .optional(),
  place,
});
export type ReplayRecord = z.infer<typeof replayRecord>;

/** Two records of one turn that say different things; what `record_id` says stands in the turn. */
export const replayConflict = z.object({
  /** A column of `turn`, or a side of its messages. */
  field: z.string(),
  /** Both values are null where the field is a side. */
  value: z.string().nullable(),
  record_id: z.int(),
  other_value: z.string().nullable(),
  other_record_id: z.int(),
});
export type ReplayConflict = z.infer<typeof replayConflict>;

export const replayTurn = z.object({
  turn_id: z.int(),
  handle: z.string(),
  external_id: z.string().nullable(),
  parent_turn_id: z.int().nullable(),
  kind: z.string(),
  seq: z.int(),
  model: z.string().nullable(),
  requested_model: z.string().nullable(),
  provider: z.string().nullable(),
  system_fingerprint: z.string().nullable(),
  weights_hash: z.string().nullable(),
  prompt_version: z.string().nullable(),
  index_version: z.string().nullable(),
  route: z.string().nullable(),
  release: z.string().nullable(),
  environment: z.string().nullable(),
  capture,
  /** UTC, ISO 8601; null where the log gives no time. */
  started_at: z.string().nullable(),
  ended_at: z.string().nullable(),
  raw_time: z.string().nullable(),
  /** temperature, top_p, max_tokens, seed, and what else the request set. */
  params: z.record(z.string(), z.unknown()),
  usage: z.object({
    prompt_tokens: wideInteger.nullable(),
    completion_tokens: wideInteger.nullable(),
  }),
  latency_ms: z.number().nullable(),
  /** Mean token log-probability of the answer. */
  confidence: z.number().nullable(),
  finish_reason: z.string().nullable(),
  error: z.string().nullable(),
  user_id: z.string().nullable(),
  session_id: z.string().nullable(),
  input: z.array(replayMessage),
  /** `seq` of the input messages whose role is system or developer. */
  instructions: z.array(z.int()),
  context: z.array(replayDocument),
  tools: z.array(replayTool),
  output: z.array(replayMessage),
  findings: z.array(replayFinding),
  causes: z.array(replayCause),
  exhibits: z.array(replayExhibit),
  feedback: z.array(replayFact),
  verdicts: z.array(replayFact),
  labels: z.array(replayFact),
  /** References whose dates cover the time of the turn. */
  references: z.array(referenceInForce),
  /** All records on which the turn rests, the one that names it first. */
  records: z.array(replayRecord),
  conflicts: z.array(replayConflict),
  /** Of the record that names the turn. */
  place,
});
export type ReplayTurn = z.infer<typeof replayTurn>;

export const replay = z.object({
  /** The id that the log gives, else the handle. */
  conversation: z.string(),
  conversation_id: z.int(),
  handle: z.string(),
  user_id: z.string().nullable(),
  joined_by: joinedBy,
  /** Turns of every kind in the conversation; `turns` holds those from `offset` on. */
  total: z.int(),
  offset: z.int(),
  /** time where every turn is dated, else the order of the records. */
  ordered_by: z.enum(['time', 'records']),
  turns: z.array(replayTurn),
});
export type Replay = z.infer<typeof replay>;
