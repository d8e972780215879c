import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { suggestForFile } from '../../../electron/engine/mapping/suggest-for-file.ts';
import { tryMapping } from '../../../electron/engine/mapping/try-mapping.ts';

/** Logs of shapes and words that no list knows: what is suggested, and what the file then gives as an import reads it. */

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exhibit-unforeseen-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function accepted(name: string, text: string) {
  const path = join(folder, name);
  writeFileSync(path, text);
  const { mapping, yaml, notes } = await suggestForFile(path);
  return { mapping, notes, trial: await tryMapping(path, { name: 'm.yaml', text: yaml }) };
}

const lines = (records: readonly object[]): string =>
  records.map((record) => JSON.stringify(record)).join('\n');

const RULES = 'You are the mate of the Orla ferry. Keep it short and never promise a seat.';
const ASKED = [
  'Does the ferry run on Sundays?',
  'How long is the crossing',
  'May I bring a dog?',
  'Where do I leave the car',
];
const TOLD = [
  'Every Sunday at nine, except in January.',
  'Fifty minutes on a calm day.',
  'Dogs travel free of charge on a lead.',
  'At the north quay, behind the chapel.',
];
const minute = (at: number, second = 0): string =>
  `2026-05-01T10:${String(at).padStart(2, '0')}:${String(second).padStart(2, '0')}Z`;

test('messages of a chat, each a record, whose speakers have names of their own', async () => {
  let id = 500;
  const said = (talk: number, who: string, text: string, more: object = {}) => ({
    ...{ id: id++, talk, who, text, passenger_id: null, llm: null, ms: null, found: [] },
    ...more,
    at: minute(id - 500),
  });
  const asks = (talk: number, at: number) =>
    said(talk, 'deck', ASKED[at] ?? '', { passenger_id: 70 + talk });
  const tells = (talk: number, at: number) =>
    said(talk, 'orla', TOLD[at] ?? '', {
      ...{ llm: 'acme-chat-7b', ms: 900 + at },
      found: [{ title: `Sheet ${at}`, quote: `Sheet ${at} of the timetable says so.` }],
    });
  const { mapping, trial } = await accepted(
    'chat.ndjson',
    lines([
      said(1, 'bridge', RULES),
      asks(1, 0),
      said(2, 'bridge', RULES),
      asks(2, 1),
      tells(1, 0),
      asks(2, 2),
      tells(2, 1),
      asks(1, 3),
      tells(1, 3),
      said(3, 'bridge', RULES),
      asks(3, 2),
    ]),
  );
  expect(mapping.roles).toEqual({ bridge: 'system', deck: 'user', orla: 'assistant' });
  expect(mapping.message).toEqual({ role: 'who', content: 'text' });
  expect(mapping.turn).toMatchObject({ conversation: 'talk', user_id: 'passenger_id' });
  // What nobody answered stays as it stands: the rules and the question of the third talk.
  expect(trial).toMatchObject({ records: 11, unmapped: 0, conversations: 3, turns: 3, steps: 2 });
  const turns = trial.first.filter(({ kind }) => kind === 'model');
  // A call begins with the last that was said before its answer, and not with the rules or an earlier question.
  expect(turns.map(({ started_at }) => Date.parse(started_at ?? ''))).toEqual(
    [2, 6, 8].map((at) => Date.parse(minute(at))),
  );
  expect(
    turns.map(({ model, messages }) => [
      model,
      ...messages.map(({ role, text }) => `${role}: ${text}`),
    ]),
  ).toEqual([
    ['acme-chat-7b', `system: ${RULES}`, `user: ${ASKED[0]}`, `assistant: ${TOLD[0]}`],
    [
      'acme-chat-7b',
      `system: ${RULES}`,
      `user: ${ASKED[1]}`,
      `user: ${ASKED[2]}`,
      `assistant: ${TOLD[1]}`,
    ],
    // The rules that begin the talk hold for its later answers too.
    ['acme-chat-7b', `system: ${RULES}`, `user: ${ASKED[3]}`, `assistant: ${TOLD[3]}`],
  ]);
});

