import { hash } from 'node:crypto';
import { HashTable } from './hash-table.ts';

/** Texts that have been met, by the first 128 bits of their SHA-256. */
export class TextSet {
  private readonly met = new HashTable();

  /** True where the text is new. `bytes`: it holds one character per UTF-8 byte. */
  add(text: string, bytes: boolean): boolean {
    const digest = hash('sha256', Buffer.from(text, bytes ? 'latin1' : 'utf8'), 'buffer');
    const [a, b, c, d] = [0, 4, 8, 12].map((at) => digest.readUInt32BE(at));
    return this.met.add(a ?? 0, b ?? 0, c ?? 0, d ?? 0, 1) === 0;
  }
}
