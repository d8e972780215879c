const WRITTEN =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?(Z|UTC|[+-]\d\d:?\d\d))?)?$/i;

/**
 * The moment that a person wrote, as ISO 8601 in UTC: `2026-04-02T09:30:00.000Z`. Without a zone it is UTC, never that
 * of the machine; without a clock time it is the beginning of the day. Null where it is no time of the calendar.
 */
export function readWrittenTime(text: string): string | null {
  const found = WRITTEN.exec(text.trim());
  if (found === null) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', zone] = found;
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3));
  const asked = [year, month, day, hour, minute, second].map(Number);
  const [y = 0, m = 0, d = 0, h = 0, min = 0, s = 0] = asked;
  const clock = new Date(0);
  clock.setUTCFullYear(y, m - 1, d);
  clock.setUTCHours(h, min, s, milliseconds);
  const stands = [
    clock.getUTCFullYear(),
    clock.getUTCMonth() + 1,
    clock.getUTCDate(),
    clock.getUTCHours(),
    clock.getUTCMinutes(),
    clock.getUTCSeconds(),
  ];
  // 30 February and 25 o'clock would be other moments.
  if (stands.some((value, index) => value !== asked[index])) return null;
  const offset = offsetMinutes(zone);
  if (offset === null) return null;
  const moment = new Date(clock.getTime() - offset * 60_000);
  return moment.getUTCFullYear() > 9999 || moment.getUTCFullYear() < 0
    ? null
    : moment.toISOString();
}

/** Whether what was written names its zone; what does not is read as UTC. */
export const namesZone = (text: string): boolean =>
  /(Z|UTC|[+-]\d\d:?\d\d)$/i.test(text.trim()) && /:\d\d/.test(text);

function offsetMinutes(zone: string | undefined): number | null {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? '') ?? [];
  if (hours === undefined || minutes === undefined) return 0;
  if (Number(hours) > 14 || Number(minutes) > 59) return null;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
