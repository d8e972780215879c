import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sha256 } from '../../../electron/engine/base/hash.ts';
import { rebuildCase } from '../../../electron/engine/rebuild/rebuild.ts';
import { repairRecords } from '../../../electron/engine/rebuild/repair-records.ts';
import { complaints, emptyCase, importText, rowsIn } from '../../fixtures/case-on-disk.ts';
import { line } from '../import/derived.ts';

const REASON = 'The exporter was killed.';
const CUT = line({ id: 'call-2', conversation_id: 'conv-2' }).slice(0, -40);
const RECORDS = 'SELECT * FROM store.record ORDER BY record_id';

test('a record that was cut short is read as far as it goes, and no longer when that is withdrawn', async () => {
  const path = await emptyCase();
  const { files } = await importText(path, `${line()}\n${CUT}`);
  const file = files[0]?.sha256 ?? '';
  const before = await rowsIn(path, RECORDS);
  const said = {
    sha256: file,
    rule: 'truncated-end',
    version: 1,
    withdrawn: false,
    reason: REASON,
    records: [{ ordinal: 2, sha256: sha256(CUT) }],
  };
  const repaired = await repairRecords(path, said);
  expect(repaired.read).toMatchObject({ records: 2, mapped: 2, quarantined: 0 });
  expect(await complaints(path, true)).toEqual([]);
  expect((await rebuildCase(path)).equal).toBe(true);
  await repairRecords(path, { ...said, withdrawn: true, reason: 'It was not.' });
  expect(await rowsIn(path, RECORDS)).toEqual(before);
  expect(await complaints(path, true)).toEqual([]);
  expect(readFileSync(join(path, 'evidence', file), 'utf8')).toBe(`${line()}\n${CUT}`);
});
