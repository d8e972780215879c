import type { ChunkWriter } from './chunk-writer.ts';
import type { FilledTable } from './chunk-layout.ts';
import { contentKind, type ContentStore } from './content-store.ts';
import type { Conversations } from './conversations.ts';
import {
  type MappedCall,
  type MappedFact,
  type MappedTurn,
  type RecordEmit,
  TURN_COLUMNS,
} from './record-emit.ts';

export type Writers = Readonly<Record<FilledTable, ChunkWriter>>;

/** Writes the rows of a record that was mapped as a whole, and counts what the file spells out. */
export class RowWriter {
  messages = 0;
  readonly models = new Set<string>();
  private readonly writers: Writers;
  private readonly contents: ContentStore;
  private readonly conversations: Conversations;
  private readonly turn;
  /** The column numbers of `TURN_COLUMNS`, in their order. */
  private readonly turnValues: readonly number[];
  private readonly message;
  private readonly context;
  private readonly facts;
  private readonly key;
  private readonly call;
  private readonly piece;
  private readonly startedAt = TURN_COLUMNS.indexOf('started_at');
  private nextTurn: number;
  private lastModel: string | null = null;
  private readonly ownConversations = new Map<string | null, number>();

  constructor(
    writers: Writers,
    contents: ContentStore,
    conversations: Conversations,
    nextTurn: number,
  ) {
    this.writers = writers;
    this.contents = contents;
    this.conversations = conversations;
    this.nextTurn = nextTurn;
    this.turn = writers.turn.columns([
      'turn_id',
      'record_id',
      'turn_index',
      'conversation_id',
      'seq',
      ...TURN_COLUMNS,
    ]);
    this.turnValues = TURN_COLUMNS.map((name) => this.turn[name]);
    this.message = writers.message.columns([
      'turn_id',
      'side',
      'seq',
      'part',
      'choice',
      'role',
      'name',
      'type',
      'content_id',
      'tool_call_id',
      'record_id',
    ]);
    this.context = writers.context_document.columns([
      'turn_id',
      'rank',
      'document_id',
      'source',
      'score',
      'content_id',
      'record_id',
    ]);
    this.key = writers.turn_key.columns(['turn_id', 'record_id', 'means', 'key', 'at']);
    this.call = writers.call_record.columns([
      'turn_id',
      'record_id',
      'tells',
      'half',
      'call_id',
      'batch',
      'trace_id',
      'call_turn_id',
    ]);
    this.piece = writers.turn_record.columns(['turn_id', 'record_id', 'turn_index', 'gives']);
    this.facts = writers.feedback.columns([
      'turn_id',
      'external_id',
      'what',
      'value',
      'at',
      'raw_time',
      'who',
      'comment',
      'key',
      'key_kind',
      'record_id',
      'matched_by',
    ]);
  }

  /**
   * `bytes`: texts hold one character per UTF-8 byte. `pieces` are further records that each hold a piece of what is
   * written, after the first.
   */
  write(
    record: RecordEmit,
    recordId: number,
    bytes: boolean,
    pieces: readonly number[] = [],
  ): void {
    const firstTurn = this.nextTurn;
    this.ownConversations.clear();
    for (const [index, turn] of record.turns.entries()) {
      const conversationId =
        turn.conversation === null || turn.joinedBy === 'record'
          ? this.ownConversation(turn)
          : this.conversations.idOf(turn.conversation, turn.joinedBy, bytes);
      for (const piece of pieces) this.writePiece(this.nextTurn, piece, index);
      this.writeTurn(turn, index, recordId, conversationId, bytes);
    }
    for (const fact of record.facts) this.writeFact(fact, recordId, firstTurn, bytes);
  }

  /** A record that names none is one conversation; it may also spell out several that are its own. */
  private ownConversation({ conversation: name, ofCall }: MappedTurn): number {
    const id = this.ownConversations.get(name) ?? this.newConversation(ofCall);
    this.ownConversations.set(name, id);
    return id;
  }

  private newConversation(ofCall: MappedCall | null): number {
    const { conversations } = this;
    return ofCall?.half === 'question' ? conversations.ofQuestions() : conversations.ownOfRecord();
  }

  private writeTurn(
    turn: MappedTurn,
    turnIndex: number,
    recordId: number,
    conversationId: number,
    bytes: boolean,
  ): void {
    const writer = this.writers.turn;
    const turnId = this.nextTurn++;
    writer.integer(this.turn.turn_id, turnId);
    writer.integer(this.turn.record_id, recordId);
    writer.integer(this.turn.turn_index, turnIndex);
    writer.integer(this.turn.conversation_id, conversationId);
    writer.integer(this.turn.seq, this.conversations.nextSeq(conversationId));
    let index = 0;
    for (const value of turn.values) {
      const column = this.turnValues[index++];
      if (value !== null && column !== undefined) writer.value(column, value, bytes);
    }
    writer.endRow();
    this.count(turn, bytes);
    this.writeParts(turn, turnId, recordId, bytes);
    this.writeContexts(turn, turnId, recordId, bytes);
    this.writeKeys(turn, turnId, recordId, bytes);
    if (turn.ofCall !== null) this.writeOfCall(turn, turn.ofCall, turnId, recordId, bytes);
  }

