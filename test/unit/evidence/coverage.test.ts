import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Coverage } from '../../../electron/engine/evidence/coverage.ts';
import { recordPathOf } from '../../../electron/engine/evidence/document-records.ts';

/** What is wrong with records at these places of the text, or null. */
function faultOf(text: string, records: readonly (readonly [start: number, end: number])[]) {
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-coverage-'));
  const path = join(folder, 'content');
  writeFileSync(path, text);
  const file = openSync(path, 'r');
  try {
    const content = { file, bytes: Buffer.byteLength(text) };
    const coverage = new Coverage(content, 'jsonl', [recordPathOf('spans[*]')]);
    for (const [start, end] of records) coverage.record(start, end - start);
    coverage.end();
    return coverage.fault;
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
}

//            0         1         2         3         4
const TEXT = '{"spans":[{"a":1}, {"b":2}]}\n{"spans":[{"c":3}]}\n';
const A = [10, 17] as const;
const B = [19, 26] as const;
const C = [39, 46] as const;

describe('every byte around the records of a document', () => {
  it('is structure where all its records stand', () => {
    expect(faultOf(TEXT, [A, B, C])).toBeNull();
    expect(faultOf(TEXT, [A, B, [29, 48]])).toBeNull();
  });
  it.each([
    ['the first', [B, C], 'the record at byte 19 is none of the document around it'],
    ['one within', [A, C], 'the record at byte 39 is none of the document around it'],
    ['the only one of a document', [A, B], 'byte 39 belongs to no record'],
  ] as const)('is missed when %s is taken away', (_which, records, fault) => {
    expect(faultOf(TEXT, records)).toBe(fault);
  });
  it('is missed when a record is cut, moved or told twice', () => {
    expect(faultOf(TEXT, [A, [19, 25], C])).toBe(
      'the record at byte 19 is none of the document around it',
    );
    expect(faultOf(TEXT, [A, A, C])).toBe('the record at byte 10 overlaps the one before');
  });
  it('is no structure where a document holds no record', () => {
    expect(faultOf('{"spans":[]}\n{"spans":[1]}\n', [[23, 24]])).toBe(
      'byte 0 belongs to no record',
    );
  });
});
