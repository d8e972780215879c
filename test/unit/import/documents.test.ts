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

test('a line that is a list holds the record that its format names, with its own bytes', async () => {
  const event = (number: number) => ({
    ...{ id: `sevt_${number}`, type: 'agent.message', processed_at: '2026-01-05T10:00:00Z' },
    content: [{ type: 'text', text: `Größe ${number}` }],
  });
  const stream = 'client.beta.sessions.events.stream';
  const sent = ['client.beta.sessions.events.send', ['sesn_1', { events: [] }]];
  const lines = [[stream, event(1)], sent, [stream], [stream, event(2)]];
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  const casePath = await emptyCase();

  const { files } = await importText(casePath, text, 'session.jsonl');

  expect(files[0]).toMatchObject({
    format: 'managed-agents',
    ...{ records: 4, mapped: 2, unmapped: 2, turns: 2, messages: 2 },
  });
  const rows = await rowsIn(casePath, RECORDS);
  const bytes = Buffer.from(text);
  expect(
    rows.map(({ byte_offset, byte_length }) =>
      bytes.toString('utf8', Number(byte_offset), Number(byte_offset) + Number(byte_length)),
    ),
  ).toEqual([event(1), sent[1], [stream], event(2)].map((one) => JSON.stringify(one)));

  const elements = `[ ${JSON.stringify(lines[0])},\n ${JSON.stringify(lines[3])} ]`;
  expect((await importText(casePath, elements, 'session.json')).files[0]).toMatchObject({
    ...{ records: 2, mapped: 2, turns: 2 },
  });
  expect(await complaints(casePath, true)).toEqual([]);
});
