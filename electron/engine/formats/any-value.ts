import type { JsonObject } from './format.ts';
import { isObject, listOf, nameIn, objectOf } from './json-values.ts';

/** Deeper than this a value of OTLP is kept as it is written. */
const DEEPEST = 30;

const LIST = ['arrayValue', 'array_value'] as const;
const FIELDS = ['kvlistValue', 'kvlist_value'] as const;
const INTEGER = ['intValue', 'int_value'] as const;
const PLAIN = [
  ...['stringValue', 'string_value', 'boolValue', 'bool_value', 'doubleValue', 'double_value'],
  ...['bytesValue', 'bytes_value'],
] as const;

/** The value of an OTLP `AnyValue`; what is none is given back as it is. */
export function anyValue(value: unknown, depth = 0): unknown {
  if (!isObject(value) || depth > DEEPEST) return value;
  const plain = nameIn(value, PLAIN);
  if (plain !== undefined) return value[plain];
  const integer = nameIn(value, INTEGER);
  if (integer !== undefined) return integerOf(value[integer]);
  const list = nameIn(value, LIST);
  if (list !== undefined) {
    return listOf(objectOf(value[list]).values).map((item) => anyValue(item, depth + 1));
  }
  const fields = nameIn(value, FIELDS);
  if (fields !== undefined) return attributesOf(objectOf(value[fields]).values, depth + 1);
  return Object.keys(value).length === 0 ? null : value;
}

/** The attributes of OTLP, a list of `{key, value}`, by their names; of equal ones the last counts. */
export function attributesOf(list: unknown, depth = 0): JsonObject {
  // Without a prototype, so that an attribute called __proto__ is an attribute.
  const attributes: Record<string, unknown> = { __proto__: null };
  for (const item of listOf(list)) {
    if (!isObject(item) || typeof item.key !== 'string') continue;
    attributes[item.key] = anyValue(item.value, depth);
  }
  return attributes;
}

/** JSON of OTLP writes integers as texts; those that a double holds are numbers again. */
function integerOf(value: unknown): unknown {
  if (typeof value !== 'string' || !/^-?\d{1,16}$/.test(value)) return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
