import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { leafHash, MerkleRange } from '../../../electron/engine/evidence/merkle.ts';
import { line, withCase } from './derived.ts';

const sha256 = (...parts: readonly Uint8Array[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

/** The definition of RFC 6962, section 2.1, word for word. */
function treeHash(data: readonly Uint8Array[]): Buffer {
  if (data.length === 0) return sha256();
  if (data.length === 1) return sha256(Buffer.from([0]), data[0]!);
  let split = 1;
  while (split * 2 < data.length) split *= 2;
  return sha256(Buffer.from([1]), treeHash(data.slice(0, split)), treeHash(data.slice(split)));
}

describe('the Merkle root', () => {
  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 13, 64, 100])(
    'of %i leaves is that of RFC 6962',
    (count) => {
      const range = new MerkleRange();
      const data = Array.from({ length: count }, (_, index) => sha256(Buffer.from([index])));
      for (const record of data) range.append(leafHash(record));
      expect(range.root()).toBe(treeHash(data).toString('hex'));
      expect(range.size).toBe(count);
    },
  );

  test('may be asked for before more leaves follow', () => {
    const range = new MerkleRange();
    for (let index = 0; index < 5; index++) {
      range.append(leafHash(sha256(Buffer.from([index]))));
      range.root();
    }
    const data = Array.from({ length: 5 }, (_, index) => sha256(Buffer.from([index])));
    expect(range.root()).toBe(treeHash(data).toString('hex'));
  });

  test('of a file covers all its lines in order, blank ones included', () =>
    withCase(async (trial) => {
      const lines = [line(), '', 'bad', line()];
      const derived = await trial.derive(lines.join('\n'));
      expect(derived.merkleRoot).toBe(
        treeHash(lines.map((text) => sha256(Buffer.from(text)))).toString('hex'),
      );
    }));
});
