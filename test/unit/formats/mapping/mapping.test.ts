import { describe, expect, it } from 'vitest';
import { type JsonObject, Unmapped } from '../../../../electron/engine/formats/format.ts';
import { amountOf } from '../../../../electron/engine/formats/mapping/amount.ts';
import { readMapping } from '../../../../electron/engine/formats/mapping/read-mapping.ts';
import { NeedsDecodedText } from '../../../../electron/engine/formats/nested-json.ts';
import { recordOf, transcript, turnOf, turnsOf } from '../map-fixture.ts';

const SUPPORT = `
mapping: support-bot
title: Support bot log
turn:
  conversation: ticket.no
  started_at: when
  model: { always: tiny-3 }
  prompt_tokens: usage.in
input:
  - { role: system, content: prompt.system }
  - { messages: earlier, role: who, content: said }
  - { role: user, content: ask }
output:
  - { role: assistant, content: reply }
roles: { guest: user, desk: assistant }
tools: offered
context:
  - { each: 'hits[*]', content: body, document_id: key, score: fit }
feedback:
  - { what: stars, value: stars, comment: stars_why }
verdict:
  - { what: blocked, value: guard.blocked }
`;
const read = (text: string) => readMapping(text, 'support.yaml');
const { format } = read(SUPPORT);

const RECORD = recordOf(
  JSON.stringify({
    ticket: { no: 'K-7', desk: 3 },
    when: '2026-04-02T08:00:00Z',
    usage: { in: 12 },
    prompt: { system: 'Be kind.' },
    earlier: [
      { who: 'guest', said: 'Hi' },
      { who: 'desk', said: 'Hello' },
    ],
    ask: 'May I return it?',
    reply: 'Within 30 days.',
    offered: [{ name: 'look_up' }],
    hits: [
      { body: 'Returns: 30 days', key: 'p-1', fit: 0.9 },
      { body: 'Fees', key: 'p-2' },
    ],
    stars: 1,
    stars_why: 'wrong',
    guard: { blocked: false },
    shop: 'north',
  }),
);

