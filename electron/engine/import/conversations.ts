import { hash } from 'node:crypto';
import type { ChunkWriter } from './chunk-writer.ts';
import { HashTable } from './hash-table.ts';

/**
 * How a conversation got its key: `id` the log names it and means the same in every file, `file` the log names it but
 * the name counts within this file only, `record` the record is its own.
 */
export type JoinedBy = 'id' | 'file' | 'record';

/** A conversation that earlier imports, or an earlier one of the same file, know: its name, number, and the last position given out in it. */
export interface KnownConversation {
  readonly externalId: string;
  readonly joinedBy: 'id' | 'file';
  /** The file that is read has turns of it already. */
  readonly seen: boolean;
  readonly conversationId: number;
  readonly lastSeq: number;
}

/** Numbers conversations in order of first appearance, and the turns in each. */
export class Conversations {
  /** Distinct conversations that this file names. */
  named = 0;
  private readonly writer: ChunkWriter;
  private readonly columns;
  private readonly ids = new HashTable();
  private readonly digest = Buffer.alloc(32);
  private readonly digestWords = new DataView(this.digest.buffer, this.digest.byteOffset, 32);
  private key = Buffer.alloc(256);
  private readonly firstNew: number;
  private readonly earlierSeen: Uint8Array;
  private next: number;
  /** Last position by conversation number. */
  private lastSeq: Uint32Array;
  private last: { key: string; joinedBy: JoinedBy; bytes: boolean; id: number } | null = null;

  /** `firstNew` is the first number that this file gives out; it has given out those before `next`. */
  constructor(writer: ChunkWriter, next: number, firstNew: number) {
    this.writer = writer;
    this.next = next;
    this.firstNew = firstNew;
    this.earlierSeen = new Uint8Array(firstNew);
    this.lastSeq = new Uint32Array(Math.max(next * 2, 1024));
    this.columns = writer.columns(['conversation_id', 'external_id', 'joined_by']);
  }

  learn(known: readonly KnownConversation[]): void {
    for (const { externalId, joinedBy, conversationId, lastSeq, seen } of known) {
      this.lookUp(externalId, joinedBy, false, conversationId);
      this.lastSeq[conversationId] = lastSeq;
      if (seen && conversationId < this.firstNew) this.earlierSeen[conversationId] = 1;
    }
  }

  /** The number of the conversation that the log calls `key`; writes its name when it is new. */
  idOf(key: string, joinedBy: 'id' | 'file', bytes: boolean): number {
    const { last } = this;
    if (last !== null && last.key === key && last.joinedBy === joinedBy && last.bytes === bytes)
      return last.id;
    const known = this.lookUp(key, joinedBy, bytes, this.next);
    const id = known === 0 ? this.add(key, joinedBy, bytes) : known;
    if (known === 0) this.named++;
    else this.see(id);
    this.last = { key, joinedBy, bytes, id };
    return id;
  }

  /** A conversation of a record that names none. */
  ownOfRecord(): number {
    this.named++;
    return this.add(null, 'record', true);
  }

  /** Where questions stand that are asked in the conversations of their answers: not one that the file tells. */
  ofQuestions(): number {
    return this.add(null, 'record', true);
  }

  nextSeq(conversationId: number): number {
    const seq = (this.lastSeq[conversationId] ?? 0) + 1;
    this.lastSeq[conversationId] = seq;
    return seq;
  }

  private add(externalId: string | null, joinedBy: JoinedBy, bytes: boolean): number {
    const id = this.next++;
    if (id >= this.lastSeq.length) {
      const longer = new Uint32Array(this.lastSeq.length * 2);
      longer.set(this.lastSeq);
      this.lastSeq = longer;
    }
    const { writer, columns } = this;
    writer.integer(columns.conversation_id, id);
    if (externalId !== null) writer.text(columns.external_id, externalId, bytes);
    writer.text(columns.joined_by, joinedBy, true);
    writer.endRow();
    return id;
  }

  private see(id: number): void {
    if (id >= this.firstNew || this.earlierSeen[id] === 1) return;
    this.earlierSeen[id] = 1;
    this.named++;
  }

  /** The hash covers UTF-8 bytes, so that a name is the same however its record was read. */
  private lookUp(name: string, joinedBy: 'id' | 'file', bytes: boolean, next: number): number {
    const { digest, digestWords } = this;
    // UTF-8 takes at most three bytes per UTF-16 unit.
    if (name.length * 3 + 8 > this.key.length) this.key = Buffer.alloc(name.length * 3 + 8);
    const scope = this.key.write(`${joinedBy}:`, 'latin1');
    const length = scope + this.key.write(name, scope, bytes ? 'latin1' : 'utf8');
    digest.write(hash('sha256', this.key.subarray(0, length), 'binary'), 'latin1');
    return this.ids.add(
      digestWords.getUint32(0),
      digestWords.getUint32(4),
      digestWords.getUint32(8),
      digestWords.getUint32(12),
      next,
    );
  }
}
