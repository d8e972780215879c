import type { ValueSource } from '../../../../shared/domain/mapping.ts';
import type { Emit, JsonObject } from '../format.ts';
import { parsePath, valueAt } from './field-path.ts';

/** What is mapped at a time: the record, and the element of it that its paths begin at. */
export interface Place {
  readonly record: JsonObject;
  readonly element: unknown;
  readonly emit: Emit;
}
export type Read = (place: Place) => unknown;

export function reader(source: ValueSource): Read {
  if (typeof source !== 'string') return () => source.always;
  const path = parsePath(source);
  return ({ record, element, emit }) => valueAt(path, record, element, emit.decoded);
}
