import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  completeness,
  evidenceRegister,
  heldRecords,
  registeredReference,
} from '../../../shared/domain/evidence-register.ts';
import { resource } from '../../../electron/engine/base/entry-point.ts';
import { importFiles } from '../../../electron/engine/import/import-files.ts';
import { registerReference } from '../../../electron/engine/import/register-reference.ts';
import { completenessOf } from '../../../electron/engine/register/completeness.ts';
import { heldRecordsOf } from '../../../electron/engine/register/held-records.ts';
import { recordBytesOf } from '../../../electron/engine/register/record-bytes.ts';
import { recordTextOf } from '../../../electron/engine/register/record-text.ts';
import { registerOf } from '../../../electron/engine/register/register.ts';
import { AS_IT_IS, emptyCase } from '../../fixtures/case-on-disk.ts';
import { openForReading } from '../../fixtures/open-for-reading.ts';

const sample = (name: string): string => resource('sample', name);
const MARCH_SHA256 = '9e08a37cd141d595ff1fbf694a7c469a7505bfd8226f28864e24df46c811580c';

async function sampleCase(): Promise<string> {
  const path = await emptyCase();
  await importFiles(path, [sample('gateway-2026-03.jsonl')], {
    ...AS_IT_IS,
    intake: { exported_by: 'Ana', sender_sha256: MARCH_SHA256.toUpperCase() },
  });
  await importFiles(path, [sample('gateway-2026-04.jsonl')], {
    ...AS_IT_IS,
    intake: { sender_sha256: MARCH_SHA256 },
  });
  await importFiles(path, [sample('evaluation-2026-04.parquet')], AS_IT_IS);
  await registerReference(path, sample('policy-refunds-2026.md'), {
    title: 'Refunds',
    from: '2026-01-01',
    to: null,
  });
  return path;
}

