import { describe, expect, it } from 'vitest';
import {
  type PlacedRecord,
  recordPathOf,
  recordsIn,
} from '../../../electron/engine/evidence/document-records.ts';
import {
  type Emit,
  type Format,
  type JsonObject,
  Unmapped,
  type Within,
} from '../../../electron/engine/formats/format.ts';
import { FORMATS } from '../../../electron/engine/formats/index.ts';
import { isList, isObject } from '../../../electron/engine/formats/json-values.ts';
import { withinDocument } from '../../../electron/engine/import/document-reading.ts';
import { fixtureRecords } from './map-fixture.ts';

const SILENT: Emit = {
  decoded: true,
  turn: () => undefined,
  message: () => undefined,
  context: () => undefined,
  feedback: () => undefined,
  verdict: () => undefined,
  label: () => undefined,
  note: () => undefined,
};

const DEEP: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
/** What no producer writes in the place of a value. */
const ODD: readonly unknown[] = [
  ...[null, true, -1, '', '{"a":', '[{"role":1}]', [], {}, [null], ['x'], [[[]]], DEEP],
  ...[JSON.parse('{"__proto__":{"role":"user"},"constructor":7,"toString":null}') as unknown],
];

/** The value again and again, each time with one place of it, at any depth, holding something odd or nothing. */
function* mutations(value: unknown): Generator {
  if (isList(value)) {
    for (const [at, item] of value.entries()) {
      for (const other of [...ODD, ...mutations(item)]) yield value.with(at, other);
    }
    return;
  }
  if (!isObject(value)) return;
  for (const name of Object.keys(value)) {
    const { [name]: item, ...without } = value;
    yield without;
    for (const other of [...ODD, ...mutations(item)]) yield { ...value, [name]: other };
  }
}

/** The records at the places that the document had before it was made odd. */
function* recordsAt(document: JsonObject, places: readonly PlacedRecord[]) {
  for (const place of places) {
    const record = place.trail.reduce<unknown>(
      (value, name) =>
        isList(value) ? value[Number(name)] : isObject(value) ? value[name] : undefined,
      document,
    );
    if (isObject(record)) yield { record, within: withinDocument(document, place) };
  }
}

function mapsOrRefuses(
  format: Format,
  document: JsonObject,
  places: readonly PlacedRecord[],
): void {
  const mark = format.recognise(document);
  expect(mark >= 0 && mark <= 1).toBe(true);
  const records = [...recordsAt(document, places)];
  if (records.length === 0) maps(format, document);
  for (const { record, within } of records) maps(format, record, within);
}

function maps(format: Format, record: JsonObject, within?: Within): void {
  try {
    format.map(record, SILENT, within);
  } catch (error) {
    if (!(error instanceof Unmapped)) throw error;
  }
}

describe('a record of which one place is odd', () => {
  it.each(FORMATS)('$id maps it or says why not', (format) => {
    const file = `${format.id}${format.id === 'alpaca-eval' ? '.json' : '.jsonl'}`;
    let tried = 0;
    for (const record of fixtureRecords(file)) {
      const bytes = Buffer.from(JSON.stringify(record));
      const places = recordsIn(bytes, 0, (format.records ?? []).map(recordPathOf));
      for (const odd of mutations(record)) {
        if (isObject(odd)) mapsOrRefuses(format, odd, places);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(50);
  });
});