  private writePiece(turnId: number, recordId: number, turnIndex: number): void {
    const writer = this.writers.turn_record;
    writer.integer(this.piece.turn_id, turnId);
    writer.integer(this.piece.record_id, recordId);
    writer.integer(this.piece.turn_index, turnIndex);
    writer.text(this.piece.gives, 'piece', true);
    writer.endRow();
  }

  private writeOfCall(
    turn: MappedTurn,
    ofCall: MappedCall,
    turnId: number,
    recordId: number,
    bytes: boolean,
  ): void {
    const writer = this.writers.call_record;
    const columns = this.call;
    const { half, callId, batch, traceId } = ofCall;
    writer.integer(columns.turn_id, turnId);
    writer.integer(columns.record_id, recordId);
    writer.text(columns.tells, toldOf(turn, ofCall), true);
    if (half !== null) writer.text(columns.half, half, true);
    if (callId !== null) writer.text(columns.call_id, callId, bytes);
    if (batch !== null) writer.text(columns.batch, batch, true);
    if (traceId !== null) writer.text(columns.trace_id, traceId, bytes);
    writer.integer(columns.call_turn_id, turnId);
    writer.endRow();
  }

  private writeKeys(turn: MappedTurn, turnId: number, recordId: number, bytes: boolean): void {
    const writer = this.writers.turn_key;
    const columns = this.key;
    for (const { means, key } of turn.keys) {
      writer.integer(columns.turn_id, turnId);
      writer.integer(columns.record_id, recordId);
      writer.text(columns.means, means, true);
      writer.text(columns.key, key, bytes);
      writer.value(columns.at, turn.values[this.startedAt] ?? null, bytes);
      writer.endRow();
    }
  }

  private writeParts(turn: MappedTurn, turnId: number, recordId: number, bytes: boolean): void {
    const writer = this.writers.message;
    const columns = this.message;
    for (const part of turn.parts) {
      writer.integer(columns.turn_id, turnId);
      writer.text(columns.side, part.side, true);
      writer.integer(columns.seq, part.seq);
      writer.integer(columns.part, part.part);
      writer.integer(columns.choice, part.choice);
      if (part.role !== null) writer.text(columns.role, part.role, bytes);
      if (part.name !== null) writer.text(columns.name, part.name, bytes);
      writer.text(columns.type, part.type, true);
      if (part.content !== null)
        writer.integer(
          columns.content_id,
          this.contents.idOf(part.content, contentKind(part.type, part.isText), bytes),
        );
      if (part.toolCallId !== null) writer.text(columns.tool_call_id, part.toolCallId, bytes);
      writer.integer(columns.record_id, recordId);
      writer.endRow();
    }
  }

  private writeContexts(turn: MappedTurn, turnId: number, recordId: number, bytes: boolean): void {
    const writer = this.writers.context_document;
    const columns = this.context;
    for (const [index, document] of turn.contexts.entries()) {
      writer.integer(columns.turn_id, turnId);
      writer.integer(columns.rank, index + 1);
      writer.value(columns.document_id, document.documentId, bytes);
      writer.value(columns.source, document.source, bytes);
      if (document.score !== null) writer.double(columns.score, document.score);
      if (document.content !== null)
        writer.integer(
          columns.content_id,
          this.contents.idOf(document.content, document.isText ? 'text' : 'json', bytes),
        );
      writer.integer(columns.record_id, recordId);
      writer.endRow();
    }
  }

  private writeFact(fact: MappedFact, recordId: number, firstTurn: number, bytes: boolean): void {
    const writer = this.writers[fact.table];
    const columns = this.facts;
    if (fact.turn >= 0) {
      writer.integer(columns.turn_id, firstTurn + fact.turn);
      writer.text(columns.matched_by, 'record', true);
    }
    for (const [column, value] of fact.values) writer.value(columns[column], value, bytes);
    writer.integer(columns.record_id, recordId);
    writer.endRow();
  }

  private count(turn: MappedTurn, bytes: boolean): void {
    this.messages += turn.messages;
    if (turn.modelName === null || turn.modelName === '' || turn.modelName === this.lastModel)
      return;
    this.lastModel = turn.modelName;
    this.models.add(bytes ? Buffer.from(turn.modelName, 'latin1').toString() : turn.modelName);
  }
}

/** What a record tells of its call: as its log states, else by what it holds. */
function toldOf({ parts, values }: MappedTurn, ofCall: MappedCall | null) {
  const stated = ofCall?.half ?? null;
  if (stated === 'message') {
    if (values[TURN_COLUMNS.indexOf('kind')] === 'retrieval') return 'retrieval';
  } else if (stated !== null) return stated;
  const asks = parts.some(({ side }) => side === 'input');
  const failed = (values[TURN_COLUMNS.indexOf('error')] ?? null) !== null;
  const answers = failed || parts.some(({ side }) => side === 'output');
  if (asks) return answers ? 'call' : 'request';
  return answers ? 'answer' : 'fields';
}
