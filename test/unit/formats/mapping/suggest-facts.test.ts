import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../electron/engine/formats/format.ts';
import { suggest } from '../../../../electron/engine/formats/mapping/suggest.ts';
import { readAsSuggested } from './as-suggested.ts';

/** When a call was, who asked and what answered: what the values tell of them, whatever they are called. */
const ASKED = [
  'Which kiln fires the blue glaze?',
  'How long does stoneware cool?',
  'May I open the lid at 200 degrees?',
  'What became of the cracked bowls?',
  'Who ordered the cobalt oxide?',
  'Is there a slot on Friday night?',
  'Can I fire porcelain with it?',
  'Why does the shelf stick?',
];
const TOLD = [
  'The small one, to cone six.',
  'Fourteen hours with the damper closed.',
  'Wait until it is below one hundred, else the ware cracks.',
  'They went back into the clay bin on Monday.',
  'The night shift did, two bags of it.',
  'One, from nine in the evening until the morning.',
  'Only on the top shelf, and with a witness cone beside it.',
  'Its wash is worn off; grind it and brush on three coats.',
];
const each = <Item>(one: (index: number) => Item): Item[] => ASKED.map((_, index) => one(index));
const call = (index: number): JsonObject => ({ question: ASKED[index], answer: TOLD[index] });
const moment = (index: number): number => 1_742_000_000_123 + index * 3_600_000 + index * index;

it.each([
  ['t0', 't1'],
  ['ts_1', 'ts_2'],
])('two times that have one name and count up, %s and %s, are start and end', (first, last) => {
  const { mapping } = readAsSuggested(
    each((index) => ({
      ...{ [last]: moment(index) + 900 + index, [first]: moment(index) },
      ...call(index),
    })),
  );
  expect(mapping.turn).toMatchObject({ started_at: first, ended_at: last });
});

it('numbers that count up otherwise are no times of a call', () => {
  const { mapping } = readAsSuggested(
    each((index) => ({ t0: moment(index), t1: moment(7 - index), ...call(index) })),
  );
  expect(mapping.turn.started_at).toBeUndefined();
  expect(mapping.turn.ended_at).toBeUndefined();
});

it('a number that is a time by another one soon after it is when the call began', () => {
  const { mapping } = readAsSuggested(
    each((index) => ({ zp: moment(index), completed_at: moment(index) + 700, ...call(index) })),
  );
  expect(mapping.turn).toMatchObject({ started_at: 'zp', ended_at: 'completed_at' });
});

it('the id under the name of whoever asks is the user, in a list of messages or beside the question', () => {
  const talks = each((index) => ({
    glazer: `gl-${index % 4}${index % 4}7`,
    lines: [
      { by: 'glazer', text: ASKED[index] },
      { by: 'assistant', text: TOLD[index] },
    ],
  }));
  expect(readAsSuggested(talks).mapping.turn.user_id).toBe('glazer');
  const calls = each((index) => ({
    stoker: { badge: 140 + (index % 3), shift: 'night' },
    stoker_asked: ASKED[index],
    oven_said: TOLD[index],
  }));
  expect(readAsSuggested(calls).mapping.turn.user_id).toBe('stoker.badge');
});

it('the id of what is asked is nobody’s', () => {
  const rows = each((index) => [
    { talk: `t${index >> 1}`, kind: 'question', question_no: `q-${index}`, text: ASKED[index] },
    { talk: `t${index >> 1}`, kind: 'assistant', text: TOLD[index] },
  ]).flat();
  expect(readAsSuggested(rows).mapping.turn.user_id).toBeUndefined();
});

it('names of models are the model where nothing is called so', () => {
  const backend = (name: (index: number) => string) =>
    readAsSuggested(each((index) => ({ backend: name(index), ...call(index) }))).mapping.turn;
  expect(backend((index) => (index % 2 === 0 ? 'mixtral-8x7b-32768' : 'gemma-2-9b'))).toEqual({
    model: 'backend',
  });
  expect(backend(() => 'azure')).toEqual({ provider: 'backend' });
});

