import { Refusal } from '../base/errors.ts';

const MINUTE = 60_000;
const CACHED_HOURS = 4096;

/** Reads wall-clock times of one IANA zone; how far the zone is from UTC comes from the runtime's own zone data. */
export class ZoneClock {
  private readonly format: Intl.DateTimeFormat | null;
  private readonly offsets = new Map<number, number>();

  constructor(zone: string) {
    this.format = zone === 'UTC' ? null : formatOf(zone);
  }

  /**
   * UTC milliseconds of a wall-clock time that is given as if it were UTC. An hour that the zone has twice (clocks set
   * back) is read as the first of the two; one that it skips is read with the offset before the change.
   */
  utcOf(wallMs: number): number {
    if (this.format === null) return wallMs;
    const quarter = Math.floor(wallMs / (15 * MINUTE));
    const cached = this.offsets.get(quarter);
    if (cached !== undefined) return wallMs - cached;
    // The offset a day before tells a skipped or doubled hour: the earlier offset wins where it fits or nothing does.
    const before = this.offsetAt(wallMs - 86_400_000);
    const after = this.offsetAt(wallMs + 86_400_000);
    const fits = [before, after].find((offset) => this.offsetAt(wallMs - offset) === offset);
    const offset = fits ?? this.offsetAt(wallMs - before);
    const chosen = fits ?? (this.offsetAt(wallMs - offset) === offset ? offset : before);
    if (this.offsets.size >= CACHED_HOURS) this.offsets.clear();
    this.offsets.set(quarter, chosen);
    return wallMs - chosen;
  }

  private offsetAt(utcMs: number): number {
    if (this.format === null) return 0;
    const parts = new Map(
      this.format.formatToParts(utcMs).map(({ type, value }) => [type, Number(value)]),
    );
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    const wall = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
    return wall - Math.floor(utcMs / 1000) * 1000;
  }
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const fields = {
    year: 'numeric',
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
