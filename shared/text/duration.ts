const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** What a span of time is written as, for those who write one. */
export const DURATION_WORDS = 'a whole number and its unit, such as 500ms, 30s, 5m, 2h';

/** Milliseconds of a span of time such as `30s` or `5m`; null for what is none. */
export function millisecondsOf(text: string): number | null {
  const [, amount, unit = ''] = /^(\d{1,9})(ms|s|m|h)$/.exec(text.trim()) ?? [];
  const each = UNITS[unit];
  return amount === undefined || each === undefined ? null : Number(amount) * each;
}
