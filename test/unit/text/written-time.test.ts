import { describe, expect, test } from 'vitest';
import { exactDuration } from '../../../shared/text/exact-duration.ts';
import { namesZone, readWrittenTime } from '../../../shared/text/written-time.ts';

describe('a time that a person wrote', () => {
  test.each([
    ['2026-04-02', '2026-04-02T00:00:00.000Z'],
    ['2026-04-02 09:30', '2026-04-02T09:30:00.000Z'],
    ['  2026-04-02T09:30:15  ', '2026-04-02T09:30:15.000Z'],
    ['2026-04-02T09:30:15.0426', '2026-04-02T09:30:15.042Z'],
    ['2026-04-02T09:30:00Z', '2026-04-02T09:30:00.000Z'],
    ['2026-04-02 09:30 UTC', '2026-04-02T09:30:00.000Z'],
    ['2026-04-02T09:30+02:00', '2026-04-02T07:30:00.000Z'],
    ['2026-04-02 09:30 -0530', '2026-04-02T15:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['0099-01-01', '0099-01-01T00:00:00.000Z'],
  ])('%s is %s, whatever the zone of the machine', (written, at) => {
    const { TZ } = process.env;
    for (const zone of ['America/New_York', 'Asia/Tokyo']) {
      process.env['TZ'] = zone;
      expect(readWrittenTime(written)).toBe(at);
    }
    if (TZ === undefined) delete process.env['TZ'];
    else process.env['TZ'] = TZ;
  });

  test.each([
    '',
    'yesterday',
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '2026-04-02 24:00',
    '2026-04-02 09:60',
    '2026-04-02T09:30:00+15:00',
    '2026-04-02T09:30:00+02:99',
    '2 April 2026',
    '04/02/2026',
    '2026-04-02 09:30 CET',
    '0000-01-01T00:00:00+14:00',
  ])('%s is none', (written) => {
    expect(readWrittenTime(written)).toBeNull();
  });

  test('says its zone or does not', () => {
    expect(['2026-04-02T09:30Z', '2026-04-02 09:30 +02:00'].every(namesZone)).toBe(true);
    expect(['2026-04-02', '2026-04-02 09:30', '2026-04-02T09:30:10'].some(namesZone)).toBe(false);
  });
});

test.each([
  [0, '0 s'],
  [1, '0.001 s'],
  [90_000, '1 min 30 s'],
  [3_600_000, '1 h'],
  [86_400_000 * 13 + 3_600_000 * 4 + 60_000 * 22 + 58_000, '13 d 4 h 22 min 58 s'],
  [86_400_000 + 5_000, '1 d 0 h 0 min 5 s'],
  [-90_000, '1 min 30 s'],
])('%i milliseconds are %s', (milliseconds, words) => {
  expect(exactDuration(milliseconds)).toBe(words);
});
