import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { line, TrialCase } from '../unit/import/derived.ts';

let trial: TrialCase;
beforeAll(async () => {
  trial = await TrialCase.open();
});
afterAll(() => {
  trial.close();
});

const record = z.object({
  ordinal: z.coerce.number().nullable(),
  byte_offset: z.coerce.number(),
  byte_length: z.coerce.number(),
  sha256: z.string(),
  status: z.string(),
});

const good = fc.string({ unit: 'grapheme', maxLength: 20 }).map((id) => Buffer.from(line({ id })));
const escaped = fc
  .string({ maxLength: 10 })
  .map((id) => Buffer.from(line({ id: `${id}é` }).replace('é', '\\u00e9')));
const blank = fc.stringMatching(/^[ \t\r]{0,5}$/).map((text) => Buffer.from(text));
const words = fc
  .string({ unit: 'grapheme', maxLength: 30 })
  .map((text) => Buffer.from(text.replaceAll('\n', ' ')));
const bytes = fc
  .uint8Array({ maxLength: 30 })
  .map((array) => Buffer.from(array.filter((byte) => byte !== 10)));
const piece = fc.oneof(good, escaped, blank, words, bytes, fc.constant(Buffer.from('{"a": 1}\r')));
const file = fc.record({
  lines: fc.array(piece, { maxLength: 25 }),
  bom: fc.boolean(),
  lastLineEnds: fc.boolean(),
});

test('every byte of a file is a record or structure that can be derived again', async () => {
  await fc.assert(
    fc.asyncProperty(file, async ({ lines, bom, lastLineEnds }) => {
      // The first line is a good one: a file of which nothing parses is refused, and the shape is that of lines.
      const all = [Buffer.from(line()), ...lines];
      const body = all.flatMap((text, index) => (index === 0 ? [text] : [Buffer.from('\n'), text]));
      const source = Buffer.concat([
        Buffer.from(bom ? '\uFEFF' : ''),
        ...body,
        Buffer.from(lastLineEnds ? '\n' : ''),
      ]);
      const first =
        Number((await trial.values('SELECT coalesce(max(record_id), 0) FROM store.record'))[0]) + 1;
      const derived = await trial.derive(source, {
        evidence: { evidence_id: first, name: 'log.jsonl' },
      });
      const rows = z.array(record).parse(
        await trial.rows(
          `SELECT ordinal, byte_offset, byte_length, lower(hex(sha256)) AS sha256, status
           FROM store.record WHERE record_id >= ${first} ORDER BY record_id`,
        ),
      );

      // Between records stands one LF, before the first one only a byte order mark, after the last at most one LF.
      let at = bom ? 3 : 0;
      for (const { byte_offset, byte_length, sha256 } of rows) {
        expect(byte_offset).toBe(at);
        const cut = source.subarray(byte_offset, byte_offset + byte_length);
        expect(sha256).toBe(createHash('sha256').update(cut).digest('hex'));
        expect(cut.includes(10)).toBe(false);
        at += byte_length;
        if (at < source.length) expect(source[at]).toBe(10);
        at++;
      }
      expect([source.length, source.length + 1]).toContain(at);

      const count = (status: string): number => rows.filter((row) => row.status === status).length;
      expect(count('mapped')).toBe(derived.mapped);
      expect(count('blank')).toBe(derived.blank);
      expect(derived.records).toBe(derived.mapped + derived.unmapped + derived.quarantined);
      expect(derived.records + derived.blank).toBe(rows.length);
      const ordinals = rows.flatMap(({ ordinal }) => (ordinal === null ? [] : [ordinal]));
      expect(ordinals).toEqual(Array.from({ length: derived.records }, (_, index) => index + 1));
    }),
    { numRuns: 40, seed: 7 },
  );
});
