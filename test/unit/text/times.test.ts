import { expect, test } from 'vitest';
import { dateTime, timesIn } from '../../../shared/text/times.ts';

const berlin = timesIn('Europe/Berlin');

test('UTC is what is stored, to the last digit', () => {
  expect(dateTime('2026-10-19T14:07:46.051Z')).toBe('19 Oct 2026, 14:07:46.051');
  const utc = timesIn('UTC');
  expect(utc.dateTimeZoned('2026-10-19T14:07:46.051200Z')).toBe('19 Oct 2026, 14:07:46.051200 UTC');
  expect(utc.minuteZoned('2026-10-19T14:07:46Z')).toBe('19 Oct 2026, 14:07 UTC');
  expect(utc.days('2026-09-06T00:00:00Z', '2026-10-19T00:00:00Z')).toBe('6 Sep – 19 Oct 2026');
});

test('a zone moves the day with the clock and says how far it is from UTC', () => {
  expect(berlin.dateTime('2026-12-31T23:30:00.5Z')).toBe('1 Jan 2027, 00:30:00.5');
  expect(berlin.minuteZoned('2026-12-31T23:30:00Z')).toBe('1 Jan 2027, 00:30 +01:00');
  expect(berlin.dateTimeZoned('2026-07-01T12:00:00Z')).toBe('1 Jul 2026, 14:00:00 +02:00');
  expect(berlin.days('2026-03-31T22:30:00Z', '2026-04-01T10:00:00Z')).toBe('1 Apr 2026');
  expect(timesIn('America/St_Johns').minuteZoned('2026-01-01T00:00:00Z')).toBe(
    '31 Dec 2025, 20:30 -03:30',
  );
});

test('when clocks are put forward, the hour that nobody sees is left out', () => {
  expect(berlin.timeOfDay('2026-03-29T00:59:59.999Z')).toBe('01:59:59.999');
  expect(berlin.timeOfDay('2026-03-29T01:00:00Z')).toBe('03:00:00');
  expect(timesIn('Pacific/Apia').dateTimeZoned('2011-12-30T10:00:00Z')).toBe(
    '31 Dec 2011, 00:00:00 +14:00',
  );
});

test('when clocks are put back, the hour that is shown twice says which of the two', () => {
  expect(berlin.timeOfDay('2026-10-24T23:59:59Z')).toBe('01:59:59');
  expect(berlin.timeOfDay('2026-10-25T00:00:00Z')).toBe('02:00:00 +02:00');
  expect(berlin.clock('2026-10-25T00:30:00Z')).toBe('02:30 +02:00');
  expect(berlin.clock('2026-10-25T01:30:00Z')).toBe('02:30 +01:00');
  expect(berlin.timeOfDay('2026-10-25T02:00:00Z')).toBe('03:00:00');
  const howe = timesIn('Australia/Lord_Howe');
  expect(howe.clock('2026-04-04T14:45:00Z')).toBe('01:45 +11:00');
  expect(howe.clock('2026-04-04T15:15:00Z')).toBe('01:45 +10:30');
  expect(howe.clock('2026-04-04T15:30:00Z')).toBe('02:00');
});

test('old, far and early times, and what is no time', () => {
  expect(berlin.dateTimeZoned('1800-01-01T00:00:00Z')).toBe('1 Jan 1800, 00:53:28 +00:53:28');
  expect(berlin.dateTime('12345-01-01T00:00:00Z')).toBe('1 Jan 12345, 01:00:00');
  expect(berlin.day('0099-06-01T00:00:00Z')).toBe('1 Jun 99');
  expect(berlin.dateTime('2026-10-25 late')).toBe('2026-10-25 late');
  expect(berlin.dateTime('999999-01-01T00:00:00Z')).toBe('999999-01-01T00:00:00Z');
  expect(() => timesIn('Europe/Nowhere')).toThrow(RangeError);
});

test('every zone that can be chosen can be written', () => {
  for (const zone of Intl.supportedValuesOf('timeZone'))
    expect(timesIn(zone).dateTimeZoned('2026-07-01T12:00:00Z')).toMatch(
      /^[12] Jul 2026, \d\d:\d\d:00 (UTC|[+-]\d\d:\d\d)$/,
    );
});
