import { expect, it } from 'vitest';
import { readAsSuggested } from './as-suggested.ts';

/** Logs as programs of their own write them: steps, rooms, pairs, times of a call. */

const ASKED = [
  'When does the ferry to the island leave?',
  'May I take a bicycle on board?',
  'What does the night crossing cost?',
  'Is the lounge open in winter?',
  'Where do I leave the car before boarding?',
  'Why was the noon boat late yesterday?',
];
const TOLD = [
  'It leaves at seven and at noon, on Sundays at noon only.',
  'Yes, bicycles go on the car deck for four pounds each.',
  'The night crossing is thirty pounds, a cabin is twenty more.',
  'In winter the lounge is closed, but the bar serves tea.',
  'Leave it in lane three and keep the ticket on the dashboard.',
  'Fog in the harbour held it back for forty minutes.',
];
const at = (minute: number, second = 0): string =>
  `2026-03-02T08:${String(minute).padStart(2, '0')}:${String(second).padStart(2, '0')}.250Z`;

it('whoever always speaks after the user in conversations of records answers, whatever the name', () => {
  const records = ASKED.flatMap((asked, n) => [
    { visit: `v-${n >> 1}`, speaker: 'user', said: asked, confidence: n % 2 ? 0.8 : undefined },
    { visit: `v-${n >> 1}`, speaker: 'marina', said: TOLD[n], reply_ms: n % 3 ? 900 : undefined },
  ]);
  const { mapping } = readAsSuggested(records);
  expect(mapping.message).toMatchObject({ role: 'speaker', content: 'said' });
  expect(mapping.roles).toEqual({ marina: 'assistant' });
});

it('messages whose parts stand in an object beside the role are of one conversation, like any that take turns', () => {
  const records = ASKED.flatMap((asked, n) => [
    { kind: 'note', id: `q${n}`, role: 'user', body: { content: [{ type: 'text', text: asked }] } },
    {
      kind: 'note',
      id: `a${n}`,
      role: 'assistant',
      body: { content: [{ type: 'text', text: TOLD[n] }] },
    },
  ]);
  expect(readAsSuggested(records).mapping.turn.conversation).toEqual({ always: 'log' });
});

it('what an answer contains or needs is no rating of it', () => {
  const records = ASKED.map((question, n) => ({
    question,
    answer: TOLD[n],
    ...(n % 2 ? { contains_feedback: n === 1, requires_rating: n === 3 } : {}),
  }));
  expect(readAsSuggested(records).mapping.feedback).toEqual([]);
});

it('how long a part of the call took is no conversation, though calls share it', () => {
  const records = ASKED.flatMap((question, n) =>
    [0, 1].map((twice) => ({
      question: `${question} ${twice}`,
      answer: `${TOLD[n]} ${twice}`,
      clock: { first_call: 2.5 + n / 8, all_of_it: 4.25 + n },
    })),
  );
  expect(readAsSuggested(records).mapping.turn.conversation).toBeUndefined();
});

it('tools that were called, and how long each took, are no documents', () => {
  const records = ASKED.map((question, n) => ({
    question,
    answer: TOLD[n],
    tool_results: [{ tool_name: 'timetable', use: `use_${n}4f`, took: 1.5 + n / 4 }],
    lookups: [{ fn: 'fares', ref: `f-${n}90c`, secs: 0.5 + n / 8 }],
  }));
  expect(readAsSuggested(records).mapping.context).toEqual([]);
});

it('what a document knows of whoever asks, beside all calls, was looked up for none of them', () => {
  const diary = {
    facts: ['likes the early boat', 'has a dog that is afraid of horns', 'lives on the island'],
    talks: ASKED.map((question, n) => ({ question, answer: TOLD[n], when: at(n) })),
  };
  const { mapping } = readAsSuggested([diary]);
  expect(mapping.each).toBe('talks[*]');
  expect(mapping.context).toEqual([]);
});

it('the id of a channel is the conversation, the way by which somebody writes is not', () => {
  const records = ASKED.map((question, n) => ({
    channel_id: `1180042${n % 2}771`,
    question,
    answer: TOLD[n],
  }));
  expect(readAsSuggested(records).mapping.turn.conversation).toBe('channel_id');
  const ways = records.map(({ question, answer }, n) => ({
    channel: n % 2 ? 'webchat' : 'telephone',
    question,
    answer,
  }));
  expect(readAsSuggested(ways).mapping.turn.conversation).toBeUndefined();
});

