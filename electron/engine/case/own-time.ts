/** A number of seconds, milliseconds, microseconds or nanoseconds, as an import tells them apart. */
const NUMBER = '^[0-9]{9,19}([.][0-9]+)?$';
/** A date and a time of day in digits alone, as an import tells them from such a number. */
const CLOCK =
  '^(19[7-9]|2[01][0-9])[0-9](0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])([01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]([0-9]{3})?([.][0-9]+)?$';
const SECONDS = '[0-9]:[0-9]{2}:[0-9]{2}|[0-9]{8}[T ]?[0-9]{6}';
/** A colon in a zone alone is no time of day. */
const MINUTES = '(^|[T ,])[0-9]{1,2}:[0-9]{2}|[0-9]{8}[T ]?[0-9]{4}';
/** As exports write dates in columns of times; 24:00 and 12:00 AM are written for it too. */
const MIDNIGHT =
  '(^|[T ,])((00?|24):00(:00([.,]0+)?)?([^0-9:.,]|$)|12:00(:00([.,]0+)?)? ?[Aa])|^[0-9]{8}[T ]?0{4}(0{2}(0{3}|[.]0+)?)?([^0-9.]|$)';

/**
 * SQL: whether a turn's record says when it was, to the second, or to the minute of a call that it names by an id. A date
 * alone, or midnight as exports write dates, does not tell two calls of one day apart; nor does midnight as a number,
 * unless the record names the call: clocks count in numbers, and one that stands at midnight is a time as any other.
 */
export function hasOwnTime(turn: string): string {
  const raw = `coalesce(${turn}.raw_time, '')`;
  const whole = `TRY_CAST(split_part(${raw}, '.', 1) AS HUGEINT)`;
  const day = `CASE
      WHEN ${whole} < 100000000000 THEN 86400
      WHEN ${whole} < 100000000000000 THEN 86400000
      WHEN ${whole} < 100000000000000000 THEN 86400000000
      ELSE 86400000000000
    END`;
  return `(
    ${turn}.started_at IS NOT NULL AND CASE
      WHEN regexp_matches(${raw}, '${MIDNIGHT}') THEN false
      WHEN regexp_matches(${raw}, '${CLOCK}') THEN true
      WHEN regexp_matches(${raw}, '${NUMBER}')
        THEN ${turn}.external_id IS NOT NULL OR ${whole} % ${day} <> 0 OR regexp_matches(${raw}, '[.]0*[1-9]')
      ELSE regexp_matches(${raw}, '${SECONDS}') OR ${turn}.external_id IS NOT NULL AND regexp_matches(${raw}, '${MINUTES}')
    END
  )`;
}
