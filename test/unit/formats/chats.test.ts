import { describe, expect, it } from 'vitest';
import { dialogflowCx } from '../../../electron/engine/formats/dialogflow-cx.ts';
import { type Format, Unmapped } from '../../../electron/engine/formats/format.ts';
import { intercom } from '../../../electron/engine/formats/intercom.ts';
import { libreChat } from '../../../electron/engine/formats/librechat.ts';
import { lmEval } from '../../../electron/engine/formats/lm-eval.ts';
import { openWebUi } from '../../../electron/engine/formats/open-webui.ts';
import { rasa } from '../../../electron/engine/formats/rasa.ts';
import { sillyTavern } from '../../../electron/engine/formats/sillytavern.ts';
import { truLens } from '../../../electron/engine/formats/trulens.ts';
import { voiceflow } from '../../../electron/engine/formats/voiceflow.ts';
import { recognise } from '../../../electron/engine/formats/index.ts';
import { fixtureRecords, transcript, turnsAt, turnsOf } from './map-fixture.ts';

/** The kind of each turn of a record of the fixture, why it failed if it did, then what is said in it. */
const told = (format: Format, at: number): unknown[] => turnsAt(format, at).map(lines);

const lines = (turn: ReturnType<typeof turnsAt>[number]): unknown[] => [
  turn.fields.kind,
  ...(turn.fields.error === undefined ? [] : [turn.fields.error]),
  ...transcript(turn),
];

/** What the pieces of one stream say together. */
function together(format: Format, from: number, to: number): unknown[] {
  const pieces = fixtureRecords(`${format.id}.jsonl`).slice(from, to);
  return turnsOf(format, format.streams?.whole(pieces) ?? {}).map(lines);
}

describe('Open WebUI', () => {
  const kettle =
    'input user: text=How do I descale a kettle? file(Manuals)={"type":"collection","id":"k-1","name":"Manuals"}';
  it('each answer stands with its question and the instructions, and says why it failed', () => {
    expect(told(openWebUi, 0)).toEqual([
      [
        'model',
        'input system: text=Be brief – always.',
        kettle,
        'output assistant: text=With vinegar – then rinse.',
      ],
      [
        'model',
        'input system: text=Be brief – always.',
        'input user: text=And this one? image=data:image/png;base64,AAAA',
        'output assistant: text=Replace it.',
      ],
      ['request', '500: Model not loaded', 'input system: text=Be brief – always.', kettle],
      ['request', 'input system: text=Be brief – always.', 'input user: text=Why?'],
    ]);
  });
  it('a reason in place of the answer, as older versions wrote it, is no answer', () => {
    expect(told(openWebUi, 1).at(-1)).toEqual([
      'request',
      'Connection refused',
      'input system: text=Speak plainly.',
      'input user: text=Go on',
    ]);
  });
  it('thoughts, tools and code within the text of an answer are parts of their own', () => {
    expect(told(openWebUi, 3)).toEqual([
      [
        'model',
        'input user: text=Cold in Köln?',
        [
          'output assistant: thinking=Ask the\nweather tool.',
          'tool_call(weather#call_1)={"city":"Köln"} tool_result(weather#call_1)=12 °C',
          'text=Twelve degrees – cold.',
          'tool_call(code_interpreter)=```python\nprint(12)\n``` tool_result(code_interpreter)=12',
          'text=Take a coat.',
        ].join(' '),
      ],
    ]);
  });
  it('a block that nothing closes is text, as are all after it, however many begin', () => {
    const content = `Köln à ${'<details type="reasoning" a="'.repeat(20_000)}${'<details type="reasoning">'.repeat(20_000)}`;
    const messages = { a: { id: 'a', role: 'assistant', parentId: null, content } };
    const [turn] = turnsOf(openWebUi, { id: 'c', chat: { history: { messages } } });
    expect(turn?.messages[0]?.parts).toEqual([{ type: 'text', content }]);
  });
  const answered = (content: string) =>
    turnsOf(openWebUi, {
      id: 'c',
      chat: {
        params: { system: '' },
        system: 'Be kind.',
        history: { messages: { a: { id: 'a', role: 'assistant', parentId: null, content } } },
      },
    }).map(transcript);
  it('empty instructions do not hide those that stand elsewhere', () => {
    expect(answered('Yes.')).toEqual([
      ['input system: text=Be kind.', 'output assistant: text=Yes.'],
    ]);
  });
  it('a block within a block ends with it', () => {
    const thought = '<details type="reasoning">So <details>a</details> b</details>\nYes.';
    expect(answered(thought)[0]?.at(-1)).toBe(
      'output assistant: thinking=So <details>a</details> b text=Yes.',
    );
    const spoken = '<details type="reasoning">A <details> tag</details>\nYes.';
    expect(answered(spoken)[0]?.at(-1)).toBe(
      'output assistant: thinking=A <details> tag text=Yes.',
    );
  });
  it('a number that may be a distance or its opposite is no score, and stands as the chat names it', () => {
    const [turn] = turnsAt(openWebUi, 0);
    expect(turn?.contexts.map(({ score }) => score)).toEqual([undefined, undefined]);
    expect(JSON.stringify(turn?.fields.metadata)).toContain('"distances":[0.8,0.6]');
    expect(turn?.fields.metadata).not.toHaveProperty('context_distances');
  });
  it('a model that an arena chose is the model, and what was asked for stands beside it', () => {
    expect(turnsAt(openWebUi, 0)[1]?.fields).toMatchObject({
      model: 'small:2b',
      requested_model: 'arena-model',
      started_at: 1767323100,
    });
  });
});

