import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unpack } from '../../../electron/engine/evidence/unpack.ts';

/** Text that compresses, of some megabytes, and the same each time. */
const text = Buffer.from(
  Array.from({ length: 200_000 }, (_, at) => `${JSON.stringify({ at, word: at % 97 })}\n`).join(''),
);

async function unpacked(
  bytes: Buffer,
  compression: 'gzip' | 'zstd',
  block = 100_003,
): Promise<{ bytes: Buffer; note: string | null }> {
  const blocks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += block) blocks.push(bytes.subarray(at, at + block));
  const content = unpack(blocks, compression);
  const given: Buffer[] = [];
  for (;;) {
    const next = await content.next();
    if (next.done === true) return { bytes: Buffer.concat(given), note: next.value };
    given.push(next.value);
  }
}

async function expectWhole(compressed: Buffer, block: number): Promise<void> {
  const { bytes, note } = await unpacked(compressed, 'gzip', block);
  expect([bytes.equals(text), note]).toEqual([true, null]);
}

const isStartOf = (part: Buffer, whole: Buffer): boolean =>
  part.equals(whole.subarray(0, part.length));

describe('a gzip file', () => {
  it('gives what was compressed, whatever the size of the blocks it comes in', async () => {
    const compressed = gzipSync(text);
    for (const block of [1000, 65_536, 1 << 20]) await expectWhole(compressed, block);
  });

  it('may have a name, a comment, extra fields and a checksum in its header', async () => {
    const plain = gzipSync('one\ntwo\n');
    const header = Buffer.from([0x1f, 0x8b, 8, 2 + 4 + 8 + 16, 0, 0, 0, 0, 0, 3]);
    const fields = Buffer.from('\x03\0abcname.jsonl\0a comment\0xx', 'latin1');
    const compressed = Buffer.concat([header, fields, plain.subarray(10)]);
    for (const block of [1, 7, 1000])
      expect(await unpacked(compressed, 'gzip', block)).toEqual({
        bytes: Buffer.from('one\ntwo\n'),
        note: null,
      });
  });

  it('may have several members', async () => {
    const members = [text.subarray(0, 1000), Buffer.alloc(0), text.subarray(1000)];
    const compressed = Buffer.concat(members.map((member) => gzipSync(member)));
    for (const block of [101, 999, 1 << 20]) await expectWhole(compressed, block);
  });

  it('that is cut short anywhere gives what is there, and says so', async () => {
    const compressed = gzipSync(text.subarray(0, 5000));
    for (let length = 1; length < compressed.length; length += 7) {
      const { bytes, note } = await unpacked(compressed.subarray(0, length), 'gzip');
      expect(isStartOf(bytes, text)).toBe(true);
      expect(note).toContain('cut short');
    }
    const late = await unpacked(compressed.subarray(0, compressed.length - 3), 'gzip');
    expect(late.bytes.length).toBe(5000);
  });

  it('with a wrong checksum gives its content, and says so', async () => {
    const compressed = gzipSync(text);
    compressed.writeUInt8((compressed.at(-8) ?? 0) ^ 1, compressed.length - 8);
    const { bytes, note } = await unpacked(compressed, 'gzip');
    expect(bytes.equals(text)).toBe(true);
    expect(note).toBe(
      'the checksum of the gzip file is wrong (member 1): its content is not what was compressed',
    );
  });

  it('that is damaged in the middle gives what comes before, and says so', async () => {
    const compressed = gzipSync(text);
    compressed.fill(0xff, compressed.length >> 1, (compressed.length >> 1) + 40);
    const { bytes, note } = await unpacked(compressed, 'gzip');
    expect(bytes.length).toBeGreaterThan(text.length / 4);
    expect(note).toMatch(/damaged|checksum/);
  });

  it('with something else behind it says where that begins', async () => {
    const compressed = gzipSync('one\n');
    const { bytes, note } = await unpacked(
      Buffer.concat([compressed, Buffer.from('no gzip at all')]),
      'gzip',
    );
    expect(bytes.toString()).toBe('one\n');
    expect(note).toBe(`bytes from ${compressed.length} on are not gzip: nothing of them was read`);
  });
});

describe('a zstd file', () => {
  const fixture = (name: string): Buffer =>
    readFileSync(join(import.meta.dirname, '../../fixtures/compressed', name));
  const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

  it('gives what was compressed, whatever the size of the blocks it comes in', async () => {
    for (const block of [1, 100, 1 << 20]) {
      const { bytes, note } = await unpacked(fixture('lines.jsonl.zst'), 'zstd', block);
      expect([sha256(bytes), note]).toEqual([LINES, null]);
    }
  });

  it('may have several frames, without checksums, and some that hold nothing', async () => {
    const { bytes, note } = await unpacked(fixture('frames.jsonl.zst'), 'zstd', 77);
    expect([sha256(bytes), note]).toEqual([LINES, null]);
  });

  it('that is cut short anywhere gives what is there, and says so', async () => {
    const whole = (await unpacked(fixture('lines.jsonl.zst'), 'zstd')).bytes;
    const compressed = fixture('lines.jsonl.zst');
    for (let length = 1; length < compressed.length; length += 97) {
      const { bytes, note } = await unpacked(compressed.subarray(0, length), 'zstd');
      expect(isStartOf(bytes, whole)).toBe(true);
      expect(note).toContain('cut short');
    }
  });

  it('with any flipped byte is not taken for whole', async () => {
    const compressed = fixture('lines.jsonl.zst');
    for (let at = 6; at < compressed.length; at += 131) {
      const flipped = Buffer.from(compressed);
      flipped.writeUInt8((flipped[at] ?? 0) ^ 0x10, at);
      expect((await unpacked(flipped, 'zstd')).note, `byte ${at}`).not.toBeNull();
    }
  });

  it('that is made to fill a disk is refused', async () => {
    // A block that says: this byte, 131,072 times.
    const block = Buffer.alloc(4);
    block.writeUIntLE(((1 << 17) << 3) | 0b010, 0, 3);
    const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38]);
    const bomb = Buffer.concat([header, ...Array.from({ length: 20_000 }, () => block)]);
    const content = unpack([bomb], 'zstd');
    const all = async (): Promise<void> => {
      for await (const _ of content);
    };
    await expect(all()).rejects.toThrow(/unpacks to more than 2000 times its size/);
  });
});

const LINES = '1fe1ed06195497ee4cafc70d42f6fbfca3e1e922904dea98010d078096717c2c';
