/**
 * The derived tables of `case.duckdb`, column by column: what is created, what the importer fills, what digests cover
 * and what docs/schema.md prints all come from this list.
 */
export type ColumnType =
  | 'BIGINT'
  | 'INTEGER'
  | 'UBIGINT'
  | 'DOUBLE'
  | 'TIMESTAMPTZ'
  | 'VARCHAR'
  | 'BLOB';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** Meaning and unit, as docs/schema.md prints it. */
  readonly says: string;
  readonly notNull?: true;
  /** Stored with zstd: texts that are large and rarely compared. */
  readonly large?: true;
}

export interface Table {
  readonly name: string;
  readonly says: string;
  /** Digests are kept per 65,536 values of the first column, or once for the whole table. */
  readonly chunked: boolean;
  readonly columns: readonly Column[];
}

type Options = Pick<Column, 'notNull' | 'large'>;

const column = (name: string, type: ColumnType, says: string, options: Options = {}): Column => ({
  name,
  type,
  says,
  ...options,
});
const key = (name: string, says: string): Column => column(name, 'BIGINT', says, { notNull: true });

const sideTable = (name: string, says: string): Table => ({
  name,
  says,
  chunked: false,
  columns: [
    column(
      'turn_id',
      'BIGINT',
      'the turn it speaks of; NULL where none was matched, and where it speaks of a user or of a time',
    ),
    column('external_id', 'VARCHAR', 'the id of the row in its log (of a ticket, alert, change)'),
    column('what', 'VARCHAR', 'what kind of fact'),
    column('value', 'VARCHAR', 'the value as the log gives it'),
    column('at', 'TIMESTAMPTZ', 'when, UTC'),
    column('raw_time', 'VARCHAR', 'the time as the log gives it'),
    column('who', 'VARCHAR', 'who said or did it'),
    column('comment', 'VARCHAR', 'words that came with it'),
    column(
      'key',
      'VARCHAR',
      'the key that it names: an id of a turn, conversation, session or user',
    ),
    column(
      'key_kind',
      'VARCHAR',
      'what the log calls the key: turn, trace, conversation, session, user; time where it speaks of a time and names nobody; NULL where the log does not say',
    ),
    key('record_id', 'the record that gives it'),
    column(
      'matched_by',
      'VARCHAR',
      'how it was joined: record (it stands in the record of the turn), id, conversation, session, user, window (by its time); NULL where it was not',
    ),
    column(
      'unmatched',
      'VARCHAR',
      'why it was not joined: no key, no turn (has the key), ambiguous (several turns fit equally), window (no turn of the key within the window before its time), no time; NULL where it was',
    ),
  ],
});