test('events of calls under one id; ratings apart, and what tells of no call left out', async () => {
  const call = (at: number) => {
    const event = (kind: string, d: object, second: number) => ({
      ...{ t: minute(at, second), ev: kind, rid: `r-${at}f${at}`, talk: `T${at % 2}`, d },
    });
    return [
      event('question.came', { by: `u-${at % 2}`, text: ASKED[at] }, 0),
      event(
        'leaves.found',
        { hits: [{ ref: `L${at}`, body: `Leaf ${at} of the harbour book.` }] },
        1,
      ),
      event('model.called', { model: 'gpt-4o-mini', preamble: RULES }, 2),
      event('answer.given', { text: TOLD[at], took_ms: 800 + at, tokens_in: 40, tokens_out: 9 }, 3),
      ...(at === 1 ? [event('answer.rated', { stars: 2 }, 9)] : []),
      { t: minute(at, 30), ev: 'heartbeat', rid: `h-${at}0`, talk: 'none', d: {} },
    ];
  };
  const { mapping, trial } = await accepted('events.jsonl', lines([0, 1, 2, 3].flatMap(call)));
  expect(mapping.turn).toMatchObject({ call_id: 'rid', conversation: 'talk', model: 'd.model' });
  expect(mapping.where).toEqual({ path: 'ev', not: ['heartbeat'] });
  expect(mapping.feedback).toMatchObject([{ what: 'stars', value: 'd.stars' }]);
  expect(trial).toMatchObject({ records: 21, mapped: 21, unmapped: 0, turns: 4, undated: 0 });
  // Nothing is left out silently.
  expect(trial.reasons).toEqual([
    { reason: 'left out by the mapping: of ev it is "heartbeat"', records: 4, first: 5 },
  ]);
  expect(trial.first.find(({ kind }) => kind === 'model')).toEqual({
    turn: 1,
    kind: 'model',
    started_at: '2026-05-01 10:00:00+00',
    model: 'gpt-4o-mini',
    messages: [
      { side: 'input', role: 'user', text: ASKED[0] },
      { side: 'input', role: 'system', text: RULES },
      { side: 'output', role: 'assistant', text: TOLD[0] },
    ],
  });
});

test('steps of an agent, each kind with its text in a place of its own', async () => {
  const run = (at: number) => {
    const step = (kind: string, more: object) => ({ run: `run-${at}7c`, kind, ...more });
    return [
      step('goal', { by: `m.quay${at}`, charter: RULES, text: ASKED[at] }),
      step('infer', { engine: 'acme-13b', ms: 700, said: 'I look at the timetable first.' }),
      step('tool', { tool: 'timetable', result: { rows: 3 } }),
      step('infer', { engine: 'acme-13b', ms: 900, said: TOLD[at] }),
    ];
  };
  const { mapping, trial } = await accepted('agent.jsonl', lines([0, 1, 2, 3].flatMap(run)));
  expect(mapping.message).toEqual({ role: 'kind', content: ['text', 'said', 'result'] });
  expect(mapping.input).toEqual([{ role: 'system', content: 'charter' }]);
  expect(trial).toMatchObject({ records: 16, unmapped: 0, conversations: 4, turns: 8, steps: 4 });
  // The second answer of a run was asked nothing anew: it has the instructions all the same.
  expect(trial.first.filter(({ kind }) => kind === 'model')[1]?.messages).toEqual([
    { side: 'input', role: 'system', text: RULES },
    { side: 'output', role: 'assistant', text: TOLD[0] },
  ]);
});

