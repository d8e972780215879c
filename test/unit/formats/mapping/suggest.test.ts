import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../electron/engine/formats/format.ts';
import { mappedFormat } from '../../../../electron/engine/formats/mapping/mapped-format.ts';
import { readMapping } from '../../../../electron/engine/formats/mapping/read-mapping.ts';
import { suggest } from '../../../../electron/engine/formats/mapping/suggest.ts';
import type { Suggestion } from '../../../../electron/engine/formats/mapping/suggest-mapping.ts';
import { writeMapping } from '../../../../electron/engine/formats/mapping/write-mapping.ts';
import { transcript, turnsOf } from '../map-fixture.ts';

const suggested = (records: readonly JsonObject[]): Suggestion => {
  const found = suggest(records, { id: 'log', title: 'A log' });
  if (found === null) throw new Error('nothing was suggested');
  return found;
};

/** What the records say, read by the mapping that is suggested for them, and the columns of their turns. */
function read(...records: JsonObject[]) {
  const { mapping } = suggested(records);
  const turns = records.flatMap((record) => {
    try {
      return turnsOf(mappedFormat(mapping, 'm'), record);
    } catch {
      return [];
    }
  });
  return {
    mapping,
    said: turns.flatMap(transcript),
    fields: turns.map(({ fields: { capture, metadata, half, ...fields } }) => fields),
    turns,
  };
}

const SUPPORT = [
  {
    ticket: 'T-1',
    customer_email: 'a@x.example',
    csat: 2,
    messages: [
      { at: '2026-03-01T10:00:00Z', sender_type: 'customer', body: 'Where is my parcel?' },
      { at: '2026-03-01T10:00:05Z', sender_type: 'bot', body: 'It arrives tomorrow.' },
      { at: '2026-03-01T10:01:00Z', sender_type: 'agent', body: 'I am taking over.' },
    ],
  },
];