it('what a failure says is its error, and no answer, though lines of answers hold one each', () => {
  const rows = each((index) => [
    { ref: `r${index}`, msg: 'guest message', input: ASKED[index] },
    index === 5
      ? {
          ...{ ref: `r${index}`, msg: 'bot reply failed' },
          err: { message: 'the gateway did not answer within ten seconds', code: 'ETIMEDOUT' },
        }
      : { ref: `r${index}`, msg: 'bot reply', output: TOLD[index] },
  ]).flat();
  const mapping = suggest(rows, { id: 'log', title: 'A log' })?.mapping;
  expect(mapping?.message).toEqual({ role: 'msg', content: ['input', 'output'] });
  expect(mapping?.turn.error).toBe('err');
});

it('what only answers of a list have that say nothing is why', () => {
  const talks = (silent: (index: number) => JsonObject) =>
    readAsSuggested(
      each((index) => ({
        talk: index,
        lines: [
          { side: 'guest', txt: ASKED[index] },
          index % 3 === 0
            ? { side: 'bot', txt: '', ...silent(index) }
            : { side: 'bot', txt: TOLD[index], mood: 'calm and friendly' },
          { side: 'guest', txt: ASKED[7 - index] },
          { side: 'bot', txt: TOLD[7 - index] },
        ],
      })),
    );
  const { mapping, turns } = talks(() => ({ hitch: 'no reply within 30 s' }));
  expect(mapping.transcript?.turn).toEqual({ error: 'hitch' });
  expect(turns.filter(({ fields }) => fields.error !== undefined)).toHaveLength(3);
  expect(talks(() => ({})).mapping.transcript?.turn).toBeUndefined();
});

it.each<[string, (index: number) => JsonObject, unknown]>([
  ['a sentence', () => ({ hitch: { no: 5, told: 'the line was cut off' } }), 'hitch.told'],
  ['words of errors', () => ({ detail: 'quota_exceeded' }), 'detail'],
  ['who went on with it', (index) => ({ handed_to: `desk-${index}` }), undefined],
])('what only calls without an answer have is why: %s', (_, silent, error) => {
  const { mapping } = readAsSuggested(
    each((index) => ({
      question: ASKED[index],
      ...(index % 3 === 0 ? { answer: null, ...silent(index) } : { answer: TOLD[index] }),
    })),
  );
  expect(mapping.turn.error).toBe(error);
});

it('documents by their ids, each with its score, and no score of a section', () => {
  const scored = readAsSuggested(
    each((index) => ({
      ...call(index),
      passages: { [`DOC${index % 5}`]: 0.81, ...(index % 2 === 0 ? { DOC9: 0.4 } : {}) },
    })),
  );
  expect(scored.mapping.context).toEqual([
    { each: 'passages{}', document_id: 'key', score: 'value' },
  ]);
  expect(scored.turns[0]?.contexts).toMatchObject([
    { document_id: 'DOC0', score: 0.81 },
    { document_id: 'DOC9', score: 0.4 },
  ]);
  const sections = readAsSuggested(
    each((index) => ({
      ...call(index),
      kb: [{ title: `Sheet ${index % 3}`, part: `${index}.2` }],
    })),
  );
  expect(sections.mapping.context).toEqual([{ each: 'kb', document_id: 'title' }]);
});

it('a document whose own keys are the ids of conversations, each a list of messages', () => {
  const { mapping, turns } = readAsSuggested([
    Object.fromEntries(
      each((index) => [
        `k${index}x`,
        [
          { who: 'guest', what: ASKED[index], when: moment(index) },
          { who: 'assistant', what: TOLD[index], when: moment(index) + 800 },
        ],
      ]),
    ),
  ]);
  expect(mapping).toMatchObject({
    each: '{}',
    turn: { conversation: 'key' },
    transcript: { messages: 'value', role: 'who', content: 'what', turn: { started_at: 'when' } },
  });
  expect(turns.map(({ fields }) => [fields.conversation, fields.started_at])).toEqual(
    each((index) => [`k${index}x`, moment(index)]),
  );
});

