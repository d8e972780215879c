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

/** The instants that are meant. A date alone is a whole day of the zone: one at the end ends after its last microsecond. */
export function heldBetween({ from, to, zone }: WrittenDates): HeldBetween {
  const clock = new ZoneClock(zone);
  const held = {
    in_force_from: from === null ? null : beginOf(from, clock),
    in_force_to: to === null ? null : endOf(to, clock),
  };
  const { in_force_from: first, in_force_to: last } = held;
  if (first !== null && last !== null && last < first)
    throw new Refusal(
      'bad-usage',
      `It would end before it begins: in force from ${from ?? ''} to ${to ?? ''}; change one of the two.`,
    );
  return held;
}

function beginOf(text: string, clock: ZoneClock): string {
  const moment = written(text);
  return namesZone(text) ? moment : isoOf(clock.utcOf(Date.parse(moment)));
}

function endOf(text: string, clock: ZoneClock): string {
  const moment = written(text);
  return /^\d{4}-\d\d-\d\d$/.test(text.trim())
    ? isoOf(clock.utcOf(Date.parse(moment) + DAY) - 1).replace('.999Z', '.999999Z')
    : beginOf(text, clock);
}

function written(text: string): string {
  const moment = readWrittenTime(text);
  if (moment === null)
    throw new Refusal(
      'bad-usage',
      `${text.trim() === '' ? 'Nothing' : text} is not a date; write it as 2026-01-31, or as a time: 2026-01-31T17:30, 2026-01-31T17:30+01:00.`,
    );
  return moment;
}

const isoOf = (milliseconds: number): string => new Date(milliseconds).toISOString();
