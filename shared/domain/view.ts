import { z } from 'zod';
import { wideInteger } from './wide-integer.ts';
import { capture } from './replay.ts';
import { failureType, severity } from './finding.ts';

/** What a view over turns can be ordered by. A value that a turn lacks comes last, whatever the direction. */
export const sortColumns = [
  'turn',
  'at',
  'conversation',
  'kind',
  'model',
  'user',
  'severity',
  'latency_ms',
  'prompt_tokens',
  'completion_tokens',
  'confidence',
  'finish_reason',
  'route',
  'release',
] as const;
export const sortColumn = z.enum(sortColumns);
export type SortColumn = z.infer<typeof sortColumn>;

export const sortOrder = z.object({ column: sortColumn, descending: z.boolean() });
export type SortOrder = z.infer<typeof sortOrder>;

/** Rows as one array per column, in the order of `viewRow`. */
export const viewPage = z.object({
  offset: z.int(),
  columns: z.record(z.string(), z.array(z.unknown())),
});
export type ViewPage = z.infer<typeof viewPage>;

/** A filter and an order over turns, held by the engine as ordered ids while a screen shows it. */
export const viewHead = z.object({
  view: z.string(),
  filter: z.string(),
  sort: sortOrder,
  /** Turns of every kind that match: rows of the view. */
  length: z.int(),
  /** Of them, answered model calls: what counts as turns. */
  turns: z.int(),
  /** Rows without the filter. */
  of: z.int(),
  /** Milliseconds that filtering and sorting took. */
  ms: z.number(),
  /** Its first rows, as many as were asked for with it. */
  first: viewPage,
});
export type ViewHead = z.infer<typeof viewHead>;

/** One row of the turns grid. */
export const viewRow = z.object({
  turn_id: z.int(),
  kind: z.string(),
  conversation_id: z.int(),
  /** The id that the log gives. */
  conversation: z.string().nullable(),
  /** UTC, ISO 8601; null where the log gives no time. */
  at: z.string().nullable(),
  /** What answered, else what was asked for. */
  model: z.string().nullable(),
  /** True where `model` is only what was asked for. */
  model_requested: z.boolean(),
  user: z.string().nullable(),
  /** The beginning of the newest user text of its input, else of its answer; one line, at most 200 code points. */
  words: z.string(),
  /** The worst of its hits: lane first, then severity. Null where no rule hit it. */
  worst: z
    .object({ lane: z.enum(['candidate', 'lead', 'finding']), severity, failure_type: failureType })
    .nullable(),
  candidates: z.int(),
  leads: z.int(),
  findings: z.int(),
  /** Distinct feedback values, in order. */
  feedback: z.array(z.string()),
  exhibits: z.int(),
  causes: z.int(),
  notes: z.int(),
  /** Distinct tags, in order. */
  tags: z.array(z.string()),
  /** Hits that were reviewed, of all. */
  reviewed: z.int(),
  hits: z.int(),
  latency_ms: z.number().nullable(),
  prompt_tokens: wideInteger.nullable(),
  completion_tokens: wideInteger.nullable(),
  confidence: z.number().nullable(),
  finish_reason: z.string().nullable(),
  error: z.string().nullable(),
  capture,
  route: z.string().nullable(),
  release: z.string().nullable(),
  /** Name of the evidence file and number of the record in it. */
  evidence: z.string(),
  ordinal: z.int(),
});
export type ViewRow = z.infer<typeof viewRow>;

/** The rows of a page. Throws ZodError for columns that are not those of `viewRow`. */
export const viewRows = (page: ViewPage): ViewRow[] => rowReaders(page).map((read) => read());

/**
 * What reads each row of a page, the same object each time. A row is checked when it is first read: to check all of a page
 * at once would hold up the rows in sight, which are a few of them. Throws as `viewRows` does.
 */
export function rowReaders({ columns }: ViewPage): (() => ViewRow)[] {
  const entries = Object.entries(columns);
  const length = Math.max(0, ...entries.map(([, values]) => values.length));
  return Array.from({ length }, (_, index) => {
    let row: ViewRow | undefined;
    return () => {
      row ??= viewRow.parse(
        Object.fromEntries(entries.map(([name, values]) => [name, values[index]])),
      );
      return row;
    };
  });
}

/** One part of a filter as a chip mirrors it: clauses that stand side by side at the top and are joined by AND. */
export const filterClause = z.object({
  /** In UTF-16 code units of the filter's text, for a text field. */
  from: z.int(),
  to: z.int(),
  negated: z.boolean(),
  /** Null for a free phrase, expression or group. */
  field: z.string().nullable(),
  /** What is asked of it, as written. */
  value: z.string(),
});
export type FilterClause = z.infer<typeof filterClause>;

export const filterReading = z.object({
  clauses: z.array(filterClause),
  /** One sentence, and where it points in UTF-16 code units; null where the filter is understood. */
  error: z.object({ sentence: z.string(), at: z.int() }).nullable(),
});
export type FilterReading = z.infer<typeof filterReading>;

export const completion = z.object({
  /** What the choice replaces, in UTF-16 code units. */
  from: z.int(),
  to: z.int(),
  items: z.array(
    z.object({
      /** What is put in. */
      insert: z.string(),
      label: z.string(),
      /** What it means, or how many turns have it. */
      note: z.string(),
      kind: z.enum(['field', 'value', 'word']),
    }),
  ),
});
export type Completion = z.infer<typeof completion>;