describe('the sample', () => {
  test('is registered file by file, accounted for byte by byte, and its held records are read', async () => {
    const path = await sampleCase();
    const { connection, evidence } = await openForReading(path);

    const register = evidenceRegister
      .pick({ files: true })
      .extend({ references: z.array(registeredReference) })
      .parse(await registerOf(connection));
    expect(register.files.map(({ imported_at, merkle_root, ...file }) => file)[0]).toEqual({
      evidence_id: 1,
      name: 'gateway-2026-03.jsonl',
      sha256: MARCH_SHA256,
      in_place: null,
      modified_at: null,
      bytes: 1_864_669,
      format: 'openai-chat',
      container: 'jsonl',
      compression: null,
      unpacked_bytes: null,
      notes: [],
      records: 1037,
      mapped: 1035,
      unmapped: 1,
      quarantined: 1,
      repaired: 0,
      blank: 2,
      conversations: 512,
      turns: 1035,
      messages: 4747,
      partitions: null,
      zone: 'UTC',
      clock_offset_ms: 0,
      first: '2026-03-02T08:32:40.000Z',
      last: '2026-03-31T22:12:30.000Z',
    });
    expect(register.files.map(({ first }) => first)).toEqual([
      '2026-03-02T08:32:40.000Z',
      '2026-04-01T05:26:12.000Z',
      null,
    ]);
    expect(register.references).toMatchObject([
      { reference_id: 1, title: 'Refunds', in_force_from: '2026-01-01T00:00:00.000Z' },
    ]);

    const march = completeness.parse(await completenessOf(connection, 1));
    const april = completeness.parse(await completenessOf(connection, 2));
    expect(april.accounted).toEqual([
      { what: 'mapped', records: 1595, bytes: 2_915_679 },
      { what: 'unmapped', records: 1, bytes: 114 },
      { what: 'quarantined', records: 1, bytes: 1427 },
      { what: 'blank', records: 1, bytes: 1 },
      { what: 'structure', records: null, bytes: 1598 },
    ]);
    for (const { accounted, file } of [march, april])
      expect(accounted.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0)).toBe(file.bytes);
    expect(april.fields.filter(({ turns, of }) => turns < of)).toEqual([
      { field: 'context', turns: 1144, of: 1595, unreadable: 0 },
      { field: 'feedback', turns: 267, of: 1595, unreadable: 0 },
    ]);
    expect(april.reasons.map(({ status, words, first }) => [status, words, first.line])).toEqual([
      ['quarantined', 'not UTF-8', 106],
      ['unmapped', 'neither a chat request nor a chat response', 1159],
      ['mapped', 'a lone surrogate escape is read as U+FFFD', 562],
    ]);
    expect(april.events).toEqual({
      dated: 1595,
      undated: 0,
      first: '2026-04-01T05:26:12.000Z',
      last: '2026-04-30T22:40:37.000Z',
    });
    expect(april.capture).toEqual([{ level: 'application', turns: 1595 }]);
    expect([march.senders_hash, april.senders_hash]).toEqual(['confirmed', 'differs']);
    expect(march.intake).toContainEqual({ fact: 'Exported by', value: 'Ana' });
    expect(march.intake).toContainEqual({ fact: 'Source system', value: null });

    const evaluation = completeness.parse(await completenessOf(connection, 3));
    expect(evaluation.accounted.map(({ bytes }) => bytes)).toEqual([null, null, null, null, null]);
    expect(evaluation.fields).toContainEqual({
      field: 'started_at',
      turns: 0,
      of: 280,
      unreadable: 0,
    });
    expect([evaluation.events.undated, evaluation.silences]).toEqual([280, null]);
    expect(evaluation.senders_hash).toBeNull();

    const asked = { evidence_id: null, status: [], offset: 0, limit: 200 };
    const held = heldRecords.parse(await heldRecordsOf(connection, asked));
    expect(held.records.map(({ status, line }) => `${status} ${line}`)).toEqual([
      'blank 321',
      'quarantined 322',
      'unmapped 542',
      'blank 940',
      'quarantined 106',
      'unmapped 1159',
      'blank 1399',
    ]);
    expect(held.total).toBe(7);
    const page = await heldRecordsOf(connection, {
      evidence_id: 2,
      status: ['quarantined', 'unmapped'],
      offset: 1,
      limit: 1,
    });
    expect([page.total, page.records.map(({ ordinal }) => ordinal)]).toEqual([2, [1159]]);

    const cutOff = await recordBytesOf(connection, evidence, 322, 900, 100);
    expect(cutOff).toMatchObject({ offset: 900, length: 910, fault_at: 910, hash_matches: true });
    const bytes = readFileSync(sample('gateway-2026-03.jsonl')).subarray(572_238);
    expect(cutOff.base64).toBe(bytes.subarray(900, 910).toString('base64'));
    const printed = execFileSync('sh', ['-c', cutOff.stock_command ?? ''], {
      cwd: join(evidence.folder, '..'),
      encoding: 'utf8',
    });
    expect(printed.slice(0, 64)).toBe(cutOff.place.sha256);

    const latin = await recordBytesOf(connection, evidence, 1145, 396, 2);
    expect([latin.fault_at, Buffer.from(latin.base64, 'base64')]).toEqual([
      396,
      Buffer.from([0xa3, 0xa3]),
    ]);
    const text = await recordTextOf(connection, evidence, 1145, 'indented');
    expect(text.text).toContain('"content": "You are Robin,');
    expect(text.text).toContain('above \\xA3\\xA340 without');
    expect(text.text).not.toContain('\uFFFD');
    expect(text.shown).toBe(text.characters);
    expect(text.hash_matches).toBe(true);

    const [row] = (
      await connection.runAndReadAll('SELECT min(record_id) FROM record WHERE evidence_id = 3')
    ).getRowsJS()[0] ?? [null];
    const columnar = await recordBytesOf(connection, evidence, Number(row), 0, 100);
    expect(columnar).toMatchObject({ length: 0, base64: '', stock_command: null, fault_at: null });
    expect(columnar.place.byte_offset).toBeNull();
    const canonical = await recordTextOf(connection, evidence, Number(row) + 1, 'as-stored');
    expect(canonical).toMatchObject({ hash_matches: true, stock_command: null, broken_lines: 0 });
    expect(canonical.place.ordinal).toBe(2);
    expect(createHash('sha256').update(canonical.text).digest('hex')).toBe(canonical.place.sha256);
    const readable = await recordTextOf(connection, evidence, Number(row) + 1, 'indented');
    expect(JSON.parse(readable.text)).toEqual(JSON.parse(canonical.text));
  });
});