describe('LibreChat', () => {
  it('a question is put together with every answer to it, by what each names above it', () => {
    const [question, , answer, , another] = fixtureRecords('librechat.jsonl');
    const said = turnsOf(libreChat, { messages: [question, answer, another] });
    expect(said.map(lines)).toEqual([
      [
        'model',
        'input user: text=What does § 4 say? image(plan.png)={"file_id":"f-1","filename":"plan.png","type":"image/png","filepath":"/images/plan.png"}',
        'output assistant: thinking=Look it up. tool_call(file_search#call_1)={"query": "§ 4"} tool_result(file_search#call_1)=File: rules.pdf text=It sets the limits – briefly.',
      ],
      [
        'model',
        'input user: text=What does § 4 say? image(plan.png)={"file_id":"f-1","filename":"plan.png","type":"image/png","filepath":"/images/plan.png"}',
        'output assistant: text=Limits.',
      ],
    ]);
    // Asked again five minutes later: when the first answer was saved says how long that one took, not the other.
    expect(said.map(({ fields }) => fields.ended_at)).toEqual([
      '2026-01-02T03:04:05.000Z',
      undefined,
    ]);
  });
  it('its own export is a tree with the instructions of the conversation', () => {
    expect(told(libreChat, 6)).toEqual([
      [
        'model',
        'input system: text=Be kind.',
        'input user: text=When does it leave?',
        'output assistant: text=At nine.',
      ],
      [
        'model',
        'overloaded',
        'input system: text=Be kind.',
        'input user: text=Sure?',
        'output assistant: text=Let me',
      ],
    ]);
  });
  it('who wrote a message is said in any spelling of a truth, or the record is refused', () => {
    const written = (yes: unknown, no: unknown) =>
      turnsOf(libreChat, {
        messages: [
          { messageId: 'q', conversationId: 'c', isCreatedByUser: yes, text: 'Tea?' },
          { messageId: 'a', parentMessageId: 'q', isCreatedByUser: no, text: 'Yes.' },
        ],
      }).map(lines);
    for (const [yes, no] of [
      [true, false],
      [1, 0],
      ['1', '0'],
      ['TRUE', 'FALSE'],
    ]) {
      expect(written(yes, no)).toEqual([
        ['model', 'input user: text=Tea?', 'output assistant: text=Yes.'],
      ]);
    }
    expect(() => written('ana', false)).toThrow('neither true nor false');
  });
  it('the text of a message that failed is why', () => {
    expect(told(libreChat, 3)).toEqual([['request', 'Something went wrong: 429']]);
  });
});

