import { PdfArray, PdfDict, PdfRef, PdfStream, PdfString } from '@libpdf/core';
import type { PDF, PdfObject } from '@libpdf/core';
import { sha256 } from '../base/hash.ts';
import { resolverOf } from './pdf-structure.ts';

/** Where a further signature leaves its traces: it is added to a page and to the form. */
const appended = new Set(['Annots', 'Fields']);
const harmless = new Set(['Tabs', 'SigFlags']);

/**
 * What a later revision changes besides adding signature fields, in words; null when nothing. Every object that could
 * be reached in the earlier revision must be as it was.
 */
export function foreignChange(earlier: PDF, later: PDF): string | null {
  const before = resolverOf(earlier);
  const after = resolverOf(later);
  const catalog = dictionaryChange(earlier.getCatalog(), later.getCatalog(), later);
  if (catalog !== null) return `the catalog: ${catalog}`;
  const seen = new Set<string>();
  const waiting: PdfObject[] = [earlier.getCatalog()];
  for (let object = waiting.pop(); object !== undefined; object = waiting.pop()) {
    for (const ref of referencesIn(object)) {
      const name = referenceName(ref);
      if (seen.has(name)) continue;
      seen.add(name);
      const was = before(ref);
      if (was === null) continue;
      const change = objectChange(was, after(ref), later);
      if (change !== null) return `object ${name}: ${change}`;
      waiting.push(was);
    }
  }
  return null;
}

function objectChange(was: PdfObject, is: PdfObject | null, later: PDF): string | null {
  if (is === null) return 'removed';
  if (was instanceof PdfDict && is instanceof PdfDict && !(was instanceof PdfStream))
    return dictionaryChange(was, is, later);
  if (was instanceof PdfArray && is instanceof PdfArray && onlySignaturesAppended(was, is, later))
    return null;
  return written(was) === written(is) ? null : 'changed';
}

function dictionaryChange(was: PdfDict, is: PdfDict, later: PDF): string | null {
  if (is instanceof PdfStream !== was instanceof PdfStream) return 'changed';
  const keys = new Set([...was.keys(), ...is.keys()].map((key) => key.value));
  for (const key of keys) {
    const old = was.get(key);
    const current = is.get(key);
    if (harmless.has(key) || writtenOrNothing(old) === writtenOrNothing(current)) continue;
    if (appended.has(key) && signaturesAppended(old, current, later)) continue;
    return `/${key} changed`;
  }
  return null;
}

function signaturesAppended(
  old: PdfObject | undefined,
  current: PdfObject | undefined,
  later: PDF,
): boolean {
  const list = current instanceof PdfRef ? later.getObject(current) : current;
  if (!(list instanceof PdfArray)) return false;
  if (old === undefined) return onlySignaturesAppended(new PdfArray([]), list, later);
  return old instanceof PdfArray && onlySignaturesAppended(old, list, later);
}

function onlySignaturesAppended(was: PdfArray, is: PdfArray, later: PDF): boolean {
  const added = is.toArray().slice(was.length);
  const kept = is.toArray().slice(0, was.length);
  return (
    written(new PdfArray(kept)) === written(was) &&
    added.every((item) => {
      const widget = item instanceof PdfRef ? later.getObject(item) : null;
      return widget instanceof PdfDict && widget.getName('FT')?.value === 'Sig';
    })
  );
}

function* referencesIn(object: PdfObject): Generator<PdfRef> {
  if (object instanceof PdfRef) yield object;
  else if (object instanceof PdfArray) for (const item of object) yield* referencesIn(item);
  else if (object instanceof PdfDict) for (const [, item] of object) yield* referencesIn(item);
}

function writtenOrNothing(object: PdfObject | undefined): string {
  return object === undefined ? '' : written(object);
}

/** A text that is equal for equal objects; references are not followed. */
function written(object: PdfObject): string {
  if (object instanceof PdfRef) return `${referenceName(object)} R`;
  if (object instanceof PdfString) return `(${Buffer.from(object.bytes).toString('hex')})`;
  if (object instanceof PdfArray) return `[${object.toArray().map(written).join(' ')}]`;
  if (object instanceof PdfDict) {
    const entries = [...object].map(([key, value]) => `/${key.value} ${written(value)}`).sort();
    const stream = object instanceof PdfStream ? ` stream ${sha256(object.data)}` : '';
    return `<<${entries.join(' ')}>>${stream}`;
  }
  return JSON.stringify(object);
}

function referenceName(ref: PdfRef): string {
  return `${ref.objectNumber} ${ref.generation}`;
}