describe('a mapping', () => {
  it('gives every part of a turn from where it says', () => {
    const turn = turnOf(format, RECORD);
    expect(turn.fields).toEqual({
      capture: 'application',
      conversation: 'K-7',
      started_at: '2026-04-02T08:00:00Z',
      model: 'tiny-3',
      prompt_tokens: 12,
      // What is not mapped whole stays.
      metadata: {
        ticket: { no: 'K-7', desk: 3 },
        usage: { in: 12 },
        prompt: { system: 'Be kind.' },
        guard: { blocked: false },
        shop: 'north',
      },
    });
    expect(transcript(turn)).toEqual([
      'tools tool: tool_definition(look_up)={"name":"look_up"}',
      'input system: text=Be kind.',
      'input user: text=Hi',
      'input assistant: text=Hello',
      'input user: text=May I return it?',
      'output assistant: text=Within 30 days.',
    ]);
    expect(turn.contexts).toMatchObject([
      { content: 'Returns: 30 days', document_id: 'p-1', score: 0.9 },
      { content: 'Fees', document_id: 'p-2' },
    ]);
    expect(turn.feedback).toMatchObject([{ what: 'stars', value: 1, comment: 'wrong' }]);
    expect(turn.verdicts).toMatchObject([{ what: 'blocked', value: false }]);
  });

  it('is known by its id and the hash of its text', () => {
    const { sha256 } = read(SUPPORT);
    expect(format.id).toBe(`mapping:support-bot@${sha256.slice(0, 12)}`);
    expect(read(`${SUPPORT}\n# a remark`).format.id).not.toBe(format.id);
  });

  it.each([
    ...['ok', 'keine', 'erfolgreich', 'aucune', 'succès', 'terminé', 'ninguno', 'éxito', 'não'],
    ...['concluído', 'nessuno', 'geen', 'gelukt', 'brak', 'ingen', 'fullført', 'başarılı', '-'],
  ])('a state that says %s is no error, in text and in bytes', (state) => {
    const one = read(
      'mapping: s\ntitle: S\nturn: {error: state}\ninput: [{role: user, content: q}]\n',
    );
    const bytes = Buffer.from(state, 'utf8').toString('latin1');
    for (const said of [state, bytes])
      expect(turnOf(one.format, { q: 'Hello?', state: said }).fields.error).toBeUndefined();
    const failed = turnOf(one.format, { q: 'Hello?', state: `${state} Zeitüberschreitung` });
    expect(failed.fields.error).toBe(`${state} Zeitüberschreitung`);
  });

  it('a time whose day and zone stand elsewhere, with the midnight that tables write behind a day', () => {
    const apart = read(`
mapping: apart
title: Apart
turn: { started_at: { path: at, format: 'yyyy-MM-dd hh:mm a', day: on, zone: tz } }
input: [{ role: user, content: q }]
`);
    const started = (record: JsonObject): unknown =>
      turnOf(apart.format, { q: 'Hello?', ...record }).fields.started_at;
    expect(started({ at: '8:05 PM', on: '2026-04-02 00:00:00', tz: '+0200' })).toBe(
      '2026-04-02T20:05+02:00',
    );
    expect(started({ at: '8:05 AM', on: '2026-04-02', tz: 'GMT' })).toBe('2026-04-02T08:05Z');
    expect(started({ at: '8:05 AM', on: '2026-04-02', tz: 'Europe/Berlin' })).toBe(
      '2026-04-02T08:05',
    );
    expect(started({ at: '8:05 AM', on: 'Thursday' })).toBe('Thursday 8:05 AM');
  });

  it('what nobody answered is a request; what says nothing is refused', () => {
    expect(turnOf(format, { ask: 'Hello?' }).fields.kind).toBe('request');
    expect(() => turnsOf(format, { when: '2026-04-02' })).toThrow(Unmapped);
  });

  it('a transcript gives a turn for each answer', () => {
    const chat = read(`
mapping: chat
title: Chats
transcript: { messages: 'data[0].lines', role: author.kind, content: text }
roles: { bot: assistant, person: user }
turn: { conversation: id }
`);
    const turns = turnsOf(chat.format, {
      id: 'c1',
      data: [
        {
          lines: [
            { author: { kind: 'person' }, text: 'One?' },
            { author: { kind: 'bot' }, text: 'One.' },
            { author: { kind: 'person' }, text: 'Two?' },
          ],
        },
      ],
    });
    expect(turns.map(transcript)).toEqual([
      ['input user: text=One?', 'output assistant: text=One.'],
      ['input user: text=Two?'],
    ]);
    expect(turns.map(({ fields }) => fields.kind)).toEqual([undefined, 'request']);
  });

  it('a call of a transcript begins with its question and ends with its answer, where both say when', () => {
    const chat = read(`
mapping: chat
title: Chats
transcript: { messages: lines, role: by, content: text, turn: { started_at: at } }
roles: { bot: assistant, person: user, wiki: tool }
`);
    const times = (...lines: readonly [by: string, at?: string][]): unknown[] =>
      turnsOf(chat.format, { lines: lines.map(([by, at]) => ({ by, at, text: by })) }).map(
        ({ fields: { started_at, ended_at } }) => [started_at, ended_at],
      );
    expect(times(['person', '10:00'], ['wiki', '10:01'], ['bot', '10:02'])).toEqual([
      ['10:00', '10:02'],
    ]);
    expect(times(['person', '10:00'], ['person', '10:05'], ['bot', '10:06'])).toEqual([
      ['10:05', '10:06'],
    ]);
    expect(times(['person'], ['wiki', '10:01'], ['bot', '10:02'])).toEqual([['10:01', '10:02']]);
    expect(times(['person', '10:00'], ['bot'])).toEqual([['10:00', undefined]]);
    expect(times(['person'], ['bot', '10:02'])).toEqual([['10:02', undefined]]);
    expect(times(['person', '10:00'], ['bot', '10:02'], ['bot', '10:03'])).toEqual([
      ['10:00', '10:02'],
      ['10:03', undefined],
    ]);
    expect(times(['person', '10:00'])).toEqual([['10:00', undefined]]);
  });

  it('the time of the record around a transcript is that of its calls and ends none of them', () => {
    const chat = read(`
mapping: chat
title: Chats
each: talks[*]
transcript: { messages: lines, role: by, content: text, turn: { started_at: $.at } }
roles: { bot: assistant, person: user }
`);
    const lines = ['person', 'bot'].map((by) => ({ by, text: by }));
    const turn = turnOf(chat.format, { at: '10:00', talks: [{ lines }] });
    expect(turn.fields).toMatchObject({ started_at: '10:00' });
    expect(turn.fields).not.toHaveProperty('ended_at');
  });

  it('what a person of the house answered at the end asks nothing of the machine', () => {
    const chat = read(`
mapping: chat
title: Chats
transcript: { messages: lines, role: by, content: text }
roles: { bot: assistant, person: user }
`);
    const kinds = (...lines: readonly string[]): unknown[] =>
      turnsOf(chat.format, { lines: lines.map((by) => ({ by, text: `${by}?` })) }).map(
        ({ fields }) => fields.kind,
      );
    expect(kinds('person', 'bot', 'person', 'clerk')).toEqual([undefined, 'chain']);
    expect(kinds('person', 'bot', 'clerk', 'person')).toEqual([undefined, 'request']);
  });

  it('a record of several turns: paths begin at the element, $. at the record', () => {
    const calls = read(`
mapping: calls
title: Calls of a day
each: calls[*]
turn: { conversation: $.day, model: m }
input: [{ role: user, content: q }]
output: [{ role: assistant, content: a }]
`);
    const turns = turnsOf(calls.format, {
      day: 'mon',
      calls: [
        { m: 'x', q: 'A?', a: 'A.' },
        { m: 'y', q: 'B?', a: 'B.', odd: 1 },
      ],
    });
    expect(turns.map(({ fields }) => [fields.conversation, fields.model, fields.metadata])).toEqual(
      [
        ['mon', 'x', undefined],
        ['mon', 'y', { odd: 1 }],
      ],
    );
    expect(() => turnsOf(calls.format, { day: 'tue' })).toThrow('nothing stands at calls[*]');
  });

  it('opens JSON inside a text, and names with dots', () => {
    const nested = read(`
mapping: nested
title: Nested
input: [{ role: user, content: 'body.req."user.text"' }]
output: [{ role: assistant, content: 'body.res[-1]' }]
`);
    const body = JSON.stringify({ req: JSON.stringify({ 'user.text': 'Hi' }), res: ['no', 'yes'] });
    expect(transcript(turnOf(nested.format, { body }))).toEqual([
      'input user: text=Hi',
      'output assistant: text=yes',
    ]);
  });

  it('names of prototypes are names like others', () => {
    const hostile = read(`
mapping: hostile
title: Hostile
turn: { model: constructor.name, user_id: __proto__ }
input: [{ role: user, content: toString }]
output: [{ role: assistant, content: a }]
`);
    expect(turnOf(hostile.format, { a: 'x' }).fields).toEqual({ capture: 'application' });
    expect(transcript(turnOf(hostile.format, { a: 'x' }))).toEqual(['output assistant: text=x']);
  });

  it('with a letter beyond ASCII it asks for decoded texts', () => {
    const umlaut = read(`
mapping: umlaut
title: Umlaut
input: [{ role: user, content: größe }]
`);
    expect(() => turnsOf(umlaut.format, { größe: 'L' }, false)).toThrow(NeedsDecodedText);
    expect(transcript(turnOf(umlaut.format, { größe: 'L' }))).toEqual(['input user: text=L']);
  });
});