describe('Intercom', () => {
  it('what Fin says in a row is one answer; once a teammate took over, people speak among themselves', () => {
    expect(told(intercom, 0)).toEqual([
      [
        'model',
        'input user: text=<p>Where is my parcel?</p> image(label.png)=https://example.org/label.png',
        'input bot: text=<p>Hi, one moment.</p>',
        'output assistant: text=<p>It left on <b>Monday</b> – see the link.</p>',
        'output assistant: text=<p>Did that help?</p>',
      ],
      ['model', 'input user: text=<p>No.</p>', 'output assistant: text=<p>A person will look.</p>'],
      ['chain', 'input admin: text=<p>Found it.</p>', 'input user: text=<p>Thanks!</p>'],
    ]);
  });
  it('a question of a list that nobody answered is a request', () => {
    expect(told(intercom, 1)).toEqual([['request', 'input user: text=<p>Anyone there?</p>']]);
  });
  const part = { id: 'p-1', part_type: 'comment', body: 'At nine.', author: { type: 'bot' } };
  const talk = (parts: unknown) =>
    turnsOf(intercom, {
      type: 'conversation',
      id: 'c-9',
      created_at: 1767607200,
      source: { created_at: null, delivered_as: 'x', body: 'When?', author: { type: 'user' } },
      conversation_parts: parts,
    });
  it('later messages are read from a list and from the JSON that a table keeps', () => {
    for (const parts of [[part], JSON.stringify([part]), { conversation_parts: [part] }]) {
      const said = talk(parts);
      expect(said.map(lines)).toEqual([
        ['model', 'input user: text=When?', 'output assistant: text=At nine.'],
      ]);
      expect(said[0]?.fields.started_at).toBe(1767607200);
    }
    expect(talk('').map(lines)).toEqual([['request', 'input user: text=When?']]);
    expect(() => talk('At nine.')).toThrow('conversation_parts holds no list of messages');
    expect(() => talk({ conversation_parts: 2 })).toThrow('conversation_parts holds no list');
  });
});

describe('Dialogflow CX', () => {
  it('columns are objects or texts; tools stand before the answer; events are no words', () => {
    expect([0, 1, 2, 3].flatMap((at) => told(dialogflowCx, at))).toEqual([
      [
        'model',
        'input user: json(event)={"event":"WELCOME"}',
        'output assistant: text=Hello – how can I help? json(payload)={"payload":{"richContent":[[{"type":"chips"}]]}}',
      ],
      ['model', 'input user: text=Do you ship?', 'output assistant: text=Yes, everywhere.'],
      [
        'model',
        'input user: text=where is order seven',
        'output assistant: tool_call(orders)={"no":7} tool_result(orders)={"state":"sent"} text=On its way.',
      ],
      ['request', 'input user: text=Hello?'],
    ]);
  });
  it('plain questions and answers under its names are not its rows, and are never left out in silence', () => {
    const row = {
      conversation_name: 'c-1',
      turn_position: 1,
      request: 'Where is the milk?',
      response: 'Shelf one.',
      request_time: '2026-01-02T03:04:05Z',
    };
    expect(dialogflowCx.recognise(row)).toBe(0);
    expect(dialogflowCx.recognise({ ...row, request: '{"query_input":{}}' })).toBe(1);
    expect(dialogflowCx.recognise({ ...row, response: { queryResult: {} } })).toBe(1);
    const asked = { queryInput: { text: { text: 'Where is the milk?' } } };
    expect(() => turnsOf(dialogflowCx, row)).toThrow(/request/);
    expect(() => turnsOf(dialogflowCx, { ...row, request: asked })).toThrow(/response/);
    expect(() =>
      turnsOf(dialogflowCx, { ...row, request: asked, response: { queryResult: 'Shelf one.' } }),
    ).toThrow(Unmapped);
    const unlisted = { queryResult: { responseMessages: 'Shelf one.' } };
    expect(() => turnsOf(dialogflowCx, { ...row, request: asked, response: unlisted })).toThrow(
      /no list/,
    );
    expect(turnsOf(dialogflowCx, { ...row, request: asked, response: '' })).toHaveLength(1);
  });
});

