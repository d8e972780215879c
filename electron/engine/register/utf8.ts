import { isAscii, isUtf8 } from 'node:buffer';

/** Bytes that are no UTF-8 are shown as four characters each, such as \xE2, never as U+FFFD. */
const ESCAPE_LENGTH = 4;

/** Length of the character that begins at `at`, 1 to 4 bytes; 0 where none that UTF-8 allows does. */
export function characterLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0xff;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return 0;
  // What is too long for its character, a surrogate, or beyond U+10FFFF shows in the second byte.
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  const second = bytes[at + 1] ?? 0;
  if (second < lowest || second > highest) return 0;
  for (let index = at + 2; index < at + length; index += 1)
    if (((bytes[index] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

/** How many bytes at the end begin a character that the end cuts off. */
export function cutOffAtEnd(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/** The text of the bytes, or its beginning of at least `enough` UTF-16 units; what is no UTF-8 is escaped. */
export function readableText(bytes: Buffer, enough: number): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const pieces: string[] = [];
  let size = 0;
  const add = (piece: string): void => {
    pieces.push(piece);
    size += piece.length;
  };
  let start = 0;
  let at = 0;
  while (at < bytes.length && size + (at - start) < enough * 4 && size < enough) {
    const length = characterLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    if (at > start) add(bytes.toString('utf8', start, at));
    add(`\\x${(bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`);
    at += 1;
    start = at;
  }
  if (at > start) add(bytes.toString('utf8', start, at));
  return pieces.join('');
}

/** Counts characters of a record that comes in blocks, as `readableText` would show it whole. */
export class CharacterCount {
  /** Code points so far; bytes that are no UTF-8 count as they are shown. */
  characters = 0;
  /** Where the first byte stands that is no UTF-8; null while there is none. */
  firstInvalid: number | null = null;
  private carried: Buffer = Buffer.alloc(0);
  private offset = 0;

  take(block: Buffer): void {
    const bytes = this.carried.length === 0 ? block : Buffer.concat([this.carried, block]);
    const whole = bytes.length - cutOffAtEnd(bytes);
    this.count(bytes.subarray(0, whole));
    this.carried = Buffer.from(bytes.subarray(whole));
  }

  end(): void {
    this.count(this.carried);
    this.carried = Buffer.alloc(0);
  }

  private count(bytes: Buffer): void {
    if (isAscii(bytes)) this.characters += bytes.length;
    else if (isUtf8(bytes)) {
      for (const byte of bytes) if ((byte & 0xc0) !== 0x80) this.characters += 1;
    } else this.countEach(bytes);
    this.offset += bytes.length;
  }

  private countEach(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) {
      const length = characterLength(bytes, at);
      if (length === 0) this.firstInvalid ??= this.offset + at;
      this.characters += length === 0 ? ESCAPE_LENGTH : 1;
      at += Math.max(length, 1);
    }
  }
}
