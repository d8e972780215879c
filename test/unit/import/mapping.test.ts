import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importFiles } from '../../../electron/engine/import/import-files.ts';
import { rebuildCase } from '../../../electron/engine/rebuild/rebuild.ts';
import { readMapping } from '../../../electron/engine/formats/mapping/read-mapping.ts';
import {
  AS_IT_IS,
  complaints,
  emptyCase,
  importText,
  rowsIn,
} from '../../fixtures/case-on-disk.ts';
import { line } from './derived.ts';

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

const TICKETS = `
mapping: tickets
title: Tickets of the desk
each: 'tickets[*]'
table: feedback
row:
  id: no
  what: { always: complaint }
  value: subject
  at: came
  who: from.name
  comment: said
  key: chat
  key_kind: conversation
`;

test('a mapping reads a side table; its rows meet the turns of another file', async () => {
  const path = await emptyCase();
  await importText(path, line({ id: 'g-1', conversation_id: 'chat-7', created: 1777716000 }));
  const file = join(path, '..', 'tickets.json');
  const tickets = [
    {
      no: 'K-1',
      subject: 'Größe',
      came: '2026-05-02T12:00:00Z',
      from: { name: 'Ana' },
      said: 'L fehlt',
      chat: 'chat-7',
    },
    { no: 'K-2', subject: 'Fee', came: '2026-05-02T12:00:00Z', chat: 'chat-8' },
  ];
  writeFileSync(
    file,
    [{ tickets }, { tickets: [{ no: 'K-3' }] }].map((day) => JSON.stringify(day)).join('\n'),
  );
  const { files } = await importFiles(path, [file], {
    ...AS_IT_IS,
    mapping: { name: 'tickets.yaml', text: TICKETS },
  });
  expect(files).toMatchObject([{ records: 2, mapped: 1, unmapped: 1, turns: 0, messages: 0 }]);
  expect(
    await rowsIn(
      path,
      `SELECT f.external_id, what, value, who, comment, key, key_kind, t.external_id AS turn, matched_by, unmatched
       FROM store.feedback AS f LEFT JOIN store.turn AS t USING (turn_id) ORDER BY f.external_id`,
    ),
  ).toEqual([
    {
      external_id: 'K-1',
      what: 'complaint',
      value: 'Größe',
      who: 'Ana',
      comment: 'L fehlt',
      key: 'chat-7',
      key_kind: 'conversation',
      turn: 'g-1',
      matched_by: 'conversation',
      unmatched: null,
    },
    {
      external_id: 'K-2',
      what: 'complaint',
      value: 'Fee',
      who: null,
      comment: null,
      key: 'chat-8',
      key_kind: 'conversation',
      turn: null,
      matched_by: null,
      unmatched: 'no turn',
    },
  ]);
  expect(await complaints(path, true)).toEqual([]);
  expect(await rebuildCase(path)).toMatchObject({ equal: true });
});

test('a mapping of a side table is checked as a whole', () => {
  const wrong = (text: string) => () => readMapping(`mapping: x\ntitle: X\n${text}`, 'x.yaml');
  expect(wrong('table: feedback')).toThrow('a side table is said by both');
  expect(wrong('row: { value: a }')).toThrow('a side table is said by both');
  expect(wrong('table: label\nrow: { value: a }\ninput: [{ role: user, content: b }]')).toThrow(
    'or table and row, without messages',
  );
  expect(wrong('table: person\nrow: { value: "a[" }')).toThrow('breaks off at character 2');
  expect(wrong('table: orders\nrow: { value: a }')).toThrow('x.yaml:3');
  expect(wrong('table: alert\nrow: { value: level, at: time, who: rule }')).not.toThrow();
});

const TALK = {
  name: 'talk.yaml',
  text: `
mapping: talk
title: Talk log
where: { path: who, not: [ticker] }
turn: { conversation: talk, user_id: guest, started_at: at }
message: { role: who, content: [text, said] }
roles: { rules: system, wiki: context, guest: user, bot: assistant }
feedback: [{ what: stars, value: stars }]
`,
};
const TALKS = [
  { who: 'rules', talk: 'A', text: 'Be brief.' },
  { who: 'guest', talk: 'A', guest: 'g1', text: 'Open today?', at: '2026-05-01T10:00:00Z' },
  { who: 'rules', talk: 'B', text: 'Be kind.' },
  { who: 'guest', talk: 'B', guest: 'g2', text: 'Lost my hat.' },
  { who: 'wiki', talk: 'A', text: 'Open from nine.' },
  { who: 'ticker', talk: 'A' },
  { who: 'bot', talk: 'A', said: 'From nine.' },
  { who: 'guest', talk: 'A', guest: 'g1', text: 'And' },
  { who: 'guest', talk: 'A', guest: 'g1', text: 'tomorrow?' },
  { who: 'bot', talk: 'A', said: 'Closed.' },
  { who: 'bot', talk: 'A', said: 'Sorry.' },
  { who: 'guest', talk: 'A', stars: 2, at: '2026-05-01T10:09:00Z' },
]
  .map((record) => JSON.stringify(record))
  .join('\n');

test('records that are messages become calls in the order of their file; verify and rebuild know it', async () => {
  const path = await emptyCase();
  const log = join(path, '..', 'talk.jsonl');
  writeFileSync(log, TALKS);
  const { files } = await importFiles(path, [log], { ...AS_IT_IS, mapping: TALK });
  expect(files).toMatchObject([{ records: 12, mapped: 12, unmapped: 0, turns: 3 }]);
  const turns = await rowsIn(
    path,
    `SELECT t.kind, t.user_id, string_agg(m.role || ': ' || c.text, ' | ' ORDER BY m.side, m.seq) AS said
     FROM store.turn AS t JOIN store.message AS m USING (turn_id) JOIN store.content AS c USING (content_id)
     GROUP BY t.turn_id, t.kind, t.user_id
     ORDER BY t.turn_id`,
  );
  expect(turns.map(({ kind, user_id, said }) => [kind, user_id, said])).toEqual([
    ['model', 'g1', 'system: Be brief. | user: Open today? | assistant: From nine.'],
    ['request', null, 'system: Be kind.'],
    ['request', 'g2', 'user: Lost my hat.'],
    ['model', 'g1', 'system: Be brief. | user: And | user: tomorrow? | assistant: Closed.'],
    // Nothing was asked anew: what holds for the conversation holds for this answer.
    ['model', 'g1', 'system: Be brief. | assistant: Sorry.'],
  ]);
  expect(
    await rowsIn(
      path,
      `SELECT t.kind, c.text
       FROM store.context_document AS d JOIN store.turn AS t USING (turn_id) JOIN store.content AS c USING (content_id)
       WHERE d.from_turn_id IS NOT NULL`,
    ),
  ).toEqual([{ kind: 'model', text: 'Open from nine.' }]);
  expect(
    await rowsIn(
      path,
      `SELECT error FROM store.record WHERE status = 'mapped' AND error IS NOT NULL`,
    ),
  ).toEqual([{ error: 'left out by the mapping: of who it is "ticker"' }]);
  expect(
    await rowsIn(
      path,
      `SELECT joined_by, count(*)::INTEGER AS records FROM store.call_record GROUP BY ALL ORDER BY 1`,
    ),
  ).toEqual([
    { joined_by: 'order', records: 7 },
    { joined_by: null, records: 3 },
  ]);
  expect(await complaints(path, true)).toEqual([]);
  expect(await rebuildCase(path)).toMatchObject({ equal: true });
});
