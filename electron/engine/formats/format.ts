/**
 * What a log format is: a fingerprint that recognises it by content, and a mapping from one record to turns, messages
 * and context documents. A format never sees bytes, offsets, ids or SQL.
 */

import type { FactTableName } from '../../../shared/domain/join.ts';

export type JsonObject = { readonly [key: string]: unknown };

export interface Format {
  /** Short, stable, lower-case with hyphens; stored with evidence and accepted by `import --format`. */
  readonly id: string;
  /** For people: "OpenAI chat completions, request and response". */
  readonly title: string;
  /**
   * How sure a sample record makes us, 0 to 1: 0 not this format, 1 can be nothing else. Several formats may recognise
   * a sample; the highest mean over the sample wins, earlier in the list first.
   */
  recognise(record: JsonObject): number;
  /**
   * Where the records stand when a whole document (a file, an element, or one line of JSONL) holds several of them:
   * paths of keys, `*` for any key, `[*]` for the elements of a list and `[1]` for the second, such as `observations[*]`.
   * A line that is a list is shown to `recognise` as an object of its positions where it begins with a text. `*` leads into an
   * object only where each of its fields is what the path goes on with: `*[*]` are the elements of named lists, never of
   * the one list among the fields of a record. What stands around records is structure. A document without any is a
   * record itself.
   */
  readonly records?: readonly string[];
  /**
   * Puts everything of one record into `emit`. Throw `Unmapped` to refuse it; nothing of it is kept then. `within` says
   * where in a document of several records it stands.
   */
  map(record: JsonObject, emit: Emit, within?: Within): void;
  /** For logs that write an answer as it streams, one piece a record. */
  readonly streams?: PiecewiseStreams;
}

/** How the pieces of a stream, each a record of its own, become one record that `map` takes. */
export interface PiecewiseStreams {
  /** What piece of a stream the record is; undefined: none, it is a record by itself. */
  pieceOf(record: JsonObject): StreamPiece | undefined;
  /** What the pieces of one stream give together, in their order; of a single piece too. */
  whole(pieces: readonly JsonObject[]): JsonObject;
}

export interface StreamPiece {
  /** What the log calls the stream; null where pieces just follow each other. */
  readonly of: string | null;
  /** No piece of the stream comes before it. */
  readonly begins: boolean;
  /** No piece of the stream comes after it. */
  readonly ends: boolean;
}

/** The place of a record in a document that holds several. */
export interface Within {
  /** The path of the format's `records` that led to it: `patch[*]`. */
  readonly path: string;
  /** What enclosed it on the way, outermost first: the document itself, then each object; lists are not named. */
  readonly around: readonly JsonObject[];
  /** Its position in each list on the way, from 0, and the key for each `*`. */
  readonly at: readonly (number | string)[];
}

/** A record that parses but that the format cannot map, with the reason. The record is kept, shown and counted. */
export class Unmapped extends Error {
  override readonly name = 'Unmapped';
}

export type TurnKind =
  | 'model'
  | 'request'
  | 'tool'
  | 'retrieval'
  | 'chain'
  | 'agent'
  | 'guardrail'
  | 'human_review';
export type Capture = 'wire' | 'application' | 'reconstructed';
export type Half = 'request' | 'answer' | 'retrieval' | 'message' | 'question';
export type Side = 'input' | 'output' | 'tools';
export type PartType =
  | 'text'
  | 'tool_call'
  | 'tool_result'
  | 'tool_definition'
  | 'thinking'
  | 'refusal'
  | 'image'
  | 'audio'
  | 'file'
  | 'json';

/**
 * Values are passed as the record has them (`unknown`): `emit` checks each against its column's type, and a value that
 * does not fit makes the record unmapped with the reason. `null` and `undefined` become NULL.
 */
