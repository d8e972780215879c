import { describe, expect, test } from 'vitest';
import { call, line, withCase } from './derived.ts';

const PLACES =
  'SELECT ordinal, byte_offset, byte_length, status, error FROM store.record ORDER BY record_id';

describe('a JSON array', () => {
  test('gives its elements, each with its very bytes', () =>
    withCase(async (trial) => {
      const elements = [
        JSON.stringify(call(), null, 2),
        line({ id: ']},{[ "\\"' }),
        '5',
        '"a,]b"',
        'null',
        line({ id: 'é' }),
      ];
      const source = `\uFEFF [\n ${elements.join(' ,\n\t')}\n]\n`;
      const derived = await trial.derive(source);
      expect(derived).toMatchObject({
        container: 'json',
        records: 6,
        mapped: 3,
        unmapped: 3,
        notes: [],
      });
      const rows = await trial.rows(PLACES);
      const cut = rows.map(({ byte_offset, byte_length }) =>
        trial
          .copy()
          .subarray(Number(byte_offset), Number(byte_offset) + Number(byte_length))
          .toString(),
      );
      expect(cut).toEqual(elements);
      expect(rows.map(({ ordinal }) => ordinal)).toEqual(['1', '2', '3', '4', '5', '6']);
    }));

  test('that holds a bad element keeps it between its neighbours', () =>
    withCase(async (trial) => {
      const derived = await trial.derive(`[${line()}, {"a": tru}, ${line()}]`);
      expect(derived).toMatchObject({ records: 3, mapped: 2, quarantined: 1 });
    }));

  test.each([
    [
      'within an element',
      `[${line()},{"id": "cut`,
      'the array is cut off within an element',
      '{"id": "cut',
    ],
    [
      'at a missing comma',
      `[${line()} ${line()}]`,
      'no comma between elements of the array',
      `${line()}]`,
    ],
    [
      'behind its end',
      `[${line()}] trailing`,
      'bytes after the closing bracket of the array',
      'trailing',
    ],
    [
      'at a missing element',
      `[${line()},,${line()}]`,
      'an element is missing in the array',
      `,${line()}]`,
    ],
  ])(
    'that breaks off %s keeps what stands before, and the rest as one record',
    (_name, source, reason, rest) =>
      withCase(async (trial) => {
        const derived = await trial.derive(source);
        expect(derived).toMatchObject({ records: 2, mapped: 1, quarantined: 1 });
        const offset = Buffer.byteLength(source) - Buffer.byteLength(rest);
        expect((await trial.rows(PLACES))[1]).toEqual({
          ordinal: '2',
          byte_offset: String(offset),
          byte_length: String(Buffer.byteLength(rest)),
          status: 'quarantined',
          error: reason,
        });
      }),
  );

  test('that only lacks its closing bracket says so', () =>
    withCase(async (trial) => {
      const derived = await trial.derive(`[${line()},\n${line()}\n`);
      expect(derived).toMatchObject({
        mapped: 2,
        quarantined: 0,
        notes: ['the array has no closing bracket'],
      });
    }));

  test('may be longer than what is read at once', () =>
    withCase(async (trial) => {
      const long = 'x"\\\\y'.repeat(1_000_000);
      const elements = [
        line({ id: 'a' }),
        line({ request: { messages: [{ role: 'user', content: long }] } }),
        line({ id: 'c' }),
      ];
      const derived = await trial.derive(`[${elements.join(',')}]`);
      expect(derived).toMatchObject({ records: 3, mapped: 3 });
      expect(await trial.values('SELECT max(length(text)) FROM store.content')).toEqual([
        String(long.length),
      ]);
    }));
});

describe('one JSON document', () => {
  test('over several lines is one record', () =>
    withCase(async (trial) => {
      const derived = await trial.derive(`\n${JSON.stringify(call(), null, 2)}\n\n`);
      expect(derived).toMatchObject({ container: 'json', records: 1, mapped: 1, blank: 0 });
      expect(await trial.rows('SELECT byte_offset, byte_length FROM store.record')).toEqual([
        {
          byte_offset: '1',
          byte_length: String(Buffer.byteLength(JSON.stringify(call(), null, 2))),
        },
      ]);
    }));

  test('is not what begins with a broken line: the others are lines', () =>
    withCase(async (trial) => {
      const derived = await trial.derive(`{"id": "cut\n${line()}\n`);
      expect(derived).toMatchObject({ container: 'jsonl', records: 2, mapped: 1, quarantined: 1 });
      const bracket = await trial.derive(`["cut\n${line()}\n${line()}\n`);
      expect(bracket).toMatchObject({ container: 'jsonl', records: 3, mapped: 2, quarantined: 1 });
    }));
});
