import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordText } from '../../../shared/domain/evidence-register.ts';
import { codePointCount } from '../../../shared/text/code-points.ts';
import { completenessOf } from '../../../electron/engine/register/completeness.ts';
import { heldRecordsOf } from '../../../electron/engine/register/held-records.ts';
import { recordBytesOf } from '../../../electron/engine/register/record-bytes.ts';
import { recordTextOf } from '../../../electron/engine/register/record-text.ts';
import { caseWithLog, emptyCase, importText } from '../../fixtures/case-on-disk.ts';
import { openForReading } from '../../fixtures/open-for-reading.ts';
import { line } from '../import/derived.ts';

const ODD = String.raw`{"z":6.0,"a":12345678901234567890,"a":-0.0,"e":"\u00e9\ud83d\ude00"}`;
const BARE = line({
  id: undefined,
  created: undefined,
  request: { messages: [{ role: 'user', content: 'Fee?' }] },
  response: {
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', content: '5 €' } }],
  },
});

const HOSTILE = Buffer.concat([
  Buffer.from(`${line()}\r\n`),
  Buffer.from('{"a":"\xe2\x82"}\r\n', 'latin1'),
  Buffer.from('{"é":\\u1}\n{"cut": "of\n'),
  Buffer.from(`${ODD}\n \t\r\n${BARE}`),
]);

test('bytes that are no UTF-8, cut off JSON, CRLF, equal keys and large numbers are shown as they stand', async () => {
  const path = await emptyCase();
  await importText(path, HOSTILE);
  const { connection, evidence } = await openForReading(path);
  const { records } = await heldRecordsOf(connection, {
    evidence_id: 1,
    status: [],
    offset: 0,
    limit: 10,
  });
  expect(records.map(({ record_id, status, ordinal }) => [record_id, status, ordinal])).toEqual([
    [2, 'quarantined', 2],
    [3, 'quarantined', 3],
    [4, 'quarantined', 4],
    [5, 'unmapped', 5],
    [6, 'blank', null],
  ]);
  const faults = await Promise.all(
    records.map(({ record_id }) => recordBytesOf(connection, evidence, record_id, 0, 65_536)),
  );
  expect(faults.map(({ fault_at }) => fault_at)).toEqual([6, 6, 11, null, null]);
  expect(faults.every(({ hash_matches }) => hash_matches)).toBe(true);
  expect(Buffer.from(faults[0]?.base64 ?? '', 'base64').toString('latin1')).toBe(
    '{"a":"\xe2\x82"}\r',
  );

  const shown = async (record: number, form: 'indented' | 'as-stored') => {
    const { text, shown, characters, broken_lines, hash_matches } = recordText.parse(
      await recordTextOf(connection, evidence, record, form),
    );
    expect([shown, broken_lines, hash_matches]).toEqual([characters, 0, true]);
    return text;
  };
  expect(await shown(2, 'as-stored')).toBe('{"a":"\\xE2\\x82"}\r');
  expect(await shown(2, 'indented')).toBe('{\n  "a": "\\xE2\\x82"\n}');
  expect(await shown(4, 'indented')).toBe('{\n  "cut": "of');
  expect(await shown(5, 'as-stored')).toBe(ODD);
  expect(await shown(5, 'indented')).toBe(
    String.raw`{
  "z": 6.0,
  "a": 12345678901234567890,
  "a": -0.0,
  "e": "\u00e9\ud83d\ude00"
}`,
  );
  expect(await shown(6, 'as-stored')).toBe(' \t\r');

  const { fields, events, reasons, accounted } = await completenessOf(connection, 1);
  expect(events.undated).toBe(1);
  for (const field of ['started_at', 'model', 'requested_model'])
    expect(fields).toContainEqual({ field, turns: 1, of: 2, unreadable: 0 });
  expect(fields).toContainEqual({ field: 'user_id', turns: 0, of: 2, unreadable: 0 });
  expect(reasons.map(({ status, first }) => `${status} ${first.line}`)).toEqual([
    'quarantined 2',
    'quarantined 3',
    'quarantined 4',
    'unmapped 5',
  ]);
  expect(accounted.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0)).toBe(HOSTILE.length);
});

test('a record of 20 MB shows its first 2,000,000 characters and says of how many', async () => {
  const text = 'é€😀x'.repeat(2_000_000);
  const path = await caseWithLog(
    `${line()}\n${line({ id: 'call-2', request: { messages: [{ role: 'user', content: text }] } })}\n`,
  );
  const { connection, evidence } = await openForReading(path);
  for (const form of ['indented', 'as-stored'] as const) {
    const long = await recordTextOf(connection, evidence, 2, form);
    expect(long.place.byte_length).toBeGreaterThan(20_000_000);
    expect(long.characters).toBeGreaterThan(8_000_000);
    expect(long.shown).toBeLessThanOrEqual(2_000_000);
    expect(long.shown).toBeGreaterThan(1_000_000);
    expect([long.broken_lines, long.hash_matches]).toEqual([1, true]);
    expect(long.text.split('\n').every((one) => codePointCount(one) <= 2000)).toBe(true);
  }
  const end = await recordBytesOf(connection, evidence, 2, 20_000_000, 65_536);
  expect(Buffer.from(end.base64, 'base64')).toHaveLength(Math.min(65_536, end.length - 20_000_000));
});

test('a record nested 100,000 deep is shown whole', async () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const path = await caseWithLog(`${line()}\n{"deep":${deep}}\n`);
  const { connection, evidence } = await openForReading(path);
  const { text, shown, characters } = await recordTextOf(connection, evidence, 2, 'as-stored');
  expect([shown, characters]).toEqual([200_009, 200_009]);
  expect(text.replaceAll('\n', '')).toBe(`{"deep":${deep}}`);
  const indented = await recordTextOf(connection, evidence, 2, 'indented');
  expect(indented.shown).toBeLessThan(indented.characters);
});

test('evidence that changed or is gone is said', async () => {
  const path = await caseWithLog();
  const { connection, evidence } = await openForReading(path);
  const { place } = await recordBytesOf(connection, evidence, 1, 0, 10);
  const file = join(evidence.folder, place.evidence);
  chmodSync(file, 0o644);
  writeFileSync(file, '{"id":"call-9"}');
  const changed = await recordBytesOf(connection, evidence, 1, 0, 65_536);
  expect([changed.hash_matches, Buffer.from(changed.base64, 'base64').toString()]).toEqual([
    false,
    '{"id":"call-9"}',
  ]);
  rmSync(file);
  const gone = { code: 'case-damaged', message: expect.stringContaining(file) as unknown };
  await expect(recordBytesOf(connection, evidence, 1, 0, 10)).rejects.toMatchObject(gone);
  await expect(recordTextOf(connection, evidence, 1, 'indented')).rejects.toMatchObject(gone);
});

test('numbers that name nothing are refused', async () => {
  const path = await caseWithLog();
  const { connection, evidence } = await openForReading(path);
  const unknown = { code: 'not-found' };
  await expect(completenessOf(connection, 9)).rejects.toMatchObject(unknown);
  await expect(recordBytesOf(connection, evidence, 99, 0, 1)).rejects.toMatchObject(unknown);
  await expect(recordTextOf(connection, evidence, 0, 'as-stored')).rejects.toMatchObject(unknown);
});