describe('Rasa', () => {
  it('a greeting is given with the first question, and is a step where nobody asks', () => {
    expect(told(rasa, 0)).toEqual([
      [
        'model',
        'input assistant: text=Hello – I am a bot.',
        'input user: text=When does the pool open?',
        'output assistant: text=At nine. json(data)={"buttons":[{"title":"Prices","payload":"/prices"}]}',
        'output assistant: text=Anything else?',
      ],
      ['request', 'input user: text=Prices?'],
      ['request', 'input user: text=Hello?'],
      ['chain', 'input assistant: text=Welcome back.'],
    ]);
  });
  it('events by themselves are messages, also where a row holds them in a text', () => {
    expect([2, 4, 5, 6].flatMap((at) => told(rasa, at))).toEqual([
      ['request', 'input user: text=Is it open?'],
      ['model', 'output assistant: text=Yes.'],
      ['request', 'input user: text=Bye – thanks'],
      ['model', 'output assistant: text=Bye.'],
    ]);
  });
  it('logs of others with a sender and events are not claimed', () => {
    const sender_id = '81';
    const at = { sender_id, timestamp: 1767400100 };
    const others = [
      { sender_id, events: [], question: 'Is it warm?', answer: 'It is.' },
      { sender_id, events: [{ event: 'user', text: 'Is it warm?' }] },
      { sender_id, events: [{ event: 'user', text: 'Is it warm?', timestamp: 1767400100 }] },
      { sender_id, events: [{ event: 'agent', text: 'It is.', timestamp: 1767400101 }] },
      { ...at, event: 'user', text: 'Is it warm?' },
      { ...at, event: 'agent', text: 'It is.' },
      { ...at, type_name: 'user', data: 'Is it warm?' },
      { ...at, event: 'action', name: 'open_gate' },
      { ...at, event: 'session_started' },
      { sender_id, events: [{ event: 'action', name: 'open_gate', timestamp: 1767400100 }] },
      { ...at, event: 'bot', text: 'It is.', data: { latency: 3 } },
      { ...at, event: 'slot', value: '3pm' },
      { ...at, event: 'action', name: 'clicked', confidence: 0.3 },
      { sender_id, events: [{ ...at, event: 'session_started' }] },
    ];
    expect(others.map((record) => rasa.recognise(record))).toEqual(others.map(() => 0));
    const greeting = [
      { event: 'session_started', timestamp: 1767400100 },
      { event: 'bot', text: 'Welcome.', timestamp: 1767400101 },
    ];
    expect(rasa.recognise({ sender_id, events: greeting })).toBe(1);
    const shown = { ...at, event: 'bot', text: 'It is.', data: { buttons: null, custom: null } };
    const slot = { ...at, event: 'slot', name: 'time', value: null };
    expect([shown, slot].map((record) => rasa.recognise(record))).toEqual([0.9, 0.9]);
    const listens = { event: 'action', name: 'action_listen', policy: null, confidence: 1 };
    expect(rasa.recognise({ sender_id, events: [{ ...listens, timestamp: 1767400100 }] })).toBe(1);
    expect(rasa.recognise({ ...at, ...listens })).toBe(0.9);
    const marks = fixtureRecords('rasa.jsonl').map((record) => rasa.recognise(record));
    expect(marks).toEqual([1, 1, 0.9, 0.9, 0.9, 0.9, 0.9]);
  });
});

describe('Voiceflow', () => {
  it('all that one turn tells is a call; a launch is a step with its greeting', () => {
    expect([together(voiceflow, 0, 3), together(voiceflow, 3, 9)].flat()).toEqual([
      ['chain', 'output assistant: text=Hello – ask me.'],
      [
        'model',
        'input user: text=When do you close?',
        'output assistant: text=At ten.',
        'output assistant: text=Anything else?',
        'output assistant: json(choice)={"buttons":[{"name":"Prices"}]}',
      ],
    ]);
    expect(told(voiceflow, 9)).toEqual([['request', 'input user: text=Prices']]);
  });
  it('a newer transcript holds them in its logs', () => {
    expect(told(voiceflow, 10)).toEqual([
      ['chain', 'output assistant: text=Hi.'],
      ['model', 'input user: text=Is it free?', 'output assistant: text=Yes – it is.'],
    ]);
  });
});

