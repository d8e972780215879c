import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../electron/engine/formats/format.ts';
import { readAsSuggested } from './as-suggested.ts';

/** A log of a bakery: what somebody would tell from the values alone. */
const ASKED = (index: number): string => `How long do I prove dough ${index + 20} in winter?`;
const TOLD = (index: number): string =>
  `Prove dough ${index + 20} for ${index + 2} hours in a warm place, and fold it once an hour meanwhile.`;

/** Calls of conversations of two, with what stands beside them. */
const calls = (beside: (index: number) => JsonObject): JsonObject[] =>
  Array.from({ length: 16 }, (_, index) => ({
    chat: `t-${300 + (index >> 1)}`,
    ...beside(index),
    question: ASKED(index),
    answer: TOLD(index),
  }));
/** The same for both calls of a conversation, one of four. */
const oneOfFour = (index: number): number => (index >> 1) % 4;

it.each<[string, (index: number) => JsonObject, unknown]>([
  ['a number', (index) => ({ boulanger: `B0${oneOfFour(index) + 1}` }), 'boulanger'],
  ['a number behind a dash', (index) => ({ tesserata: `TS-${oneOfFour(index)}17` }), 'tesserata'],
  ['a shop', (index) => ({ filiale: `F0${oneOfFour(index) + 1}` }), undefined],
  ['a van', (index) => ({ fahrzeug: `B0${oneOfFour(index) + 1}` }), undefined],
  ['of whom a conversation has two', (index) => ({ boulanger: `B0${index % 5}` }), undefined],
  ['a word', (index) => ({ boulanger: ['rye', 'oat', 'corn'][oneOfFour(index) % 3] }), undefined],
])('codes that each conversation has one of are of whoever asks: %s', (_, beside, user) => {
  expect(readAsSuggested(calls(beside)).mapping.turn.user_id).toBe(user);
});

it('where a record is a conversation, its code of somebody is whoever asks', () => {
  const { mapping } = readAsSuggested(
    Array.from({ length: 8 }, (_, index) => ({
      sesion: 900 + index,
      panadero: `PA-${index * 31}`,
      turnos: [
        { pregunta: ASKED(index), respuesta: TOLD(index) },
        { pregunta: ASKED(index + 9), respuesta: TOLD(index + 9) },
      ],
    })),
  );
  expect(mapping.turn).toMatchObject({ conversation: '$.sesion', user_id: '$.panadero' });
});

it('the code of whoever asks goes before the name', () => {
  const held = readAsSuggested(
    calls((index) => ({ client: { nom: 'Ada', code: `C-${oneOfFour(index)}8` } })),
  );
  expect(held.mapping.turn.user_id).toBe('client.code');
  const flat = readAsSuggested(
    calls((index) => ({ customer_name: 'Ada L.', customer_code: `C-${oneOfFour(index)}8` })),
  );
  expect(flat.mapping.turn.user_id).toBe('customer_code');
});

it('what only the question tells of its conversation holds for its call', () => {
  const lines = Array.from({ length: 16 }, (_, index) => [
    { ev: 'ask', req: `r${index}70`, visit: `v_${index >> 1}x9`, text: ASKED(index) },
    { ev: 'search', req: `r${index}70`, hits: [{ page: `/help/${index % 3}`, score: 0.5 }] },
    { ev: 'answer', req: `r${index}70`, model: 'oven-7b', text: TOLD(index) },
  ]).flat();
  expect(readAsSuggested(lines).mapping.turn).toMatchObject({
    conversation: 'visit',
    call_id: 'req',
  });
});

it.each<[string, (index: number) => JsonObject, unknown]>([
  [
    'lines of one cell',
    (index) => ({ 'Documents cités': `Farines_${index % 3}.pdf\nFours.docx` }),
    { each: 'Documents cités', divided_by: '\n', document_id: '.' },
  ],
  [
    'files with their pages, in a list of no known name',
    (index) => ({ 参照先: [{ 名: `粉${index % 3}.pdf`, 頁: index }] }),
    { each: '参照先', document_id: '名' },
  ],
  ['what was sent', (index) => ({ attachments: [{ nom: `photo${index % 3}.pdf` }] }), undefined],
])('documents are told by their names: %s', (_, beside, context) => {
  const { mapping } = readAsSuggested(calls(beside));
  expect(mapping.context).toEqual(context === undefined ? [] : [context]);
});