export const TABLES = {
  evidence: {
    name: 'evidence',
    says: 'One row per imported file.',
    chunked: false,
    columns: [
      key('evidence_id', 'number in order of import, from 1'),
      column('sha256', 'VARCHAR', 'SHA-256 of the file, hexadecimal', { notNull: true }),
      column('name', 'VARCHAR', 'file name when it was imported', { notNull: true }),
      column('source_path', 'VARCHAR', 'path when it was imported'),
      column(
        'in_place',
        'VARCHAR',
        'path at which it stays and is read; NULL where evidence/ holds a copy',
      ),
      column(
        'modified_at',
        'TIMESTAMPTZ',
        'when a file that stays in place was last changed, UTC; NULL where evidence/ holds a copy',
      ),
      column('bytes', 'BIGINT', 'size in bytes', { notNull: true }),
      column('format', 'VARCHAR', 'log format that maps it', { notNull: true }),
      column('container', 'VARCHAR', 'jsonl, json, csv, parquet, zip', { notNull: true }),
      column(
        'compression',
        'VARCHAR',
        'gzip, zstd; utf-16le, utf-16be: a text that is read as UTF-8; NULL where it is plain',
      ),
      column(
        'unpacked_bytes',
        'BIGINT',
        'size in bytes of what a compressed file unpacks to; NULL where it is plain',
      ),
      column('notes', 'VARCHAR', 'JSON array of sentences about the file as a whole', {
        notNull: true,
      }),
      column(
        'record_paths',
        'VARCHAR',
        'JSON array of {member, paths}: where records stand within documents that hold several; empty where documents are records',
        { notNull: true },
      ),
      column(
        'headers',
        'VARCHAR',
        'JSON array of {member, columns}: what the headers of separated values name; empty where there are none',
        { notNull: true },
      ),
      column('records', 'BIGINT', 'mapped + unmapped + quarantined', { notNull: true }),
      column('mapped', 'BIGINT', 'records that the format mapped', { notNull: true }),
      column('unmapped', 'BIGINT', 'records that parse but were not mapped', { notNull: true }),
      column('quarantined', 'BIGINT', 'records that do not parse', { notNull: true }),
      column('blank', 'BIGINT', 'lines of only space, tab, CR', { notNull: true }),
      column('conversations', 'BIGINT', 'conversations that this file spells out', {
        notNull: true,
      }),
      column('turns', 'BIGINT', 'turns (answered model calls) that this file spells out', {
        notNull: true,
      }),
      column('messages', 'BIGINT', 'messages that this file spells out, on both sides', {
        notNull: true,
      }),
      column('models', 'VARCHAR', 'JSON array of the models that answered, else were asked for', {
        notNull: true,
      }),
      column(
        'partitions',
        'VARCHAR',
        'JSON object: what the folders above it said of its rows (date=2026-01-05), as columns of each row; NULL where they said nothing',
      ),
      column('zone', 'VARCHAR', 'IANA zone in which its zone-less times are read', {
        notNull: true,
      }),
      column('clock_offset_ms', 'BIGINT', 'milliseconds added to its times', { notNull: true }),
      column(
        'intake',
        'VARCHAR',
        'JSON object: who exported it, from which system, by which query, when, from whom',
      ),
      column(
        'merkle_root',
        'VARCHAR',
        'RFC 6962 root over the SHA-256 of its records, hexadecimal',
        { notNull: true },
      ),
      column('import_no', 'BIGINT', 'number of the import that took it in', { notNull: true }),
      column('imported_at', 'TIMESTAMPTZ', 'when, UTC', { notNull: true }),
    ],
  },
  record: {
    name: 'record',
    says: 'One row per record of evidence, blank lines included: the place to which everything leads back.',
    chunked: true,
    columns: [
      key('record_id', 'number in order of import'),
      key('evidence_id', 'the file'),
      column('member', 'VARCHAR', 'member of a container, NULL where there is none'),
      column(
        'ordinal',
        'BIGINT',
        'numbers what is not blank within the file, from 1; NULL for blank lines',
      ),
      column('line', 'BIGINT', 'physical line, from 1, where there are lines'),
      column(
        'byte_offset',
        'BIGINT',
        'bytes from the start of the decompressed file; NULL for columnar files',
      ),
      column('byte_length', 'BIGINT', 'bytes without the line end; NULL for columnar files'),
      column('sha256', 'BLOB', 'SHA-256 of the bytes (of the canonical row for columnar files)', {
        notNull: true,
      }),
      column('status', 'VARCHAR', 'mapped, unmapped, quarantined, blank', { notNull: true }),
      column('error', 'VARCHAR', 'why it is not mapped, or what was noted about it'),
    ],
  },
  repair: {
    name: 'repair',
    says: 'One row per malformed record that is read as a rule mends it; the evidence and the hash of the record are what they were.',
    chunked: false,
    columns: [
      key('record_id', 'the record'),
      column('rule', 'VARCHAR', 'name of the rule', { notNull: true }),
      column('rule_version', 'BIGINT', 'its version', { notNull: true }),
      column('said', 'VARCHAR', 'what it closed, added, replaced or dropped', { notNull: true }),
      column('reason', 'VARCHAR', 'why it was repaired, as the examiner gave it', {
        notNull: true,
      }),
      column('repaired_by', 'VARCHAR', 'who repaired it', { notNull: true }),
      column('repaired_at', 'TIMESTAMPTZ', 'when, UTC', { notNull: true }),
      column('job_no', 'BIGINT', 'number of the job of which the custody log tells', {
        notNull: true,
      }),
    ],
  },
  conversation: {
    name: 'conversation',
    says: 'Turns that belong together.',
    chunked: true,
    columns: [
      key('conversation_id', 'number in order of first appearance'),
      column('external_id', 'VARCHAR', 'the id that the log gives'),
      column('user_id', 'VARCHAR', 'user of its first turn that names one'),
      column('started_at', 'TIMESTAMPTZ', 'earliest start of its turns, UTC'),
      column('ended_at', 'TIMESTAMPTZ', 'latest end (or start) of its turns, UTC'),
      column('turns', 'BIGINT', 'answered model calls', { notNull: true }),
      column(
        'joined_by',
        'VARCHAR',
        'id (the log names it), file (its name counts in its file only), chain (its calls name the one before them), history (its calls repeat what was said before), record (it stands in one record)',
        {
          notNull: true,
        },
      ),
    ],
  },
  turn: {
    name: 'turn',
    says: 'One model call (kind model), or a step around one.',
    chunked: true,
    columns: [
      key('turn_id', 'number in order of import; handle T-<turn_id>'),
      key('record_id', 'the record that names it'),
      column('turn_index', 'INTEGER', 'position among the turns that its record gives, from 0', {
        notNull: true,
      }),
      key('conversation_id', 'its conversation'),
      column('seq', 'BIGINT', 'position in its conversation by order of records, from 1', {
        notNull: true,
      }),
      column(
        'kind',
        'VARCHAR',
        'model, request, tool, retrieval, chain, agent, guardrail, human_review',
        { notNull: true },
      ),
      column('parent_turn_id', 'BIGINT', 'the step that contains it'),
      column('external_id', 'VARCHAR', 'the id of the call in the log'),
      column(
        'response_id',
        'VARCHAR',
        'what the provider calls its answer; NULL where external_id is it, or where the log does not say',
      ),
      column('capture', 'VARCHAR', 'wire, application, reconstructed', { notNull: true }),
      column('started_at', 'TIMESTAMPTZ', 'start, UTC'),
      column('ended_at', 'TIMESTAMPTZ', 'end, UTC'),
      column('raw_time', 'VARCHAR', 'the start as the log gives it'),
      column('provider', 'VARCHAR', 'who served the model'),
      column('model', 'VARCHAR', 'the model that answered'),
      column('requested_model', 'VARCHAR', 'the model that was asked for'),
      column('system_fingerprint', 'VARCHAR', 'fingerprint of the serving configuration'),
      column('weights_hash', 'VARCHAR', 'hash of the weights'),
      column('prompt_version', 'VARCHAR', 'version of the prompt template'),
      column('index_version', 'VARCHAR', 'version of the retrieval index'),
      column('route', 'VARCHAR', 'route, deployment or endpoint'),
      column('release', 'VARCHAR', 'release of the application'),
      column('environment', 'VARCHAR', 'production, staging, ...'),
      column('temperature', 'DOUBLE', 'sampling temperature'),
      column('top_p', 'DOUBLE', 'nucleus sampling bound'),
      column('max_tokens', 'BIGINT', 'bound on answer tokens'),
      column('seed', 'BIGINT', 'sampling seed'),
      column('params', 'VARCHAR', 'JSON object: other parameters of the request'),
      column('prompt_tokens', 'BIGINT', 'tokens given'),
      column('completion_tokens', 'BIGINT', 'tokens answered'),
      column('latency_ms', 'DOUBLE', 'milliseconds'),
      column('confidence', 'DOUBLE', 'mean token log-probability of the answer'),
      column('finish_reason', 'VARCHAR', 'why the answer ended'),
      column('error', 'VARCHAR', 'error of the call'),
      column('user_id', 'VARCHAR', 'end user'),
      column('session_id', 'VARCHAR', 'session'),
      column('metadata', 'VARCHAR', 'JSON object: what else the record says'),
    ],
  },
  turn_record: {
    name: 'turn_record',
    says: 'Further records on which a turn rests, beside the one that names it.',
    chunked: false,
    columns: [
      key('turn_id', 'the turn'),
      key('record_id', 'the record'),
      column('turn_index', 'INTEGER', 'position among the turns that the record gives, from 0', {
        notNull: true,
      }),
      column(
        'gives',
        'VARCHAR',
        'which sides of the turn it gives, `nothing more` where it repeats them, `piece` where it holds a piece of a streamed answer',
        { notNull: true },
      ),
    ],
  },
  same_record: {
    name: 'same_record',
    says: 'Records that stand byte for byte in a file imported before and tell the same turns: those turns rest on them too.',
    chunked: false,
    columns: [
      key('record_id', 'the record'),
      key('same_as', 'the record that is equal to it, of the file imported first'),
    ],
  },
  turn_key: {
    name: 'turn_key',
    says: 'How logs name steps: turns of several records are joined by it, and steps find the one that contains them.',
    chunked: false,
    columns: [
      key('turn_id', 'the turn'),
      key('record_id', 'the record that says it'),
      column(
        'means',
        'VARCHAR',
        'span (its own name), step (its own name within its conversation), event (the span of which it tells one event), parent, follows (the call before it in its conversation), name (by which facts mean it)',
        {
          notNull: true,
        },
      ),
      column('key', 'VARCHAR', 'the name, such as trace and span id', { notNull: true }),
      column('at', 'TIMESTAMPTZ', 'when the record says that it was, UTC'),
    ],
  },
  call_record: {
    name: 'call_record',
    says: 'Records that name the call or the trace that they are of, or that state to hold one half of a call, and calls that both a trace and another log tell of: what joins them to other records, and whether anything did.',
    chunked: true,
    columns: [
      key('turn_id', 'the turn that the record gives by itself'),
      key('record_id', 'the record'),
      column(
        'tells',
        'VARCHAR',
        'what it tells of the call: call (request and answer), request, answer, fields (neither), retrieval, question (asked of several models)',
        { notNull: true },
      ),
      column(
        'half',
        'VARCHAR',
        'request, answer, retrieval where all records of its log are such by design, so that one that stays alone lacks something; message where each is a message of a conversation; span where it is a step of a trace; NULL in other logs',
      ),
      column('call_id', 'VARCHAR', 'what the log calls the call'),
      column(
        'response_id',
        'VARCHAR',
        'what the provider calls the answer, else the id in the log',
      ),
      column(
        'batch',
        'VARCHAR',
        'the kind of batch within which the call id counts; NULL where it counts in the whole case',
      ),
      column('trace_id', 'VARCHAR', 'the trace that it names'),
      column('conversation', 'VARCHAR', 'the conversation that it names for the whole case'),
      column('session_id', 'VARCHAR', 'the session that it names'),
      column('user_id', 'VARCHAR', 'the user that it names'),
      column('model', 'VARCHAR', 'the model that answered'),
      column('requested_model', 'VARCHAR', 'the model that was asked for'),
      column('at', 'TIMESTAMPTZ', 'when, UTC'),
      column('input_digest', 'VARCHAR', 'of its input messages; NULL where it has none'),
      column('output_digest', 'VARCHAR', 'of its output messages; NULL where it has none'),
      column(
        'window_ms',
        'BIGINT',
        'milliseconds within which its half may be joined by time, as the import stated them; NULL where none was stated',
      ),
      column(
        'call_turn_id',
        'BIGINT',
        'the turn of the call that it was joined to; the same as turn_id where it was not, or where the others were joined to it',
        { notNull: true },
      ),
      column(
        'joined_by',
        'VARCHAR',
        'by what it was joined: id, trace, window, order (messages of a conversation, by the answer that follows); NULL where it was not',
      ),
      column(
        'unmatched',
        'VARCHAR',
        'why it was not joined: ambiguous (several records fit equally, or the same id stands at different calls), no answer, no request, no call (of a retrieval), models differ, answers differ, days apart (from what another log tells under the id of its answer); NULL where it was, or where nothing is missing',
      ),
    ],
  },
  turn_apart: {
    name: 'turn_apart',
    says: 'Rows of joined turns as each record alone gives them, so that a later file which makes a join uncertain sets them apart again.',
    chunked: false,
    columns: [
      key('turn_id', 'the joined turn'),
      column('of', 'VARCHAR', 'the table of the row', { notNull: true }),
      column('row', 'VARCHAR', 'the row, as a JSON object', { notNull: true, large: true }),
    ],
  },
  turn_history: {
    name: 'turn_history',
    says: 'Turns of conversations that were joined by what their calls follow or by repeated history, calls that might have been, and retrievals that stand in the conversation of their call.',
    chunked: false,
    columns: [
      key('turn_id', 'the turn'),
      key('own_conversation_id', 'the conversation of its record alone'),
      column('own_seq', 'BIGINT', 'position in that conversation, from 1', { notNull: true }),
      column(
        'follows_turn_id',
        'BIGINT',
        'the call that it names as the one before it, else the one whose input and answer its input begins with; NULL where it follows none',
      ),
      column(
        'repeats',
        'BIGINT',
        'messages of its input that are this history; NULL where none is, and where it names the call before it',
      ),
      column(
        'fits',
        'BIGINT',
        'calls that fit equally: 1 where it follows one, more where it is ambiguous and follows none, 0 where it names itself or a ring of calls that name one another, NULL where its input repeats no history, and where the call that it names is not in the case',
      ),
    ],
  },
  turn_said: {
    name: 'turn_said',
    says: 'What each record of a turn that rests on several says of it; the best one that says anything stands in the turn.',
    chunked: false,
    columns: [
      key('turn_id', 'the turn'),
      key('record_id', 'the record that says it'),
      column('field', 'VARCHAR', 'a column of turn, or a side of its messages', { notNull: true }),
      column('value', 'VARCHAR', 'as text; of a side a digest of its messages', { notNull: true }),
    ],
  },
  turn_conflict: {
    name: 'turn_conflict',
    says: 'Where records of one turn say different things: the first value stands in the turn. Of verdicts all stand.',
    chunked: false,
    columns: [
      key('turn_id', 'the turn'),
      column(
        'field',
        'VARCHAR',
        'a column of turn, a side of its messages, or a verdict with its comment in parentheses',
        { notNull: true },
      ),
      column('value', 'VARCHAR', 'what stands; NULL for messages'),
      key('record_id', 'the record that says it'),
      column('other_value', 'VARCHAR', 'what the other record says; NULL for messages'),
      key('other_record_id', 'the other record'),
    ],
  },
  message: {
    name: 'message',
    says: 'What stood on the input, output or tools side of a turn, one row per part.',
    chunked: true,
    columns: [
      key('turn_id', 'the turn'),
      column('side', 'VARCHAR', 'input, output, tools', { notNull: true }),
      column('seq', 'INTEGER', 'position of the message on its side, from 0', { notNull: true }),
      column('part', 'INTEGER', 'position of the part in the message, from 0', { notNull: true }),
      column('choice', 'INTEGER', 'which alternative answer, from 0', { notNull: true }),
      column('role', 'VARCHAR', 'system, developer, user, assistant, tool'),
      column('name', 'VARCHAR', 'name of the tool or participant'),
      column(
        'type',
        'VARCHAR',
        'text, tool_call, tool_result, tool_definition, thinking, refusal, image, audio, file, json',
        { notNull: true },
      ),
      column('content_id', 'BIGINT', 'the text; NULL where the log says null'),
      column('tool_call_id', 'VARCHAR', 'links a call and its result'),
      key('record_id', 'the record that gives it'),
    ],
  },
  content: {
    name: 'content',
    says: 'Each distinct text once.',
    chunked: true,
    columns: [
      key('content_id', 'number in order of first appearance'),
      column('hash_high', 'UBIGINT', 'first 64 bits of the SHA-256 of the text', { notNull: true }),
      column('hash_low', 'UBIGINT', 'next 64 bits', { notNull: true }),
      column('text', 'VARCHAR', 'the text', { notNull: true, large: true }),
      column('kind', 'VARCHAR', 'text, json, image, audio, file', { notNull: true }),
    ],
  },
  context_document: {
    name: 'context_document',
    says: 'Passages that retrieval gave the model.',
    chunked: true,
    columns: [
      key('turn_id', 'the turn'),
      column('rank', 'INTEGER', 'position as the log gives them, from 1', { notNull: true }),
      column('document_id', 'VARCHAR', 'id of the document'),
      column('source', 'VARCHAR', 'where it came from'),
      column(
        'score',
        'DOUBLE',
        'score of the retriever; distances, which are less the nearer, stand in the metadata of the turn',
      ),
      column('content_id', 'BIGINT', 'the passage'),
      key('record_id', 'the record that gives it'),
      column(
        'from_turn_id',
        'BIGINT',
        'the retrieval step that gave it; NULL where a record of the turn holds it',
      ),
    ],
  },
  feedback: sideTable(
    'feedback',
    'What users said of an answer: votes, ratings, complaints (`what` is "complaint", `value` the subject).',
  ),
  verdict: sideTable(
    'verdict',
    'Verdicts of guardrails and judges, decisions of human reviews (`what` begins with "human review"), and alerts (`what` is "alert", `value` the severity, `who` the monitor).',
  ),
  label: sideTable('label', 'Labels of data sets and annotators.'),
  change: sideTable('change', 'Deployments, prompt edits, flags, index builds.'),
  person: sideTable(
    'person',
    'Facts about users, one row for each column of a list of users; the key is the user.',
  ),
  reference: {
    name: 'reference',
    says: 'Files that say what was right, kept unparsed.',
    chunked: false,
    columns: [
      key('reference_id', 'number in order of registration, from 1'),
      column('sha256', 'VARCHAR', 'SHA-256 of the file; the file is evidence/<sha256>', {
        notNull: true,
      }),
      column('name', 'VARCHAR', 'file name', { notNull: true }),
      column('bytes', 'BIGINT', 'size in bytes', { notNull: true }),
      column('title', 'VARCHAR', 'what it is', { notNull: true }),
      column('in_force_from', 'TIMESTAMPTZ', 'from when it held, UTC'),
      column(
        'in_force_to',
        'TIMESTAMPTZ',
        'until when it held, UTC; where a day was given, the last microsecond of that day',
      ),
      column('registered_at', 'TIMESTAMPTZ', 'when it was registered, UTC', { notNull: true }),
    ],
  },
  detection: {
    name: 'detection',
    says: 'The latest run of each rule.',
    chunked: false,
    columns: [
      key('run_id', 'number of the run, from 1'),
      column('rule_id', 'VARCHAR', 'the rule', { notNull: true }),
      column('rule_version', 'VARCHAR', 'its version', { notNull: true }),
      column('rule_sha256', 'VARCHAR', 'hash of its text', { notNull: true }),
      column('severity', 'VARCHAR', 'low, medium, high, critical', { notNull: true }),
      column('lane', 'VARCHAR', 'candidate, lead, finding', { notNull: true }),
      column('failure_type', 'VARCHAR', 'what fails', { notNull: true }),
      column('could_fire', 'BIGINT', 'turns that have what the rule needs', { notNull: true }),
      column('turns', 'BIGINT', 'turns hit', { notNull: true }),
      column('findings', 'BIGINT', 'hits', { notNull: true }),
      column('import_no', 'BIGINT', 'number of the last import that the run saw', {
        notNull: true,
      }),
      column('ran_at', 'TIMESTAMPTZ', 'when, UTC', { notNull: true }),
    ],
  },
  finding: {
    name: 'finding',
    says: 'Hits of the latest run of each rule, with the lane that the rule gave.',
    chunked: true,
    columns: [
      key('finding_id', 'number; handle F-<finding_id>'),
      key('run_id', 'the run'),
      column('rule_id', 'VARCHAR', 'the rule', { notNull: true }),
      column('rule_version', 'VARCHAR', 'its version', { notNull: true }),
      column('severity', 'VARCHAR', 'low, medium, high, critical', { notNull: true }),
      column('lane', 'VARCHAR', 'candidate, lead, finding', { notNull: true }),
      column(
        'failure_type',
        'VARCHAR',
        'harmful-output, hallucination, drift, prompt-injection, data-leak, refusal, tool-misuse, degraded-output, log-integrity',
        { notNull: true },
      ),
      key('turn_id', 'the turn hit'),
      column(
        'side',
        'VARCHAR',
        'input, output, context, tools; NULL where the rule looks at a field',
      ),
      column('seq', 'INTEGER', 'message (or rank of the context document)'),
      column('part', 'INTEGER', 'part of the message'),
      column('char_start', 'INTEGER', 'first character, in code points from 0'),
      column('char_end', 'INTEGER', 'one past the last character'),
      column('score', 'DOUBLE', 'above 0, at most 1', { notNull: true }),
      column('explanation', 'VARCHAR', 'why, in words', { notNull: true }),
    ],
  },
} as const satisfies Record<string, Table>;

export type TableName = keyof typeof TABLES;
export const TABLE_LIST: readonly Table[] = Object.values(TABLES);

/** SQL that creates a table in the attached database `store`. */
export function createTableSql(table: Table): string {
  const columns = table.columns.map(
    ({ name, type, notNull, large }) =>
      `  "${name}" ${type}${notNull ? ' NOT NULL' : ''}${large ? ' USING COMPRESSION zstd' : ''}`,
  );
  return `CREATE TABLE store.${table.name} (\n${columns.join(',\n')}\n)`;
}
