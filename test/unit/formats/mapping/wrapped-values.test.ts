import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../electron/engine/formats/format.ts';
import { mappedFormat } from '../../../../electron/engine/formats/mapping/mapped-format.ts';
import { suggest } from '../../../../electron/engine/formats/mapping/suggest.ts';
import { wrappedValuesOf } from '../../../../electron/engine/formats/mapping/wrapped-value.ts';
import { transcript, turnsOf } from '../map-fixture.ts';

/** Logs in which an object around each value says its type. */
const CALLS = [
  ['Does the ferry to Orla run on Sundays?', 'Every Sunday at nine, except in January.', 12],
  ['How long is the crossing?', 'Fifty minutes.', 4],
  ['May I bring a dog?', 'Dogs travel free of charge when they are kept on a lead.', 15],
  ['Where do I leave the car, and what does it cost?', 'At the north quay.', 5],
  [
    'Is there food on board?',
    'There is a small kiosk with soup, bread and coffee on deck two.',
    17,
  ],
  ['Can I change a booking?', 'At the counter, until one hour before the ship leaves.', 13],
] as const;

function read(records: readonly JsonObject[]) {
  const suggestion = suggest(records, { id: 'log', title: 'A log' });
  if (suggestion === null) throw new Error('nothing was suggested');
  const { mapping } = suggestion;
  const turns = records.flatMap((record) => turnsOf(mappedFormat(mapping, 'm'), record));
  return { mapping, turns };
}

it('extended JSON of MongoDB is opened, and the mapping says so', () => {
  const { mapping, turns } = read(
    CALLS.map(([question, answer, tokens], index) => ({
      _id: { $oid: `65f0c0ffee00000000000a${10 + index}` },
      thread_id: `t${index >> 1}`,
      created_at: { $date: { $numberLong: String(1_765_081_315_965 + index * 60_000) } },
      question,
      answer,
      usage: {
        prompt_tokens: { $numberInt: String(40 + index) },
        completion_tokens: { $numberInt: String(tokens) },
      },
    })),
  );
  expect(mapping).toMatchObject({
    values: 'mongodb',
    turn: { started_at: 'created_at', prompt_tokens: 'usage.prompt_tokens', external_id: '_id' },
  });
  expect(turns[1]?.fields).toMatchObject({
    started_at: 1_765_081_375_965,
    prompt_tokens: 41,
    completion_tokens: 4,
  });
});

it('unions of Avro are opened, but for the branch that says that a call failed', () => {
  const { mapping, turns } = read(
    CALLS.map(([question, answer, tokens], index) => ({
      session_id: { string: `s${index >> 1}` },
      question: { string: question },
      outcome:
        index === 3
          ? { 'ferry.desk.Failure': 'TIMEOUT' }
          : { 'ferry.desk.Told': { answer, completion_tokens: { int: tokens } } },
      pages: {
        array: [{ 'ferry.desk.Page': { id: 'p1', text: 'The ship stays in port in a storm.' } }],
      },
    })),
  );
  expect(mapping).toMatchObject({
    values: 'avro',
    output: [{ role: 'assistant', content: 'outcome.answer' }],
    context: [{ each: 'pages', content: 'text', document_id: 'id' }],
  });
  expect(mapping.turn.error).toBe('outcome."ferry.desk.Failure"');
  expect(turns.map(({ contexts }) => contexts.length)).toEqual([1, 1, 1, 1, 1, 1]);
});

it('typed values of DynamoDB are opened, with what is null left out', () => {
  const { mapping, turns } = read(
    CALLS.map(([question, answer, tokens], index) => ({
      Item: {
        sessionId: { S: `s${index >> 1}` },
        question: { S: question },
        answer: { S: answer },
        usage: { M: { outputTokens: { N: String(tokens) }, inputTokens: { N: '30' } } },
        userId: index === 0 ? { NULL: true } : { S: 'u7' },
        documents: { L: [{ M: { id: { S: 'p1' }, text: { S: 'The ship stays in port.' } } }] },
      },
    })),
  );
  expect(mapping).toMatchObject({ values: 'dynamodb', turn: { user_id: 'Item.userId' } });
  expect(turns[0]?.fields).toMatchObject({ completion_tokens: 12 });
  expect(turns.map(({ fields }) => fields.user_id)).toEqual([
    undefined,
    'u7',
    'u7',
    'u7',
    'u7',
    'u7',
  ]);
});

