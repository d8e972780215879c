import { day, timesIn } from './times.ts';

/**
 * The dates between which a reference held, in UTC. A date alone means the whole day: it begins with the day's first
 * instant and ends after its last microsecond, so that an end which was given as a day is told from a time of day.
 */

const FIRST = 'T00:00:00.000Z';
const LAST = 'T23:59:59.999999Z';

export interface HeldBetween {
  readonly in_force_from: string | null;
  readonly in_force_to: string | null;
}

/** With `2026-12-31` for a whole day, and the instant for a time of day: for terminals and reports. */
export const asDates = ({ in_force_from: from, in_force_to: to }: HeldBetween): HeldBetween => ({
  in_force_from: from?.replace(FIRST, '') ?? null,
  in_force_to: to?.replace(LAST, '') ?? null,
});

/** `from 2026-01-01 to 2026-12-31`; empty where neither was stated. */
export function heldDates(held: HeldBetween): string {
  const { in_force_from: from, in_force_to: to } = asDates(held);
  return [from === null ? null : `from ${from}`, to === null ? null : `to ${to}`]
    .filter((words) => words !== null)
    .join(' ');
}

const { minuteZoned } = timesIn('UTC');
const shownFirst = (from: string): string => (from.endsWith(FIRST) ? day(from) : minuteZoned(from));
const shownLast = (to: string): string => (to.endsWith(LAST) ? day(to) : minuteZoned(to));

/** `1 Jan 2026 – 31 Dec 2026`: for screens; null where neither was stated. */
export function heldDays({ in_force_from: from, in_force_to: to }: HeldBetween): string | null {
  if (from === null) return to === null ? null : `until ${shownLast(to)}`;
  return to === null ? `from ${shownFirst(from)}` : `${shownFirst(from)} – ${shownLast(to)}`;
}
