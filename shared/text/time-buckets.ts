import { day, minute, shortDay, timeOfDay } from './times.ts';

type Bucket = 'hour' | 'day' | 'week' | 'month';
interface Volume {
  readonly bucket: Bucket;
  readonly points: readonly { readonly from: string }[];
}

const DAY_MS = 86_400_000;

/** When the bucket ends that begins at `from`; ISO 8601, UTC. */
export function bucketEnd(from: string, bucket: Bucket): string {
  const begin = new Date(from);
  if (bucket === 'month')
    return new Date(Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + 1, 1)).toISOString();
  const span = { hour: DAY_MS / 24, day: DAY_MS, week: 7 * DAY_MS }[bucket];
  return new Date(begin.getTime() + span).toISOString();
}

/** The filter that finds the turns of a bucket, as they are counted there. */
export const bucketFilter = (from: string, bucket: Bucket): string =>
  `kind:model ${rangeFilter({ from, to: bucketEnd(from, bucket) })}`;

/** The clause of a filter that finds turns from one end of a bucket up to another. */
export function rangeFilter({ from, to }: { readonly from: string; readonly to: string }): string {
  const isOfDays = [from, to].every((iso) => iso.slice(11, 16) === '00:00');
  const written = (iso: string): string => (isOfDays ? iso.slice(0, 10) : `${iso.slice(0, 16)}Z`);
  return `at:[${written(from)} TO ${written(to)}}`;
}

/** `19 Oct 2026`, `19 Oct 2026, 14:00`, `week of 19 Oct 2026`, `Oct 2026` */
export function bucketWords(from: string, bucket: Bucket): string {
  switch (bucket) {
    case 'hour':
      return minute(from);
    case 'day':
      return day(from);
    case 'week':
      return `week of ${day(from)}`;
    case 'month':
      return day(from).split(' ').slice(1).join(' ');
  }
}

/** Words below buckets that fit beside each other at the width of a screen. */
const TICKS = 12;

/** Words below the first bucket, the last and some between, so that the ends of the time are named; null where there are none. */
export function tickWords(volume: Volume, index: number): string | null {
  const point = volume.points[index];
  if (point === undefined) return null;
  const last = volume.points.length - 1;
  const every = tickEvery(volume.bucket, volume.points.length);
  const hasRoom = index % every === 0 && (index === 0 || last - index >= every);
  if (!hasRoom && index !== last) return null;
  switch (volume.bucket) {
    case 'hour':
      return timeOfDay(point.from).startsWith('00') || index === 0
        ? `${shortDay(point.from)}, ${timeOfDay(point.from).slice(0, 5)}`
        : timeOfDay(point.from).slice(0, 5);
    case 'day':
      return isOfYears(volume) && (index === 0 || index === last)
        ? day(point.from)
        : shortDay(point.from);
    case 'week':
      return day(point.from);
    case 'month':
      return bucketWords(point.from, 'month');
  }
}

const isOfYears = ({ points }: Volume): boolean =>
  points[0]?.from.slice(0, 4) !== points.at(-1)?.from.slice(0, 4);

const STEPS: Readonly<Record<Bucket, readonly number[]>> = {
  hour: [1, 2, 3, 6, 12, 24],
  day: [1, 2, 7, 14, 28, 56, 91],
  week: [1, 2, 4, 13, 26, 52],
  month: [1, 2, 3, 6, 12, 24],
};

function tickEvery(bucket: Bucket, points: number): number {
  const least = Math.ceil(points / TICKS);
  return STEPS[bucket].find((step) => step >= least) ?? least;
}