it('beside what users think, what somebody of the house found is a verdict', () => {
  const review = (index: number): JsonObject =>
    index % 4 === 0 ? { revisione: { da: 'dott.ssa Riva', approvata: index % 8 === 0 } } : {};
  const both = readAsSuggested(
    calls((index) => ({ ...review(index), pollice: ['su', 'giù', null][index % 3] })),
  ).mapping;
  expect(both.feedback.map(({ value }) => value)).toEqual(['pollice']);
  expect(both.verdict.map(({ value }) => value)).toEqual(['revisione.approvata']);
  const alone = readAsSuggested(calls(review)).mapping;
  expect(alone.feedback.map(({ value }) => value)).toEqual(['revisione.approvata']);
});

it('steps of a call are read by their kinds', () => {
  const { mapping, turns } = readAsSuggested(
    Array.from({ length: 6 }, (_, index) => ({
      trace: {
        visitor: `v-${index}1`,
        spans: [
          {
            ...{ name: 'look up', kind: 'RETRIEVER', took: 4 },
            attributes: {
              query: ASKED(index),
              documents: [{ id: `FL-${index}`, text: TOLD(index) }],
            },
          },
          {
            ...{ name: 'write', kind: 'LLM', took: 900 },
            attributes: { model: 'oven-7b', prompt: ASKED(index), completion: TOLD(index + 50) },
          },
        ],
      },
    })),
  );
  expect(mapping.each).toBeUndefined();
  expect(mapping.turn.model).toBe('trace.spans[kind=LLM].attributes.model');
  expect(mapping.context.map(({ each }) => each)).toEqual([
    'trace.spans[kind=RETRIEVER].attributes.documents',
  ]);
  expect(turns).toHaveLength(6);
  expect(turns[2]?.contexts).toHaveLength(1);
});

it('of parts of a message the texts are what it says, and sources are documents', () => {
  const { mapping, turns } = readAsSuggested(
    Array.from({ length: 6 }, (_, index) => ({
      chat: `c-${index}`,
      messages: [
        { role: 'user', parts: [{ type: 'text', text: ASKED(index) }] },
        {
          role: 'assistant',
          parts: [
            { type: 'begin' },
            { type: 'source-document', sourceId: `FL-${index % 3}`, title: 'Flours' },
            { type: 'text', text: TOLD(index) },
            { type: 'text', text: 'Mind the salt.' },
          ],
        },
      ],
    })),
  );
  expect(mapping.transcript).toMatchObject({
    content: 'parts[type=text].text',
    context: [{ each: 'parts[type=source-document]' }],
  });
  const [said] = turns;
  expect(said?.messages.map(({ parts }) => parts.map(({ content }) => content))).toEqual([
    [ASKED(0)],
    [TOLD(0), 'Mind the salt.'],
  ]);
});

it('what says an answer once more was not looked up', () => {
  const { mapping } = readAsSuggested(calls((index) => ({ variants: [TOLD(index)] })));
  expect(mapping.context).toEqual([]);
});

it('who writes each message of a list is whoever asks, and the model, of the machine', () => {
  const { mapping, turns } = readAsSuggested(
    Array.from({ length: 8 }, (_, index) => ({
      call: `k-${index}`,
      transcript: [
        { actor: { kind: 'caller', ref: `p${index % 5}41` }, said: ASKED(index) },
        { actor: { kind: 'virtual_agent', ref: 'gpt-4o-mini' }, said: TOLD(index) },
        { actor: { kind: 'caller', ref: `p${index % 5}41` }, said: ASKED(index + 9) },
        { actor: { kind: 'virtual_agent', ref: 'gpt-4o-mini' }, said: TOLD(index + 9) },
      ],
    })),
  );
  expect(mapping.transcript).toMatchObject({ writer: 'actor.ref', turn: { model: 'actor.ref' } });
  expect(turns.slice(2, 4).map(({ fields }) => [fields.user_id, fields.model])).toEqual([
    ['p141', 'gpt-4o-mini'],
    ['p141', 'gpt-4o-mini'],
  ]);
});

