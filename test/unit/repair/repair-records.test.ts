import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readerAt } from '../../../electron/engine/analysis/open-analysed.ts';
import { sha256 } from '../../../electron/engine/base/hash.ts';
import { jobCompleted } from '../../../electron/engine/custody/acts.ts';
import {
  appendToChain,
  type ChainEntry,
  readChain,
} from '../../../electron/engine/custody/chain.ts';
import { repairSaid } from '../../../electron/engine/custody/repairs.ts';
import { caseInfo } from '../../../electron/engine/index.ts';
import { rebuildCase } from '../../../electron/engine/rebuild/rebuild.ts';
import { listRepairs, repairInCase } from '../../../electron/engine/rebuild/repair-in-case.ts';
import { citationOf } from '../../../electron/engine/replay/cite.ts';
import { replay } from '../../../electron/engine/replay/replay.ts';
import { transcript } from '../../../electron/engine/replay/transcript.ts';
import { repairRecords } from '../../../electron/engine/rebuild/repair-records.ts';
import { completenessWords } from '../../../shared/text/completeness-words.ts';
import { complaints, emptyCase, importText, rowsIn } from '../../fixtures/case-on-disk.ts';
import { storedZstd } from '../../fixtures/stored-zstd.ts';
import { zip } from '../../fixtures/written-zip.ts';
import { line } from '../import/derived.ts';

const REASON = 'The exporter was killed.';
const SECOND = line({ id: 'call-2', conversation_id: 'conv-2' });
const CUT = SECOND.slice(0, -40);

const repaired = (
  path: string,
  rule: string,
  more: Partial<Parameters<typeof repairInCase>[1]> = {},
) =>
  repairInCase(path, {
    file: 'log.jsonl',
    ordinals: null,
    rule,
    withdraw: false,
    reason: REASON,
    ...more,
  });

const digestsOf = (path: string): unknown => {
  const last = readChain(join(path, 'custody.jsonl')).entries.at(-1);
  return jobCompleted.parse(last?.data).digests;
};

const RECORDS = `
  SELECT ordinal, byte_offset, byte_length, lower(hex(sha256)) AS sha256, status, error
  FROM store.record
  ORDER BY record_id`;

async function caseWith(
  content: string | Uint8Array,
  name = 'log.jsonl',
): Promise<{ path: string; file: string }> {
  const path = await emptyCase();
  const { files, refused } = await importText(path, content, name);
  expect(refused).toEqual([]);
  return { path, file: files[0]?.sha256 ?? '' };
}

test('a record that was cut short is read as far as it goes: everywhere it says so, and withdrawn nothing is left of it', async () => {
  const content = `${line()}\n${CUT}`;
  const { path, file } = await caseWith(content);
  const [before, digests] = [await rowsIn(path, RECORDS), digestsOf(path)];
  const [offered] = (await listRepairs(path, null, 10)).records;
  expect(offered).toMatchObject({
    ordinal: 2,
    offers: [{ rule: 'truncated-end', version: 1, outcome: { status: 'mapped', turns: 1 } }],
  });

  const { read } = await repaired(path, 'truncated-end');
  expect(read).toMatchObject({ records: 2, mapped: 2, quarantined: 0, turns: 2 });
  const said = offered?.offers[0]?.said ?? '';
  const note = `repaired by truncated-end (version 1): ${said}`;
  const [first, second] = before;
  expect(await rowsIn(path, RECORDS)).toEqual([
    first,
    { ...second, status: 'mapped', error: note },
  ]);
  const { entries } = readChain(join(path, 'custody.jsonl'));
  const record = { ordinal: 2, sha256: sha256(CUT) };
  expect(entries.at(-2)).toMatchObject({
    act: 'rebuild.begun',
    data: {
      repair: {
        ...{ sha256: file, rule: 'truncated-end', version: 1, withdrawn: false, reason: REASON },
        records: [record],
      },
    },
  });
  expect(entries.at(-1)).toMatchObject({
    act: 'rebuild.completed',
    data: { repaired: 'log.jsonl', repair: { records: 1 }, read: { mapped: 2 } },
  });

  const info = await caseInfo(path);
  expect(info.evidence).toMatchObject([{ mapped: 2, quarantined: 0, repaired: 1 }]);
  expect(info.completeness_statement.case.repaired).toEqual({ mapped: 1, unmapped: 0 });
  const [{ sentences } = { sentences: [] }] = completenessWords(
    info.completeness_statement.files[0] ?? info.completeness_statement.case,
    'file',
  );
  expect(sentences).toEqual([
    '2 records mapped (1 of them repaired), 0 unmapped (readable, but of no known shape), 0 quarantined (not readable), 0 blank lines.',
    `1 record mapped with a note: ${note} (line 2).`,
  ]);
  const sentence = `This record is malformed in the evidence and was ${note}.`;
  await readerAt(path).read('citing', async ({ database: { connection }, evidence }) => {
    const { text, place } = await citationOf(connection, evidence, 2, null);
    expect(text).toContain(sentence);
    expect(place).toMatchObject(record);
    expect(transcript(await replay(connection, 'conv-2'))).toContain(`! Record 2: ${sentence}`);
    expect(transcript(await replay(connection, 'conv-1'))).not.toContain('malformed');
  });

  expect(readFileSync(join(path, 'evidence', file), 'utf8')).toBe(content);
  expect(await complaints(path, true)).toEqual([]);
  expect((await rebuildCase(path)).equal).toBe(true);

  await repaired(path, 'truncated-end', { withdraw: true, reason: 'It goes on in another file.' });
  expect(digestsOf(path)).toEqual(digests);
  expect(await complaints(path, true)).toEqual([]);
});

