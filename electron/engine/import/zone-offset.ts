import { Refusal } from '../base/errors.ts';

/** Who keeps what is to be said of a record. */
export interface TakesNotes {
  note(text: string): void;
}

const MINUTE = 60_000;
const CACHED_HOURS = 4096;

/** How far a zone is from UTC at a wall-clock time, and what is to be said where a change of clocks leaves that open. */
interface Read {
  readonly offset: number;
  readonly note: string | null;
}

/** Reads wall-clock times of one IANA zone; how far the zone is from UTC comes from the runtime's own zone data. */
export class ZoneClock {
  private readonly zone: string;
  private readonly format: Intl.DateTimeFormat | null;
  private readonly read = new Map<number, Read>();

  constructor(zone: string) {
    this.zone = zone;
    this.format = zone === 'UTC' ? null : formatOf(zone);
  }

  /**
   * UTC milliseconds of a wall-clock time that is given as if it were UTC. An hour that the zone has twice (clocks set
   * back) is read as the first of the two; one that it skips is read with the offset before the change. `notes` is told
   * of either.
   */
  utcOf(wallMs: number, notes?: TakesNotes): number {
    if (this.format === null) return wallMs;
    const quarter = Math.floor(wallMs / (15 * MINUTE));
    let read = this.read.get(quarter);
    if (read === undefined) {
      read = this.readAt(wallMs);
      if (this.read.size >= CACHED_HOURS) this.read.clear();
      this.read.set(quarter, read);
    }
    if (read.note !== null) notes?.note(read.note);
    return wallMs - read.offset;
  }

  private readAt(wallMs: number): Read {
    // The offset a day before tells a skipped or doubled hour: the earlier offset wins where it fits or nothing does.
    const before = this.offsetAt(wallMs - 86_400_000);
    const after = this.offsetAt(wallMs + 86_400_000);
    const [first, second] = [before, after].filter(
      (offset) => this.offsetAt(wallMs - offset) === offset,
    );
    if (first !== undefined)
      return {
        offset: first,
        note:
          second === undefined || second === first
            ? null
            : `a local time is twice on the clocks of ${this.zone}, which are set back; the first is taken`,
      };
    const between = this.offsetAt(wallMs - before);
    if (this.offsetAt(wallMs - between) === between) return { offset: between, note: null };
    return {
      offset: before,
      note: `a local time is never on the clocks of ${this.zone}, which are set forward; it is read as if they were not`,
    };
  }

  private offsetAt(utcMs: number): number {
    if (this.format === null) return 0;
    const parts = new Map(
      this.format.formatToParts(utcMs).map(({ type, value }) => [type, Number(value)]),
    );
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    // The year of the parts is told without its era; the wall is never a day from UTC, so its year is the nearest that fits.
    const utc = Math.floor(utcMs / 1000) * 1000;
    const offsets = [-1, 0, 1].map((years) => {
      const wall = new Date(0);
      wall.setUTCFullYear(new Date(utc).getUTCFullYear() + years, part('month') - 1, part('day'));
      wall.setUTCHours(part('hour'), part('minute'), part('second'));
      return wall.getTime() - utc;
    });
    return offsets.reduce((best, one) => (Math.abs(one) < Math.abs(best) ? one : best));
  }
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const fields = {
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  } as const;
  try {
    return new Intl.DateTimeFormat('en-US', {
      ...fields,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      timeZone: zone,
    });
  } catch (cause) {
    throw new Refusal(
      'bad-usage',
      `${zone} is not a time zone; give an IANA name such as Europe/Berlin or UTC.`,
      { cause },
    );
  }
}
