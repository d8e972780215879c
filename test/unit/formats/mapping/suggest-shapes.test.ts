import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../electron/engine/formats/format.ts';
import { mappedFormat } from '../../../../electron/engine/formats/mapping/mapped-format.ts';
import { suggest } from '../../../../electron/engine/formats/mapping/suggest.ts';
import { RecordingEmit } from '../../../fixtures/recording-emit.ts';
import { transcript, turnOf, turnsOf } from '../map-fixture.ts';

/** Shapes that logs have whatever their names are. */
function read(records: readonly JsonObject[]) {
  const suggestion = suggest(records, { id: 'log', title: 'A log' });
  if (suggestion === null) throw new Error('nothing was suggested');
  const { mapping } = suggestion;
  const turns = records.flatMap((record) => turnsOf(mappedFormat(mapping, 'm'), record));
  return {
    mapping,
    turns,
    said: turns.map(transcript),
    given: turns.map(({ contexts }) => contexts.map(({ content }) => content)),
  };
}

const ASKED = [
  'May I swim in the lake in April?',
  'How deep is it at the pier?',
  'Are boats for hire?',
  'Is fishing allowed at night?',
  'Where do I park a trailer?',
  'Does the kiosk sell ice?',
  'When is the water tested?',
  'Who rescues me?',
];
const TOLD = [
  'Yes, at your own risk: nobody watches the beach before May.',
  'Four metres.',
  'Rowing boats and pedal boats are for hire at the pier from ten in the morning.',
  'With a licence for the night, which the town hall sells.',
  'At the north gate, behind the old mill, for two days at most.',
  'It does in summer.',
  'Every second Monday; the result hangs at the gate.',
  'The water watch.',
];
const KNOWN = [
  'The season lasts from May to September.',
  'The pier stands where the lake is four metres deep.',
  'Boats: rowing boats, pedal boats, from ten to six.',
  'Licences are sold at the town hall, also for a night.',
];
const each = <Item>(one: (index: number) => Item): Item[] => ASKED.map((_, index) => one(index));
const known = (index: number): string => KNOWN[index % 4] ?? '';

it.each([
  ['a line of dashes', '\n---\n'],
  ['bars', ' ||| '],
  ['an empty line', '\n\n'],
])('passages in one text, with %s between them, are passages each', (_, between) => {
  const { mapping, given, said } = read(
    each((index) => ({
      EXTRAITS: index % 2 === 0 ? [known(index), known(index + 1)].join(between) : known(index),
      QUESTION: ASKED[index],
      REPONSE: TOLD[index],
    })),
  );
  expect(mapping.context).toEqual([{ each: 'EXTRAITS', divided_by: between }]);
  expect(given.slice(0, 2)).toEqual([[KNOWN[0], KNOWN[1]], [KNOWN[1]]]);
  expect(said[0]).toEqual([`input user: text=${ASKED[0]}`, `output assistant: text=${TOLD[0]}`]);
});

it('passages are no messages though a title of theirs names a service', () => {
  const { mapping, given } = read(
    each((index) => ({
      query: ASKED[index],
      passages: [{ manual: `Lake LX-${index % 4} Service`, page: index, body: known(index) }],
      completion: TOLD[index],
    })),
  );
  expect(mapping.input).toEqual([{ role: 'user', content: 'query' }]);
  expect(given[1]).toEqual([KNOWN[1]]);
});

it('an export whose one list holds the messages of many conversations', () => {
  const messages = each((index) => [
    { no: 2 * index, case: 700 + (index >> 1), by: 'guest', ref: index >> 2, words: ASKED[index] },
    { no: 2 * index + 1, case: 700 + (index >> 1), by: 'lia', words: TOLD[index], took_ms: 900 },
  ]).flat();
  const { mapping } = read([{ exported: '2025-04-15T03:00:07Z', messages }]);
  expect(mapping.each).toBe('messages[*]');
  expect(mapping.message).toEqual({ role: 'by', content: 'words' });
  expect(mapping.turn.conversation).toBe('case');
  expect(mapping.roles).toEqual({ guest: 'user', lia: 'assistant' });
});