it('the id of a record is not the code of whoever a user name names', () => {
  const records = ASKED.slice(0, 4).map((_, n) => ({
    _id: `65f0aa${n}1`,
    session_id: `s-${n}`,
    username: ['mara', 'tom', 'mara', 'lu'][n],
    messages: [0, 1].map((k) => ({
      user_message: `${ASKED[(n + k) % 6]} (${n})`,
      ai_response: `${TOLD[(n + k) % 6]} (${n})`,
    })),
  }));
  expect(readAsSuggested(records).mapping.turn).toMatchObject({
    user_id: '$.username',
    conversation: '$.session_id',
  });
});

it('records under ids, with fields that have names, are no table by its columns', () => {
  const talks = Object.fromEntries(
    [0, 1, 2].map((n) => [
      `5e1${n}-77ab`,
      {
        opened: at(n),
        owner: `p${n}`,
        lines: [
          { who: 'human', what: ASKED[n] },
          { who: 'ai', what: TOLD[n] },
          { who: 'human', what: ASKED[n + 3] },
          { who: 'ai', what: TOLD[n + 3] },
        ],
      },
    ]),
  );
  const { mapping, turns } = readAsSuggested([talks]);
  expect(mapping.values).toBeUndefined();
  expect(turns.filter(({ fields }) => fields.kind === undefined)).toHaveLength(6);
});

it('of the steps of a turn the one that is called as an answer is the answer, also where all have the same fields', () => {
  const records = ASKED.map((prompt, n) => ({
    prompt,
    steps: [
      ...(n % 2 ? [{ type: 'status', content: 'Looking into the timetable' }] : []),
      ...(n % 3 ? [{ type: 'notice', content: 'Two boats were found' }] : []),
      { type: 'reply', content: TOLD[n] },
    ],
  }));
  expect(readAsSuggested(records).mapping.output).toEqual([
    { role: 'assistant', content: 'steps[type=reply].content' },
  ]);
});

it('of lists that are read alike, the one that holds most calls is read', () => {
  const call = (n: number) => ({
    question: `${ASKED[n % 6]} (${n})`,
    answer: `${TOLD[n % 6]} (${n})`,
  });
  const talk = (from: number) => ({ id: `t${from}`, turns: [call(from), call(from + 1)] });
  const desk = { current: talk(0), archived: [talk(2), talk(4), talk(6), talk(8)] };
  expect(readAsSuggested([desk]).mapping.each).toBe('archived[*].turns[*]');
});

it('pairs of a question and its answer in a list are turns', () => {
  const records = [0, 1, 2].map((n) => ({
    talk: `t-${n}`,
    history: [
      [ASKED[n], TOLD[n]],
      [ASKED[n + 3], TOLD[n + 3]],
    ],
  }));
  const { mapping, said } = readAsSuggested(records);
  expect(mapping.each).toBe('history[*]');
  expect(said[0]).toEqual([`input user: text=${ASKED[0]}`, `output assistant: text=${TOLD[0]}`]);
});

it('of the steps of a pipeline only that of the model is a call', () => {
  const records = ASKED.flatMap((asked, n) => [
    { run: `r${n}`, step: 'stt', took_in: '<audio>', gave: asked, engine: 'whisper-1' },
    { run: `r${n}`, step: 'gpt', took_in: asked, gave: TOLD[n], engine: 'gpt-4o' },
    { run: `r${n}`, step: 'tts', took_in: TOLD[n], gave: `out/${n}.wav`, engine: 'tts-1' },
  ]);
  const { mapping } = readAsSuggested(records);
  expect(mapping.where).toEqual({ path: 'step', is: ['gpt'] });
  expect(mapping.input).toEqual([{ role: 'user', content: 'took_in' }]);
  expect(mapping.output).toEqual([{ role: 'assistant', content: 'gave' }]);
});

it('a call began before a clock of whole seconds says that it was written', () => {
  const records = ASKED.map((question, n) => ({
    question,
    answer: TOLD[n],
    created_at: `2026-03-02 08:0${n}:10`,
    clock_start: `2026-03-02T08:0${n}:10.250`,
  }));
  expect(readAsSuggested(records).mapping.turn.started_at).toBe('clock_start');
});

it('where messages say who writes to whom, the machine is whom almost all goes through, and the others ask', () => {
  const room = [{ sender: 'root', recipient: 'pilot', kind: 'opened', body: 'Room opened' }];
  const records = ASKED.flatMap((asked, n) => {
    const who = n % 2 ? 'ines' : 'bo';
    return [
      { sender: who, recipient: 'pilot', kind: 'chat', body: asked },
      { sender: 'pilot', recipient: 'tides', kind: 'tool_call', body: `{"day": ${n}}` },
      { sender: 'tides', recipient: 'pilot', kind: 'tool_result', body: `high at ${n}:40 today` },
      { sender: 'pilot', recipient: who, kind: 'chat', body: TOLD[n] },
    ];
  });
  const { mapping } = readAsSuggested([...room, ...records]);
  expect(mapping.message).toEqual({ role: 'sender', content: 'body', writer: 'sender' });
  expect(mapping.roles).toEqual({ pilot: 'assistant', '*': 'user' });
  expect(mapping.where).toEqual({ path: 'kind', not: ['opened', 'tool_call', 'tool_result'] });
});

