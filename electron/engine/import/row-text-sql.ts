import {
  DuckDBArrayType,
  DuckDBListType,
  DuckDBMapType,
  DuckDBStructType,
  type DuckDBType,
  DuckDBTypeId,
} from '@duckdb/node-api';

/**
 * SQL that writes the rows of a columnar file as JSON by RFC 8785 (names in order): the canonical form, whose SHA-256 is
 * the record's.
 *
 * Booleans, texts and NULL as they are; integers as numbers within 2^53, else as their digits in a text; floating
 * point as numbers, but NaN and the infinities as texts; decimals as texts with all their digits; timestamps as ISO
 * 8601 with six digits of a second (nine for nanoseconds) and Z only where the column has a zone; dates as
 * YYYY-MM-DD; bytes as base64; lists as arrays, structs as objects, maps as arrays of [key, value]; anything else as
 * the text that DuckDB shows.
 *
 * Two things are not written as RFC 8785 has them: characters that it escapes with lower-case digits (`\u001f`), and
 * numbers that are very large or small, before which a mark stands. A row that is rough so is to be written anew.
 */
export const ROUGH_MARK = 0x01;
const ROUGH = `chr(${ROUGH_MARK})`;
const TIME = 'T%H:%M:%S.%f';

/** Fields of a struct, or the columns of a file, and how one is read by its number from 1. */
export interface Fields {
  readonly names: readonly string[];
  readonly types: readonly DuckDBType[];
  readonly read: (at: number) => string;
}

/** The order of the canonical form, by UTF-16 code units: which field stands first, and so on. */
export const inNameOrder = (names: readonly string[]): readonly number[] =>
  [...names.keys()].sort((a, b) => ((names[a] ?? '') < (names[b] ?? '') ? -1 : 1));

/** Whether the fields stand in the order of their names as they are. */
export const areInNameOrder = (names: readonly string[]): boolean =>
  inNameOrder(names).every((index, at) => index === at);

/** The JSON text of a whole object. `depth` counts the lambdas around it. */
export function objectSql({ names, types, read }: Fields, depth = 0): string {
  const members = inNameOrder(names).map((index, at) => {
    const name = textSql(`${at === 0 ? '' : ','}${JSON.stringify(names[index] ?? '')}:`);
    return `${name}, ${jsonSql(types[index], read(index + 1), depth)}, `;
  });
  return `concat('{', ${members.join('')}'}')`;
}

/** The JSON text of `x`, never NULL. */
function jsonSql(type: DuckDBType | undefined, x: string, depth: number): string {
  if (type === undefined || isPlain(type))
    return orNull(`to_json(${plainSql(type, x, depth)})::VARCHAR`);
  if (type instanceof DuckDBStructType)
    return `CASE WHEN ${x} IS NULL THEN 'null' ELSE ${objectSql(fieldsOf(type, x), depth)} END`;
  if (type instanceof DuckDBMapType)
    return listSql(x, `map_entries(${x})`, depth, (entry) => pairSql(type, entry, depth + 1));
  const items = itemsOf(type);
  return items === null
    ? scalarSql(type.typeId, x)
    : listSql(x, x, depth, (item) => jsonSql(items, item, depth + 1));
}

const fieldsOf = ({ entryNames, entryTypes }: DuckDBStructType, x: string): Fields => ({
  names: entryNames,
  types: entryTypes,
  read: (at) => `struct_extract_at(${x}, ${at})`,
});

const itemsOf = (type: DuckDBType): DuckDBType | null =>
  type instanceof DuckDBListType || type instanceof DuckDBArrayType ? type.valueType : null;

function listSql(x: string, list: string, depth: number, text: (item: string) => string): string {
  const item = `item${depth}`;
  return (
    `CASE WHEN ${x} IS NULL THEN 'null' ELSE ` +
    `concat('[', array_to_string(list_transform(${list}, lambda ${item}: ${text(item)}), ','), ']') END`
  );
}

function pairSql({ keyType, valueType }: DuckDBMapType, entry: string, depth: number): string {
  const key = jsonSql(keyType, `struct_extract_at(${entry}, 1)`, depth);
  const value = jsonSql(valueType, `struct_extract_at(${entry}, 2)`, depth);
  return `concat('[', ${key}, ',', ${value}, ']')`;
}

/** Whether the database's own JSON is the canonical form but for the order of names: it copies texts fewer times. */
function isPlain(type: DuckDBType): boolean {
  if (type instanceof DuckDBStructType)
    return type.entryTypes.every(isPlain) && !type.entryNames.includes('');
  const items = itemsOf(type);
  return items === null ? PLAIN.has(type.typeId) && type.alias === undefined : isPlain(items);
}

const PLAIN: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.VARCHAR,
  DuckDBTypeId.BOOLEAN,
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
]);