it('a time of day is told by its hours, and how long something took is none', () => {
  const clock = (hour: number) =>
    readAsSuggested(
      each((index) => ({
        ...{ date: '2026-04-02', hms: `0${hour}:1${index}:0${index}`, ...call(index) },
      })),
    ).mapping.turn.started_at;
  expect(clock(8)).toEqual({ path: 'hms', day: 'date', format: 'yyyy-MM-dd HH:mm:ss' });
  expect(clock(0)).toBe('date');
});

const SHEETS = ['Kiln log', 'Glaze recipes', 'Safety at the kilns'];
it('titles of documents with commas between them are documents each, where they stand alone elsewhere', () => {
  const titled = (key: string, title: (index: number) => string) =>
    readAsSuggested(each((index) => ({ ...call(index), [key]: title(index) })));
  const sheets = (index: number): string =>
    [...SHEETS, ...SHEETS].slice(index % 3, (index % 3) + 1 + (index % 2)).join(', ');
  const { mapping, turns } = titled('sheets_used', sheets);
  expect(mapping.context).toEqual([{ each: 'sheets_used', divided_by: ', ', document_id: '.' }]);
  expect(turns[1]?.contexts.map(({ document_id }) => document_id)).toEqual([SHEETS[1], SHEETS[2]]);
  // What never stands alone may be one title with a comma in it.
  const long = (index: number): string => `Kiln log, glaze ${SHEETS[index % 3]}`;
  expect(titled('sheets_used', long).mapping.context).not.toContainEqual(
    expect.objectContaining({ divided_by: ', ' }),
  );
  expect(titled('tags', sheets).mapping.context).toEqual([]);
});

it('the day beside a time of day is told by its values, whatever it is called', () => {
  const days = (name: string, day: (index: number) => string) =>
    readAsSuggested(
      each((index) => ({ [name]: day(index), Ora: `1${index}:05:0${index}`, ...call(index) })),
    ).mapping.turn;
  expect(days('Data', (index) => `${28 - (index % 5)}/03/2025`).started_at).toMatchObject({
    day: 'Data',
    format: 'dd/MM/yyyy HH:mm:ss',
  });
  expect(days('x1', (index) => `03/${18 + index}/2025`).started_at).toMatchObject({ day: 'x1' });
  // Days that come as they like are of something else.
  expect(days('x1', (index) => `03/${28 - (index % 5)}/2025`).started_at).toBeUndefined();
});

it('what stands in a house for anybody to use is no person', () => {
  const of = (name: string, word: string) =>
    readAsSuggested(
      each((index) => ({
        ...{ chat: `c-${index >> 1}`, [name]: `${word}-${10 + (index >> 2)}` },
        ...call(index),
      })).concat(
        each((index) => ({
          ...{ chat: `d-${index >> 1}`, [name]: `${word}-${14 + (index >> 2)}` },
          ...call(index),
        })),
      ),
    ).mapping.turn.user_id;
  expect(of('holder_no', 'rx')).toBe('holder_no');
  expect(of('dispositivo', 'guia')).toBeUndefined();
  expect(of('terminal', 'rx')).toBeUndefined();
  expect(of('zuordnung_nr', 'kiosk')).toBeUndefined();
});

it('a status and why a call failed are nobody who speaks', () => {
  const suggestion = suggest(
    each((index) => ({
      http_status: index % 4 === 3 ? 500 : 200,
      sent: JSON.stringify({ turns: [{ by: 'clerk', line: ASKED[index] }] }),
      response: JSON.stringify(
        index % 4 === 3
          ? { error: { reason: index === 3 ? 'ModelErrorException' : 'ServiceUnavailable' } }
          : { line: TOLD[index], finish: 'end_turn' },
      ),
    })),
    { id: 'log', title: 'A log' },
  );
  expect(suggestion?.mapping.output).toEqual([{ role: 'assistant', content: 'response.line' }]);
});