describe('a mapping is suggested for', () => {
  it('transcripts of a support desk, where a person speaks beside the bot', () => {
    const { said, fields, turns } = read(...SUPPORT);
    expect(said).toEqual([
      'input user: text=Where is my parcel?',
      'output assistant: text=It arrives tomorrow.',
      'input agent: text=I am taking over.',
    ]);
    expect(fields).toEqual([
      {
        conversation: 'T-1',
        user_id: 'a@x.example',
        started_at: '2026-03-01T10:00:00Z',
        ended_at: '2026-03-01T10:00:05Z',
      },
      {
        conversation: 'T-1',
        user_id: 'a@x.example',
        started_at: '2026-03-01T10:01:00Z',
        // Nobody asked the machine anew.
        kind: 'chain',
      },
    ]);
    // Said of the whole conversation, and counted once.
    expect(turns.map(({ feedback }) => feedback.length)).toEqual([1, 0]);
  });

  it('threads of a chat where only the bot’s messages say that they are', () => {
    const { said, fields } = read(
      { user: 'U1', text: 'does anybody know the host?', ts: '1712345678.0001', thread_ts: '1.5' },
      { bot_id: 'B9', text: 'It is vpn.example.org.', ts: '1712345680.0001', thread_ts: '1.5' },
    );
    expect(said).toEqual([
      'input user: text=does anybody know the host?',
      'output assistant: text=It is vpn.example.org.',
    ]);
    expect(fields).toEqual([
      { conversation: '1.5', user_id: 'U1', started_at: '1712345678.0001', kind: 'request' },
      { conversation: '1.5', started_at: '1712345680.0001', kind: 'model' },
    ]);
  });

  it('rows of questions and answers with ratings', () => {
    const { mapping } = read({
      id: '1',
      asked_at: '2026-01-02 10:00:00',
      Question: 'How do I reset my password?',
      Answer: 'Use the link on the login page.',
      Rating: '4',
      Comment: 'fine',
      Model: 'm-1',
    });
    expect(mapping).toMatchObject({
      turn: { external_id: 'id', started_at: 'asked_at', model: 'Model' },
      input: [{ role: 'user', content: 'Question' }],
      output: [{ role: 'assistant', content: 'Answer' }],
      feedback: [{ what: 'rating', value: 'Rating', comment: 'Comment' }],
    });
  });

  it('a gateway that keeps request and response as JSON in texts', () => {
    const { said, fields } = read({
      ts: 1767225600123,
      trace: { id: 'tr-1' },
      request: JSON.stringify({
        model: 'm-x',
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Hello there' },
        ],
      }),
      response: JSON.stringify({
        model: 'm-x-2026',
        choices: [{ message: { role: 'assistant', content: 'Hello, how can I help?' } }],
        usage: { prompt_tokens: 12, completion_tokens: 7 },
      }),
      duration_ms: 840,
    });
    expect(said).toEqual([
      'input system: text=Be brief.',
      'input user: text=Hello there',
      'output assistant: text=Hello, how can I help?',
    ]);
    expect(fields).toMatchObject([
      {
        started_at: 1767225600123,
        external_id: 'tr-1',
        requested_model: 'm-x',
        model: 'm-x-2026',
        prompt_tokens: 12,
        completion_tokens: 7,
        latency_ms: 840,
      },
    ]);
  });

  it('answers whose content is a list of parts, which stay one message', () => {
    const { said } = read({
      req: { system: 'You help shops.', messages: [{ role: 'user', content: 'Hi you' }] },
      resp: {
        content: [
          { type: 'text', text: 'Hello' },
          { type: 'text', text: 'there.' },
        ],
      },
    });
    expect(said).toEqual([
      'input system: text=You help shops.',
      'input user: text=Hi you',
      'output assistant: text=Hello text=there.',
    ]);
  });

  it('rows of an evaluation: what was expected is a label, a score a verdict, seconds milliseconds', () => {
    const { mapping, fields } = read({
      example_id: 'ex-1',
      inputs: { question: 'What is two plus two?' },
      outputs: { answer: 'It is four.' },
      reference_outputs: { answer: '4' },
      scores: { correctness: 1 },
      latency: 1.23,
    });
    expect(mapping).toMatchObject({
      input: [{ content: 'inputs.question' }],
      output: [{ content: 'outputs.answer' }],
      label: [{ what: 'reference_outputs_answer', value: 'reference_outputs.answer' }],
      verdict: [{ what: 'correctness', value: 'scores.correctness' }],
    });
    expect(fields).toEqual([{ external_id: 'ex-1', latency_ms: 1230 }]);
  });

  it('a voice assistant', () => {
    const { said, mapping } = read({
      deviceId: 'd-1',
      sessionId: 's-1',
      utterance: 'turn on the lights',
      intent: { name: 'LightsOn' },
      response: { speech: 'Okay, the lights are on.' },
    });
    expect(said).toEqual([
      'input user: text=turn on the lights',
      'output assistant: text=Okay, the lights are on.',
    ]);
    expect(mapping.turn).toEqual({
      conversation: 'sessionId',
      session_id: 'sessionId',
      user_id: 'deviceId',
    });
  });

  it('a retrieval service: its hits are passages', () => {
    const { mapping } = read({
      qid: 'q1',
      query: 'what is the fee for late returns',
      hits: [{ doc: 'fees.md', snippet: 'The fee is five euros per week.', sim: 0.91 }],
      answer: 'Five euros per week.',
      took_s: 1.8,
    });
    expect(mapping.context).toEqual([
      { each: 'hits', content: 'snippet', document_id: 'doc', score: 'sim' },
    ]);
    expect(mapping.turn).toMatchObject({
      external_id: 'qid',
      latency_ms: { path: 'took_s', times: 1000 },
    });
  });

  it('events of which each is one message', () => {
    const { said, fields } = read(
      { event: 'session_start', session: 's1', time: '2026-01-01T00:00:00Z' },
      { event: 'user_message', session: 's1', payload: { text: 'I want to cancel it' } },
      { event: 'bot_reply', session: 's1', payload: { text: 'Sorry to hear. Why?' }, model: 'm-9' },
    );
    expect(said).toEqual([
      'input user: text=I want to cancel it',
      'output assistant: text=Sorry to hear. Why?',
    ]);
    expect(fields).toEqual([
      { conversation: 's1', session_id: 's1', kind: 'request' },
      { conversation: 's1', session_id: 's1', model: 'm-9', kind: 'model' },
    ]);
  });

  it('speakers by name, of whom one is in every conversation', () => {
    const turns = (one: string) => [
      { speaker: one, utterance: 'Hi there, help me' },
      { speaker: 'Nimbus', utterance: 'Hello, what about?' },
    ];
    const { mapping } = read(
      ...['Marta', 'Ali', 'Ines'].map((one) => ({ dialog: one, turns: turns(one) })),
    );
    expect(mapping.roles).toEqual({ Nimbus: 'assistant', '*': 'user' });
  });

  it('messages that say true or false', () => {
    const { said } = read(
      { thread: 't', is_bot: false, msg: 'hello my order please' },
      { thread: 't', is_bot: true, msg: 'what is the number?' },
    );
    expect(said).toEqual([
      'input user: text=hello my order please',
      'output assistant: text=what is the number?',
    ]);
  });

  it('lists of turns in a record, and in lists of sessions', () => {
    const calls = read({
      session: { id: 'S-9', user: 'kim' },
      calls: [{ q: 'What is the weather today?', a: 'Sunny and warm.', at: 1767225600 }],
    });
    expect(calls.mapping).toMatchObject({
      each: 'calls[*]',
      turn: { conversation: '$.session.id', user_id: '$.session.user', started_at: 'at' },
    });
    const nested = read({
      device: 'd',
      sessions: [
        { sid: 'a', turns: [{ utterance: 'play some jazz music', response: 'Playing jazz.' }] },
        { sid: 'b', turns: [{ utterance: 'stop the music now', response: 'It has stopped.' }] },
      ],
    });
    expect(nested.mapping.each).toBe('sessions[*].turns[*]');
    expect(nested.fields).toEqual([{ conversation: 'a' }, { conversation: 'b' }]);
  });

  it('a history beside the question and its answer, with calls of tools', () => {
    const { said } = read({
      conv: 'c1',
      history: [
        { who: 'guest', said: 'Hi you' },
        { who: 'desk', said: 'Hello, what is it?' },
      ],
      ask: 'May I return it today?',
      reply: 'Yes, within 30 days.',
      tools_called: [{ tool: 'lookup', args: { order: 1 } }],
    });
    expect(said).toEqual([
      'input user: text=Hi you',
      'input assistant: text=Hello, what is it?',
      'input user: text=May I return it today?',
      'output assistant: text=Yes, within 30 days. tool_call(lookup)={"tool":"lookup","args":{"order":1}}',
    ]);
  });

  it('dialogue data that call the machine the system, and a prompt whose system comes first', () => {
    const { said } = read(
      { conversation: 'c', speaker: 'USER', utterance: 'book a table' },
      { conversation: 'c', speaker: 'SYSTEM', utterance: 'For which day please?' },
    );
    expect(said).toEqual([
      'input user: text=book a table',
      'output assistant: text=For which day please?',
    ]);
  });

  it('keys that name a speaker and a text, and texts deep in a response', () => {
    expect(
      read({ fields: { user_msg: 'what is my balance', bot_msg: 'It is 12 euros.', ms: 300 } })
        .said,
    ).toEqual(['input user: text=what is my balance', 'output assistant: text=It is 12 euros.']);
    expect(
      read({
        request: { type: 'IntentRequest', transcript: 'how is the weather' },
        response: { outputSpeech: { type: 'PlainText', text: 'It rains all day.' } },
      }).said,
    ).toEqual(['input user: text=how is the weather', 'output assistant: text=It rains all day.']);
  });

  it('ratings in an object of their own, and not the ids of persons as those of messages', () => {
    const { mapping } = read({
      conversation_id: 44,
      parts: [
        { type: 'user', body: 'Where is my invoice?', author: { id: 'l1' } },
        { type: 'bot', body: 'Under billing.', author: { id: 'fin' } },
      ],
      satisfaction_rating: { score: 'bad', comment: 'no help' },
    });
    expect(mapping.feedback).toEqual([
      {
        what: 'satisfaction_rating_score',
        value: 'satisfaction_rating.score',
        comment: 'satisfaction_rating.comment',
      },
    ]);
    expect(mapping.transcript).toEqual({ messages: 'parts', role: 'type', content: 'body' });
  });

  it('ids told by how often they come again: conversation, user, and the one of each record', () => {
    const { mapping } = read(
      ...Array.from({ length: 8 }, (_, index) => ({
        stamp: `q${1000 + index}x`,
        'x-folder': `F-${10 + Math.floor(index / 2)}`,
        staff_no: `E${index % 3}`,
        weights: 'mistral-small-2503',
        question: `May I take ${index} books home?`,
        answer: 'You may, for two weeks.',
        opinion: { dir: index % 2 === 0 ? 'up' : 'down', why: 'the rule changed' },
      })),
    );
    expect(mapping.turn).toEqual({
      external_id: 'stamp',
      conversation: 'x-folder',
      user_id: 'staff_no',
      model: 'weights',
    });
    expect(mapping.feedback).toEqual([
      { what: 'opinion_dir', value: 'opinion.dir', comment: 'opinion.why' },
    ]);
  });

  it('transcripts in one document, each its own conversation, none of which has its end on each turn', () => {
    const talk = (more: object, text: string) => ({
      ...more,
      done_at: '2026-01-01T10:00:00Z',
      lines: [
        { by: 'guest', words: text },
        { by: 'bot', words: 'The museum opens at nine.' },
        { by: 'guide', words: 'I open the door myself.' },
      ],
    });
    const texts = ['When is it open?', 'And when on Sunday?'];
    const keyed = read({
      visits: texts.map((text, index) => talk({ visitNo: `N${index}` }, text)),
    });
    expect(keyed.mapping.turn).toEqual({ conversation: 'visitNo' });
    const { fields } = read({ visits: texts.map((text) => talk({ bot_model: 'gpt-9' }, text)) });
    expect(fields).toEqual(
      ['0', '0', '1', '1'].map((conversation, index) => ({
        conversation,
        conversation_scope: 'record',
        ...(index % 2 === 0 ? { model: 'gpt-9' } : { kind: 'chain' }),
      })),
    );
  });

  it('requests with a history under names of no list, and the answer apart', () => {
    const [rules, first, second] = ['Answer as a vet would.', 'My cat sneezes.', 'It is old.'];
    const call = (history: string[], answer: string) => ({
      sent: JSON.stringify({
        engine: 'vet-7b',
        log: history.map((words, index) => ({
          speaker: ['rulebook', 'keeper', 'vetty', 'keeper'][index],
          words,
        })),
      }),
      got: JSON.stringify({ completion: { text: answer } }),
    });
    const { said, mapping } = read(
      call([rules, first], 'How old is it?'),
      call([rules, first, 'How old is it?', second], 'Then see a doctor.'),
    );
    expect(mapping.transcript).toBeUndefined();
    expect(said).toEqual([
      'input system: text=Answer as a vet would.',
      'input user: text=My cat sneezes.',
      'output assistant: text=How old is it?',
      'input system: text=Answer as a vet would.',
      'input user: text=My cat sneezes.',
      'input assistant: text=How old is it?',
      'input user: text=It is old.',
      'output assistant: text=Then see a doctor.',
    ]);
  });

  it('steps of an agent, and no role for what nobody can tell', () => {
    const { mapping, reasons } = suggested(
      ['job.begin', 'staff', 'thought', 'action', 'observation', 'answer', 'staff.rating'].map(
        (ev) => ({
          job: 'J-1',
          ev,
          ref: 'a1',
          ...(ev.includes('.') ? {} : { note: `Text of the ${ev} here.` }),
        }),
      ),
    );
    expect(mapping.message).toEqual({ role: 'ev', content: 'note' });
    expect(mapping.roles).toEqual({ staff: 'user', observation: 'tool', answer: 'assistant' });
    expect(mapping.turn.external_id).toBeUndefined();
    expect(reasons.find(({ at }) => at.join('.') === 'message.role')?.why).toContain(
      'what "thought", "action" is nobody can tell: no role is suggested',
    );
  });

  it('no messages where there are none', () => {
    expect(suggest([{ cpu: 0.5, host: 'a' }], { id: 'x', title: 'X' })).toBeNull();
  });
});

