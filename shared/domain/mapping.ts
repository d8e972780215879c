import { z } from 'zod';
import { DATE_FORMAT_WORDS, isDateFormat } from './date-format.ts';

/**
 * How the records of a log that no format knows are read: a file of a person's own, in YAML. Values are paths into the
 * record (field-path.ts says how they are written), or `{always: ...}` for what the log does not say.
 */

const path = z.string().min(1);
const always = z.strictObject({ always: z.union([z.string(), z.number()]) });
/** A number in another unit: `{path: took_s, times: 1000}`. */
const scaled = z.strictObject({ path, times: z.number().positive() });
/**
 * A time in another spelling: `{path: Asked On, format: dd/MM/yyyy HH:mm}`. Where `day` names where the day stands, the path is
 * of the time of day, and the format is of both with a space between them; `zone` names where their zone stands.
 */
const dated = z.strictObject({
  path,
  format: z.string().refine(isDateFormat, DATE_FORMAT_WORDS),
  day: path.optional(),
  zone: path.optional(),
});
export const valueSource = z.union([path, always, scaled, dated], {
  error: `a path into the record, {path: ..., times: a number}, {path: ..., format: ...} (${DATE_FORMAT_WORDS}), or {always: a text or number}`,
});
export type ValueSource = z.infer<typeof valueSource>;

/** The columns of a turn that a mapping may fill; docs/schema.md says what each holds. */
export const MAPPED_COLUMNS = [
  ...['conversation', 'external_id', 'started_at', 'ended_at', 'provider', 'model'],
  ...['requested_model', 'system_fingerprint', 'weights_hash', 'prompt_version', 'index_version'],
  ...['route', 'release', 'environment', 'temperature', 'top_p', 'max_tokens', 'seed', 'params'],
  ...['prompt_tokens', 'completion_tokens', 'latency_ms', 'confidence', 'finish_reason', 'error'],
  ...['user_id', 'session_id', 'call_id', 'trace_id', 'follows'],
] as const;

export type MappedColumn = (typeof MAPPED_COLUMNS)[number];
const columns = z.partialRecord(z.enum(MAPPED_COLUMNS), valueSource);

/** Which records (or elements, or messages): `{path: kind, is: [chat]}`, or `{path: kind, not: [heartbeat, audit]}`; `''` is where nothing says it. */
export const mappedWhere = z
  .strictObject({
    path,
    is: z.array(z.string()).min(1).optional(),
    not: z.array(z.string()).min(1).optional(),
  })
  .refine(
    (where) => (where.is === undefined) !== (where.not === undefined),
    'say which values are read, by is, or which are left out, by not',
  );
export type MappedWhere = z.infer<typeof mappedWhere>;

/** Where texts stand in places of their own by kinds of messages, a list of these: the first that is there counts. */
const contents = z.union([path, z.array(path).min(1)]);

/** One message, `{role: user, content: question}`, or a list, `{messages: history, role: who, content: said}`. */
export const mappedMessages = z
  .strictObject({
    /** Path of a list, whose elements are messages; `role`, `content` and `name` are then paths into each. */
    messages: path.optional(),
    role: z.string().min(1).optional(),
    content: contents.optional(),
    name: path.optional(),
    /** Calls of tools that the message makes. */
    tool_calls: path.optional(),
  })
  .refine(
    ({ messages, role, content }) =>
      messages !== undefined || (role !== undefined && content !== undefined),
    'name a role and the path of its content, or the path of a list of messages',
  );
export type MappedMessages = z.infer<typeof mappedMessages>;

/**
 * Passages that retrieval gave: `each` is the path of a text, an object, or a list; the others are paths into each. A text
 * that holds several is divided by what stands between them, to the letter.
 */
export const mappedPassages = z.strictObject({
  each: path,
  divided_by: z.string().min(1).max(80).optional(),
  content: path.optional(),
  document_id: path.optional(),
  source: path.optional(),
  score: path.optional(),
});
export type MappedPassages = z.infer<typeof mappedPassages>;

/** A fact about the turn: feedback, a verdict, a label. `of` leads to the id of the turn where the record names it by another key. */
export const mappedFact = z.strictObject({
  what: z.string().min(1),
  of: path.optional(),
  value: path.optional(),
  at: path.optional(),
  who: path.optional(),
  comment: path.optional(),
});
export type MappedFact = z.infer<typeof mappedFact>;

/**
 * A list of messages of both sides: each answer of the assistant ends a turn. Paths of `turn`, `context` and `feedback`
 * begin at the message that ends it.
 */
export const mappedTranscript = z.strictObject({
  messages: z.string({ error: 'a transcript names the path of its messages' }).min(1),
  role: path.optional(),
  content: contents.optional(),
  name: path.optional(),
  tool_calls: path.optional(),
  /** What the machine says before anybody asks is a greeting: given with the first call, and no answer of one. */
  opening: z.literal('given').optional(),
  /** Each record repeats the conversation up to its own call: earlier answers are given with that, and end no turn. */
  earlier: z.literal('given').optional(),
  /** Who writes each message, person or machine: what a user asks is that user's. */
  writer: path.optional(),
  /** Of which messages of the machine it holds, their calls failed: what they say is why, and no answer. */
  failed: mappedWhere.optional(),
  turn: columns.optional(),
  context: z.array(mappedPassages).optional(),
  feedback: z.array(mappedFact).optional(),
});
export type MappedTranscript = z.infer<typeof mappedTranscript>;

