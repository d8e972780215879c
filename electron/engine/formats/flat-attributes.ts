import type { JsonObject } from './format.ts';
import { isList, isObject } from './json-values.ts';

/** Deeper than this an attribute is kept as it is written. */
const DEEPEST = 12;

/**
 * Attributes by their dotted names, whatever of them is nested: `{llm: {model_name: 'm'}}` is `llm.model_name`, and the
 * objects of a list are told by their places, `llm.input_messages.0.message.role`. Nulls are left out.
 */
export function flatAttributes(attributes: JsonObject): JsonObject {
  const flat: Record<string, unknown> = { __proto__: null };
  flatten(attributes, '', flat, 0);
  return flat;
}

function flatten(value: JsonObject, prefix: string, flat: Record<string, unknown>, depth: number) {
  for (const name in value) {
    const item = value[name];
    const path = `${prefix}${name}`;
    if (item === null || item === undefined) continue;
    if (depth < DEEPEST && isObject(item)) {
      flatten(item, `${path}.`, flat, depth + 1);
    } else if (depth < DEEPEST && isList(item) && item.length > 0 && item.every(isObject)) {
      for (const [at, one] of item.entries()) flatten(one, `${path}.${at}.`, flat, depth + 1);
    } else flat[path] = item;
  }
}

/**
 * The items that attributes number under a prefix, in the order of their numbers: `gen_ai.prompt.0.role` gives the
 * first one's `role`.
 */
export function numbered(attributes: JsonObject, prefix: string): JsonObject[] {
  const start = `${prefix}.`;
  const items = new Map<number, Record<string, unknown>>();
  for (const name in attributes) {
    if (!name.startsWith(start)) continue;
    const [, number = '', rest = ''] = /^(\d{1,7})\.(.+)$/s.exec(name.slice(start.length)) ?? [];
    if (number === '') continue;
    const at = Number(number);
    const item = items.get(at) ?? { __proto__: null };
    item[rest] = attributes[name];
    items.set(at, item);
  }
  return [...items].sort(([a], [b]) => a - b).map(([, item]) => item);
}
