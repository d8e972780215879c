/** Keys of `turn_key` that name the step of a turn itself: its own record's, and those of records of its events. */
export const STEP_NAMES = `('span', 'event')`;

/** SQL of a trace's id as it is compared: 32 hexadecimal digits are written in either case, any other name is as it stands. */
export const traceName = (sql: string): string =>
  `CASE WHEN regexp_full_match(${sql}, '[0-9A-Fa-f]{32}') THEN lower(${sql}) ELSE ${sql} END`;