describe('a repaired record', () => {
  const element = (record: string): string => `[${line()},\n${record}`;
  const CSV = Buffer.from('prompt,response\nFee?,5 EUR\nS\xfcre?,yes\n', 'latin1');
  const FILES: readonly [name: string, content: string | Uint8Array, rule: string][] = [
    ['gzip.jsonl.gz', gzipSync(`${line()}\n${CUT}`), 'truncated-end'],
    ['zstd.jsonl.zst', storedZstd(Buffer.from(`${line()}\n${CUT}`)), 'truncated-end'],
    ['zip.zip', zip([{ name: 'a.jsonl', content: `${line()}\n${CUT}` }]), 'truncated-end'],
    ['ends-an-array.json', element(CUT), 'truncated-end'],
    ['array.json', element(`${SECOND.slice(0, -1)},},${line({ id: 'c' })}]`), 'trailing-comma'],
    ['rows.csv', CSV, 'invalid-utf8'],
    ['lines.jsonl', `${line()}\n\0\0${SECOND}\n`, 'nul-padding'],
  ];
  test('of any container is read, verifies, and leaves places and hashes as they are', async () => {
    const path = await emptyCase();
    for (const [name, content] of FILES) await importText(path, content, name);
    const places = 'SELECT record_id, byte_offset, byte_length, sha256 FROM store.record';
    const counts = 'SELECT name, quarantined, unmapped FROM store.evidence ORDER BY evidence_id';
    const before = await rowsIn(path, places);
    const counted = (quarantined: string) =>
      FILES.map(([name]) => ({ name, quarantined, unmapped: '0' }));
    expect(await rowsIn(path, counts)).toEqual(counted('1'));
    for (const [file, , rule] of FILES) await repaired(path, rule, { file });
    expect(await rowsIn(path, counts)).toEqual(counted('0'));
    expect(await rowsIn(path, places)).toEqual(before);
    expect(await complaints(path, true)).toEqual([]);
  });

  test('stays so when its file is read in another zone', async () => {
    const { path } = await caseWith(`${line()}\n${CUT}`);
    await repaired(path, 'truncated-end');
    const zone = { file: 'log.jsonl', zone: 'Asia/Tokyo', reason: 'Letter.' };
    expect((await rebuildCase(path, {}, zone)).read).toMatchObject({ mapped: 2 });
    const again = await caseInfo(path);
    expect(again.evidence).toMatchObject([{ zone: 'Asia/Tokyo', repaired: 1 }]);
  });
});

test('many records of a file are repaired in one act, and each may be withdrawn by itself', async () => {
  const tabs = (id: string): string => line({ id }).replace('"user"', '"user\t"');
  const { path } = await caseWith([line(), tabs('a'), SECOND.slice(0, 9), tabs('b')].join('\n'));
  const done = await repaired(path, 'control-characters');
  expect(done).toMatchObject({ records: 2, quarantined: 1 });
  await repaired(path, 'control-characters', { withdraw: true, ordinals: [2] });
  const { quarantined, repaired: count, records } = await listRepairs(path, 'log.jsonl', 10);
  expect({ quarantined, count, ordinals: records.map(({ ordinal }) => ordinal) }).toEqual({
    quarantined: 2,
    count: 1,
    ordinals: [2, 3, 4],
  });
  expect(records[2]?.repair).toMatchObject({ rule: 'control-characters', reason: REASON });
});

