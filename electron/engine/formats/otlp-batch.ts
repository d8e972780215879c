import type { JsonObject } from './format.ts';
import { isList, objectsOf } from './json-values.ts';

/** One way in which exporters nest what they send: by what produced it, then by the instrumentation. */
interface Nesting {
  readonly resources: string;
  readonly scopes: string;
  readonly records: string;
}

/** The protocol's names, those before 2022, those of exporters that keep the names of the protocol's messages. */
const SPANS: readonly Nesting[] = [
  { resources: 'resourceSpans', scopes: 'scopeSpans', records: 'spans' },
  { resources: 'resourceSpans', scopes: 'instrumentationLibrarySpans', records: 'spans' },
  { resources: 'resource_spans', scopes: 'scope_spans', records: 'spans' },
  { resources: 'resource_spans', scopes: 'instrumentation_library_spans', records: 'spans' },
  // Tempo's answers.
  { resources: 'batches', scopes: 'scopeSpans', records: 'spans' },
  { resources: 'batches', scopes: 'instrumentationLibrarySpans', records: 'spans' },
];
const LOGS: readonly Nesting[] = [
  { resources: 'resourceLogs', scopes: 'scopeLogs', records: 'logRecords' },
  { resources: 'resourceLogs', scopes: 'instrumentationLibraryLogs', records: 'logRecords' },
  { resources: 'resource_logs', scopes: 'scope_logs', records: 'log_records' },
];

const pathOf = ({ resources, scopes, records }: Nesting): string =>
  `${resources}[*].${scopes}[*].${records}[*]`;

export const SPAN_PATHS: readonly string[] = SPANS.map(pathOf);
export const LOG_PATHS: readonly string[] = LOGS.map(pathOf);

/** Whether the document has the shape of a batch, be its lists empty. */
export const isBatch = (document: JsonObject): boolean =>
  [...SPANS, ...LOGS].some(({ resources, scopes }) =>
    objectsOf(document[resources]).some((resource) => isList(resource[scopes])),
  );

/** Every span and log record of a batch. */
export const recordsOfBatch = (document: JsonObject): JsonObject[] =>
  [...SPANS, ...LOGS].flatMap(({ resources, scopes, records }) =>
    objectsOf(document[resources])
      .flatMap((resource) => objectsOf(resource[scopes]))
      .flatMap((scope) => objectsOf(scope[records])),
  );