describe('a mapping that is wrong', () => {
  it.each([
    ['mapping: [', 'support.yaml:1: '],
    ['mapping: a\ntitle: A\ninput:\n  - {role: user}\n', 'support.yaml:4: input.0: name a role'],
    ['mapping: a\ntitle: A\n', 'the mapping: say where messages are'],
    [
      'mapping: A B\ntitle: A\ninput: [{role: user, content: q}]',
      'support.yaml:1: mapping: an id of',
    ],
    [
      'mapping: a\ntitle: A\nturn:\n  model: "a..b"\ninput: [{role: user, content: q}]',
      'support.yaml:4: the path a..b breaks off at character 3: expected a name',
    ],
    [
      'mapping: a\ntitle: A\nturn:\n  colour: x\ninput: [{role: user, content: q}]',
      'support.yaml:4: turn: Unrecognized key',
    ],
    [
      'mapping: a\ntitle: A\ninput: [{role: user, content: "q["}]',
      'the path q[ breaks off at character 2',
    ],
    ['mapping: a\ntitle: A\ntranscript: {role: user, content: q}\n', 'a transcript names the path'],
    [
      `a: &a [x, x, x, x, x, x, x, x, x]\n${['b', 'c', 'd', 'e']
        .map(
          (name, at) =>
            `${name}: &${name} [${Array(9)
              .fill(`*${'abcd'.charAt(at)}`)
              .join(', ')}]`,
        )
        .join('\n')}\n`,
      'support.yaml:1: the mapping cannot be written out: Excessive alias count indicates a resource exhaustion attack',
    ],
  ])('is refused with its line: %s', (text, sentence) => {
    expect(() => read(text)).toThrow(sentence);
  });
});

