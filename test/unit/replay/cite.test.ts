import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { citation } from '../../../shared/domain/replay-screen.ts';
import { resource } from '../../../electron/engine/base/entry-point.ts';
import { importFiles } from '../../../electron/engine/import/import-files.ts';
import { citationOf } from '../../../electron/engine/replay/cite.ts';
import { AS_IT_IS, emptyCase } from '../../fixtures/case-on-disk.ts';
import { databaseOf } from '../../fixtures/conversation-database.ts';
import { openForReading } from '../../fixtures/open-for-reading.ts';

const EVIDENCE = '9e08a37cd141d595ff1fbf694a7c469a7505bfd8226f28864e24df46c811580c';

test('a passage of the sample is cited so that anyone finds its bytes', async () => {
  const path = await emptyCase();
  await importFiles(path, [resource('sample', 'gateway-2026-03.jsonl')], AS_IT_IS);
  const { connection, evidence } = await openForReading(path);
  const span = { side: 'output', seq: 0, part: 0, char_start: 0, char_end: 20 } as const;
  const cited = citation.parse(await citationOf(connection, evidence, 40, span));
  const command = `dd if=evidence/${EVIDENCE} iflag=skip_bytes,count_bytes skip=71350 count=1996 status=none | sha256sum`;
  expect(cited.quotation).toBe('For large appliances');
  expect(cited.stock_command).toBe(command);
  expect(cited.text.split('\n')).toEqual([
    '“For large appliances”',
    'Turn T-40, conversation cv_z5v70zqf7 (C-21)',
    'Passage: output message 0, part 0 (assistant), characters 0 to 20 of 145 (code points from 0, end not included)',
    'Capture level: application (before templating or truncation)',
    'File: gateway-2026-03.jsonl, record 40, line 40, bytes 71350 to 73346 (1996 bytes, end not included)',
    `SHA-256 of the file: ${EVIDENCE}`,
    'SHA-256 of the record: c068a8c73cf1b6d2ac9b032b431645b940a69831c543f0698db2a9ba1c127e3c',
    `To check, in the folder of the case: ${command}`,
  ]);
  const document = { side: 'context', seq: 1, part: null, char_start: 0, char_end: 16 } as const;
  expect(await citationOf(connection, evidence, 40, document)).toMatchObject({
    quotation: 'Large appliances',
    text: expect.stringContaining(
      'context document of rank 1 (returns-large), characters 0 to 16',
    ) as unknown,
  });
  const whole = await citationOf(connection, evidence, 40, null);
  expect([whole.quotation, whole.text.split('\n')[0]]).toEqual([
    null,
    'Turn T-40, conversation cv_z5v70zqf7 (C-21)',
  ]);
  rmSync(join(evidence.folder, EVIDENCE));
  await expect(citationOf(connection, evidence, 40, span)).rejects.toMatchObject({
    code: 'case-damaged',
  });
});

test('characters are code points, and hidden ones are written out in the text alone', async () => {
  const connection = await databaseOf([
    { conversation: 'c\nd', input: '😀a\u202eb😀', output: ['x', 'y'] },
  ]);
  const span = { side: 'input', seq: 0, part: null, char_start: 1, char_end: 4 } as const;
  const cited = await citationOf(connection, null, 1, span);
  expect(cited.quotation).toBe('a\u202eb');
  expect(cited.text).toContain('“a⟦U+202E⟧b”');
  expect(cited.text).toContain('conversation c⟦U+000A⟧d (C-1)');
});

test('what is no passage is refused', async () => {
  const connection = await databaseOf([
    { conversation: 'c', input: 'abc', output: 'x', toolCalls: [{ name: 'f', text: '{}' }] },
  ]);
  const cite = (span: Parameters<typeof citationOf>[3], turn = 1): Promise<unknown> =>
    citationOf(connection, null, turn, span);
  const passage = { side: 'input', seq: 0, part: 0, char_start: 0, char_end: 3 } as const;
  const refused = { code: 'not-found' };
  await expect(cite(passage)).resolves.toMatchObject({ quotation: 'abc' });
  await expect(cite(passage, 9)).rejects.toMatchObject(refused);
  await expect(cite(null, 9)).rejects.toMatchObject(refused);
  await expect(cite({ ...passage, char_end: 4 })).rejects.toMatchObject(refused);
  await expect(cite({ ...passage, char_end: 2 ** 40 })).rejects.toMatchObject(refused);
  await expect(cite({ ...passage, seq: 2 ** 40 })).rejects.toMatchObject(refused);
  await expect(cite({ ...passage, char_start: -1 })).rejects.toMatchObject(refused);
  await expect(cite({ ...passage, char_start: 2, char_end: 1 })).rejects.toMatchObject(refused);
  await expect(cite({ ...passage, seq: 1 })).rejects.toMatchObject(refused);
  await expect(cite({ ...passage, side: 'context' })).rejects.toMatchObject(refused);
  await expect(cite({ ...passage, side: 'output', part: null, char_end: 1 })).rejects.toMatchObject(
    refused,
  );
});
