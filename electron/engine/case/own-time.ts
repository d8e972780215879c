/**
 * SQL: whether a turn's record says when it was, to the time of day. A date alone, or midnight as exports write dates, does
 * not tell two calls of one day apart.
 */
export const hasOwnTime = (turn: string): string => String.raw`(
    ${turn}.started_at IS NOT NULL
    AND regexp_matches(coalesce(${turn}.raw_time, ''), '[0-9]:[0-9]|[0-9]{8}T?[0-9]{4}|^[0-9]{9}')
    AND NOT regexp_matches(coalesce(${turn}.raw_time, ''), '(^|[T ])00:00(:00([.,]0+)?)?([^0-9:.,]|$)')
  )`;