describe('a suggestion', () => {
  it('says why, and in how many of the records', () => {
    const { reasons } = suggested(SUPPORT);
    expect(reasons.find(({ at }) => at.join('.') === 'transcript.role')).toEqual({
      at: ['transcript', 'role'],
      why: 'named "sender_type"; says "customer", "bot", "agent"',
      has: 1,
      of: 1,
    });
  });

  it('is written as YAML that reads back as the same mapping, comments and hostile names included', () => {
    const hostile = { '"x".z\n- question': 'What is the fee of it?', '[0].answer': 'It is five.' };
    for (const records of [SUPPORT, [hostile, { ...hostile, model: 'yes', id: 7 }]]) {
      const { mapping, reasons } = suggested(records);
      const yaml = writeMapping(mapping, reasons);
      expect(yaml).toContain('# named');
      expect(readMapping(yaml, 'log.yaml').mapping).toEqual(mapping);
    }
  });

  it('reads times whose day comes first where a day over 12 proves it, and guesses no order', () => {
    const rows = (...days: string[]) =>
      days.map((day) => ({
        Date: day,
        question: 'May I park here?',
        answer: 'Until six you may.',
      }));
    const { mapping, fields } = read(...rows('3/04/2026 09:05', '28/04/2026 10:00'));
    expect(mapping.turn).toEqual({ started_at: { path: 'Date', format: 'dd/MM/yyyy HH:mm' } });
    expect(fields).toEqual([
      { started_at: '2026-04-03T09:05' },
      { started_at: '2026-04-28T10:00' },
    ]);
    expect(suggested(rows('04.28.2026', '04.03.2026')).mapping.turn.started_at).toEqual({
      path: 'Date',
      format: 'MM.dd.yyyy',
    });
    const { mapping: unproven, notes } = suggested(rows('03/04/2026 09:05', '04/04/2026 10:00'));
    expect(unproven.turn).toEqual({});
    expect(notes[0]).toContain('Date looks like a time');
    const iso = rows('2026-04-03 09:05').map(({ Date: day, ...row }) => ({
      'Asked On': day,
      ...row,
    }));
    expect(suggested(iso).mapping.turn).toEqual({ started_at: 'Asked On' });
  });

  it('leaves times out that an import would refuse, and says so', () => {
    const { mapping, notes } = suggested([
      { question: 'How are you?', answer: 'I am well.', when: '03/14/2026 22:22 Uhr' },
    ]);
    expect(mapping.turn).toEqual({});
    expect(notes).toEqual([
      'when looks like a time, in a spelling that is not read; it stays in the metadata.',
    ]);
  });
});

it('passages under a name that begins like another are found too', () => {
  const passage = (text: string) => ({ text, score: 0.5, source: 'help.md' });
  const records = [1, 2, 3].map((at) => ({
    question: `What is the fee of parcel ${at}?`,
    answer: `The fee is ${at} euros for each parcel.`,
    docs: [passage(`Parcels cost ${at} euros each, says the list of fees.`)],
    docs_web: [passage(`A page of the web says that parcels cost ${at} euros.`)],
  }));
  expect(
    suggested(records)
      .mapping.context.map(({ each }) => each)
      .sort(),
  ).toEqual(['docs', 'docs_web']);
});
