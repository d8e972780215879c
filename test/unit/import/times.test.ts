import { describe, expect, test } from 'vitest';
import { heldBetween } from '../../../electron/engine/import/held-between.ts';
import { microsecondsOf } from '../../../electron/engine/import/times.ts';
import { ZoneClock } from '../../../electron/engine/import/zone-offset.ts';
import { line, withCase } from './derived.ts';

function iso(value: string | number | bigint, zone = 'UTC', clockOffsetMs = 0): string | null {
  const microseconds = microsecondsOf(value, { zone: new ZoneClock(zone), clockOffsetMs });
  if (microseconds === null) return null;
  const rest = ((microseconds % 1000n) + 1000n) % 1000n;
  const whole = new Date(Number((microseconds - rest) / 1000n)).toISOString();
  return rest === 0n ? whole : whole.replace('Z', `${rest.toString().padStart(3, '0')}Z`);
}

describe('a time', () => {
  test('as mail and HTTP write it', () => {
    expect(iso('Sun, 01 Jun 2025 12:21:48 GMT')).toBe('2025-06-01T12:21:48.000Z');
    expect(iso('3 Feb 2026 09:05:00 +0130')).toBe('2026-02-03T07:35:00.000Z');
    expect(iso('Sun, 31 Jun 2025 12:21:48 GMT')).toBeNull();
    expect(iso('Sun Jun 01 2025 14:21:48 GMT+0200 (Central European Summer Time)')).toBe(
      '2025-06-01T12:21:48.000Z',
    );
    expect(iso('Mon Jun 31 2025 14:21:48 GMT+0200')).toBeNull();
    expect(iso('Sun Jun 01 2025')).toBeNull();
  });

  test.each([
    [1747935202, '2025-05-22T17:33:22.000Z'],
    [1747935202.123457, '2025-05-22T17:33:22.123457Z'],
    ['1747935202.5', '2025-05-22T17:33:22.500Z'],
    [1747935202123, '2025-05-22T17:33:22.123Z'],
    [1747935202123456, '2025-05-22T17:33:22.123456Z'],
    ['1747935202123456789', '2025-05-22T17:33:22.123456Z'],
    [1747935202123456789n, '2025-05-22T17:33:22.123456Z'],
    [99999999999, '5138-11-16T09:46:39.000Z'],
    [100000000000, '1973-03-03T09:46:40.000Z'],
    [0, '1970-01-01T00:00:00.000Z'],
  ])('given as the number %s is read by its magnitude', (value, expected) =>
    expect(iso(value)).toBe(expected),
  );

  test.each([
    [20260308101500, '2026-03-08T09:15:00.000Z'],
    ['20260308101500', '2026-03-08T09:15:00.000Z'],
    ['20260708000000', '2026-07-07T22:00:00.000Z'],
    [20260308101500.5, '2026-03-08T09:15:00.500Z'],
    ['20260308101500.123456', '2026-03-08T09:15:00.123456Z'],
    ['20260308101500123', '2026-03-08T09:15:00.123Z'],
    [20260308101500123n, '2026-03-08T09:15:00.123Z'],
    [21991231235959, '2199-12-31T22:59:59.000Z'],
    ['19700101000000', '1969-12-31T23:00:00.000Z'],
  ])('given in digits alone, %s, is a date and a time of day', (value, expected) =>
    expect(iso(value, 'Europe/Berlin')).toBe(expected),
  );

  test.each([
    ...[20260230101500, 20250229101500, 20261308101500, 20260308241500, 20260308106000],
    ...[22000101000000, 19691231235959, 202603081015],
  ])('%s, which no calendar or clock of our time says, is an epoch as ever', (value) =>
    expect(iso(value, 'Europe/Berlin')).toBe(new Date(value).toISOString()),
  );

  test.each([
    ['2025-01-24T09:20:46Z', '2025-01-24T09:20:46.000Z'],
    ['2025-01-24T09:20:46.847371+00:00', '2025-01-24T09:20:46.847371Z'],
    ['2025-01-24T09:20:46.847371999Z', '2025-01-24T09:20:46.847371Z'],
    ['2025-01-24 09:20:46.8 +0530', '2025-01-24T03:50:46.800Z'],
    ['2025-01-24T09:20:46-08', '2025-01-24T17:20:46.000Z'],
    ['2025-01-24T09:20', '2025-01-24T09:20:00.000Z'],
    ['2025-01-24', '2025-01-24T00:00:00.000Z'],
    ['2024-02-29T23:59:60Z', '2024-03-01T00:00:00.000Z'],
  ])('given as %s is read as ISO 8601', (value, expected) => expect(iso(value)).toBe(expected));

  test.each([
    '',
    'yesterday',
    '2025-02-29',
    '2025-13-01',
    '2025-01-24T25:00Z',
    '-5',
    '24/01/2025',
    '1e9',
    '2025-01-24T09:20:61Z',
  ])('is not %j', (value) => expect(iso(value)).toBeNull());

  test.each([
    ['2025-01-24T09:20:46', 'Europe/Berlin', '2025-01-24T08:20:46.000Z'],
    ['2025-07-24T09:20:46', 'Europe/Berlin', '2025-07-24T07:20:46.000Z'],
    ['2025-03-30T03:30:00', 'Europe/Berlin', '2025-03-30T01:30:00.000Z'],
    // Skipped by the clock: read with the offset before the change.
    ['2025-03-30T02:30:00', 'Europe/Berlin', '2025-03-30T01:30:00.000Z'],
    // Twice on the clock: the first of the two.
    ['2025-10-26T02:30:00', 'Europe/Berlin', '2025-10-26T00:30:00.000Z'],
    ['2025-10-26T03:30:00', 'Europe/Berlin', '2025-10-26T02:30:00.000Z'],
    ['2025-01-24T09:20:46', 'Asia/Kathmandu', '2025-01-24T03:35:46.000Z'],
    ['2025-01-24T09:20:46Z', 'Asia/Kathmandu', '2025-01-24T09:20:46.000Z'],
  ])('%s without a zone is read in that of its file, %s', (value, zone, expected) =>
    expect(iso(value, zone)).toBe(expected),
  );

  test('gets the offset of the clock that wrote it', () =>
    expect(iso('2025-01-24T09:20:46Z', 'UTC', -90_500)).toBe('2025-01-24T09:19:15.500Z'));
});

