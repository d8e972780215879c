import type { ValueSource } from '../../../../shared/domain/mapping.ts';
import { areWholeTimes, dayFormat } from './dated-time.ts';
import { type Found, found } from './found.ts';
import { lastKey, lastWords } from './key-names.ts';
import { isListed, type SamplePath } from './sample-paths.ts';
import { isText, isTime, said, texts } from './value-shapes.ts';

/** A place of several that the day of a call, its clock and its zone may stand at, with how a mapping writes their paths. */
export interface Surroundings {
  readonly all: readonly SamplePath[];
  readonly write: (at: SamplePath) => string;
}

export interface DayAndClock {
  readonly source: ValueSource;
  readonly found: Found;
  /** Days and times of day are no ids, though no two may be the same. */
  readonly told: readonly SamplePath[];
}

/**
 * When a call began, where its day and its time of day stand apart: in two columns, or the day once above all calls of a
 * file, and its zone there as well. `around` begins with what tells of the call.
 */
export function dayAndClock(around: readonly Surroundings[]): DayAndClock | null {
  const [own] = around;
  if (own === undefined || own.all.some(isWhole)) return null;
  const clocks = own.all.filter((at) => !isListed(at.steps) && clockFormat(at) !== null);
  const clock = clocks.find(begins) ?? clocks.find((at) => !ends(at));
  const format = clock === undefined ? null : clockFormat(clock);
  const day =
    whereFrom(around, (at) => isNamedDay(at) && dayFormatOf(at) !== null && !ends(at)) ??
    whereFrom([own], (at) => dayFormatOf(at) !== null && !ends(at) && isInOrder(at, own.all));
  const days = day === undefined ? null : dayFormatOf(day.at);
  if (clock === undefined || format === null || day === undefined || days === null) return null;
  const zone = whereFrom(around, isZone);
  const said = found(clock, 0.7, lastKey(clock.steps));
  return {
    source: {
      path: own.write(clock),
      format: `${days} ${format}`,
      day: day.write,
      ...(zone === undefined ? {} : { zone: zone.write }),
    },
    found: { ...said, why: `${said.why}; a time of day, of the day at ${day.write}` },
    told: [...clocks, day.at],
  };
}

/** A time that says its day and its time of day itself. */
const isWhole = (at: SamplePath): boolean =>
  !isListed(at.steps) &&
  ((isTime(at) && said(at).every((value) => !/^\d{4}-\d\d-\d\d$/.test(String(value)))) ||
    (isText(at) && areWholeTimes(texts(at).filter((text) => text !== ''))));

function whereFrom(
  around: readonly Surroundings[],
  fits: (at: SamplePath) => boolean,
): { readonly at: SamplePath; readonly write: string } | undefined {
  for (const { all, write } of around) {
    const at = all.find((one) => !isListed(one.steps) && fits(one));
    if (at !== undefined) return { at, write: write(at) };
  }
  return undefined;
}

const CLOCK = /^(?:[01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?([.,]\d{1,9})?( ?[AP]\.?M\.?)?$/i;

/** How all of the texts spell a time of day; null where they do not, or not alike. */
function clockFormat(at: SamplePath): string | null {
  if (!isText(at)) return null;
  const formats = new Set(
    texts(at)
      .filter((text) => text !== '')
      .map((text) => {
        const read = CLOCK.exec(text.trim());
        if (read === null) return null;
        const [, seconds, part, half] = read;
        if (part !== undefined && seconds === undefined) return null;
        const rest = `${seconds === undefined ? '' : ':ss'}${part === undefined ? '' : `${part.slice(0, 1)}SSS`}`;
        if (half === undefined) return `HH:mm${rest}`;
        return `hh:mm${rest}${half.startsWith(' ') ? ' ' : ''}a`;
      }),
  );
  const [only] = formats;
  return formats.size === 1 && only !== undefined && (isNamedTime(at) || isLate(at)) ? only : null;
}

/** `14:07:32` is a time of day: few things take so many hours, and to the second. */
const isLate = (at: SamplePath): boolean => {
  const all = texts(at).filter((text) => text !== '');
  const late = all.filter((text) => /^(?:0[4-9]|1\d|2[0-3]):\d\d:\d\d/.test(text.trim()));
  return late.length * 2 > all.length && all.every((text) => /^\d\d:\d\d:\d\d/.test(text.trim()));
};

/** `03:20` may be how long a song is. */
const isNamedTime = ({ steps }: SamplePath): boolean =>
  lastWords(steps).some((word) =>
    /^(?:time|clock|hour|at|start|started|end|ended|begin|sent|received|asked|timestamp|ts|uhr|logged|created)$/.test(
      word,
    ),
  );
const begins = ({ steps }: SamplePath): boolean =>
  lastWords(steps).some((word) => /^(?:start|started|begin|sent|asked)$/.test(word));
const ends = ({ steps }: SamplePath): boolean =>
  lastWords(steps).some((word) =>
    /^(?:end|ended|answered|closed|due|birth|expires|valid)$/.test(word),
  );

/** A day alone, or with the midnight that tables write for none. */
const dayFormatOf = (at: SamplePath): string | null =>
  isText(at) ? dayFormat(texts(at).filter((text) => text !== '')) : null;

const isNamedDay = ({ steps }: SamplePath): boolean =>
  lastWords(steps).some((word) => /^(?:date|day|on|dt|data)$/.test(word));

/** Every record has one, and they never go back, or never on: a log is written day by day, whatever it calls them. */
function isInOrder(at: SamplePath, all: readonly SamplePath[]): boolean {
  const most = Math.max(...all.map(({ records }) => records));
  const parts = dayFormatOf(at)?.split(/[^A-Za-z]/) ?? [];
  const [year, month, day] = ['yyyy', 'MM', 'dd'].map((part) => parts.indexOf(part));
  if (year === undefined || month === undefined || day === undefined) return false;
  if (at.records < most || texts(at).length < most) return false;
  const numbers = texts(at).map((text) => {
    const all = text.split(/\D+/).map(Number);
    return (all[year] ?? 0) * 10_000 + (all[month] ?? 0) * 100 + (all[day] ?? 0);
  });
  const goes = (forth: number): boolean =>
    numbers.every((one, index) => (one - (numbers[index - 1] ?? one)) * forth >= 0);
  return goes(1) || goes(-1);
}

/** `UTC-03:00`, `+01:00`, `Z` */
const isZone = (at: SamplePath): boolean =>
  isText(at) &&
  said(at).every((value) => /^(?:(?:UTC|GMT)?[+-]\d\d:?\d\d|UTC|GMT|Z)$/.test(String(value)));
