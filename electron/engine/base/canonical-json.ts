import canonicalize from 'canonicalize';
import { Fault } from './errors.ts';

/** RFC 8785 text of a JSON value. Numbers beyond 2^53 must come as strings. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Fault('a value without a JSON form cannot be written');
  return text;
}
