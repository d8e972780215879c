import { z } from 'zod';

/** What the values of a column are, for how they stand in a cell. */
export const valueKind = z.enum(['number', 'text', 'time', 'list']);
export type ValueKind = z.infer<typeof valueKind>;

export const answerColumn = z.object({
  name: z.string(),
  /** As DuckDB writes it: BIGINT, TIMESTAMP WITH TIME ZONE, VARCHAR[]. */
  type: z.string(),
  kind: valueKind,
});
export type AnswerColumn = z.infer<typeof answerColumn>;

/** Rows of a query as a screen shows them. */
export const consoleRows = z.object({
  what: z.literal('rows'),
  columns: z.array(answerColumn),
  /** Values as text, whole numbers to the last digit, times in UTC, lists as JSON; null is NULL. */
  rows: z.array(z.array(z.string().nullable())),
  /** Values that are longer than what stands in `rows`: `characters` (code points) are all there are. */
  shortened: z.array(z.object({ row: z.int(), column: z.int(), characters: z.int() })),
  /** Why there are more rows than these; null where these are all. */
  cut: z.enum(['rows', 'size']).nullable(),
  /** Milliseconds, the start of the process that reads included. */
  elapsed_ms: z.number(),
});
export type ConsoleRows = z.infer<typeof consoleRows>;

/** Why a query has no rows to show. */
export const consoleFault = z.object({
  what: z.literal('fault'),
  sentence: z.string(),
  /** The place in the SQL, both from 1, where it is known; columns count UTF-16 units. */
  place: z.object({ line: z.int(), column: z.int() }).nullable(),
  elapsed_ms: z.number(),
});
export type ConsoleFault = z.infer<typeof consoleFault>;

export const consoleAnswer = z.discriminatedUnion('what', [consoleRows, consoleFault]);
export type ConsoleAnswer = z.infer<typeof consoleAnswer>;

/** A table that queries may name. */
export const consoleTable = z.object({
  name: z.string(),
  /** One sentence; empty where there is nothing to say. */
  says: z.string(),
  rows: z.int(),
  columns: z.array(z.object({ name: z.string(), type: z.string(), says: z.string() })),
});
export type ConsoleTable = z.infer<typeof consoleTable>;

export const exportFormat = z.enum(['csv', 'jsonl']);
export type ExportFormat = z.infer<typeof exportFormat>;

/** Rows that a screen is given at most; an export writes all. */
export const MOST_ROWS = 10_000;
