/** The stretch of time that a written date or time names, in microseconds since 1970, UTC: [from, to). */
export interface Stretch {
  readonly from: bigint;
  readonly to: bigint;
}

const WRITTEN =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,6}))?)?)?)?)?(Z|[+-]\d\d:?\d\d)?$/i;

/**
 * `2026`, `2026-01`, `2026-01-05`, `2026-01-05T10:30`, with seconds and up to six decimals, with Z or an offset (UTC
 * where there is none). Each names the whole year, month, day, minute, second or fraction. Undefined for what is no time.
 */
export function stretch(written: string): Stretch | undefined {
  const parts = WRITTEN.exec(written);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = parts;
  if (hour === undefined && zone !== undefined) return undefined;
  const numbers = [year, month ?? '1', day ?? '1', hour ?? '0', minute ?? '0', second ?? '0'].map(
    Number,
  );
  const start = utc(numbers);
  if (start === undefined) return undefined;
  const from = BigInt(start - offsetOf(zone)) * 1000n + BigInt((fraction ?? '').padEnd(6, '0'));
  if (fraction !== undefined) return { from, to: from + 10n ** BigInt(6 - fraction.length) };
  const unit = [year, month, day, minute, second].filter((part) => part !== undefined).length;
  return { from, to: from + lengthOf(unit, numbers) * 1000n };
}

type Numbers = readonly number[];

/** Milliseconds, or undefined for what the calendar does not have (30 February). */
function utc([year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0]: Numbers):
  | number
  | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const held =
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second;
  return held ? date.getTime() : undefined;
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** Milliseconds of the year (1 part), month (2), day (3), minute (4) or second (5) that was named. */
function lengthOf(parts: number, [year = 0, month = 1]: Numbers): bigint {
  const start = new Date(0);
  start.setUTCFullYear(year, month - 1, 1);
  const end = new Date(0);
  end.setUTCFullYear(parts === 1 ? year + 1 : year, parts === 1 ? 0 : month, 1);
  if (parts <= 2) return BigInt(end.getTime() - start.getTime());
  return parts === 3 ? 86_400_000n : parts === 4 ? 60_000n : 1000n;
}