it('who writes each message names the user where the machine has a name as well', () => {
  const rows = (bot: (index: number) => string) =>
    each((index) => [
      { talk: index >> 1, kind: 'guest', sender: `g${index >> 1}20`, text: ASKED[index] },
      { talk: index >> 1, kind: 'assistant', sender: bot(index), text: TOLD[index] },
    ]).flat();
  const { mapping, turns } = readAsSuggested(rows(() => 'kilnbot'));
  expect(mapping.message).toMatchObject({ writer: 'sender' });
  expect(turns.slice(0, 4).map(({ fields }) => fields.user_id)).toEqual([
    'g020',
    undefined,
    'g020',
    undefined,
  ]);
  // Who answers under the name of whoever asks is nobody's machine.
  expect(readAsSuggested(rows((index) => `g${index >> 1}20`)).mapping.message).not.toHaveProperty(
    'writer',
  );
});

it('what a logger holds all of a call in is no passage of it', () => {
  const lines = each((index) => ({
    msg: 'call done',
    ctx: {
      ref: `r${index}00`,
      chat: `c-${index >> 1}`,
      llm: { deployment: 'kiln-tiny' },
      asked: ASKED[index],
      told: TOLD[index],
    },
  }));
  const { mapping } = readAsSuggested(lines);
  expect(mapping.context).toEqual([]);
  expect(mapping.turn).toMatchObject({ conversation: 'ctx.chat', model: 'ctx.llm.deployment' });
});

it('a greeting is told by a word that no answer has, or by being what no answer says', () => {
  const talks = (kind: string, told = TOLD) =>
    readAsSuggested(
      each((index) => ({
        talk: `k${index}`,
        lines: [
          { by: 'bot', text: 'Hello, what shall we fire today?', kind },
          { by: 'guest', text: ASKED[index] },
          { by: 'bot', text: told[index], kind: 'ai' },
        ],
      })),
    ).mapping.transcript;
  const again = TOLD.map((text, index) =>
    index === 4 ? 'Hello, what shall we fire today?' : text,
  );
  expect(talks('greeting', again)).toMatchObject({ opening: 'given' });
  expect(talks('ai')).toMatchObject({ opening: 'given' });
  expect(talks('ai', again)).not.toHaveProperty('opening');
});

it('what is told of a chat is told of its turns, where both are entries of objects of ids', () => {
  const chats = Object.fromEntries(
    each((index) => [
      `-Ok${index}aZ`,
      {
        engine: `kiln-helper-${index % 2}b`,
        memberId: `mb${index % 3}07`,
        rounds: Object.fromEntries(
          [0, 1].map((more) => [
            `-Ox${index}${more}qY`,
            { askedAt: moment(index + more), ...call((index + more) % 8) },
          ]),
        ),
      },
    ]),
  );
  const { mapping, turns } = readAsSuggested([{ desk: { chats } }]);
  expect(mapping.each).toBe('desk.chats{}.value.rounds{}');
  expect(turns.slice(1, 3).map(({ fields }) => fields)).toMatchObject([
    { conversation: '-Ok0aZ', model: 'kiln-helper-0b', user_id: 'mb007' },
    { conversation: '-Ok1aZ', model: 'kiln-helper-1b', user_id: 'mb107' },
  ]);
});

it('an id that each line has anew is no user where an id of somebody comes again', () => {
  const lines = each((index) => ({
    ...{ message: 'done', extra: { uid: `${index}f83fa2${index}` } },
    context: { ...call(index), chat: `c-${40 + (index >> 1)}`, student_id: 2160 + (index >> 2) },
  }));
  const people = each((index) => ({ ...call(index), uid: `${index}f83fa2${index}` }));
  const { mapping } = readAsSuggested(lines);
  expect(mapping.turn).toMatchObject({
    user_id: 'context.student_id',
    conversation: 'context.chat',
  });
  expect(readAsSuggested(people).mapping.turn.user_id).toBe('uid');
});