/** The same value with fields in the order of their names. */
function plainSql(type: DuckDBType | undefined, x: string, depth: number): string {
  if (type === undefined || isOrdered(type)) return x;
  if (type instanceof DuckDBStructType) {
    const { names, types, read } = fieldsOf(type, x);
    const fields = inNameOrder(names).map(
      (index) =>
        `${textSql(names[index] ?? '')}: ${plainSql(types[index], read(index + 1), depth)}`,
    );
    return `CASE WHEN ${x} IS NULL THEN NULL ELSE {${fields.join(', ')}} END`;
  }
  const item = `item${depth}`;
  return `list_transform(${x}, lambda ${item}: ${plainSql(itemsOf(type) ?? undefined, item, depth + 1)})`;
}

function isOrdered(type: DuckDBType): boolean {
  if (type instanceof DuckDBStructType)
    return areInNameOrder(type.entryNames) && type.entryTypes.every(isOrdered);
  const items = itemsOf(type);
  return items === null || isOrdered(items);
}

/** Any other type stands as the text that the database shows. */
function scalarSql(type: DuckDBTypeId, x: string): string {
  const write = SCALARS.get(type);
  return write === undefined ? orNull(`to_json(${x}::VARCHAR)::VARCHAR`) : write(x);
}

const SCALARS: ReadonlyMap<DuckDBTypeId, (x: string) => string> = new Map([
  [DuckDBTypeId.BIGINT, integerSql],
  [DuckDBTypeId.UBIGINT, integerSql],
  [DuckDBTypeId.HUGEINT, integerSql],
  [DuckDBTypeId.UHUGEINT, integerSql],
  [DuckDBTypeId.FLOAT, (x) => doubleSql(`${x}::DOUBLE`)],
  [DuckDBTypeId.DOUBLE, doubleSql],
  [DuckDBTypeId.DATE, (x) => dateSql(x, `${x}::TIMESTAMP`, '')],
  [DuckDBTypeId.TIMESTAMP, (x) => dateSql(x, x, TIME)],
  [DuckDBTypeId.TIMESTAMP_S, (x) => dateSql(x, `${x}::TIMESTAMP`, TIME)],
  [DuckDBTypeId.TIMESTAMP_MS, (x) => dateSql(x, `${x}::TIMESTAMP`, TIME)],
  [DuckDBTypeId.TIMESTAMP_TZ, (x) => dateSql(x, `make_timestamp(epoch_us(${x}))`, `${TIME}Z`)],
  [DuckDBTypeId.TIMESTAMP_NS, nanosecondsSql],
  [DuckDBTypeId.BLOB, (x) => quotedSql(`to_base64(${x})`)],
]);

function integerSql(x: string): string {
  return (
    `CASE WHEN ${x} BETWEEN -${Number.MAX_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER} ` +
    `THEN ${x}::VARCHAR ELSE ${quotedSql(`${x}::VARCHAR`)} END`
  );
}

function doubleSql(x: string): string {
  return (
    `CASE WHEN ${x} IS NULL THEN 'null' ` +
    `WHEN NOT isfinite(${x}) THEN CASE WHEN isnan(${x}) THEN '"NaN"' WHEN ${x} > 0 THEN '"Infinity"' ELSE '"-Infinity"' END ` +
    `WHEN abs(${x}) <= ${Number.MAX_SAFE_INTEGER} AND ${x} = trunc(${x}) THEN ${x}::BIGINT::VARCHAR ` +
    `WHEN abs(${x}) BETWEEN 1e-4 AND 1e15 THEN ${x}::VARCHAR ` +
    `ELSE concat(${ROUGH}, ${x}::VARCHAR) END`
  );
}

/** ISO 8601; years of other than four digits have a sign and six. */
function dateSql(x: string, timestamp: string, time: string): string {
  const year = `year(${timestamp})`;
  return (
    `CASE WHEN ${x} IS NULL THEN 'null' ` +
    `WHEN NOT isfinite(${x}) THEN concat('"', ${x}::VARCHAR, '"') ` +
    `WHEN ${year} BETWEEN 0 AND 9999 THEN strftime(${timestamp}, '"%Y-%m-%d${time}"') ` +
    `ELSE concat('"', CASE WHEN ${year} < 0 THEN '-' ELSE '+' END, lpad(abs(${year})::VARCHAR, 6, '0'), ` +
    `strftime(${timestamp}, '-%m-%d${time}"')) END`
  );
}

/** Not by `%n`, which DuckDB 1.5 writes wrongly where the digits begin with noughts. */
function nanosecondsSql(x: string): string {
  const rest = `((epoch_ns(${x}) % 1000 + 1000) % 1000)`;
  const microseconds = `make_timestamp((epoch_ns(${x}) - ${rest}) // 1000)`;
  return (
    `CASE WHEN ${x} IS NULL THEN 'null' ` +
    `WHEN NOT isfinite(${x}) THEN concat('"', ${x}::VARCHAR, '"') ` +
    `ELSE concat(strftime(${microseconds}, '"%Y-%m-%d${TIME}'), lpad(${rest}::VARCHAR, 3, '0'), '"') END`
  );
}

const orNull = (text: string): string => `coalesce(${text}, 'null')`;

/** For texts without a character that JSON escapes. */
const quotedSql = (text: string): string => orNull(`'"' || ${text} || '"'`);

const textSql = (text: string): string => `'${text.replaceAll("'", "''")}'`;
