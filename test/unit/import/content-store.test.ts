import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { LAYOUTS } from '../../../electron/engine/import/chunk-layout.ts';
import { ChunkWriter } from '../../../electron/engine/import/chunk-writer.ts';
import { ContentStore, firstKnownText } from '../../../electron/engine/import/content-store.ts';

const GENERATION = 10;
const storeFrom = (next: number): ContentStore =>
  new ContentStore(new ChunkWriter(LAYOUTS.content, () => undefined), next, GENERATION);

test('a text is known through two generations, then written again and said to stand twice', () => {
  const store = storeFrom(1);
  const idOf = (text: string): number => store.idOf(text, 'text', false);
  expect(idOf('the instructions of every call')).toBe(1);
  for (let made = 2; made < 19; made++) expect(idOf(`text ${made}`)).toBe(made);
  expect(idOf('the instructions of every call')).toBe(1);
  expect(store.overflowed).toBe(false);
  expect(idOf('text 19')).toBe(19);
  expect(idOf('the instructions of every call')).toBe(20);
  expect(store.overflowed).toBe(true);
  expect(idOf('text 15')).toBe(15);
});

test('an import that is gone on with knows the same texts as one that never ended', () => {
  const texts = Array.from({ length: 400 }, (_, at) => `text ${(at * 7919) % 53} ${at % 5}`);
  const whole = storeFrom(1);
  const ids = texts.map((text) => whole.idOf(text, 'text', false));
  for (const split of [9, 10, 11, 20, 137, 399]) {
    const next = Math.max(...ids.slice(0, split)) + 1;
    const rest = storeFrom(next);
    for (let id = Math.max(1, firstKnownText(next, GENERATION)); id < next; id++)
      rest.learn(hashOf(texts[ids.indexOf(id)] ?? ''), Uint32Array.of(id));
    expect(texts.slice(split).map((text) => rest.idOf(text, 'text', false))).toEqual(
      ids.slice(split),
    );
  }
});

function hashOf(text: string): Uint32Array {
  const digest = createHash('sha256').update(text).digest();
  return Uint32Array.from([0, 4, 8, 12], (at) => digest.readUInt32BE(at));
}
