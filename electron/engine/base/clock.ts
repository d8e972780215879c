import { Refusal } from './errors.ts';

/** The one source of time. EXHIBIT_NOW (an ISO time) fixes it, so that the same input gives the same bytes. */
export function now(): Date {
  const fixed = fixedTime();
  if (fixed === null) return new Date();
  const date = new Date(fixed);
  if (Number.isNaN(date.getTime()))
    throw new Refusal('bad-usage', `EXHIBIT_NOW is not an ISO time: ${fixed}`);
  return date;
}

/** Whether the clock stands still: then the same input gives the same bytes. */
export const isClockFixed = (): boolean => fixedTime() !== null;

const fixedTime = (): string | null => process.env['EXHIBIT_NOW'] || null;

/** ISO 8601, UTC, milliseconds: `2026-11-25T09:30:00.000Z`. */
export function timestamp(): string {
  return now().toISOString();
}