it('kinds of lines of a logger of which some neither ask nor answer', () => {
  const lines = each((index) => [
    { msg: 'llm request', req: `r${index}`, chat: `c${index >> 1}`, question: ASKED[index] },
    { msg: 'llm response', req: `r${index}`, chat: `c${index >> 1}`, reply: TOLD[index] },
    ...(index % 3 === 0 ? [{ msg: 'llm call retried', req: `r${index}`, chat: `c${index}` }] : []),
  ]).flat();
  const suggestion = suggest(lines, { id: 'log', title: 'A log' });
  expect(suggestion?.mapping.message).toEqual({ role: 'msg', content: ['reply', 'question'] });
  expect(suggestion?.mapping.roles).toEqual({
    'llm request': 'user',
    'llm response': 'assistant',
  });
});

it.each([
  ['a prefix', (name: string) => `m_${name}`],
  ['the type before it', (name: string) => `str${name[0]?.toUpperCase()}${name.slice(1)}`],
  ['the type after it', (name: string) => `${name}_s`],
  ['capitals', (name: string) => name.toUpperCase()],
])('names are known with %s', (_, written) => {
  const { mapping } = read(
    each((index) => ({
      [written('session')]: `s${index >> 1}`,
      [written('pergunta')]: ASKED[index],
      [written('svar')]: TOLD[index],
      [written('kullanici')]: `u${index >> 2}`,
      [written('begendi')]: index % 2 === 0 ? 'evet' : '',
    })),
  );
  expect(mapping.turn.conversation).toBe(written('session'));
  expect(mapping.turn.user_id).toBe(written('kullanici'));
  expect(mapping.input).toEqual([{ role: 'user', content: written('pergunta') }]);
  expect(mapping.output).toEqual([{ role: 'assistant', content: written('svar') }]);
});

it.each(['gostei|nao_gostei', 'iyi|kötü', 'tilfreds|utilfreds', 'positif|négatif'])(
  'words for and against in several languages: %s',
  (words) => {
    const [one, other] = words.split('|');
    const { mapping } = read(
      each((index) => ({
        question: ASKED[index],
        answer: TOLD[index],
        zz: index === 1 ? one : index === 2 ? other : null,
      })),
    );
    expect(mapping.feedback.map(({ value }) => value)).toEqual(['zz']);
  },
);

it('ratings and errors of calls in lines of their own, by what kind of line they are', () => {
  const lines = each((index) => [
    {
      t: 1_741_000_000 + index * 60,
      ev: 'q',
      rid: `r-${index}`,
      cid: `c${index >> 1}`,
      d: { txt: ASKED[index] },
    },
    index === 5
      ? { t: 1_741_000_009 + index * 60, ev: 'e', rid: `r-${index}`, d: { msg: 'out of time' } }
      : { t: 1_741_000_009 + index * 60, ev: 'a', rid: `r-${index}`, d: { txt: TOLD[index] } },
    ...(index % 4 === 0 ? [{ t: 1_741_000_020, ev: 'fb', rid: `r-${index}`, d: { v: -1 } }] : []),
  ]).flat();
  const suggestion = suggest(lines, { id: 'log', title: 'A log' });
  expect(suggestion?.mapping.message).toEqual({ role: 'ev', content: 'd.txt' });
  expect(suggestion?.mapping.turn).toMatchObject({ call_id: 'rid', error: 'd.msg' });
  expect(suggestion?.mapping.feedback).toEqual([{ what: 'rating', value: 'd.v' }]);
  expect(suggestion?.mapping.where).toBeUndefined();
});

it('votes in lines of their own beside whole calls are joined by the id of the call', () => {
  const lines = each((index) => [
    { evt: 'call', request: `req-${index}`, asked: ASKED[index], answer: TOLD[index] },
    ...(index % 3 === 0 ? [{ evt: 'vote', request: `req-${index}`, vote: 'up' }] : []),
    { evt: 'heartbeat', request: '' },
  ]).flat();
  const suggestion = suggest(lines, { id: 'log', title: 'A log' });
  if (suggestion === null) throw new Error('nothing was suggested');
  const { mapping } = suggestion;
  expect(mapping.turn.call_id).toBe('request');
  expect(mapping.feedback).toEqual([{ what: 'vote', value: 'vote' }]);
  expect(mapping.where).toEqual({ path: 'evt', not: ['heartbeat'] });
  const emit = new RecordingEmit(true);
  mappedFormat(mapping, 'm').map({ evt: 'vote', request: 'req-3', vote: 'down' }, emit);
  expect(emit.turns).toEqual([]);
  expect(emit.facts).toMatchObject([{ value: 'down', key: 'req-3', key_kind: 'turn' }]);
});

