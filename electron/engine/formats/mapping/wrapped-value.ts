import type { WrappedValues } from '../../../../shared/domain/mapping.ts';
import type { JsonObject } from '../format.ts';
import { rowsOfColumns } from './columns-of-values.ts';
import { isList, isObject, numberOf } from '../json-values.ts';

/**
 * Values that stand in an object whose only key says their type: `{"$numberInt": "7"}` of MongoDB, `{"string": "hello"}` of
 * a union in Avro, `{"S": "hello"}` of DynamoDB, `{"stringValue": "hello"}` of Firestore. A log is written so as a whole or not at all.
 */

/** What one object holds, or `none` where it is no wrapper. */
type Opening = (key: string, value: unknown) => unknown;
const none = Symbol('no wrapper');

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumeral = (value: unknown): value is string =>
  isText(value) && /^[-+]?\d{1,40}(?:\.\d{1,40})?(?:[eE][-+]?\d{1,3})?$/.test(value);
/** As a number where one says the same, so that no digit is lost. */
const number = (text: string): string | number =>
  String(Number(text)) === text ? Number(text) : text;
const isBase64 = (value: unknown): boolean => isText(value) && /^[\w+/=-]*$/.test(value);

/** The value where it is as its type says. */
const where = (fits: boolean, value: unknown): unknown => (fits ? value : none);

type Wrapping = Exclude<WrappedValues, 'columns'>;

const OPENINGS: Readonly<Record<Wrapping, Opening>> = {
  mongodb: (key, value) => {
    if (key === '$date')
      return isObject(value) ? opened(value, 'mongodb') : where(isTime(value), value);
    if (key === '$oid' || key === '$uuid' || key === '$symbol') return where(isText(value), value);
    if (!/^\$number(?:Int|Long|Double|Decimal)$/.test(key)) return none;
    return isNumeral(value) ? number(value) : where(value === 'NaN', value);
  },
  avro: (key, value) => {
    if (key === 'string' || key === 'bytes') return where(isText(value), value);
    if (key === 'boolean') return where(typeof value === 'boolean', value);
    if (/^(?:int|long|float|double)$/.test(key)) return where(numberOf(value) !== undefined, value);
    if (key === 'array') return where(isList(value), value);
    if (key === 'map') return where(isObject(value), value);
    // How a call failed is told from how it was answered by the branch alone.
    const isBranch = NAMESPACED.test(key) && !FAILED.test(key);
    return where(isBranch && (isObject(value) || isText(value)), value);
  },
  dynamodb: (key, value) => {
    if (key === 'S') return where(isText(value), value);
    if (key === 'B') return where(isBase64(value), value);
    if (key === 'N') return isNumeral(value) ? number(value) : none;
    if (key === 'BOOL') return where(typeof value === 'boolean', value);
    if (key === 'NULL') return value === true ? null : none;
    if (key === 'M') return where(isObject(value), value);
    if (key === 'L' || key === 'SS' || key === 'NS') return where(isList(value), value);
    return none;
  },
  firestore: (key, value) => {
    if (/^(?:string|reference|timestamp)Value$/.test(key)) return where(isText(value), value);
    if (key === 'bytesValue') return where(isBase64(value), value);
    if (key === 'integerValue') return isNumeral(value) ? number(value) : none;
    if (key === 'doubleValue') return where(numberOf(value) !== undefined, value);
    if (key === 'booleanValue') return where(typeof value === 'boolean', value);
    if (key === 'nullValue') return where(value === null, value);
    if (!isObject(value)) return none;
    if (key === 'mapValue') return value.fields ?? {};
    return key === 'arrayValue' ? (value.values ?? []) : none;
  },
};

const isTime = (value: unknown): boolean => isText(value) || numberOf(value) !== undefined;

/** `com.firm.chat.Answer`, and not a name of a file or a host. */
const NAMESPACED = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\.[A-Z]\w*$/;
const FAILED = /(?:Failure|Failed|Error|Exception|Fault|Rejection|Timeout)\w*$/;

/** Deeper than this a record is left as it is. */
const DEEPEST = 100;

/** The record without the objects that only say of what type their values are. */
export function withoutWrappers(record: JsonObject, values: WrappedValues): JsonObject {
  if (values === 'columns') return rowsOfColumns(record) ?? record;
  const inner = opened(record, values);
  return isObject(inner) ? inner : record;
}

function opened(value: unknown, values: Wrapping, depth = 0): unknown {
  if (depth > DEEPEST) return value;
  if (isList(value)) return value.map((one) => opened(one, values, depth + 1));
  if (!isObject(value)) return value;
  const held = heldIn(value, values);
  if (held !== none) return opened(held, values, depth + 1);
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, opened(one, values, depth + 1)]),
  );
}

function heldIn(value: JsonObject, values: Wrapping): unknown {
  const names = Object.keys(value);
  const [name] = names;
  return name === undefined || names.length > 1 ? none : OPENINGS[values](name, value[name]);
}

/** How the values of the sample are wrapped; undefined where they stand as they are. */
export function wrappedValuesOf(sample: readonly JsonObject[]): WrappedValues | undefined {
  if (sample.length === 0) return undefined;
  if (sample.every((record) => rowsOfColumns(record) !== null)) return 'columns';
  return (['mongodb', 'dynamodb', 'firestore', 'avro'] as const).find((values) => {
    const counts = { wrapped: 0, other: 0, plain: 0 };
    for (const record of sample) look(record, values, counts);
    if (counts.wrapped < sample.length || counts.other > 0) return false;
    // DynamoDB types every value, so that one that stands as it is shows another log.
    return values !== 'dynamodb' || counts.plain === 0;
  });
}

interface Counts {
  wrapped: number;
  /** Objects with the key of a wrapper whose values are not of its type. */
  other: number;
  /** Values that no object types. */
  plain: number;
}

const KEYS: Readonly<Record<Wrapping, RegExp>> = {
  mongodb: /^\$(?:oid|date|uuid|number(?:Int|Long|Double|Decimal))$/,
  avro: /^(?:string|bytes|boolean|int|long|float|double|array|map)$/,
  dynamodb: /^(?:S|N|B|M|L|SS|NS|BOOL|NULL)$/,
  firestore: /^(?:string|reference|timestamp|bytes|integer|double|boolean|null|map|array)Value$/,
};

function look(value: unknown, values: Wrapping, counts: Counts, depth = 0): void {
  if (depth > DEEPEST || value === null) return;
  if (isList(value)) {
    for (const one of value) look(one, values, counts, depth + 1);
    return;
  }
  if (!isObject(value)) {
    counts.plain += 1;
    return;
  }
  const names = Object.keys(value);
  const [name = ''] = names;
  const isKey = KEYS[values].test(name);
  if (names.length === 1 && (isKey || (values === 'avro' && NAMESPACED.test(name)))) {
    const held = OPENINGS[values](name, value[name]);
    if (held !== none) {
      if (isKey) counts.wrapped += 1;
      if (isList(held) || isObject(held)) look(held, values, counts, depth + 1);
      return;
    }
    if (isKey) counts.other += 1;
  }
  for (const one of Object.values(value)) look(one, values, counts, depth + 1);
}
