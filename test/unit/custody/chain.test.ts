import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../electron/engine/base/canonical-json.ts';
import { sha256 } from '../../../electron/engine/base/hash.ts';
import { appendToChain, readChain, readLines } from '../../../electron/engine/custody/chain.ts';
import { temporaryFolder } from '../../fixtures/case-on-disk.ts';

const entry = (act: string, data: Record<string, unknown> = {}) => ({
  at: '2026-11-25T09:00:00.000Z',
  actor: 'ana',
  act,
  data,
});

function chainOf(...acts: string[]): string {
  const path = join(temporaryFolder(), 'log.jsonl');
  for (const act of acts) appendToChain(path, entry(act));
  return path;
}

const linesOf = (path: string): string[] => readFileSync(path, 'utf8').trimEnd().split('\n');
const write = (path: string, lines: readonly string[]): void =>
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));

test('an entry is RFC 8785, carries its own hash and that of the one before', () => {
  const path = join(temporaryFolder(), 'log.jsonl');
  appendToChain(path, entry('opened', { b: 1, a: 'é' }));
  appendToChain(path, entry('closed'));
  const [first = '', second = ''] = linesOf(path);
  const body =
    '"act":"opened","actor":"ana","at":"2026-11-25T09:00:00.000Z","data":{"a":"é","b":1},';
  const zeros = `"prev":"${'0'.repeat(64)}","seq":1,"v":1`;
  const hash = sha256(`{${body}${zeros}}`);
  expect(first).toBe(`{${body}"hash":"${hash}",${zeros}}`);
  expect(JSON.parse(second)).toMatchObject({ seq: 2, prev: hash });
  expect(readChain(path)).toMatchObject({
    head: { length: 2, hash: (JSON.parse(second) as { hash: string }).hash },
    fault: null,
    tornBytes: 0,
  });
});

test('a missing log is an empty chain', () => {
  expect(readChain('/no/such/log.jsonl')).toMatchObject({ entries: [], fault: null, tornBytes: 0 });
});

const RICH = {
  'a"\\b': ['é€😀', 'tab\t', '\u0001', true, false, null, -1.5e-7, 0, [], {}],
  ab: { deep: [{ a: 'x' }] },
  abc: 1e21,
};

test('a torn tail is no fault, at whatever byte the write was cut, and the next entry says what was cut', () => {
  const path = chainOf('one');
  appendToChain(path, entry('two', RICH));
  const whole = readFileSync(path);
  const secondLine = whole.indexOf(0x0a) + 1;
  for (let end = secondLine + 1; end < whole.length - 1; end += 1) {
    writeFileSync(path, whole.subarray(0, end));
    expect(readChain(path)).toMatchObject({ head: { length: 1 }, fault: null, unended: false });
    expect(readChain(path).tornBytes).toBe(end - secondLine);
  }
  appendToChain(path, entry('three'));
  const { entries, ...reading } = readChain(path);
  expect(reading).toMatchObject({ fault: null, tornBytes: 0 });
  expect(entries.map(({ act }) => act)).toEqual(['one', 'log.recovered', 'three']);
  const cut = whole.subarray(secondLine, -2);
  expect(entries[1]?.data).toEqual({ cut_bytes: cut.length, cut_sha256: sha256(cut) });
});

test('an entry that lacks its line end alone counts, and the next one completes it', () => {
  const path = chainOf('one', 'two');
  const whole = readFileSync(path);
  truncateSync(path, whole.length - 1);
  expect(readChain(path)).toMatchObject({ head: { length: 2 }, fault: null, unended: true });
  appendToChain(path, entry('three'));
  expect(readChain(path).entries.map(({ act }) => act)).toEqual(['one', 'two', 'three']);
  expect(readFileSync(path).subarray(0, whole.length)).toEqual(whole);
});

