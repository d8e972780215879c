import type { HeldBetween } from '../../../shared/text/in-force.ts';
import { namesZone, readWrittenTime } from '../../../shared/text/written-time.ts';
import { Refusal } from '../base/errors.ts';
import { ZoneClock } from './zone-offset.ts';

/** Dates or times between which something held, as a person writes them; null where open. */
export interface WrittenDates {
  readonly from: string | null;
  readonly to: string | null;
  /** IANA zone of what names none. */
  readonly zone: string;
}

const DAY = 86_400_000;
const FIRST = Date.parse('0001-01-01T00:00:00.000Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** The instants that are meant. A date alone is a whole day of the zone: one at the end ends after its last microsecond. Years are 0001 to 9999: what a zone adds beyond them is cut. */
export function heldBetween({ from, to, zone }: WrittenDates): HeldBetween {
  const clock = new ZoneClock(zone);
  const held = {
    in_force_from: from === null ? null : beginOf(from, clock),
    in_force_to: to === null ? null : endOf(to, clock),
  };
  const { in_force_from: first, in_force_to: last } = held;
  if (first !== null && last !== null && Date.parse(last) < Date.parse(first))
    throw new Refusal(
      'bad-usage',
      `It would end before it begins: in force from ${from ?? ''} to ${to ?? ''}; change one of the two.`,
    );
  return held;
}

function beginOf(text: string, clock: ZoneClock): string {
  const moment = momentOf(text);
  const written = Date.parse(moment);
  return isoOf(text, namesZone(text) ? written : clock.utcOf(written));
}

function endOf(text: string, clock: ZoneClock): string {
  const moment = momentOf(text);
  return /^\d{4}-\d\d-\d\d$/.test(text.trim())
    ? isoOf(text, clock.utcOf(Date.parse(moment) + DAY) - 1).replace('.999Z', '.999999Z')
    : beginOf(text, clock);
}

function momentOf(text: string): string {
  const moment = readWrittenTime(text);
  if (moment === null)
    throw new Refusal(
      'bad-usage',
      `${text.trim() === '' ? 'Nothing' : text} is not a date; write it as 2026-01-31, or as a time: 2026-01-31T17:30, 2026-01-31T17:30+01:00.`,
    );
  return moment;
}

function isoOf(text: string, milliseconds: number): string {
  if (milliseconds < FIRST - DAY || milliseconds > LAST + DAY)
    throw new Refusal('bad-usage', `${text} is outside of the years 0001 to 9999; write another.`);
  return new Date(Math.min(Math.max(milliseconds, FIRST), LAST)).toISOString();
}
