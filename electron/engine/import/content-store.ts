import { hash } from 'node:crypto';
import type { PartType } from '../formats/format.ts';
import type { ChunkWriter } from './chunk-writer.ts';
import { HashTable } from './hash-table.ts';

export type ContentKind = 'text' | 'json' | 'image' | 'audio' | 'file';

/**
 * Texts are numbered in generations, and the hashes of two are kept (42 MB each): one that comes again later than that is
 * written twice and merged by SQL. Most come again soon, as calls repeat their conversation.
 */
const GENERATION = 1_500_000;

/** Texts with lower numbers are not known any more when the next one gets this number. */
export const firstKnownText = (next: number, generation = GENERATION): number =>
  Math.max(0, (Math.floor(next / generation) - 1) * generation);

const RECENT = 8192;
/** Longer texts are hashed each time: the recent ones must not fill the memory. */
const RECENT_LENGTH = 8192;

/**
 * Gives each distinct text a number, found by the first 128 bits of the SHA-256 of its UTF-8 bytes, and writes it to
 * table `content` the first time it is met.
 */
export class ContentStore {
  /** Texts were forgotten, so that some may stand twice. */
  overflowed: boolean;
  private readonly writer: ChunkWriter;
  private readonly columns;
  private readonly generation: number;
  private known = new HashTable(16);
  private earlier: HashTable | null = null;
  /** Where the next generation begins. */
  private ends: number;
  private readonly recentTexts = new Array<Recent | undefined>(RECENT);
  private readonly recentBytes = new Array<Recent | undefined>(RECENT);
  private readonly digest = Buffer.alloc(32);
  private readonly digestWords = new DataView(this.digest.buffer, this.digest.byteOffset, 32);
  private next: number;

  constructor(writer: ChunkWriter, next: number, generation = GENERATION) {
    this.generation = generation;
    const first = firstKnownText(next, generation);
    this.overflowed = first > 0;
    this.ends = first + generation;
    this.writer = writer;
    this.next = next;
    this.columns = writer.columns(['content_id', 'hash_high', 'hash_low', 'text', 'kind']);
  }

  /** Learns texts of earlier imports: for each four words of its hash, most significant first, and its number. */
  learn(hashes: Uint32Array, ids: Uint32Array): void {
    for (let index = 0; index < ids.length; index++) {
      const word = index * 4;
      this.add(
        hashes[word] ?? 0,
        hashes[word + 1] ?? 0,
        hashes[word + 2] ?? 0,
        hashes[word + 3] ?? 0,
        ids[index] ?? 0,
      );
    }
  }

  idOf(text: string, kind: ContentKind, bytes: boolean): number {
    // Conversations repeat their texts call after call: a look by length and one character, compared whole, saves the hash.
    const slot = (text.length * 31 + (text.charCodeAt(text.length >> 1) | 0)) & (RECENT - 1);
    const recent = bytes ? this.recentBytes : this.recentTexts;
    const found = recent[slot];
    if (found !== undefined && found.text === text) return found.id;
    const first = this.next;
    const id = this.intern(text, kind, bytes);
    // Kept from the second time on: holding texts that never come again costs more than hashing one twice.
    if (id < first && text.length <= RECENT_LENGTH) recent[slot] = { text, id };
    return id;
  }

  private intern(text: string, kind: ContentKind, bytes: boolean): number {
    const { writer, columns, digest, digestWords } = this;
    const staged = writer.staged(text, bytes);
    digest.write(hash('sha256', staged, 'binary'), 'latin1');
    const a = digestWords.getUint32(0);
    const b = digestWords.getUint32(4);
    const c = digestWords.getUint32(8);
    const d = digestWords.getUint32(12);
    const known = this.add(a, b, c, d, this.next);
    if (known !== 0) return known;
    const id = this.next++;
    writer.keepStaged(columns.text, staged.length);
    writer.integer(columns.content_id, id);
    writer.halves(columns.hash_high, a, b);
    writer.halves(columns.hash_low, c, d);
    writer.text(columns.kind, kind, true);
    writer.endRow();
    return id;
  }

  /**
   * The number kept under the hash; where there is none, keeps `next` and answers 0. What is known depends on the rows of
   * the table alone, so that an import which is gone on with knows the same.
   */
  private add(a: number, b: number, c: number, d: number, next: number): number {
    const met = this.earlier?.get(a, b, c, d) ?? 0;
    if (met !== 0) return met;
    const known = this.known.add(a, b, c, d, next);
    if (known === 0 && next + 1 >= this.ends) this.forget(next + 1);
    return known;
  }

  private forget(next: number): void {
    const { earlier } = this;
    this.overflowed ||= earlier !== null;
    this.earlier = this.known;
    earlier?.clear();
    this.known = earlier ?? new HashTable(16);
    this.recentTexts.fill(undefined);
    this.recentBytes.fill(undefined);
    this.ends = (Math.floor(next / this.generation) + 1) * this.generation;
  }
}

interface Recent {
  readonly text: string;
  readonly id: number;
}

/** What kind of content a part holds. */
export function contentKind(type: PartType, isText: boolean): ContentKind {
  if (type === 'image' || type === 'audio' || type === 'file') return type;
  return isText ? 'text' : 'json';
}
