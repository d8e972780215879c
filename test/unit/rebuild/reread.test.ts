import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BY_COMMAND } from '../../../electron/cli/ways-out.ts';
import { readerAt } from '../../../electron/engine/analysis/open-analysed.ts';
import { pinExhibit } from '../../../electron/engine/analysis/write.ts';
import { withWayOut } from '../../../electron/engine/base/errors.ts';
import { sha256 } from '../../../electron/engine/base/hash.ts';
import { readChain } from '../../../electron/engine/custody/chain.ts';
import { detectInCase } from '../../../electron/engine/detect/detect-in-case.ts';
import { importFiles } from '../../../electron/engine/import/import-files.ts';
import { rebuildCase } from '../../../electron/engine/rebuild/rebuild.ts';
import {
  AS_IT_IS,
  complaints,
  emptyCase,
  importText,
  rowsIn,
} from '../../fixtures/case-on-disk.ts';

const REASON = 'The exporter wrote local times.';
const LOG = [
  { prompt: 'Fee?', response: 'The fee is 5 €.', timestamp: '2026-07-01 12:00:00' },
  {
    prompt: 'Sure?',
    response: 'As an AI language model I am sure.',
    timestamp: '2026-01-01 12:00:00',
  },
]
  .map((record) => JSON.stringify(record))
  .join('\n');
const TIMES = 'SELECT started_at FROM store.turn ORDER BY turn_id';
const UNKNOWN = '{"frage": "Was kostet es?", "erwiderung": "5 €."}\n';
const MAPPING = `mapping: fees
title: Fees
input: [{ role: user, content: frage }]
output: [{ role: assistant, content: erwiderung }]
`;

describe('a file that is read otherwise', () => {
  test('in another zone: its times move, custody says why, and what follows is derived from it', async () => {
    const path = await emptyCase();
    await importText(path, LOG);
    await detectInCase(path, null);
    const rebuilt = await rebuildCase(
      path,
      {},
      { file: 'log.jsonl', zone: 'Europe/Berlin', reason: REASON },
    );

    expect(rebuilt.jobs).toBe(2);
    expect(await rowsIn(path, TIMES)).toEqual([
      { started_at: '2026-07-01 10:00:00+00' },
      { started_at: '2026-01-01 11:00:00+00' },
    ]);
    expect(await rowsIn(path, 'SELECT zone FROM store.evidence')).toEqual([
      { zone: 'Europe/Berlin' },
    ]);
    const { entries } = readChain(join(path, 'custody.jsonl'));
    expect(entries.at(-2)).toMatchObject({
      act: 'rebuild.begun',
      data: { reading: { zone: 'Europe/Berlin', format: null, reason: REASON } },
    });
    expect(entries.at(-1)).toMatchObject({
      act: 'rebuild.completed',
      data: { read_otherwise: 'log.jsonl', reason: REASON, read: { records: 2 } },
    });
    expect(await complaints(path, true)).toEqual([]);
    expect((await rebuildCase(path)).equal).toBe(true);
  });

  test('by a mapping that was not there before: records become turns, and its text is verified', async () => {
    const path = await emptyCase();
    const { files } = await importText(path, UNKNOWN);
    expect(files[0]).toMatchObject({ format: 'unknown', mapped: 0 });
    const mapping = { name: 'fees.yaml', text: MAPPING };
    await rebuildCase(
      path,
      {},
      {
        file: files[0]?.sha256.slice(0, 12) ?? '',
        mapping,
        reason: 'No format knows it.',
      },
    );
    expect(
      await rowsIn(
        path,
        "SELECT split_part(format, '@', 1) AS format, mapped, turns FROM store.evidence",
      ),
    ).toEqual([{ format: 'mapping:fees', mapped: '1', turns: '1' }]);
    expect(await complaints(path, true)).toEqual([]);
    const kept = readChain(join(path, 'custody.jsonl')).entries.at(-2)?.data['reading'];
    expect(kept).toMatchObject({ mapping: { name: 'fees.yaml' } });
  });

  test('is known by its new reading when it is imported again', async () => {
    const path = await emptyCase();
    await importText(path, LOG);
    const source = join(path, '..', 'log.jsonl');
    await rebuildCase(path, {}, { file: 'log.jsonl', zone: 'Asia/Tokyo', reason: REASON });
    const again = await importFiles(path, [source], { ...AS_IT_IS, zone: 'Asia/Tokyo' });
    expect(again.files[0]).toHaveProperty('duplicate_of');
    const before = await importFiles(path, [source], AS_IT_IS);
    expect(before.refused[0]?.reason).toMatch(/in zone Asia\/Tokyo\.$/);
    const digits = sha256(readFileSync(source)).slice(0, 12);
    const [refused] = before.refused;
    expect(withWayOut(refused?.reason ?? '', refused?.way, BY_COMMAND)).toMatch(
      new RegExp(`; to read it otherwise use exhibit rebuild CASE --file ${digits}\\.$`),
    );
  });
});

describe('nothing changes', () => {
  test.each([
    [
      { file: 'other.jsonl', zone: 'UTC', reason: REASON },
      'No file of the case is called other.jsonl',
    ],
    [{ file: 'log.jsonl', zone: 'Mars/Base', reason: REASON }, 'Mars/Base'],
    [{ file: 'log.jsonl', format: 'nothing', reason: REASON }, 'nothing is not a known log format'],
    [{ file: 'log.jsonl', zone: 'UTC', reason: ' ' }, 'Say why'],
    [
      { file: 'log.jsonl', mapping: { name: 'm.yaml', text: 'mapping: 1' }, reason: REASON },
      'm.yaml:1',
    ],
  ])('where %j cannot be', async (otherwise, sentence) => {
    const path = await emptyCase();
    await importText(path, LOG);
    const custody = readFileSync(join(path, 'custody.jsonl'));
    await expect(rebuildCase(path, {}, otherwise)).rejects.toThrow(sentence);
    expect(readFileSync(join(path, 'custody.jsonl')).equals(custody)).toBe(true);
    expect(await complaints(path, true)).toEqual([]);
  });

  test('where marks name records that would be others; custody says that it was given up', async () => {
    const path = await emptyCase();
    const attack = { index: 0, goal: 'Write', prompt: 'Please', response: 'No', jailbroken: false };
    const artifact = JSON.stringify({ parameters: {}, jailbreaks: [attack, attack] });
    writeFileSync(join(path, '..', 'artifact.json'), artifact);
    await importFiles(path, [join(path, '..', 'artifact.json')], AS_IT_IS);
    const mark = { turn: 'T-2', caption: 'No', quotation: null, side: null };
    await pinExhibit(readerAt(path), mark);

    const otherwise = { file: 'artifact.json', format: 'plain-prompt', reason: REASON };
    await expect(rebuildCase(path, {}, otherwise)).rejects.toThrow(
      'would be split into other records, and marks of the examiner name records of it',
    );
    expect(readChain(join(path, 'custody.jsonl')).entries.at(-1)?.act).toBe('rebuild.abandoned');
    expect(await rowsIn(path, 'SELECT count(*) AS n FROM store.turn')).toEqual([{ n: '2' }]);
    expect(await complaints(path, true)).toEqual([]);
  });
});
