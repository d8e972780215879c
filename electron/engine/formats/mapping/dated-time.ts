import { type Found, found } from './found.ts';
import { lastKey } from './key-names.ts';
import { isListed, type SamplePath } from './sample-paths.ts';
import { texts } from './value-shapes.ts';

const DATED =
  /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:(, | |T)([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?([.,]\d{1,9})?( ?[AP]\.?M\.?)?)?$/i;

/** Nobody writes the day before the month where the year is first: `2025/03/09 15:38:36`. */
const YEAR_FIRST =
  /^(\d{4})([/.])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01])(?:( |T)([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?([.,]\d{1,9})?)?$/;

/**
 * Times whose day or month comes first, where the sample tells which: a number over 12 is a day, one that changes while the
 * other stays is, and so is the one by which the records are in order of time; before a dot stands the day. A sample that
 * tells nothing is for a person to declare.
 */
export function datedTime(
  all: readonly SamplePath[],
): { readonly found: Found; readonly format: string } | null {
  for (const at of all) {
    const format = isListed(at.steps) ? null : formatOf(texts(at).filter((text) => text !== ''));
    if (format === null) continue;
    const { why, ...rest } = found(at, 0.5, lastKey(at.steps));
    return {
      found: { ...rest, why: `${why}; the day is told by the numbers or the order of the records` },
      format,
    };
  }
  return null;
}

/** How all of the texts spell a day alone; null where they do not, or not alike. */
export function dayFormat(values: readonly string[]): string | null {
  const days = values.map((value) => value.trim().replace(/[ T]0{1,2}:00(?::00(?:[.,]0+)?)?$/, ''));
  if (days.length > 0 && days.every((text) => /^\d{4}-\d\d-\d\d$/.test(text))) return 'yyyy-MM-dd';
  const format = formatOf(days);
  return format === null || format.includes('mm') ? null : format;
}

/** Whether the texts spell times with their day and their time of day. */
export const areWholeTimes = (values: readonly string[]): boolean =>
  formatOf(values)?.includes('mm') === true;

function formatOf(values: readonly string[]): string | null {
  return yearFirst(values) ?? dayOrMonthFirst(values);
}

function yearFirst(values: readonly string[]): string | null {
  const formats = new Set(
    values.map((value) => {
      const [, , separator, before, hour, seconds, part] = YEAR_FIRST.exec(value.trim()) ?? [];
      if (separator === undefined) return null;
      const day = ['yyyy', 'MM', 'dd'].join(separator);
      return hour === undefined ? day : `${day}${before}HH:mm${secondsOf(seconds, part)}`;
    }),
  );
  const [only] = formats;
  return formats.size === 1 && only !== undefined ? only : null;
}

function dayOrMonthFirst(values: readonly string[]): string | null {
  const read = values.map((value) => DATED.exec(value.trim()));
  const formats = new Set(
    read.map((one) =>
      one === null
        ? null
        : `${one[2]} ${one[5] ?? ''}${one[5] === undefined ? '' : clockOf(secondsOf(one[7], one[8]), one[9])}`,
    ),
  );
  const [only] = formats;
  if (formats.size !== 1 || only === null || only === undefined) return null;
  const separator = only.slice(0, 1);
  const days = dayIsFirst(
    read.flatMap((one) => (one === null ? [] : [one])),
    separator,
  );
  if (days === null) return null;
  const parts = days ? ['dd', 'MM', 'yyyy'] : ['MM', 'dd', 'yyyy'];
  return `${parts.join(separator)}${only.slice(2)}`;
}

/** `:ss`, `:ss,SSS` */
const secondsOf = (seconds: string | undefined, part: string | undefined): string =>
  seconds === undefined ? '' : `:ss${part === undefined ? '' : `${part.slice(0, 1)}SSS`}`;

/** `HH:mm:ss`, `hh:mm a` */
function clockOf(seconds: string, half: string | undefined): string {
  const clock = `mm${seconds}`;
  if (half === undefined) return `HH:${clock}`;
  return `hh:${clock}${half.startsWith(' ') ? ' ' : ''}a`;
}

/** Null where nothing tells. */
function dayIsFirst(read: readonly RegExpExecArray[], separator: string): boolean | null {
  const numbersAt = (group: number) => read.map((one) => Number(one[group]));
  const [first, second] = [numbersAt(1), numbersAt(3)];
  const [asDay, asMonth] = [isDay(first, second), isDay(second, first)];
  if (asDay !== asMonth) return asDay;
  if (asDay) return null;
  const inOrder = isInOrder(read, 3, 1);
  if (inOrder !== isInOrder(read, 1, 3)) return inOrder;
  return separator === '.' ? true : null;
}

/** Whether the dates never go back, by the groups of month and day; false for those that stay the same. */
function isInOrder(read: readonly RegExpExecArray[], month: number, day: number): boolean {
  const dates = read.map(
    (one) => Number(one[4]) * 10_000 + Number(one[month]) * 100 + Number(one[day]),
  );
  return (
    new Set(dates).size >= FEWEST_DAYS &&
    dates.every((date, index) => index === 0 || date >= (dates[index - 1] ?? 0))
  );
}

/** No month is over 12; and a log of some days within one month is likelier than one of the same day of some months. */
function isDay(numbers: readonly number[], others: readonly number[]): boolean {
  const [days, months] = [new Set(numbers), new Set(others)];
  if ([...days].some((number) => number > 12)) return true;
  const several = days.size >= FEWEST_DAYS || areTwoInARow(numbers);
  return several && months.size === 1 && ![...months].some((number) => number > 12);
}

/** Two days of which one follows the other, each of several records. */
function areTwoInARow(numbers: readonly number[]): boolean {
  const [first, second, ...more] = new Set(numbers);
  if (first === undefined || second === undefined || more.length > 0) return false;
  const many = numbers.filter((number) => number === first).length;
  return Math.abs(first - second) === 1 && Math.min(many, numbers.length - many) >= FEWEST_OF_A_DAY;
}
const FEWEST_OF_A_DAY = 3;
const FEWEST_DAYS = 3;