/** The record is itself one message, and says who speaks. */
export const mappedMessage = z.strictObject({
  role: path,
  content: contents,
  /** Who writes it, person or machine: of a message of a user, the user. */
  writer: path.optional(),
  /** What the machine says of which it holds is a greeting: given with the answer that follows, and no answer of a call. */
  opening: mappedWhere.optional(),
  name: path.optional(),
  tool_calls: path.optional(),
});
export type MappedMessage = z.infer<typeof mappedMessage>;

/** The side tables that a mapping may fill instead of turns. Alerts are kept in table verdict, as `what: alert`. */
export const mappedTable = z.enum(['feedback', 'verdict', 'label', 'change', 'person', 'alert']);

/** A row of a side table. `key` names what it is about; `key_kind` what sort of id that is. */
export const mappedRow = z.strictObject({
  id: path.optional(),
  what: valueSource.optional(),
  value: valueSource.optional(),
  at: path.optional(),
  who: valueSource.optional(),
  comment: path.optional(),
  key: path.optional(),
  key_kind: z.enum(['turn', 'trace', 'conversation', 'session', 'user', 'time']).optional(),
});
export type MappedRow = z.infer<typeof mappedRow>;

/**
 * How a store types each value by the only key of an object around it: `{"$numberInt": "7"}`, `{"string": "a"}`, `{"S": "a"}`,
 * `{"stringValue": "a"}`; or that a document holds a table by its columns, which is then read as its list `rows`.
 */
export const wrappedValues = z.enum(['mongodb', 'avro', 'dynamodb', 'firestore', 'columns']);
export type WrappedValues = z.infer<typeof wrappedValues>;

export const mapping = z
  .strictObject({
    mapping: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'an id of lower-case letters, digits and hyphens'),
    title: z.string().min(1).max(200),
    /** Where the log was written: on the wire, by the application, or put together later. */
    capture: z.enum(['wire', 'application', 'reconstructed']).default('application'),
    /** Values stand in objects that say their type, which are opened first: paths are those without them. */
    values: wrappedValues.optional(),
    /** Words that stand where nothing is: `[NULL]`; of lists those that `each` and the transcript name are looked into. */
    nothing: z.array(z.string().min(1)).min(1).optional(),
    /** Path of a list of which each element is a turn; without it the record is one. `$.` begins at the record again. */
    each: path.optional(),
    /** Which records (or elements) tell of calls. What it leaves out is counted as mapped, with a note that says so. */
    where: mappedWhere.optional(),
    /** Of which it holds, the call failed: what stands as the answer is why. */
    failed: mappedWhere.optional(),
    turn: columns.default({}),
    /**
     * What each record is by design where a log holds one half of each call, or what retrieval found for it: one that is
     * joined to nothing is then listed. A retrieval needs `context`, and no messages.
     */
    half: z.enum(['request', 'answer', 'retrieval']).optional(),
    /** Path of the definitions of tools that the request offers. */
    tools: path.optional(),
    input: z.array(mappedMessages).default([]),
    output: z.array(mappedMessages).default([]),
    /**
     * These stand instead of input and output; input beside a transcript is given with each of its turns, input beside a
     * message in its own turn.
     */
    transcript: mappedTranscript.optional(),
    message: mappedMessage.optional(),
    /**
     * What the log calls the roles: `{bot: assistant}`; `'*'` is any other, `''` where nothing says it. What stands under the
     * role `context` is no message but a passage that retrieval gave.
     */
    roles: z.record(z.string(), z.string()).default({}),
    context: z.array(mappedPassages).default([]),
    feedback: z.array(mappedFact).default([]),
    verdict: z.array(mappedFact).default([]),
    label: z.array(mappedFact).default([]),
    /** The file holds no turns but rows of a side table, which `row` maps; `each` may name a list of them. */
    table: mappedTable.optional(),
    row: mappedRow.optional(),
  })
  .refine(
    ({ table, row }) => (table === undefined) === (row === undefined),
    'a side table is said by both: table, and row with the paths of its columns',
  )
  .refine(({ table, half, context, input, output, transcript, message }) => {
    const places = [
      transcript !== undefined,
      message !== undefined,
      output.length + (transcript === undefined && message === undefined ? input.length : 0) > 0,
    ].filter(Boolean).length;
    if (half === 'retrieval' && places === 0) return table === undefined && context.length > 0;
    return places === (table === undefined ? 1 : 0);
  }, 'say where messages are: input and output, or a transcript, or a message; or table and row, without messages')
  .refine(({ half, input, output, transcript, message, table }) => {
    if (half === undefined) return true;
    if (transcript !== undefined || message !== undefined || table !== undefined) return false;
    return half === 'answer' ? input.length === 0 : output.length === 0;
  }, 'half goes with one side alone: input for a request, output for an answer, context for a retrieval');
export type Mapping = z.infer<typeof mapping>;
