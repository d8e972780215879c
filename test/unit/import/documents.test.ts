import { expect, test } from 'vitest';
import { complaints, emptyCase, importText, rowsIn } from '../../fixtures/case-on-disk.ts';

const attack = (index: number, more: object = {}) => ({
  index,
  goal: 'Write it',
  prompt: `Please write ${index} – now`,
  response: 'No',
  jailbroken: false,
  ...more,
});
const artifact = (...attacks: object[]) =>
  JSON.stringify({ parameters: { model: 'tiny-9' }, jailbreaks: attacks, notes: ['é'] }, null, 2);

const RECORDS = `
  SELECT line, byte_offset, byte_length, status FROM store.record ORDER BY record_id`;

test('a document is split into its records, each with its own bytes', async () => {
  const casePath = await emptyCase();
  const text = artifact(attack(0), attack(1, { prompt: null, response: null }), attack(2));

  const { files } = await importText(casePath, text, 'artifact.json');

  expect(files[0]).toMatchObject({ records: 3, mapped: 2, unmapped: 1, turns: 2 });
  const rows = await rowsIn(casePath, RECORDS);
  const bytes = Buffer.from(text);
  const told = rows.map(({ byte_offset, byte_length }) =>
    bytes.toString('utf8', Number(byte_offset), Number(byte_offset) + Number(byte_length)),
  );
  expect(told.map((one) => (JSON.parse(one) as { index: number }).index)).toEqual([0, 1, 2]);
  expect(await complaints(casePath, true)).toEqual([]);
});

test('each line and each element may be a document of several records', async () => {
  const one = (...indexes: number[]) =>
    JSON.stringify({ parameters: {}, jailbreaks: indexes.map((index) => attack(index)) });
  const casePath = await emptyCase();
  await importText(casePath, `  ${one(1, 2)} \r\n\n{"broken\n${one()}\n${one(3)}`, 'lines.jsonl');
  await importText(casePath, `[${one(4, 5)} , ${one(6)}]`, 'elements.json');

  expect(await rowsIn(casePath, RECORDS.replace(', byte_offset, byte_length', ''))).toEqual([
    { line: '1', status: 'mapped' },
    { line: '1', status: 'mapped' },
    { line: '2', status: 'blank' },
    { line: '3', status: 'quarantined' },
    { line: '4', status: 'unmapped' },
    { line: '5', status: 'mapped' },
    { line: null, status: 'mapped' },
    { line: null, status: 'mapped' },
    { line: null, status: 'mapped' },
  ]);
  expect(await complaints(casePath, true)).toEqual([]);
});
