import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { line, withCase } from './derived.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('the place of a record', () => {
  test('cuts the very bytes of each line out of the evidence', () =>
    withCase(async (trial) => {
      const lines = [
        line(),
        '',
        '  \t',
        'not json',
        `${line({ id: 'ü' })}\r`,
        line({ id: 'last' }),
      ];
      const source = Buffer.from(`\uFEFF${lines.join('\n')}`);
      const derived = await trial.derive(source);

      expect(trial.copy().equals(source)).toBe(true);
      expect(derived.sha256).toBe(sha256(source));
      expect(derived.bytes).toBe(source.length);
      expect(derived).toMatchObject({
        records: 4,
        mapped: 3,
        unmapped: 0,
        quarantined: 1,
        blank: 2,
      });
      const rows = await trial.rows(
        `SELECT ordinal, line, byte_offset, byte_length, lower(hex(sha256)) AS sha256, status FROM store.record ORDER BY record_id`,
      );
      for (const [index, row] of rows.entries()) {
        const offset = Number(row['byte_offset']);
        const bytes = trial.copy().subarray(offset, offset + Number(row['byte_length']));
        expect(bytes.toString()).toBe(lines[index]);
        expect(row['sha256']).toBe(sha256(bytes));
      }
      expect(rows.map(({ line: number }) => number)).toEqual(['1', '2', '3', '4', '5', '6']);
      expect(rows.map(({ ordinal }) => ordinal)).toEqual(['1', null, null, '2', '3', '4']);
      expect(rows.map(({ status }) => status)).toEqual([
        'mapped',
        'blank',
        'blank',
        'quarantined',
        'mapped',
        'mapped',
      ]);
    }));

  test('splits at LF only, not at other line separators', () =>
    withCase(async (trial) => {
      const text = 'a\u2028b\u0085c\u000bd';
      const derived = await trial.derive(`${line({ id: text })}\n${line()}\n`);
      expect(derived).toMatchObject({ records: 2, mapped: 2, blank: 0 });
      expect(await trial.values(`SELECT external_id FROM store.turn ORDER BY turn_id`)).toEqual([
        text,
        'call-1',
      ]);
    }));

  test('is the same when the tables derive from the file itself', () =>
    withCase(async (trial) => {
      await trial.derive(`${line()}\nbad\n`, { copyTo: null });
      expect(await trial.values('SELECT byte_offset FROM store.record ORDER BY record_id')).toEqual(
        ['0', String(Buffer.byteLength(line()) + 1)],
      );
    }));
});