test('an exported table: names of columns in one list, rows in another', async () => {
  const rows = [0, 1, 2, 3, 4, 5, 6, 7].map((at) => [
    ...[900 + at, `F${Math.floor(at / 2)}`, `2026-05-01T10:0${at}:00`, `K-20${Math.floor(at / 2)}`],
    ...[RULES, ASKED[at % 4], [`Leaf ${at} of the harbour book.`], TOLD[at % 4]],
    ...['gpt-4o-mini', 800 + at],
  ]);
  const columns = ['nr', 'fil', 'heure', 'client', 'consigne', 'demande', 'extraits', 'reponse'];
  const { mapping, trial } = await accepted(
    'export.json',
    JSON.stringify({ sql: 'select all', cols: [...columns, 'moteur', 'duree_ms'], rows }),
  );
  expect(mapping).toMatchObject({
    each: 'rows[*]',
    turn: {
      conversation: '[1]',
      started_at: '[2]',
      user_id: '[3]',
      model: '[8]',
      latency_ms: '[9]',
    },
    input: [
      { role: 'system', content: '[4]' },
      { role: 'user', content: '[5]' },
    ],
    output: [{ role: 'assistant', content: '[7]' }],
    context: [{ each: '[6]' }],
  });
  expect(trial).toMatchObject({ records: 1, unmapped: 0, conversations: 4, turns: 8, steps: 0 });
});

test('calls on a telephone: the machine by its work, its greeting no call, people who take over none either', async () => {
  const calls = [0, 1, 2, 3].map((at) => ({
    call_ref: `C-${at}`,
    persona: RULES,
    lines: [
      { speaker: 'ORLA', said: 'Orla ferry, how can I help?' },
      { speaker: 'CALLER', said: ASKED[at], asr_confidence: 0.9 },
      { speaker: 'ORLA', said: TOLD[at], think_ms: 500 + at },
      ...(at === 0 ? [{ speaker: 'AGENT', said: 'This is Ada, I take over.' }] : []),
    ],
  }));
  const { mapping, trial } = await accepted('phone.json', JSON.stringify(calls));
  expect(mapping.roles).toEqual({ CALLER: 'user', ORLA: 'assistant' });
  expect(mapping.transcript).toMatchObject({ opening: 'given', turn: { latency_ms: 'think_ms' } });
  expect(trial).toMatchObject({ conversations: 4, turns: 4, steps: 1 });
  expect(trial.first[0]?.messages.map(({ role, text }) => `${role}: ${text}`)).toEqual([
    `system: ${RULES}`,
    'assistant: Orla ferry, how can I help?',
    `user: ${ASKED[0]}`,
    `assistant: ${TOLD[0]}`,
  ]);
  expect(trial.first[1]?.kind).toBe('chain');
});

test('what is asked and what is answered, in lines that share nothing but an id', async () => {
  const call = (at: number) => [
    {
      ...{ at: minute(at), what: 'ask', id: `k-${at}7`, talk: `T-${at >> 1}`, rules: RULES },
      q: ASKED[at % 4],
    },
    at === 6
      ? { at: minute(at, 9), what: 'broke', id: `k-${at}7`, error: 'the line is down' }
      : { at: minute(at, 4), what: 'tell', id: `k-${at}7`, answer: TOLD[at % 4], took_ms: 900 },
    ...(at % 2 === 1 ? [{ at: minute(at, 30), what: 'rating', about: `k-${at}7`, stars: 2 }] : []),
  ];
  const calls = [0, 1, 2, 3, 4, 5, 6, 7].flatMap(call);
  const { mapping, trial } = await accepted('parts.ndjson', lines(calls));
  expect(mapping.feedback).toEqual([{ what: 'stars', of: 'about', value: 'stars' }]);
  expect(trial).toMatchObject({ records: 20, unmapped: 0, turns: 7, steps: 1 });
  expect(
    trial.first.map(({ kind, messages }) => [kind, ...messages.map(({ text }) => text)]).slice(4),
  ).toEqual([
    ['model', RULES, ASKED[0], TOLD[0]],
    ['model', RULES, ASKED[1], TOLD[1]],
    ['request', RULES, ASKED[2]],
    ['model', RULES, ASKED[3], TOLD[3]],
  ]);
});