it('a message that is sent is asked where another event shows the reply, and what rates the reply is no answer', () => {
  const events = Array.from({ length: 12 }, (_, index) => [
    { event: 'Chat Message Sent', chat: `c-${index >> 1}`, props: { text: ASKED(index) } },
    { event: 'Chat Reply Shown', chat: `c-${index >> 1}`, props: { text: TOLD(index) } },
    { event: 'Chat Reply Rated', chat: `c-${index >> 1}`, props: { thumb: 'up' } },
  ]).flat();
  expect(readAsSuggested(events).mapping.roles).toMatchObject({
    'Chat Message Sent': 'user',
    'Chat Reply Shown': 'assistant',
  });
});

it('messages that take turns where nothing tells conversations are of one', () => {
  const rows = (who: (index: number) => string): JsonObject[] =>
    Array.from({ length: 12 }, (_, index) => ({
      name: who(index),
      is_user: who(index) === 'Rob',
      mes: index % 2 === 0 ? ASKED(index) : TOLD(index),
    }));
  const turns = readAsSuggested(rows((index) => (index % 2 === 0 ? 'Rob' : 'Baker'))).mapping.turn;
  expect(turns.conversation).toEqual({ always: 'log' });
  const mixed = readAsSuggested(rows((index) => (index % 4 < 2 ? 'Rob' : 'Baker'))).mapping.turn;
  expect(mixed.conversation).toBeUndefined();
});

/** What a messenger sends, kept whole beside the answer. */
const sent = (index: number, from: JsonObject): JsonObject => ({
  at: `2025-05-0${1 + (index >> 1)}T08:0${index % 2}:00Z`,
  reply: TOLD(index),
  hook: {
    event: 5000 + index,
    post: {
      body: ASKED(index),
      from: { ...from, is_bot: false },
      room: { id: -(70_010 + (index >> 1)), kind: 'private' },
    },
  },
});

it('the chat and the person of a call stand also in the copy of what a messenger sent', () => {
  const { mapping } = readAsSuggested(
    Array.from({ length: 16 }, (_, index) =>
      sent(index, { first_name: 'Ada', id: 88_004_200 + ((index >> 1) % 5) }),
    ),
  );
  expect(mapping.turn).toMatchObject({
    conversation: 'hook.post.room.id',
    user_id: 'hook.post.from.id',
  });
});

it('the id of a person goes before the name that only some have in a messenger', () => {
  const { mapping } = readAsSuggested(
    Array.from({ length: 16 }, (_, index) => {
      const person = (index >> 1) % 5;
      const named = person < 3 ? { username: `ada_${person}` } : {};
      return sent(index, { id: 88_004_200 + person, ...named });
    }),
  );
  expect(mapping.turn.user_id).toBe('hook.post.from.id');
});

it('the id of a session may have a name in any script in it', () => {
  const { mapping } = readAsSuggested(
    Array.from({ length: 16 }, (_, index) => ({
      session_id: `電気窯黒麦麺麭教室 KT-20_20250${701 + (index >> 1)}`,
      question: ASKED(index),
      answer: TOLD(index),
    })),
  );
  expect(mapping.turn.conversation).toBe('session_id');
});

it('how long texts are and where they stand in a talk are no counts of tokens', () => {
  const told = (index: number): string => TOLD(index).repeat(1 + ((index * 7) % 5));
  const { mapping } = readAsSuggested(
    Array.from({ length: 16 }, (_, index) => ({
      chat: `t-${300 + (index >> 1)}`,
      message_sequence: 1 + (index % 2),
      question: ASKED(index),
      answer: told(index),
      message_length: ASKED(index).length,
      response_length: told(index).length,
    })),
  );
  expect(mapping.turn.prompt_tokens).toBeUndefined();
  expect(mapping.turn.completion_tokens).toBeUndefined();
});