test('what cannot be is refused, and nothing is written', async () => {
  // The first of the broken lines may go on in the second, so its end is not made up.
  const { path, file } = await caseWith(`${line()}\n${CUT}\nrest of it"}\n${SECOND}`);
  const entries = readChain(join(path, 'custody.jsonl')).entries.length;
  const [half] = (await listRepairs(path, null, 1)).records;
  expect(half?.sentence).toMatch(/may go on in the one after it/);
  await expect(repaired(path, 'truncated-end')).rejects.toThrow('applies to no malformed record');
  await expect(repaired(path, 'truncated-end', { ordinals: [2] })).rejects.toThrow(
    'truncated-end does not apply to record 2 of log.jsonl',
  );
  await expect(repaired(path, 'guess')).rejects.toThrow('guess is not a known rule; these are:');
  await expect(repaired(path, 'truncated-end', { reason: ' ' })).rejects.toThrow('Say why');
  await expect(repaired(path, 'truncated-end', { file: 'b' })).rejects.toThrow('is called b');
  await expect(repaired(path, 'truncated-end', { withdraw: true })).rejects.toThrow(
    'No repair of records of log.jsonl by truncated-end stands.',
  );
  expect(readChain(join(path, 'custody.jsonl')).entries).toHaveLength(entries);

  // Custody may have been written by hand: other bytes, a rule that is not known, a record that can be read.
  const said = { sha256: file, version: 1, withdrawn: false, reason: REASON };
  const tables = await rowsIn(path, RECORDS);
  for (const [rule, ordinal, hash, why] of [
    ['truncated-end', 2, sha256('other'), 'its bytes are not those that were repaired'],
    ['truncated-end', 1, sha256(line()), 'the rule does not apply to it'],
    ['truncated-end', 9, sha256(CUT), 'the file has no such record'],
  ] as const)
    await expect(
      repairRecords(path, { ...said, rule, records: [{ ordinal, sha256: hash }] }),
    ).rejects.toThrow(why);
  expect(await rowsIn(path, RECORDS)).toEqual(tables);
  expect(await complaints(path, true)).toEqual([]);
});

test('text of a record stays text in what is said of its repair', async () => {
  const hostile = '{"id":"a","=cmd|\u202e</b>${x}\\n%s"';
  const { path } = await caseWith(`${line()}\n${hostile}`);
  await repaired(path, 'truncated-end');
  const [row] = await rowsIn(path, 'SELECT said FROM store.repair');
  expect(row?.['said']).toBe(
    'closed 1 object; dropped 23 bytes at the cut, ",\\"=cmd|\\xE2\\x80\\xAE</b>${x}\\\\n%s\\""',
  );
});

test('a custody log that names other repairs than the tables were derived by is found', async () => {
  const { path } = await caseWith(`${line()}\n${CUT}`);
  await repaired(path, 'truncated-end');
  const log = join(path, 'custody.jsonl');
  const { entries } = readChain(log);
  const forged = (change: (data: ChainEntry['data']) => ChainEntry['data']): void => {
    rmSync(log);
    for (const { at, actor, act, data } of entries)
      appendToChain(log, {
        ...{ at, actor, act },
        data: act === 'rebuild.begun' ? change(data) : data,
      });
  };
  forged(({ repair: _, ...data }) => data);
  expect(await complaints(path)).toEqual([
    'records of log.jsonl: custody says another mapped, quarantined than table evidence',
  ]);
  forged(withOtherBytes);
  expect(await complaints(path, true)).toEqual([
    'tables derived again from the evidence: Record 2 of log.jsonl cannot be repaired by truncated-end (version 1): its bytes are not those that were repaired.',
  ]);
});

function withOtherBytes(data: ChainEntry['data']): ChainEntry['data'] {
  const said = repairSaid.safeParse(data['repair']);
  if (!said.success) return data;
  const records = said.data.records.map((record) => ({ ...record, sha256: sha256('other') }));
  return { ...data, repair: { ...said.data, records } };
}