describe('SillyTavern', () => {
  it('the swipe that was chosen is the answer, the others are alternatives', () => {
    expect(told(sillyTavern, 4)).toEqual([
      [
        'model',
        'output assistant: thinking=Shelf four. text=Take Moby-Dick.',
        'output1 assistant: text=Whales? No.',
      ],
    ]);
  });
  it('times that are spelled out are read, noon and midnight too; any other is passed on as it is', () => {
    const at = (send_date: unknown): unknown =>
      turnsOf(sillyTavern, { name: 'Kim', is_user: true, mes: 'Hi', send_date })[0]?.fields
        .started_at;
    expect(
      ['June 4, 2025 12:05am', 'June 14, 2025 12:05pm', '2023-7-1 @9h 4m 56s 78ms'].map(at),
    ).toEqual(['2025-06-04T00:05', '2025-06-14T12:05', '2023-07-01T09:04:56.078']);
    expect(at('some day')).toBe('some day');
  });
  it('the line that names who talks is that of a chat only where nothing is said in it', () => {
    const named = { user_name: 'Kim', create_date: '2026-01-02@03h04m00s' };
    const other = { ...named, prompt: 'A book?', response: 'Moby-Dick.', model: 'model-1' };
    const messages = [{ role: 'user', content: 'A book?' }];
    expect(recognise([other])?.format.id).toBe('plain-prompt');
    expect(recognise([{ ...named, messages }])?.format.id).toBe('plain-messages');
    expect(recognise([{ ...other, chat_metadata: {} }])?.format.id).toBe('plain-prompt');
    expect(sillyTavern.recognise(named)).toBe(0);
    const heads = [
      { ...named, character_name: 'Librarian' },
      { ...named, chat_metadata: { integrity: 'i-1' } },
    ];
    for (const head of heads) {
      expect(sillyTavern.recognise(head)).toBeGreaterThan(0);
      expect(() => turnsOf(sillyTavern, head)).toThrow(/no message but/);
    }
  });
});

describe('evaluations', () => {
  it('lm-evaluation-harness: answers by number, and what the model thought of a text that it was given', () => {
    expect([0, 1].flatMap((at) => told(lmEval, at))).toEqual([
      [
        'model',
        'input system: text=Answer briefly…',
        'input user: text=Q: who found radium?\nA:',
        'output assistant: text=Marie Curie',
        'output1 assistant: text=Curie – Marie',
      ],
      [
        'model',
        'input user: text=Question: open a jar\nAnswer:',
        'input assistant: text= sing to it',
        'output assistant: json=[-12.5,false]',
      ],
      [
        'model',
        'input user: text=Question: open a jar\nAnswer:',
        'input assistant: text= twist the lid',
        'output assistant: json=[-3.25,true]',
      ],
    ]);
  });
  it('TruLens: passages that two methods give back count once; a record that failed says why', () => {
    expect(turnsAt(truLens, 0)[0]?.contexts).toHaveLength(1);
    expect(told(truLens, 1)).toEqual([
      ['request', 'TimeoutError: too slow', 'input user: text=And roses?'],
    ]);
  });
  it('TruLens: what a judge gave is its verdict, whatever it is called', () => {
    const row = { record_id: 'r', app_id: 'a', record_json: '{}', input: 'Tea?', output: 'Yes.' };
    const [turn] = turnsOf(truLens, {
      ...row,
      human_likeness: 0.4,
      human_likeness_calls: [{ args: {}, ret: 0.4 }],
      customer_tone: 0.5,
      customer_tone_calls: "[{'ret': 0.5}]",
      stars: 4,
      stars_calls: '[]',
    });
    expect(turn?.verdicts.map(({ what }) => what)).toEqual(['human_likeness', 'customer_tone']);
    expect(turn?.feedback.map(({ what }) => what)).toEqual(['stars']);
  });
  it('TruLens: marks around what was said are kept, those of columns of JSON are not', () => {
    const row = { record_id: 'r', app_id: 'a' };
    const words = (fields: Record<string, unknown>) =>
      turnsOf(truLens, { ...row, record_json: '{}', ...fields }).map(transcript)[0];
    expect(words({ input: '"Tea?"', output: '"Say \\"yes\\"."' })).toEqual([
      'input user: text=Tea?',
      'output assistant: text=Say "yes".',
    ]);
    expect(words({ input: '"Tea?"', output: 'Yes.' })?.[0]).toBe('input user: text="Tea?"');
    const held = { main_input: '"Tea?"', main_output: '{"a": 1}' };
    expect(words({ record_json: JSON.stringify(held), input: 'x', output: 'y' })).toEqual([
      'input user: text="Tea?"',
      'output assistant: text={"a": 1}',
    ]);
    const none = { main_input: null, main_output: null };
    expect(words({ record_json: JSON.stringify(none), input: 'Tea?', output: 'Yes.' })).toEqual([
      'input user: text=Tea?',
      'output assistant: text=Yes.',
    ]);
  });
});
