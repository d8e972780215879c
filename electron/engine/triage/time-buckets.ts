type Bucket = 'hour' | 'day' | 'week' | 'month';

const DAY = 86_400_000_000;
/** Beyond this many buckets (a clock that was centuries off) only those with turns are answered. */
const FILLED = 5_000;

const SPANS: Record<Bucket, number> = {
  hour: DAY / 24,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
};

/** How a stretch of so many microseconds is cut, and whether buckets without a turn are answered too. */
export function bucketing(microseconds: number): { bucket: Bucket; filled: boolean } {
  const bucket = bucketOf(microseconds);
  return { bucket, filled: microseconds / SPANS[bucket] <= FILLED };
}

function bucketOf(microseconds: number): Bucket {
  if (microseconds < 3 * DAY) return 'hour';
  if (microseconds < 400 * DAY) return 'day';
  return microseconds < 1500 * DAY ? 'week' : 'month';
}

/** The buckets of a statement whose `said` has a row for each bucket with turns. */
export const bucketsSql = (bucket: Bucket, filled: boolean): string =>
  filled
    ? `SELECT unnest(generate_series(min("from"), max("from"), INTERVAL 1 ${bucket})) AS "from" FROM said`
    : 'SELECT "from" FROM said';

/** Times without a zone are cut much quicker; these are UTC. */
export const STARTED = 'make_timestamp(epoch_us(started_at))';