it('a list of fields, each of a name and a value, is read as an object of them', () => {
  const { mapping, said } = read(
    each((index) => ({
      at: `2025-03-04T08:0${index}:00Z`,
      props: [
        { k: 'chat', v: `c${index >> 1}` },
        { k: 'question', v: ASKED[index] },
        { k: 'answer', v: TOLD[index] },
        { k: 'user', v: `u${index >> 2}` },
      ],
    })),
  );
  expect(mapping.turn).toMatchObject({
    conversation: 'props[k=chat].v',
    user_id: 'props[k=user].v',
  });
  expect(said[2]).toEqual([`input user: text=${ASKED[2]}`, `output assistant: text=${TOLD[2]}`]);
});

it('messages that are pairs of who speaks and what', () => {
  const talks = each((index) => index).filter((index) => index % 2 === 0);
  const { mapping, said } = read(
    talks.map((index) => ({
      session: `s${index}`,
      lines: [
        ['customer', ASKED[index]],
        ['boreo', TOLD[index]],
        ['customer', ASKED[index + 1]],
        ['boreo', TOLD[index + 1]],
      ],
    })),
  );
  expect(mapping.transcript).toEqual({ messages: 'lines', role: '[0]', content: '[1]' });
  expect(said).toHaveLength(8);
  expect(said[0]).toEqual([`input user: text=${ASKED[0]}`, `output assistant: text=${TOLD[0]}`]);
});

it('passages in columns with numbers, beside columns of their titles', () => {
  const { mapping } = read(
    each((index) => ({
      frage: ASKED[index],
      quelle_1_titel: 'Blatt',
      quelle_1_text: known(index),
      quelle_2_titel: 'Blatt',
      quelle_2_text: known(index + 1),
      antwort: TOLD[index],
    })),
  );
  expect(mapping.context).toEqual([{ each: 'quelle_1_text' }, { each: 'quelle_2_text' }]);
});

it('what is asked, what is answered, what failed and what was thought of it, each in a line of its own shape', () => {
  const lines = each((index) => [
    {
      event: 'call.begun',
      request_id: `req-${index}`,
      session: `s${index >> 1}`,
      model: 'acme-chat-7b',
      question: ASKED[index],
    },
    index === 5
      ? { event: 'call.broke', request_id: `req-${index}`, error: 'Request timed out.' }
      : {
          event: 'call.done',
          request_id: `req-${index}`,
          answer: TOLD[index],
          latency_ms: 900 + index,
        },
    ...(index % 3 === 0 ? [{ event: 'feedback', request_id: `req-${index}`, score: 1 }] : []),
    { event: 'heartbeat', load: 3 },
  ]).flat();
  const suggestion = suggest(lines, { id: 'log', title: 'A log' });
  if (suggestion === null) throw new Error('nothing was suggested');
  const { mapping } = suggestion;
  expect(mapping.turn).toMatchObject({
    ...{ call_id: 'request_id', conversation: 'session', error: 'error' },
    ...{ model: 'model', latency_ms: 'latency_ms' },
  });
  expect(mapping.turn.external_id).toBeUndefined();
  expect(mapping.input).toEqual([{ role: 'user', content: 'question' }]);
  expect(mapping.output).toEqual([{ role: 'assistant', content: 'answer' }]);
  expect(mapping.feedback).toEqual([{ what: 'score', value: 'score' }]);
  expect(mapping.where).toEqual({ path: 'event', not: ['heartbeat'] });
});

it('ids of conversations are none of calls whose parts stand apart', () => {
  const lines = each((index) => [
    { kind: 'asked', chat: `chat-${index >> 2}`, question: ASKED[index] },
    { kind: 'told', chat: `chat-${index >> 2}`, answer: TOLD[index] },
  ]).flat();
  expect(suggest(lines, { id: 'log', title: 'A log' })?.mapping.turn.call_id).toBeUndefined();
});

