import { describe, expect, it } from 'vitest';
import {
  type Emit,
  type Format,
  type JsonObject,
  Unmapped,
} from '../../../electron/engine/formats/format.ts';
import { FORMATS } from '../../../electron/engine/formats/index.ts';
import { isList, isObject } from '../../../electron/engine/formats/json-values.ts';
import { fixtureRecords } from './map-fixture.ts';

const SILENT: Emit = {
  decoded: true,
  turn: () => undefined,
  message: () => undefined,
  context: () => undefined,
  feedback: () => undefined,
  verdict: () => undefined,
  label: () => undefined,
  change: () => undefined,
  person: () => undefined,
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

function mapsOrRefuses(format: Format, record: JsonObject): void {
  const mark = format.recognise(record);
  expect(mark >= 0 && mark <= 1).toBe(true);
  try {
    format.map(record, SILENT);
  } catch (error) {
    if (!(error instanceof Unmapped)) throw error;
  }
}

describe('a record of which one place is odd', () => {
  it.each(FORMATS)('$id maps it or says why not', (format) => {
    const file = `${format.id}${format.id === 'alpaca-eval' ? '.json' : '.jsonl'}`;
    let tried = 0;
    for (const record of fixtureRecords(file)) {
      for (const odd of mutations(record)) {
        if (isObject(odd)) mapsOrRefuses(format, odd);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(50);
  });
});