test('what was given and what was answered, in lines of their own that follow each other', async () => {
  const asks = (at: number) => ({ role: 'user', content: ASKED[at] });
  const given = (at: number) => [
    { role: 'system', content: RULES },
    ...(at % 2 === 0 ? [] : [asks(at - 1), { role: 'assistant', content: TOLD[at - 1] }]),
    asks(at),
  ];
  const { mapping, trial } = await accepted(
    'pairs.jsonl',
    lines(
      [0, 1, 2, 3].flatMap((at) => [
        { t: minute(at), session: `s-${at >> 1}`, model: 'gpt-4o-mini', messages: given(at) },
        { t: minute(at, 3), session: `s-${at >> 1}`, type: 'response', reply: TOLD[at] },
      ]),
    ),
  );
  expect(mapping.message).toEqual({ role: 'type', content: 'reply' });
  expect(trial).toMatchObject({ records: 8, mapped: 8, conversations: 2, turns: 4 });
  // What a later call is given holds the rules already: they are not given once more.
  expect(trial.first.map(({ messages }) => messages.map(({ role }) => role))).toEqual(
    [0, 1, 0, 1].map((later) => [
      'system',
      ...(later === 0 ? [] : ['user', 'assistant']),
      ...['user', 'assistant'],
    ]),
  );
});

test('a conversation that each record tells anew up to its own call', async () => {
  const exchange = (at: number) => [
    { von: 'gast', satz: ASKED[at] ?? '' },
    { von: 'lotse', satz: TOLD[at] ?? '' },
  ];
  const call = (talk: string, from: number, count: number, failed = false) => {
    const said = Array.from({ length: count }, (_, index) => exchange((from + index) % 4)).flat();
    return {
      ...{
        gespraech: talk,
        gast_nr: `g-${talk}`,
        modell: failed ? 'acme-large-2' : 'acme-large-1',
      },
      ...{ ablauf: failed ? said.slice(0, -1) : said, beginn: minute(from * 10 + count) },
      ...(failed ? { fehler: 'timeout after 30 s' } : { bewertung: count === 1 ? 5 : 1 }),
    };
  };
  const calls = [0, 1, 2, 3].flatMap((from) => [
    ...[call(`${from}a`, from, 1), call(`${from}a`, from, 2), call(`${from}a`, from, 3)],
  ]);
  const { mapping, trial } = await accepted(
    'retold.ndjson',
    lines([...calls, call('1b', 1, 2, true)]),
  );
  expect(mapping.transcript).toMatchObject({ messages: 'ablauf', earlier: 'given' });
  expect(trial).toMatchObject({ unmapped: 0, conversations: 5, turns: 12, steps: 1, messages: 51 });
  const third = trial.first[2];
  expect(third?.messages.map(({ side, role }) => `${side} ${role}`)).toEqual([
    ...['input user', 'input assistant', 'input user', 'input assistant', 'input user'],
    'output assistant',
  ]);
  expect(trial.models).toContain('acme-large-2');
});

test('lists of what documents are called are documents, attachments are not', async () => {
  const SHEETS = ['timetable.pdf', 'fares.pdf', 'Rules for dogs'];
  const { mapping, trial } = await accepted(
    'named.ndjson',
    lines(
      Array.from({ length: 12 }, (_, at) => ({
        ...{
          at: minute(at),
          chat: `c${at >> 1}`,
          q: ASKED[at % 4],
          a: TOLD[at % 4],
          u: `p${at >> 1}`,
        },
        ...{
          context_docs: SHEETS.slice(0, at % 4),
          attachments: at % 3 === 0 ? ['photo.jpg'] : [],
        },
      })),
    ),
  );
  expect(mapping.context).toEqual([{ each: 'context_docs', document_id: '.' }]);
  expect(mapping.turn.user_id).toBe('u');
  expect(trial).toMatchObject({ unmapped: 0, turns: 12 });
});

