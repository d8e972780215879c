import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importFiles } from '../../../electron/engine/import/import-files.ts';
import { rebuildCase } from '../../../electron/engine/rebuild/rebuild.ts';
import { AS_IT_IS, complaints, emptyCase, rowsIn } from '../../fixtures/case-on-disk.ts';

const MAPPING = {
  name: 'desk.yaml',
  text: `
mapping: desk
title: Desk log
turn: { conversation: no, model: engine.build }
input: [{ role: user, content: asked }]
output: [{ role: assistant, content: told }]
`,
};
const LOG = [
  { no: 'K-1', engine: { build: 'tiny-3' }, asked: 'Größe L?', told: 'Größe L \u2192 ja' },
  { no: 'K-1', asked: 'Noch da?' },
  { cpu: 0.5 },
]
  .map((record) => JSON.stringify(record))
  .join('\n');

test('a mapping reads what no format knows; custody, verify and rebuild know it', async () => {
  const path = await emptyCase();
  const log = join(path, '..', 'desk.jsonl');
  writeFileSync(log, LOG);
  const import_ = () => importFiles(path, [log], { ...AS_IT_IS, mapping: MAPPING });
  const { files } = await import_();
  expect(files[0]?.format).toMatch(/^mapping:desk@[0-9a-f]{12}$/);
  expect(files).toMatchObject([
    { records: 3, mapped: 2, unmapped: 1, conversations: 1, turns: 1, messages: 3 },
  ]);
  expect(
    await rowsIn(
      path,
      `SELECT t.seq, t.kind, t.model, m.role, c.text
       FROM store.message AS m JOIN store.turn AS t USING (turn_id) JOIN store.content AS c USING (content_id)
       ORDER BY t.turn_id, m.side, m.seq`,
    ),
  ).toEqual([
    { seq: '1', kind: 'model', model: 'tiny-3', role: 'user', text: 'Größe L?' },
    { seq: '1', kind: 'model', model: 'tiny-3', role: 'assistant', text: 'Größe L → ja' },
    { seq: '2', kind: 'request', model: null, role: 'user', text: 'Noch da?' },
  ]);
  expect(await rowsIn(path, "SELECT error FROM store.record WHERE status = 'unmapped'")).toEqual([
    { error: 'no message stands where the mapping looks' },
  ]);
  expect(await complaints(path, true)).toEqual([]);
  expect(await rebuildCase(path)).toMatchObject({ equal: true });

  expect(await import_()).toMatchObject({ files: [{ duplicate_of: files[0]?.sha256 }] });
  const other = { ...MAPPING, text: `${MAPPING.text}# another\n` };
  expect(await importFiles(path, [log], { ...AS_IT_IS, mapping: other })).toMatchObject({
    files: [],
    refused: [{ reason: expect.stringContaining('in the case already') as unknown }],
  });
});

test('a mapping that is wrong is refused before anything is touched', async () => {
  const path = await emptyCase();
  const log = join(path, '..', 'desk.jsonl');
  writeFileSync(log, LOG);
  await expect(
    importFiles(path, [log], { ...AS_IT_IS, mapping: { name: 'x.yaml', text: 'mapping: x' } }),
  ).rejects.toMatchObject({
    code: 'bad-usage',
    message: expect.stringContaining('x.yaml:1') as unknown,
  });
  expect(await rowsIn(path, 'FROM store.evidence')).toEqual([]);
});