it('documents of Firestore are opened wherever they stand', () => {
  const { mapping, turns } = read([
    {
      documents: CALLS.map(([question, answer, tokens], index) => ({
        name: `projects/p/databases/(default)/documents/turns/a${index}f`,
        fields: {
          chatId: { stringValue: `t${index >> 1}` },
          question: { stringValue: question },
          answer: { stringValue: answer },
          usage: {
            mapValue: {
              fields: {
                outputTokens: { integerValue: String(tokens) },
                inputTokens: { integerValue: '30' },
              },
            },
          },
          stars: index === 0 ? { nullValue: null } : { integerValue: '4' },
          documents: {
            arrayValue:
              index === 0
                ? {}
                : {
                    values: [
                      {
                        mapValue: {
                          fields: {
                            id: { stringValue: 'p1' },
                            text: { stringValue: 'The ship stays in port.' },
                          },
                        },
                      },
                    ],
                  },
          },
        },
        createTime: `2026-03-02T09:0${index}:00Z`,
      })),
    },
  ]);
  expect(mapping).toMatchObject({
    values: 'firestore',
    each: 'documents[*]',
    turn: { conversation: 'fields.chatId', started_at: 'createTime' },
    feedback: [{ value: 'fields.stars' }],
  });
  expect(turns.map(({ fields }) => fields.completion_tokens)).toEqual([12, 4, 15, 5, 17, 13]);
  expect(turns.map(({ contexts }) => contexts.length)).toEqual([0, 1, 1, 1, 1, 1]);
});

const COLUMNS = {
  asked: CALLS.map(([question]) => question),
  told: CALLS.map(([, answer], index) => (index === 2 ? null : answer)),
  completion_tokens: CALLS.map(([, , tokens]) => tokens),
  shift: CALLS.map((_, index) => ({ mate: `m${index % 2}` })),
};
it.each([
  ['lists', COLUMNS],
  [
    'objects of rows',
    Object.fromEntries(
      Object.entries(COLUMNS).map(([name, values]) => [name, Object.fromEntries(values.entries())]),
    ),
  ],
])(
  'a table that a document holds by its columns, which are %s, is read by its rows',
  (_, document) => {
    const { mapping, turns } = read([document]);
    expect(mapping).toMatchObject({ values: 'columns', each: 'rows[*]' });
    expect(turns.map(transcript).slice(1, 3)).toEqual([
      [`input user: text=${CALLS[1][0]}`, `output assistant: text=${CALLS[1][1]}`],
      [`input user: text=${CALLS[2][0]}`],
    ]);
    expect(turns.map(({ fields }) => fields.completion_tokens)).toEqual([12, 4, 15, 5, 17, 13]);
  },
);

it('lists of other lengths, rows of other names and lists of objects are no columns', () => {
  const { asked, told, completion_tokens: tokens } = COLUMNS;
  const samples: readonly JsonObject[] = [
    { asked, told, tokens: tokens.slice(1) },
    { asked: { a: 1, b: 2 }, told: { a: 1, c: 2 }, tokens: { a: 1, b: 2 } },
    { asked, told },
    { people: [{ id: 1 }, { id: 2 }], talks: [{ id: 3 }, { id: 4 }], kinds: ['a', 'b'] },
  ];
  expect(samples.map((sample) => wrappedValuesOf([sample]))).toEqual(samples.map(() => undefined));
});

it('a log in which only some objects look so is left as it is', () => {
  const samples: readonly (readonly JsonObject[])[] = [
    [{ q: { string: 'a' } }, { q: { string: { more: 1 } } }],
    [{ q: { S: 'a' } }, { q: 'b', r: { S: 'c' } }],
    [{ q: { string: 'a' } }, { q: 'b' }],
    [{ host: { 'log.example.Org': 'a' } }],
    [],
  ];
  expect(samples.map((sample) => wrappedValuesOf(sample))).toEqual(samples.map(() => undefined));
});
