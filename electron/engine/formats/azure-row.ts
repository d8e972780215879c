import type { JsonObject } from './format.ts';
import { isObject } from './json-values.ts';

/** Columns of a table of Log Analytics that stand beside `properties` in a log as Azure Monitor writes it. */
const BESIDE: Readonly<Record<string, string>> = {
  TimeGenerated: 'time',
  Category: 'category',
  Type: 'type',
  ResourceId: 'resourceId',
  _ResourceId: 'resourceId',
  OperationName: 'operationName',
  CorrelationId: 'correlationId',
  DurationMs: 'durationMs',
  TotalTime: 'durationMs',
  ResultSignature: 'resultSignature',
  ResultType: 'resultType',
  CallerIPAddress: 'callerIpAddress',
  CallerIpAddress: 'callerIpAddress',
};
const OF_THE_WORKSPACE: ReadonlySet<string> = new Set([
  ...['TenantId', 'SourceSystem', '_BilledSize', '_IsBillable', '_SubscriptionId', 'MG'],
]);
/** Tables of their own name their category by their type. */
const CATEGORY_OF_TABLE: Readonly<Record<string, string>> = {
  ApiManagementGatewayLogs: 'GatewayLogs',
  ApiManagementGatewayLlmLog: 'ApiManagementGatewayLlmLog',
};
/** Kusto adds the type of a custom column to its name; the portal the zone of times. */
const TYPED = /_[sdgbt]$/;
const ZONE = ' [UTC]';
const PORTAL_TIME = /^(\d{1,2})\/(\d{1,2})\/(\d{4}), (\d{1,2}):(\d\d:\d\d(?:\.\d+)?) ([AP])M$/;

/**
 * A row of Log Analytics (AzureDiagnostics, or the table of a resource; CSV or JSON) as Azure Monitor writes the record to
 * a storage account: {time, category, resourceId, correlationId, properties}. Any other record as it is.
 */
export function azureRow(record: JsonObject): JsonObject {
  if ('category' in record || !isRow(record)) return record;
  const row: Record<string, unknown> = { __proto__: null };
  const properties: Record<string, unknown> = { __proto__: null };
  for (const given of Object.keys(record)) {
    const value = record[given];
    if (value === null || value === undefined || value === '') continue;
    const name = given.endsWith(ZONE) ? given.slice(0, -ZONE.length) : given.replace(TYPED, '');
    if (OF_THE_WORKSPACE.has(name)) continue;
    const beside = Object.hasOwn(BESIDE, name) ? BESIDE[name] : undefined;
    if (beside !== undefined) row[beside] ??= READ[beside]?.(value) ?? value;
    else if (name === 'properties') row.properties = value;
    else properties[`${name.slice(0, 1).toLowerCase()}${name.slice(1)}`] = value;
  }
  row.category = categoryOf(row.category, row.type, properties);
  if (row.properties === undefined) row.properties = properties;
  else if (Object.keys(properties).length > 0) row.columns = properties;
  return row;
}

const isRow = (record: JsonObject): boolean =>
  ('TimeGenerated' in record || `TimeGenerated${ZONE}` in record) && 'CorrelationId' in record;

function categoryOf(category: unknown, type: unknown, properties: JsonObject): unknown {
  if (typeof type === 'string' && Object.hasOwn(CATEGORY_OF_TABLE, type))
    return CATEGORY_OF_TABLE[type];
  if (category !== undefined) return category;
  const isLlm = 'sequenceNumber' in properties && 'modelName' in properties;
  return isLlm ? 'ApiManagementGatewayLlmLog' : undefined;
}

/** Columns whose values a table writes otherwise. */
const READ: Readonly<Record<string, (value: unknown) => unknown>> = {
  time: timeOf,
  durationMs: (value) =>
    typeof value === 'string' && Number.isFinite(Number(value)) ? Number(value) : value,
};

/** The portal writes times as its users in America do: `1/5/2026, 3:07:09.120 PM`. */
function timeOf(value: unknown): unknown {
  const [, month, day, year, hour, rest, half] =
    (typeof value === 'string' ? PORTAL_TIME.exec(value) : null) ?? [];
  if (month === undefined || day === undefined || hour === undefined) return value;
  const hours = (Number(hour) % 12) + (half === 'P' ? 12 : 0);
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return `${date}T${String(hours).padStart(2, '0')}:${rest}Z`;
}

/** A name as tables write it: in them `modelName` is `ModelName`. */
export const inTable = (name: string): string =>
  `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;

/** The field of a log's properties, whether the log has it in small letters or as the table has it. */
export const propertyOf = (properties: unknown, name: string): unknown =>
  isObject(properties) ? (properties[name] ?? properties[inTable(name)]) : undefined;