describe('a mapping of a list of turns', () => {
  const LISTED = `
mapping: listed
title: Listed turns
each: turns
turn: { release: $.version }
input: [{ role: user, content: q }]
output: [{ role: assistant, content: a }]
`;
  const turns = [{ q: 'Fee?', a: '5 €.', version: 'prompt-v7' }];

  it('keeps a field of the turn that only shares its name with one of the record', () => {
    const { fields } = turnOf(read(LISTED).format, { version: 'r1', turns });
    expect(fields.release).toBe('r1');
    expect(fields.metadata).toEqual({ version: 'prompt-v7' });
  });
  it('opens a list that is given as its JSON', () => {
    const turn = turnOf(read(LISTED).format, { turns: JSON.stringify(turns) });
    expect(transcript(turn)).toEqual(['input user: text=Fee?', 'output assistant: text=5 €.']);
  });
});

describe('passages among the messages of a transcript', () => {
  const CHAT = read(`
mapping: chat
title: Chats
transcript: { messages: lines, role: by, content: text }
input: [{ messages: notes, role: by, content: text }]
roles: { bot: assistant, person: user, shelf: context }
turn: { conversation: id }
`).format;
  const line = (by: string, text: string) => ({ by, text });
  const given = (lines: object[], notes: object[] = []) =>
    turnsOf(CHAT, { id: 'c1', lines, notes }).map(({ fields, messages, contexts }) => ({
      kind: fields.kind,
      messages: messages.length,
      given: contexts.map(({ content }) => content),
    }));

  it('are given with the answer behind them, also where none comes', () => {
    expect(
      given([
        line('person', 'One?'),
        line('shelf', 'Page 1'),
        line('bot', 'One.'),
        line('person', 'Two?'),
        line('shelf', 'Page 2'),
      ]),
    ).toEqual([
      { kind: undefined, messages: 2, given: ['Page 1'] },
      { kind: 'request', messages: 1, given: ['Page 2'] },
    ]);
  });
  it('are a retrieval of their own behind the last answer', () => {
    expect(given([line('person', 'One?'), line('bot', 'One.'), line('shelf', 'Page 3')])).toEqual([
      { kind: undefined, messages: 2, given: [] },
      { kind: 'retrieval', messages: 0, given: ['Page 3'] },
    ]);
  });
  it('are passages beside the transcript too', () => {
    expect(
      given([line('person', 'One?'), line('bot', 'One.')], [line('shelf', 'Rules of the house')]),
    ).toEqual([{ kind: undefined, messages: 2, given: ['Rules of the house'] }]);
  });
});

describe('a record that is one message', () => {
  it('keeps its facts, also where it is a passage', () => {
    const one = read(`
mapping: one
title: One message
message: { role: by, content: text }
roles: { shelf: context, bot: assistant }
feedback: [{ what: mark, value: mark }]
`).format;
    const turn = turnOf(one, { by: 'shelf', text: 'Page 1', mark: 'wrong' });
    expect(turn.fields.kind).toBe('retrieval');
    expect(turn.contexts.map(({ content }) => content)).toEqual(['Page 1']);
    expect(turn.feedback).toHaveLength(1);
  });
});

it('documents of which the record has nothing but names have no text', () => {
  const named = read(`
mapping: named
title: Named
input: [{ role: user, content: q }]
context: [{ each: docs, document_id: . }, { each: pages }]
`).format;
  const { contexts } = turnOf(named, { q: 'Fee?', docs: ['fees.pdf'], pages: ['The fee is 3.'] });
  expect(contexts.map(({ document_id, content }) => [document_id, content])).toEqual([
    ['fees.pdf', undefined],
    [undefined, 'The fee is 3.'],
  ]);
});

it('what a step of a path leaves of a list stays in the metadata', () => {
  const parts = [
    { kind: 'ask', text: 'Fee?' },
    { kind: 'trace', text: 'route 7' },
  ];
  const asked = read(`
mapping: asked
title: Asked
input: [{ role: user, content: 'parts[kind=ask].text' }]
`).format;
  expect(turnOf(asked, { parts }).fields.metadata).toEqual({ parts });
});

it.each([
  ['1,5', 1.5],
  ['1,234', undefined],
  ['1234,567', 1234.567],
  ['0,125', 0.125],
  ['00:00:06.5', 6.5],
])('%s is a number only where it can be read one way', (text, number) => {
  expect(amountOf(text)).toBe(number);
});
