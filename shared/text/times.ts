const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** How times are written in one zone. Each takes an ISO 8601 time in UTC; a text that is no such time stays as it is. */
export interface Times {
  /** `UTC`, `Europe/Berlin` */
  readonly zone: string;
  /** `19 Oct 2026, 14:07:46.051` */
  readonly dateTime: (iso: string) => string;
  /** `19 Oct 2026, 14:07:46.051 UTC`, `19 Oct 2026, 16:07:46.051 +02:00` */
  readonly dateTimeZoned: (iso: string) => string;
  /** `19 Oct 2026, 14:07`: to the minute, for lists of what people did. */
  readonly minute: (iso: string) => string;
  /** `19 Oct 2026, 14:07 UTC`, `19 Oct 2026, 16:07 +02:00` */
  readonly minuteZoned: (iso: string) => string;
  /** `19 Oct 2026` */
  readonly day: (iso: string) => string;
  /** `19 Oct` */
  readonly shortDay: (iso: string) => string;
  /** `14:07:46.051` */
  readonly timeOfDay: (iso: string) => string;
  /** `14:07:46` */
  readonly second: (iso: string) => string;
  /** `14:07` */
  readonly clock: (iso: string) => string;
  /** `6 Sep – 19 Oct 2026`, `6 Oct 2026`: from the first to the last day. */
  readonly days: (first: string, last: string) => string;
}

/** What clocks of a zone show at an instant. */
interface Shown {
  readonly year: number | string;
  readonly month: string;
  readonly day: string;
  /** To the second. */
  readonly clock: string;
  /** `.051`, as many digits as were given. */
  readonly fraction: string;
  /** `UTC`, `+02:00` */
  readonly offset: string;
  /** ` +02:00` where clocks show this time twice, because they were set back; empty otherwise. */
  readonly doubt: string;
}

const made = new Map<string, Times>();

/** Writes times as clocks of an IANA zone show them. Throws a RangeError for a zone that the runtime does not know. */
export function timesIn(zone: string): Times {
  const known = made.get(zone);
  if (known !== undefined) return known;
  const read = zone === 'UTC' ? inUtc : inZone(zone);
  const written =
    (write: (shown: Shown) => string) =>
    (iso: string): string => {
      const shown = read(iso);
      return shown === null ? iso : write(shown);
    };
  const date = ({ year, month, day: number }: Shown): string => `${number} ${month} ${year}`;
  const toMinute = ({ clock }: Shown): string => clock.slice(0, 5);
  const day = written(date);
  const shortDay = written(({ day: number, month }) => `${number} ${month}`);
  const times: Times = {
    zone,
    dateTime: written((at) => `${date(at)}, ${at.clock}${at.fraction}${at.doubt}`),
    dateTimeZoned: written((at) => `${date(at)}, ${at.clock}${at.fraction} ${at.offset}`),
    minute: written((at) => `${date(at)}, ${toMinute(at)}${at.doubt}`),
    minuteZoned: written((at) => `${date(at)}, ${toMinute(at)} ${at.offset}`),
    day,
    shortDay,
    timeOfDay: written((at) => `${at.clock}${at.fraction}${at.doubt}`),
    second: written((at) => `${at.clock}${at.doubt}`),
    clock: written((at) => `${toMinute(at)}${at.doubt}`),
    days(first, last) {
      const [from, to] = [read(first), read(last)];
      if (from === null || to === null) return `${first} – ${last}`;
      if (date(from) === date(to)) return date(from);
      if (from.year !== to.year) return `${date(from)} – ${date(to)}`;
      if (from.month !== to.month) return `${from.day} ${from.month} – ${date(to)}`;
      return `${from.day} – ${date(to)}`;
    },
  };
  made.set(zone, times);
  return times;
}

/** Times in UTC, as they are stored: for what is copied, for days of the calendar, and where the words say UTC. */
export const { dateTime, day, shortDay, timeOfDay, minute, days } = timesIn('UTC');

const ISO = /^(\d{4,6})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?Z$/;

/** The text's own pieces: what is shown is what is stored. */
function inUtc(iso: string): Shown | null {
  const found = ISO.exec(iso);
  if (found === null) return null;
  const [, year = '', month = '', date = '', clock = '', fraction = ''] = found;
  return {
    year,
    month: MONTHS[Number(month) - 1] ?? month,
    day: String(Number(date)),
    clock,
    fraction,
    offset: 'UTC',
    doubt: '',
  };
}

function inZone(zone: string): (iso: string) => Shown | null {
  const offsetAt = offsets(zone);
  return (iso) => {
    const found = ISO.exec(iso);
    if (found === null) return null;
    const [, year = '', month = '', date = '', clock = '', fraction = ''] = found;
    const instant = new Date(`2000-01-01T${clock}Z`).setUTCFullYear(
      Number(year),
      Number(month) - 1,
      Number(date),
    );
    if (Number.isNaN(instant)) return null;
    const offset = offsetAt(instant);
    const local = new Date(instant + offset);
    const written = offsetWords(offset);
    return {
      year: local.getUTCFullYear(),
      month: MONTHS[local.getUTCMonth()] ?? '',
      day: String(local.getUTCDate()),
      clock: local.toISOString().slice(-13, -5),
      fraction,
      offset: written,
      doubt: isTwice(instant, offset, offsetAt) ? ` ${written}` : '',
    };
  };
}

const DAY_MS = 86_400_000;

/** Whether another instant has the same date and time on the clocks of the zone. */
function isTwice(instant: number, offset: number, offsetAt: (instant: number) => number): boolean {
  return [offsetAt(instant - DAY_MS), offsetAt(instant + DAY_MS)].some((other) => {
    const twin = instant + offset - other;
    return other !== offset && offsetAt(twin) === other;
  });
}

/** How far clocks of the zone are ahead of UTC at an instant; both in milliseconds. */
function offsets(zone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  return (instant) => {
    const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value;
    const found = /^GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(name ?? '');
    if (found === null) return 0;
    const [, sign, hours, minutes, seconds = 0] = found;
    const ahead = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
    return (sign === '-' ? -ahead : ahead) * 1000;
  };
}

/** `+02:00`, `-03:30`, `+00:53:28` */
function offsetWords(offset: number): string {
  const size = new Date(Math.abs(offset)).toISOString().slice(11, 19).replace(/:00$/, '');
  return `${offset < 0 ? '-' : '+'}${size}`;
}