it('messages that keep what is said three names deep are messages', () => {
  const records = ASKED.flatMap((asked, n) => [
    { visit: `v-${n >> 1}`, stored: { type: 'human', data: { content: asked, example: false } } },
    { visit: `v-${n >> 1}`, stored: { type: 'ai', data: { content: TOLD[n], example: false } } },
  ]);
  expect(readAsSuggested(records).mapping.message).toMatchObject({
    role: 'stored.type',
    content: 'stored.data.content',
  });
});

it('where a whole prompt holds the question that stands beside it, what the person asked is the question', () => {
  const records = ASKED.map((question, n) => ({
    prompt: `Use only the leaflet.\nLeaflet: boats go at seven and at noon.\nQuestion: ${question}\nAnswer:`,
    question,
    response: TOLD[n],
  }));
  expect(readAsSuggested(records).mapping.input).toEqual([{ role: 'user', content: 'question' }]);
});

it('the address from which a letter came is the user', () => {
  const records = ASKED.map((body, n) => ({
    from_address: `c${n >> 1}@post.example`,
    body,
    draft_reply: TOLD[n],
  }));
  const { turn } = readAsSuggested(records).mapping;
  expect(turn).toMatchObject({ user_id: 'from_address' });
  expect(turn.conversation).toBeUndefined();
});

it('messages with a time of day are of the day that stands above all of them', () => {
  const records = [0, 1, 2].map((n) => ({
    visit: `v-${n}`,
    date: `2026-03-0${n + 1}`,
    lines: [
      { role: 'user', content: ASKED[n], time: '14:03:20' },
      { role: 'assistant', content: TOLD[n], time: '14:03:26' },
      { role: 'user', content: ASKED[n + 3], time: '15:10:00' },
      { role: 'assistant', content: TOLD[n + 3], time: '15:10:09' },
    ],
  }));
  const { turns } = readAsSuggested(records);
  expect(turns.map(({ fields }) => fields.started_at).slice(0, 2)).toEqual([
    '2026-03-01T14:03:20',
    '2026-03-01T15:10:00',
  ]);
});

it('where each element of a list is called by who says it, the key that is there is the speaker', () => {
  const records = [0, 1, 2].map((n) => ({
    visit: `v-${n}`,
    chat: [{ user: ASKED[n] }, { bot: TOLD[n] }, { user: ASKED[n + 3] }, { bot: TOLD[n + 3] }],
  }));
  const { mapping } = readAsSuggested(records);
  expect(mapping).toMatchObject({
    each: 'chat[*]',
    message: { role: 'bot', content: ['bot', 'user'] },
    roles: { '*': 'assistant', '': 'user' },
  });
});

it('the question that stands beside a list which begins with the answer is given with it', () => {
  const records = [0, 1, 2].map((n) => ({
    visit: `v-${n}`,
    first_question: ASKED[n],
    lines: [
      { speaker: 'ai', text: TOLD[n] },
      { speaker: 'user', text: ASKED[n + 3] },
      { speaker: 'ai', text: TOLD[n + 3] },
    ],
  }));
  const { said } = readAsSuggested(records);
  expect(said.slice(0, 2)).toEqual([
    [`input user: text=${ASKED[0]}`, `output assistant: text=${TOLD[0]}`],
    expect.arrayContaining([`input user: text=${ASKED[3]}`, `output assistant: text=${TOLD[3]}`]),
  ]);
});

it('what is said of each answer by one for and one against is what people thought, also under the name of a mood', () => {
  const records = ASKED.map((question, n) => ({
    question,
    answer: TOLD[n],
    sentiment: n % 2 ? 1 : -1,
  }));
  expect(readAsSuggested(records).mapping.feedback).toEqual([
    { what: 'sentiment', value: 'sentiment' },
  ]);
});