describe('a fault', () => {
  test.each<[string, (lines: string[]) => string[], RegExp]>([
    ['a changed value', ([a = '', b = '', c = '']) => [a, b.replace('ana', 'eva'), c], /line 2/],
    ['a deleted line', ([a = '', , c = '']) => [a, c], /line 2 .* 2 is expected/],
    ['a deleted first line', ([, b = '', c = '']) => [b, c], /line 1/],
    ['a changed order', ([a = '', b = '', c = '']) => [a, c, b], /line 2/],
    ['a repeated line', ([a = '', b = '', c = '']) => [a, a, b, c], /line 2/],
    ['a blank line', ([a = '', b = '', c = '']) => [a, '', b, c], /line 2/],
    ['a space', ([a = '', b = '', c = '']) => [a, b.replace(':', ': '), c], /line 2 .*canonical/],
    ['a CR', ([a = '', b = '', c = '']) => [a, `${b}\r`, c], /line 2 .*canonical/],
    ['a byte order mark', ([a = '', b = '', c = '']) => [`\uFEFF${a}`, b, c], /line 1/],
    [
      'a key beside',
      ([a = '', b = '', c = '']) => [a, b.replace('"v":1', '"v":1,"w":2'), c],
      /line 2/,
    ],
    [
      'a key twice',
      ([a = '', b = '', c = '']) => [a, b.replace('{"act"', '{"act":"x","act"'), c],
      /line 2/,
    ],
    [
      'an entry that is whole but follows another',
      ([a = '', b = '', c = '']) => {
        const { hash: _, ...rest } = JSON.parse(b) as Record<string, unknown>;
        const forged = { ...rest, actor: 'eva' };
        return [a, canonicalJson({ ...forged, hash: sha256(canonicalJson(forged)) }), c];
      },
      /line 3 does not follow/,
    ],
  ])('is %s', (_name, change, fault) => {
    const path = chainOf('one', 'two', 'three');
    write(path, change(linesOf(path)));
    expect(readChain(path).fault).toMatch(fault);
    expect(() => appendToChain(path, entry('four'))).toThrow(/not whole/);
    expect(readFileSync(path, 'utf8')).not.toContain('four');
  });

  test('is a changed line end, whatever follows it', () => {
    const path = chainOf('one', 'two');
    const whole = readFileSync(path);
    for (const tail of ['K', '\r', '\u0000', 'é', 'garbage "v":1} more']) {
      writeFileSync(path, Buffer.concat([whole.subarray(0, -1), Buffer.from(tail)]));
      expect(readChain(path).fault).toBe('line 2 is neither an entry nor the beginning of one');
    }
  });

  test.each([
    'evil',
    ' ',
    '\0',
    '{"act": "',
    '{"act":"a","at":"',
    '{"act":"a","actor":"b","at":"c","data":{} ',
    '{"act":"a","actor":"b","at":"c","data":[',
    '{"act":"a","actor":"b","at":"c","data":{"x":\t',
    '{"act":"a","actor":"b","at":"c","data":{"x":evil',
    '{"act":"a","actor":"b","at":"c","data":{},"evil":',
    `{"act":"a","actor":"b","at":"c","data":{},"hash":"","prev":"${'0'.repeat(64)}","seq":2`,
    '{"act":"a","actor":"b","at":"c","data":{}}',
    '{"act":"\xff',
  ])('is a tail that no kill leaves: %j', (tail) => {
    const path = chainOf('one');
    appendFileSync(path, tail, 'latin1');
    expect(readChain(path).fault).toBe('line 2 is neither an entry nor the beginning of one');
    expect(() => appendToChain(path, entry('four'))).toThrow(/not whole/);
  });

  test('is what is not UTF-8, even where it decodes to the same text', () => {
    const path = join(temporaryFolder(), 'log.jsonl');
    appendToChain(path, entry('said', { words: 'cut \uFFFD' }));
    const bytes = readFileSync(path);
    const at = bytes.indexOf(Buffer.from('\uFFFD'));
    writeFileSync(
      path,
      Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff]), bytes.subarray(at + 3)]),
    );
    expect(readChain(path).fault).toBe('it is not UTF-8');
  });

  test('is a folder in place of the log', () => {
    expect(readChain(temporaryFolder()).fault).toMatch(/cannot be read/);
  });
});

test('a chain cut after a line end shows by its head alone', () => {
  const path = chainOf('one', 'two', 'three');
  const head = readChain(path).head;
  write(path, linesOf(path).slice(0, 2));
  expect(readChain(path)).toMatchObject({ fault: null, head: { length: 2 } });
  expect(readChain(path).head.hash).not.toBe(head.hash);
});

test('every flipped bit is a fault', () => {
  const path = chainOf('one', 'two');
  const bytes = readFileSync(path);
  const unnoticed: string[] = [];
  for (let at = 0; at < bytes.length * 8; at += 1) {
    const flipped = Buffer.from(bytes);
    flipped[at >> 3] = (flipped[at >> 3] ?? 0) ^ (1 << (at & 7));
    if (readLines(flipped).fault === null) unnoticed.push(`bit ${at & 7} of byte ${at >> 3}`);
  }
  expect(unnoticed).toEqual([]);
});

test('bytes appended are a fault, with and without a line end', () => {
  const path = chainOf('one');
  const whole = readFileSync(path).length;
  appendFileSync(path, 'evil');
  expect(readChain(path).fault).toBe('line 2 is neither an entry nor the beginning of one');
  appendFileSync(path, '\n');
  expect(readChain(path).fault).toBe('line 2 is not an entry');
  truncateSync(path, whole);
  expect(readChain(path)).toMatchObject({ fault: null, tornBytes: 0 });
});