test('people of a trade beside a list are known by one word, and what a tool said stays a tool', async () => {
  const RULE = 'You are the coach of Orla Sailing. Never promise a licence. Keep answers short.';
  const { mapping, trial } = await accepted(
    'coach.ndjson',
    lines(
      Array.from({ length: 12 }, (_, at) => ({
        ...{ begunAt: minute(at), thread: `t${at >> 1}`, candidate: { uid: 400 + (at >> 1) } },
        turns: [
          { from: 'setup', body: RULE },
          ...(at % 2 === 0
            ? []
            : [
                { from: 'candidate', body: ASKED[(at - 1) % 4] },
                { from: 'coach', body: TOLD[(at - 1) % 4] },
              ]),
          { from: 'candidate', body: ASKED[at % 4] },
          ...(at % 3 === 0 ? [{ from: 'tool/tides', body: '{"high":"10:40"}' }] : []),
        ],
        result: { text: TOLD[at % 4] },
        sheets: [{ code: `S-${at % 3}`, titel: `Sheet ${at % 3} of the timetable` }],
        vote: at % 3 === 0 ? '+' : at % 3 === 1 ? '-' : null,
      })),
    ),
  );
  expect(mapping.roles).toMatchObject({
    ...{ setup: 'system', candidate: 'user', coach: 'assistant', 'tool/tides': 'tool' },
  });
  expect(mapping.context).toEqual([{ each: 'sheets', document_id: 'code', source: 'titel' }]);
  expect(mapping.feedback).toMatchObject([{ what: 'vote' }]);
  expect(trial).toMatchObject({ unmapped: 0, turns: 12, conversations: 6 });
  expect(trial.first[1]?.messages.map(({ role }) => role)).toEqual([
    ...['system', 'user', 'assistant', 'user', 'assistant'],
  ]);
});

test('documents by a name of any kind; who serves asks, not whom it is about; what failed is no rating', async () => {
  const SHEETS = ['§ 16 Fares', '§ 9 Dogs', '§ 3 Luggage'];
  const { mapping, trial } = await accepted(
    'desk.ndjson',
    lines(
      Array.from({ length: 12 }, (_, at) => ({
        ...{
          at: minute(at),
          case: `v-${at >> 1}`,
          clientNo: `70${at >> 1}`,
          clerk: ['AWe', 'SKe'][at % 2],
        },
        ask: { instructions: RULES, turns: [{ by: 'lawyer', text: ASKED[at % 4] }] },
        passages: SHEETS.slice(0, at % 4).map((norm) => ({ norm, asOf: '2026-01' })),
        cards: at % 3 === 0 ? '' : `INV.${at % 3}|INV.9`,
        reply: at % 6 === 5 ? null : { text: TOLD[at % 4] },
      })),
    ),
  );
  expect(mapping.turn.user_id).toBe('clerk');
  expect(mapping.context).toEqual([
    { each: 'passages', document_id: 'norm' },
    { each: 'cards', divided_by: '|', document_id: '.' },
  ]);
  expect(trial).toMatchObject({ unmapped: 0, turns: 10, steps: 2 });
});