export interface TurnFields {
  kind?: TurnKind;
  capture: Capture;
  /** Id of the conversation in the log. Without one the record is a conversation of its own. */
  conversation?: unknown;
  /** Where the id means the same: everywhere in the case (default), in this file (batch custom_id), in this record. */
  conversation_scope?: 'case' | 'file' | 'record';
  external_id?: unknown;
  /** What the provider calls its answer (`chatcmpl-...`), by which a gateway and a trace mean the same call. */
  response_id?: unknown;
  /**
   * What other records of any file call this step, one name in the whole case: trace and span id as `trace/span`. Turns
   * of several records under one name are one turn: a run and its later patch, the same span in two exports.
   */
  span_id?: unknown;
  /**
   * What other records call this step that stand in the same conversation: those of one name are one turn, as by
   * `span_id`.
   */
  step?: unknown;
  /**
   * The `span_id` of the step of which this record tells one event, such as a log record with one of its messages. The
   * messages of its events are put together by time where no record holds the step itself.
   */
  event_of?: unknown;
  /**
   * What the log calls the call before this one in its conversation: the id of the answer that it goes on from, of the
   * message above. Calls that name no conversation are put together by it.
   */
  follows?: unknown;
  /** What facts of other files call this turn, beside its id. */
  known_as?: unknown;
  /** The `span_id` of the step that contains this one; it may come later or in another file. */
  parent_span_id?: unknown;
  /**
   * What the log calls the call, where other records may tell of it too: the request apart from its answer, the same call
   * in another log. One that names a span is joined by that alone. (import/match-calls.ts says what is joined.)
   */
  call_id?: unknown;
  /** The kind of batch within which the call id counts, such as `openai`; without it in the whole case. */
  call_batch?: string;
  /** The trace that the record names: joins halves, and a retrieval to its call, where no call id does. */
  trace_id?: unknown;
  /**
   * What every record of the log is by design: one that nothing is joined to lacks something, and is listed. Where each is a
   * `message`, what was asked is joined to the answer that follows it in its conversation, and nothing lacks. A `question`
   * stands with every answer of its call id, of however many models.
   */
  half?: Half;
  /** Epoch seconds, milliseconds, microseconds or nanoseconds (by magnitude), or ISO 8601 text. */
  started_at?: unknown;
  ended_at?: unknown;
  provider?: unknown;
  model?: unknown;
  requested_model?: unknown;
  system_fingerprint?: unknown;
  weights_hash?: unknown;
  prompt_version?: unknown;
  index_version?: unknown;
  route?: unknown;
  release?: unknown;
  environment?: unknown;
  temperature?: unknown;
  top_p?: unknown;
  max_tokens?: unknown;
  seed?: unknown;
  /** An object; stored as JSON. */
  params?: unknown;
  prompt_tokens?: unknown;
  completion_tokens?: unknown;
  latency_ms?: unknown;
  confidence?: unknown;
  finish_reason?: unknown;
  error?: unknown;
  user_id?: unknown;
  session_id?: unknown;
  /** An object; stored as JSON. */
  metadata?: unknown;
}

export interface PartFields {
  type: PartType;
  /** Text; anything else is stored as its JSON. `null` keeps the part with NULL content. */
  content: unknown;
  name?: unknown;
  tool_call_id?: unknown;
}

export interface MessageOptions {
  name?: unknown;
  /** Numbers alternative answers from 0. */
  choice?: number;
  /**
   * True for what a step was given or gave that the log does not put as a message: a text alone, arguments, a result.
   * It is kept, shown, searched and ruled like a message, and not counted as one.
   */
  bare?: boolean;
  /** True for a question that the log tells once and several answers have: it is given to each and counted once. */
  again?: boolean;
}

export interface ContextFields {
  content: unknown;
  document_id?: unknown;
  source?: unknown;
  score?: unknown;
}

/** The side tables, and the names of what `emit` adds to them. */
export type FactTable = FactTableName;

/** What the log calls the key of a fact; `time`: the fact speaks of a time and names nobody. */
export type KeyKind = 'turn' | 'trace' | 'conversation' | 'session' | 'user' | 'time';

/**
 * A fact about the turn before it in the record; where the record has none, about what its key names: it is joined to
 * turns of any file after the import (import/join-facts.ts).
 */
export interface SideFact {
  /** The id that the fact has in its log. */
  external_id?: unknown;
  what: string;
  value?: unknown;
  at?: unknown;
  who?: unknown;
  comment?: unknown;
  key?: unknown;
  key_kind?: KeyKind | undefined;
}

export interface Emit {
  /**
   * True when texts are real strings; false when each character of a text is one byte of its UTF-8. A mapping that has
   * to read JSON inside a text then throws `NeedsDecodedText` (nested-json.ts) and is given the record again, decoded.
   */
  readonly decoded: boolean;
  /** Starts a turn; what follows belongs to it until the next `turn`. A record may give several. */
  turn(fields: TurnFields): void;
  /** Adds a message of one or more parts to the side. */
  message(side: Side, role: unknown, parts: readonly PartFields[], options?: MessageOptions): void;
  /** Adds a passage that retrieval gave the model; ranks follow the order of calls. */
  context(fields: ContextFields): void;
  /** Adds a fact about the turn, or about what its key names. */
  feedback(fact: SideFact): void;
  verdict(fact: SideFact): void;
  label(fact: SideFact): void;
  /** Notes on the record what was found beside what is mapped: a stream that breaks off, a part that is damaged. */
  note(text: string): void;
  /** Adds a fact about the system at a time, or about a user. */
  change(fact: SideFact): void;
  person(fact: SideFact): void;
}