it('where people and the machine have numbers, whoever all is sent to or from is the machine', () => {
  const records = ASKED.flatMap((asked, n) => [
    { talk: `t${n >> 1}`, sender_id: 40 + (n >> 1), receiver_id: 1, said: asked },
    { talk: `t${n >> 1}`, sender_id: 1, receiver_id: 40 + (n >> 1), said: TOLD[n] },
  ]);
  expect(readAsSuggested(records).mapping).toMatchObject({
    message: { role: 'sender_id', content: 'said', writer: 'sender_id' },
    roles: { '1': 'assistant', '*': 'user' },
  });
});

it('calls in lists of lists, each with a request and a reply of its own, are turns', () => {
  const desk = {
    threads: [0, 1, 2].map((n) => ({
      thread: { id: `t${n}` },
      entries: [n, n + 3].map((k) => ({
        request: { content: ASKED[k] },
        reply: { content: TOLD[k], model: 'gpt-4o' },
      })),
    })),
  };
  expect(readAsSuggested([desk]).mapping.each).toBe('threads[*].entries[*]');
});

it('the number of the room in which a guest asks is no conversation', () => {
  const records = ASKED.map((question, n) => ({
    room: `${141 + (n >> 1)}`,
    question,
    answer: TOLD[n],
  }));
  expect(readAsSuggested(records).mapping.turn.conversation).toBeUndefined();
});

it('numbers that go on from record to record as clocks do are the time, whatever they are called', () => {
  const records = ASKED.map((question, n) => ({
    k: 1_772_440_000_000 + n * 61_000,
    question,
    answer: TOLD[n],
  }));
  expect(readAsSuggested(records).mapping.turn.started_at).toBe('k');
});

it('a question that nobody answered was asked of the model that its conversation names', () => {
  const records = [0, 1, 2].map((n) => ({
    visit: `v-${n}`,
    model: 'gpt-4o-mini',
    lines: [
      { role: 'user', content: ASKED[n] },
      { role: 'assistant', content: TOLD[n] },
      { role: 'user', content: ASKED[n + 3] },
    ],
  }));
  const { turns } = readAsSuggested(records);
  expect(turns.map(({ fields }) => [fields.kind, fields.model]).slice(0, 2)).toEqual([
    [undefined, 'gpt-4o-mini'],
    ['request', 'gpt-4o-mini'],
  ]);
});

it('addresses of mail are those of people and no conversation, though their calls follow each other', () => {
  const records = ASKED.map((asked, n) => ({
    who: `c${n >> 1}@port.example`,
    asked,
    replied: TOLD[n],
  }));
  const { turn } = readAsSuggested(records).mapping;
  expect(turn).toMatchObject({ user_id: 'who' });
  expect(turn.conversation).toBeUndefined();
});

it('whoever writes may be called by a name of two words', () => {
  const records = [0, 1, 2].map((n) => ({
    visit: `v-${n}`,
    thread: [
      { author: `Kim B${n}`, is_bot: false, text: ASKED[n] },
      { author: 'Harbour Bot', is_bot: true, text: TOLD[n] },
    ],
  }));
  expect(readAsSuggested(records).mapping.transcript?.writer).toBe('author');
});

it('an instruction to which a text was written is what was asked', () => {
  const records = ASKED.map((_, n) => ({
    instruction: `Write a notice of ${n + 2} lines about the ferry in week ${n + 10}.`,
    output_text: TOLD[n],
  }));
  expect(readAsSuggested(records).mapping.input).toEqual([
    { role: 'user', content: 'instruction' },
  ]);
});

it('messages may be lists of when, who and what', () => {
  const records = [0, 1, 2].map((n) => ({
    visit: `v-${n}`,
    lines: [
      [at(n), 'guest', ASKED[n]],
      [at(n, 9), 'bot', TOLD[n]],
      [at(n + 20), 'guest', ASKED[n + 3]],
      [at(n + 20, 9), 'bot', TOLD[n + 3]],
    ],
  }));
  expect(readAsSuggested(records).mapping.transcript).toMatchObject({
    messages: 'lines',
    role: '[1]',
    content: '[2]',
  });
});

it('who speaks is no step of a pipeline, and what an answer repeats of the question is no text of its own', () => {
  const records = [...ASKED, ...ASKED].flatMap((asked, n) => {
    const question = n < 6 ? `${asked} (${n})` : `And on day ${n}?`;
    return [
      { visit: `v-${n >> 1}`, role: 'user', text: question, at: at(n) },
      {
        ...{ visit: `v-${n >> 1}`, role: 'assistant', text: `${TOLD[n % 6]} (${n})` },
        ...{ in_reply_to: question, at: at(n, 20) },
      },
    ];
  });
  const { mapping } = readAsSuggested(records);
  expect(mapping.where).toBeUndefined();
  expect(mapping.message).toMatchObject({ role: 'role', content: 'text' });
});