test.each([
  ['lawyer', 'lexi'],
  // A bot may be called by a trade as well: who speaks first asks.
  ['athlete', 'coach'],
])('of two who speak, %s asks %s', async (asks, answers) => {
  const { mapping, trial } = await accepted(
    `${answers}.ndjson`,
    lines(
      Array.from({ length: 12 }, (_, at) => ({
        ...{ at: minute(at), thread: `w${at >> 1}`, fee: 'none' },
        ask: {
          turns: [
            ...(at % 2 === 0
              ? []
              : [
                  { by: asks, text: ASKED[(at - 1) % 4] },
                  { by: answers, text: TOLD[(at - 1) % 4] },
                ]),
            { by: asks, text: ASKED[at % 4] },
          ],
        },
        reply: { text: TOLD[at % 4] },
      })),
    ),
  );
  expect(mapping.roles).toEqual({ [asks]: 'user', [answers]: 'assistant' });
  expect(mapping.input).toMatchObject([{ messages: 'ask.turns', role: 'by', content: 'text' }]);
  expect(trial).toMatchObject({ unmapped: 0, turns: 12, conversations: 6 });
});

test('the version of a bot is its model and that of a car is not; the other of two is the machine; marks under a letter', async () => {
  const { mapping, trial } = await accepted(
    'viewer.ndjson',
    lines(
      Array.from({ length: 20 }, (_, at) => ({
        ...{ t: minute(at), s: `s${at >> 2}`, vehicle: { model: 'E4 Touring' } },
        bot: at < 12 ? 'orla 2.4' : 'orla 2.5',
        said: [
          ...(at % 4 === 0
            ? []
            : [
                { who: 'viewer', text: ASKED[(at - 1) % 4] },
                { who: 'luma', text: TOLD[(at - 1) % 4] },
              ]),
          { who: 'viewer', text: ASKED[at % 4] },
        ],
        a: TOLD[at % 4],
        r: at % 2 === 0 ? 1 + (at % 5) : null,
      })),
    ),
  );
  expect(mapping.turn).toMatchObject({ model: 'bot', conversation: 's' });
  expect(mapping.roles).toEqual({ viewer: 'user', luma: 'assistant' });
  expect(mapping.feedback).toMatchObject([{ value: 'r' }]);
  expect(trial).toMatchObject({ unmapped: 0, turns: 20, conversations: 5 });
});

test('what looks like a person, a document, a rating or a conversation told anew, and is none', async () => {
  const { mapping } = await accepted(
    'plain.ndjson',
    lines(
      Array.from({ length: 20 }, (_, at) => ({
        ...{
          at: minute(at),
          chat: `c${at >> 1}`,
          customer_id: `C-10${at >> 1}`,
          worker: `w-0${at % 2}`,
        },
        ...{ cv: '1.4.2', pl: ['ios', 'android'][at % 2], tech: 'python', uname: 'Linux-5.15' },
        ...{ handler: 'chat_v2', review: '-', q: ASKED[at % 4], a: TOLD[at % 4] },
        cards: ['visa', 'carousel'].slice(0, 1 + (at % 2)),
        attachments: [{ mime: 'application/pdf', size: 10 + at }],
        policies: [{ name: 'no-pii', passed: true }],
        files: [{ type: 'pdf', bytes: 4000 + at }],
        documents: [{ lang: 'en', headline: `Sheet ${at % 3}` }],
      })),
    ),
  );
  expect(mapping.turn).toMatchObject({ conversation: 'chat', user_id: 'customer_id' });
  expect(mapping.context).toEqual([{ each: 'documents', document_id: 'headline' }]);
  expect(mapping.feedback).toEqual([]);
});

test('conversations that begin alike are none that is told anew', async () => {
  const ask = { who: 'bot', text: 'Could you give me the number of your order?' };
  const { mapping } = await accepted(
    'alike.ndjson',
    lines(
      Array.from({ length: 20 }, (_, at) => ({
        ...{ at: minute(at), id: `k-${at}00${at}` },
        lines: [
          { who: 'user', text: 'Hello' },
          ask,
          ...(at % 4 === 0
            ? []
            : [
                { who: 'user', text: `It is ${4000 + at}.` },
                { who: 'bot', text: TOLD[at % 4] },
              ]),
        ],
      })),
    ),
  );
  expect(mapping.transcript).toMatchObject({ messages: 'lines' });
  expect(mapping.transcript).not.toHaveProperty('earlier');
});
