import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { suggestForFile } from '../../../electron/engine/mapping/suggest-for-file.ts';
import { tryMapping } from '../../../electron/engine/mapping/try-mapping.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exhibit-mapping-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LOG = [
  { call: 'c-1', who: 'caller', said: 'Größe L, is it there?', when: '2026-04-01T10:00:00Z' },
  { call: 'c-1', who: 'robot', said: 'Yes, in blue.', when: '2026-04-01T10:00:02Z' },
  { call: 'c-1', who: 'caller', said: '', when: '2026-04-01T10:00:09Z' },
  { call: 'c-2', who: 'caller', said: 'And in red?', when: 'today' },
]
  .map((record) => JSON.stringify(record))
  .join('\n');

const written = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

test('a mapping is suggested from a file, and tried on all of it', async () => {
  const log = written('Phone Log (1).jsonl', LOG);
  const { mapping, yaml, looked_at } = await suggestForFile(log);
  expect(looked_at).toBe(4);
  expect(mapping).toMatchObject({
    mapping: 'phone-log-1',
    message: { role: 'who', content: 'said' },
    roles: { caller: 'user', robot: 'assistant' },
  });
  // Not all of its times can be read, so none is suggested: the record would be refused.
  expect(mapping.turn).toEqual({ conversation: 'call' });
  const text = yaml.replace('turn:', 'turn:\n  started_at: when');
  expect(await tryMapping(log, { name: 'm.yaml', text })).toEqual({
    records: 4,
    mapped: 2,
    unmapped: 2,
    quarantined: 0,
    conversations: 1,
    turns: 1,
    steps: 0,
    messages: 2,
    models: [],
    undated: 0,
    roles: [
      { side: 'input', role: 'user', messages: 1 },
      { side: 'output', role: 'assistant', messages: 1 },
    ],
    reasons: [
      { reason: 'no message stands where the mapping looks', records: 1, first: 3 },
      { reason: 'started_at: not a time: "today"', records: 1, first: 4 },
    ],
    warnings: [],
    first: [
      {
        turn: 1,
        kind: 'model',
        started_at: '2026-04-01 10:00:00+00',
        model: null,
        messages: [
          { side: 'input', role: 'user', text: 'Größe L, is it there?' },
          { side: 'output', role: 'assistant', text: 'Yes, in blue.' },
        ],
      },
    ],
  });
});

test('a trial warns of what looks wrong or is left out', async () => {
  const log = written(
    'desk.jsonl',
    ['ada', 'bo', 'ada', 'bo']
      .map((person, index) =>
        JSON.stringify({
          id: 'same',
          day: 'd1',
          person,
          model: 'm-1',
          question: `Is shelf ${index} free?`,
          answer: 'It is.',
        }),
      )
      .join('\n'),
  );
  const text = [
    'mapping: desk',
    'title: Desk',
    'turn: { external_id: id, conversation: day, user_id: person }',
    'input: [{ role: user, content: question }]',
    'output: [{ role: assistant, content: answer }]',
  ].join('\n');
  expect((await tryMapping(log, { name: 'm.yaml', text })).warnings).toEqual([
    '1 conversations have turns of several users; is conversation what the mapping says?',
    '1 values of external_id stand in several turns; an external_id is of one turn.',
    'The mapping gives no model; model looks like it.',
  ]);
  const none = text.replace('person', 'nobody').replace('id: id', 'id: day');
  expect((await tryMapping(log, { name: 'm.yaml', text: none })).warnings[0]).toBe(
    'No turn has a user_id, though the mapping says where it stands.',
  );
});

test('packed files and other containers are sampled as an import reads them', async () => {
  const same = { role: 'who', content: 'said' };
  const packed = written('log.jsonl.gz', gzipSync(LOG));
  expect((await suggestForFile(packed)).mapping.message).toEqual(same);
  const elements = written('log.json', `[${LOG.replaceAll('\n', ',\n')}]`);
  expect((await suggestForFile(elements)).mapping.message).toEqual(same);
  const rows = written('log.csv', 'who,said\ncaller,"Is it, there?"\nrobot,Yes it is.\n');
  expect((await suggestForFile(rows)).mapping.message).toEqual(same);
});

test('a file without messages is refused with a sentence', async () => {
  const log = written('cpu.jsonl', '{"cpu":0.5}\n');
  await expect(suggestForFile(log)).rejects.toMatchObject({
    code: 'input-refused',
    message: expect.stringContaining('Nothing in the first 1 records of cpu.jsonl') as unknown,
  });
  await expect(suggestForFile(join(folder, 'none'))).rejects.toMatchObject({ code: 'not-found' });
});

test('the command line suggests, writes no file over another, and tries', () => {
  const log = written('phone.jsonl', LOG);
  const out = join(folder, 'phone.yaml');
  const exhibit = (...args: string[]) =>
    spawnSync(process.execPath, ['scripts/exhibit.mjs', 'mapping', ...args], { encoding: 'utf8' });
  expect(exhibit('suggest', log).stdout).toContain(
    'role: who # named "who"; says "caller", "robot"; in 3 of 3',
  );
  expect(exhibit('suggest', log, '--out', out, '--json')).toMatchObject({ status: 0 });
  expect(readFileSync(out, 'utf8')).toMatch(/^mapping: phone\n/);
  expect(exhibit('suggest', log, '--out', out)).toMatchObject({ status: 2 });
  const tried = exhibit('try', log, '--mapping', out, '--json');
  expect(JSON.parse(tried.stdout)).toMatchObject({ records: 4, mapped: 3, unmapped: 1, turns: 1 });
  expect(exhibit('try', log, '--mapping', out).stdout).toContain('output assistant: Yes, in blue.');
  expect(exhibit('try', log)).toMatchObject({ status: 2 });
  expect(exhibit('guess', log).stderr).toContain('knows suggest and try; not guess');
});
