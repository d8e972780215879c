import { type Found, found } from './found.ts';
import { lastKey } from './key-names.ts';
import { isListed, type SamplePath } from './sample-paths.ts';
import { texts } from './value-shapes.ts';

const DATED =
  /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:(, | |T)([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?)?$/;

/**
 * Times whose day or month comes first, where the sample tells which: a number over 12 is a day, and one that changes
 * while the other stays is. A sample that tells nothing is for a person to declare.
 */
export function datedTime(
  all: readonly SamplePath[],
): { readonly found: Found; readonly format: string } | null {
  for (const at of all) {
    const format = isListed(at.steps) ? null : formatOf(texts(at).filter((text) => text !== ''));
    if (format === null) continue;
    const { why, ...rest } = found(at, 0.5, lastKey(at.steps));
    return {
      found: { ...rest, why: `${why}; the day is the number that goes over 12 or changes alone` },
      format,
    };
  }
  return null;
}

function formatOf(values: readonly string[]): string | null {
  const read = values.map((value) => DATED.exec(value.trim()));
  const formats = new Set(
    read.map((one) =>
      one === null
        ? null
        : `${one[2]} ${one[5] ?? ''}${one[5] === undefined ? '' : 'HH:mm'}${one[7] === undefined ? '' : ':ss'}`,
    ),
  );
  const [only] = formats;
  if (formats.size !== 1 || only === null || only === undefined) return null;
  const numbersAt = (group: number) => new Set(read.map((one) => Number(one?.[group])));
  const [first, second] = [numbersAt(1), numbersAt(3)];
  if (isDay(first, second) === isDay(second, first)) return null;
  const separator = only.slice(0, 1);
  const days = isDay(first, second) ? ['dd', 'MM', 'yyyy'] : ['MM', 'dd', 'yyyy'];
  return `${days.join(separator)}${only.slice(2)}`;
}

/** No month is over 12; and a log of some days within one month is likelier than one of the same day of some months. */
const isDay = (numbers: ReadonlySet<number>, others: ReadonlySet<number>): boolean =>
  [...numbers].some((number) => number > 12) ||
  (numbers.size >= FEWEST_DAYS && others.size === 1 && ![...others].some((number) => number > 12));
const FEWEST_DAYS = 3;