it('ratings that name their call by another key than it has itself', () => {
  const lines = each((index) => [
    { row: 'call', gid: `g-28${index}`, asked: ASKED[index], answer: TOLD[index] },
    ...(index % 2 === 0 ? [{ row: 'rating', of: `g-28${index}`, thumb: 'up', why: 'ok' }] : []),
  ]).flat();
  const suggestion = suggest(lines, { id: 'log', title: 'A log' });
  if (suggestion === null) throw new Error('nothing was suggested');
  const { mapping } = suggestion;
  expect(mapping.turn.call_id).toBe('gid');
  expect(mapping.feedback).toEqual([{ what: 'thumb', of: 'of', value: 'thumb', comment: 'why' }]);
  expect(mapping.where).toBeUndefined();
  const emit = new RecordingEmit(true);
  mappedFormat(mapping, 'm').map({ row: 'rating', of: 'g-283', thumb: 'down' }, emit);
  expect(emit.turns).toEqual([]);
  expect(emit.facts).toMatchObject([{ value: 'down', key: 'g-283', key_kind: 'turn' }]);
});

it('an answer of the machine that says nothing holds why it failed', () => {
  const lines = each((index) => [
    { who: 'user', talk: `t${index >> 1}`, text: ASKED[index] },
    index === 4
      ? { who: 'assistant', talk: `t${index >> 1}`, text: null, storing: 'model niet bereikbaar' }
      : { who: 'assistant', talk: `t${index >> 1}`, text: TOLD[index] },
  ]).flat();
  const suggestion = suggest(lines, { id: 'log', title: 'A log' });
  expect(suggestion?.mapping.turn.error).toBe('storing');
  expect(suggestion?.notes).toEqual([]);
});

it('a line that says why a call failed, and how long it took, is its error', () => {
  const lines = each((index) => [
    { event: 'llm_request', call: `c-${index}a`, thread: `th-${index >> 1}`, text: ASKED[index] },
    index === 3
      ? {
          event: 'llm_failed',
          call: `c-${index}a`,
          took_ms: 20_000,
          exc: 'ReadTimeout',
          detail: 'no response in time',
        }
      : { event: 'llm_response', call: `c-${index}a`, took_ms: 900 + index, text: TOLD[index] },
  ]).flat();
  const suggestion = suggest(lines, { id: 'log', title: 'A log' });
  expect(suggestion?.mapping.turn).toMatchObject({ error: 'detail', latency_ms: 'took_ms' });
});

it('a rating line has an id of its own, and the call that it rates under another name', () => {
  const lines = each((index) => [
    {
      reqId: `req-1${index}`,
      chat: { asked: ASKED[index], reply: TOLD[index] },
      msg: 'chat reply',
    },
    { reqId: `req-1${index}`, responseTime: 20 + index, msg: 'request completed' },
    ...(index % 2 === 0
      ? [
          {
            reqId: `req-9${index}`,
            rating: { forReq: `req-1${index}`, thumb: 'up' },
            msg: 'reply rated',
          },
        ]
      : []),
  ]).flat();
  const mapping = suggest(lines, { id: 'log', title: 'A log' })?.mapping;
  expect(mapping?.feedback).toEqual([
    { what: 'thumb', of: 'rating.forReq', value: 'rating.thumb' },
  ]);
  expect(mapping?.where).toEqual({ path: 'msg', not: ['request completed'] });
});

it('answers of the machine that say nothing are failed calls, be it a state or an exception that says why', () => {
  const rows = each((index) => [
    { call: `CB-0${index >> 1}`, role: 'cliente', text: ASKED[index], state: 'ok' },
    index === 5
      ? { call: `CB-0${index >> 1}`, role: 'bot', text: '', state: 'timed_out' }
      : { call: `CB-0${index >> 1}`, role: 'bot', text: TOLD[index], state: 'ok' },
  ]).flat();
  const ofState = suggest(rows, { id: 'log', title: 'A log' })?.mapping;
  expect([ofState?.turn.error, ofState?.where]).toEqual(['state', undefined]);
  if (ofState === undefined) throw new Error('nothing was suggested');
  const errors = rows.map((row) => turnOf(mappedFormat(ofState, 'm'), row).fields.error);
  expect(errors.filter((error) => error !== undefined)).toEqual(['timed_out']);
  const lines = each((index) => [
    { from: 'Desk.AskHandler', corr: `0HN-${index}A`, Question: ASKED[index] },
    index === 5
      ? {
          from: 'Desk.ModelGateway',
          corr: `0HN-${index}A`,
          ElapsedMs: 9000,
          '@x': 'the request was cancelled',
        }
      : {
          from: 'Desk.ModelGateway',
          corr: `0HN-${index}A`,
          ElapsedMs: 900,
          AnswerText: TOLD[index],
        },
  ]).flat();
  expect(suggest(lines, { id: 'log', title: 'A log' })?.mapping.turn.error).toBe('@x');
});