test('the text of a time stays as the log has it', () =>
  withCase(async (trial) => {
    await trial.derive(
      [
        line({ created: 1747935202.123457 }),
        line({ created: '2025-01-24 09:20:46' }),
        line({ created: undefined }),
        line({ created: 1 }).replace('"created":1', '"created":20260308101559999'),
      ].join('\n'),
      { zone: 'America/New_York', clockOffsetMs: 1000 },
    );
    expect(
      await trial.rows('SELECT raw_time, started_at FROM store.turn ORDER BY turn_id'),
    ).toEqual([
      { raw_time: '1747935202.123457', started_at: '2025-05-22 17:33:23.123457+00' },
      { raw_time: '2025-01-24 09:20:46', started_at: '2025-01-24 14:20:47+00' },
      { raw_time: null, started_at: null },
      { raw_time: '20260308101559999', started_at: '2026-03-08 14:16:00.999+00' },
    ]);
  }));

test('a local time that a change of clocks makes doubtful is noted on its record, and counted', () =>
  withCase(async (trial) => {
    const times = [
      '2025-10-26T02:30:00',
      '2025-10-26 02:00:00.5',
      '2025-10-26T03:00:00',
      '2025-10-26T01:59:59',
      '2025-10-26T02:30:00+02:00',
      '2025-03-30T02:30:00',
      '2025-03-30T03:00:00',
      '2025-03-30T01:59:59',
      1761445800,
    ];
    const log = times.map((created) => line({ created })).join('\n');
    const twice =
      'a local time is twice on the clocks of Europe/Berlin, which are set back; the first is taken';
    const never =
      'a local time is never on the clocks of Europe/Berlin, which are set forward; it is read as if they were not';
    const notes = 'SELECT error FROM store.record ORDER BY record_id';
    await trial.derive(log, { zone: 'Europe/Berlin' });
    expect(await trial.values(notes)).toEqual([
      ...[twice, twice, null, null, null],
      ...[never, null, null, null],
    ]);
    expect(await trial.values('SELECT started_at FROM store.turn ORDER BY turn_id')).toMatchObject([
      '2025-10-26 00:30:00+00',
      '2025-10-26 00:00:00.5+00',
      '2025-10-26 02:00:00+00',
      '2025-10-25 23:59:59+00',
      '2025-10-26 00:30:00+00',
      '2025-03-30 01:30:00+00',
      '2025-03-30 01:00:00+00',
      '2025-03-30 00:59:59+00',
      '2025-10-26 02:30:00+00',
    ]);
    for (const zone of ['UTC', 'Asia/Kathmandu']) {
      await trial.derive(log, { zone });
      expect(await trial.values(`${notes} DESC LIMIT ${times.length}`)).toEqual(
        times.map(() => null),
      );
    }
  }));

describe('dates between which something held', () => {
  const held = (from: string | null, to: string | null, zone: string) => {
    const { in_force_from, in_force_to } = heldBetween({ from, to, zone });
    return [in_force_from, in_force_to];
  };

  test('reach to either end of the calendar in every zone', () => {
    expect(held('2026-01-01', '9999-12-31', 'America/New_York')).toEqual([
      '2026-01-01T05:00:00.000Z',
      '9999-12-31T23:59:59.999999Z',
    ]);
    expect(held('0001-01-01', '0001-01-02', 'Europe/Berlin')).toEqual([
      '0001-01-01T00:00:00.000Z',
      '0001-01-02T23:06:31.999999Z',
    ]);
    expect(held('0099-03-01', null, 'Europe/Berlin')).toEqual(['0099-02-28T23:06:32.000Z', null]);
    expect(() => held('0000-06-01', null, 'UTC')).toThrow('outside of the years 0001 to 9999');
  });

  test('are compared as instants', () => {
    const last = '2026-01-31T23:59:59.999Z';
    expect(held(last, '2026-01-31', 'UTC')).toEqual([last, '2026-01-31T23:59:59.999999Z']);
    expect(() => held('2026-02-01', '2026-01-31', 'UTC')).toThrow('end before it begins');
  });
});