it('messages that name a person or else a model, and reactions that name a message', () => {
  const lines = each((index) => [
    {
      kind: 'msg',
      thread: `t${index >> 1}`,
      id: `msg-${index}q`,
      by: { guest: `g${index >> 2}` },
      body: ASKED[index],
    },
    {
      ...{ kind: 'msg', thread: `t${index >> 1}`, id: `msg-${index}a`, answers: `msg-${index}q` },
      ...{ by: { assistant: 'gpt-4.1-mini-2025-04-14' }, body: TOLD[index] },
    },
    ...(index % 2 === 0
      ? [
          {
            kind: 'reaction',
            to: `msg-${index}a`,
            by: { guest: `g${index >> 2}` },
            emoji: index % 4 === 0 ? 'thumbsup' : 'thumbsdown',
          },
        ]
      : []),
  ]).flat();
  const suggestion = suggest(lines, { id: 'log', title: 'A log' });
  expect(suggestion?.mapping).toMatchObject({
    message: { role: 'by.assistant', content: 'body' },
    roles: { '*': 'assistant', '': 'user' },
    turn: { model: 'by.assistant', user_id: 'by.guest', conversation: 'thread', external_id: 'id' },
    feedback: [{ what: 'emoji', of: 'to', value: 'emoji' }],
  });
});

it('counts of what went in and what came out name nobody who speaks', () => {
  const lines = each((index) => [
    { kind: 'llm.request', call: `c${index}`, text: ASKED[index], tokens: { in: 30 + index } },
    { kind: 'llm.response', call: `c${index}`, text: TOLD[index], tokens: { out: 10 + index } },
  ]).flat();
  const suggestion = suggest(lines, { id: 'log', title: 'A log' });
  expect(suggestion?.mapping.message).toEqual({ role: 'kind', content: 'text' });
});

it('an id that is called that of a request joins the parts of a call where no conversation is told', () => {
  const { mapping } = read(
    each((index) => [
      { ev: 'ask', req: `q-${index}1`, swimmer: `p_${index}`, text: ASKED[index] },
      { ev: 'kb_lookup', req: `q-${index}1`, hits: [{ article: 1300 + index, s: 0.5 }] },
      { ev: 'reply', req: `q-${index}1`, model: 'gpt-4o-mini', text: TOLD[index] },
    ]).flat(),
  );
  expect(mapping.turn).toMatchObject({ call_id: 'req' });
  expect(mapping.turn.conversation).toBeUndefined();
  expect(mapping.context).toEqual([{ each: 'hits', document_id: 'article', score: 's' }]);
});

const plainly = (index: number): string => (ASKED[index] ?? '').toLowerCase().replace('?', '');
it.each([
  ['beside it', (call: object, told: object[]) => ({ ...call, before: told })],
  ['deeper than it', (call: object, told: object[]) => ({ ...call, given: { memory: told } })],
])('pairs that earlier records asked and answered, %s, belong to their call', (_, placed) => {
  const { said, mapping } = read(
    each((index) =>
      placed(
        { nr: index, message: plainly(index), reply: TOLD[index] },
        each((at) => ({ q: plainly(at), a: TOLD[at] })).slice(index - (index % 4), index),
      ),
    ),
  );
  expect(mapping.each).toBeUndefined();
  expect(said).toEqual(
    each((index) => [
      `input user: text=${plainly(index)}`,
      `output assistant: text=${TOLD[index]}`,
    ]),
  );
});
