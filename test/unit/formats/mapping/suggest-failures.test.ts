import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../electron/engine/formats/format.ts';
import { mappedFormat } from '../../../../electron/engine/formats/mapping/mapped-format.ts';
import { suggest } from '../../../../electron/engine/formats/mapping/suggest.ts';
import { transcript, turnsOf } from '../map-fixture.ts';
import { readAsSuggested } from './as-suggested.ts';

/** A log of a kiln; each third call failed. */
const ASKED = (index: number): string => `How hot for glaze ${index + 10}, and for how long?`;
const TOLD = (index: number): string =>
  `Glaze ${index + 10} is fired at ${900 + index * 10} degrees for two hours, then cooled slowly overnight.`;
const FAILED = (index: number): boolean => index % 3 === 2;

const calls = (one: (index: number) => JsonObject, count = 12): JsonObject[] =>
  Array.from({ length: count }, (_, index) => one(index));

it.each<[string, (index: number) => JsonObject, string]>([
  [
    'a status',
    (index) => ({
      status: FAILED(index) ? 'error' : 'ok',
      answer: FAILED(index) ? 'upstream timed out after 30 s' : TOLD(index),
    }),
    'upstream timed out after 30 s',
  ],
  [
    'a status in Italian',
    (index) => ({
      esito: FAILED(index) ? 'errore' : 'completato',
      risposta: FAILED(index) ? `servizio sovraccarico (${index})` : TOLD(index),
    }),
    'servizio sovraccarico (2)',
  ],
  [
    'a flag',
    (index) => ({
      success: !FAILED(index),
      answer: FAILED(index) ? 'model not available' : TOLD(index),
    }),
    'model not available',
  ],
  [
    'a number of HTTP',
    (index) => ({
      http_status: FAILED(index) ? 503 : 200,
      answer: FAILED(index) ? 'Service Unavailable' : TOLD(index),
    }),
    'Service Unavailable',
  ],
])('what stands as the answer of a call that failed is why: %s', (_, beside, why) => {
  const { turns } = readAsSuggested(
    calls((index) => ({ question: ASKED(index), ...beside(index) })),
  );
  expect(turns.map(({ fields }) => fields.error !== undefined)).toEqual(
    turns.map((__, index) => FAILED(index)),
  );
  expect(turns[2]?.fields.error).toBe(why);
  expect(turns.flatMap((turn) => transcript(turn).filter((line) => line.includes(why)))).toEqual(
    [],
  );
  expect(turns[0] === undefined ? [] : transcript(turns[0])).toContain(
    `output assistant: text=${TOLD(0)}`,
  );
});

it.each<[string, (index: number) => JsonObject]>([
  ['the state of an order', (index) => ({ order_status: FAILED(index) ? 'failed' : 'ok' })],
  ['a search that failed', (index) => ({ search_ok: !FAILED(index) })],
  ['what was refused with good reason', (index) => ({ state: FAILED(index) ? 'refused' : 'ok' })],
])('answers stay answers beside %s', (_, beside) => {
  const { mapping } = readAsSuggested(
    calls((index) => ({ question: ASKED(index), ...beside(index), answer: TOLD(index) })),
  );
  expect(mapping.failed).toBeUndefined();
});

it('messages of a transcript that say why nothing came are no answers', () => {
  const { mapping, turns } = readAsSuggested(
    calls((index) => ({
      chat: `c-${index}`,
      lines: [
        { by: 'guest', text: ASKED(index) },
        FAILED(index)
          ? { by: 'bot', text: 'quota used up', state: 'failed' }
          : { by: 'bot', text: TOLD(index), state: 'done' },
      ],
    })),
  );
  expect(mapping.transcript?.failed).toEqual({ path: 'state', is: ['failed'] });
  expect(turns[2]?.fields.error).toBe('quota used up');
  expect(turns[2] === undefined ? [] : transcript(turns[2])).toEqual([
    `input user: text=${ASKED(2)}`,
  ]);
});

it('messages that are records are greetings before anybody asks, and answers that failed are none', () => {
  const rows = Array.from({ length: 12 }, (_, index) => index)
    .flatMap((index) => [
      { chat: 700 + index, by: 'bot', text: 'Good day, what is in the kiln?', engine: null },
      { chat: 700 + index, by: 'guest', text: ASKED(index), engine: null },
      {
        ...{ chat: 700 + index, by: 'bot', engine: 'kiln-7b' },
        ...(FAILED(index) ? { text: null, error: 1 } : { text: TOLD(index), error: 0 }),
      },
    ])
    .map((row, index) => ({ no: index + 1, ...row }));
  const table = { type: 'table', name: 'chat', data: rows };
  const mapping = suggest([{ type: 'header' }, table], { id: 'log', title: 'A log' })?.mapping;
  if (mapping === undefined) throw new Error('nothing was suggested');
  const turns = turnsOf(mappedFormat(mapping, 'm'), table);
  expect(mapping.message?.opening).toEqual({ path: 'engine', is: [''] });
  const kinds = turns.map(({ fields }) => fields.kind);
  expect(kinds.slice(0, 9)).toEqual([
    ...['request', 'request', 'model', 'request', 'request', 'model', 'request', 'request'],
    'request',
  ]);
  expect(turns[8]?.fields.error).toBe('1');
});

it('what a line of a failed reply says is its error, and no answer', () => {
  const { turns } = readAsSuggested(
    Array.from({ length: 12 }, (_, index) => [
      { ev: 'ask', rid: `r-${index}`, chat: `c-${index >> 1}`, load: { prompt: ASKED(index) } },
      FAILED(index)
        ? { ev: 'reply_error', rid: `r-${index}`, load: { note: `kiln ${index} was too hot` } }
        : { ev: 'reply', rid: `r-${index}`, load: { body: TOLD(index) } },
    ]).flat(),
  );
  expect(turns[5]).toMatchObject({ fields: { error: 'kiln 2 was too hot' } });
  const said = turns.map(transcript);
  expect(said[5]).toEqual([]);
  expect(said[3]).toEqual([`output assistant: text=${TOLD(1)}`]);
});

it('answers that say nothing and have a state of failures failed, with their model', () => {
  const { mapping, turns } = readAsSuggested(
    Array.from({ length: 12 }, (_, index) => [
      { chat: `c-${index >> 1}`, author: 'customer', body: ASKED(index), state: 'delivered' },
      {
        chat: `c-${index >> 1}`,
        author: 'assistant',
        body: FAILED(index) ? '' : TOLD(index),
        model: 'glaze-2',
        state: FAILED(index) ? 'failed' : index % 2 === 0 ? 'delivered' : 'seen',
      },
    ]).flat(),
  );
  expect(mapping.failed).toEqual({ path: 'state', is: ['failed'] });
  expect(turns[5]?.fields).toMatchObject({ error: 'failed', model: 'glaze-2' });
});

it('where the machine always begins, it greets in more ways than one', () => {
  const greetings = ['evening. a pot?', 'morning. a pot?', 'hi. a pot?', 'welcome', 'hey there'];
  const { mapping } = readAsSuggested(
    Array.from({ length: 10 }, (_, talk) => [
      { sid: `s-${talk}`, r: 'assistant', c: greetings[talk % 5] },
      { sid: `s-${talk}`, r: 'user', c: ASKED(talk) },
      { sid: `s-${talk}`, r: 'assistant', c: TOLD(talk) },
      { sid: `s-${talk}`, r: 'user', c: ASKED(talk + 20) },
    ]).flat(),
  );
  expect(mapping.message?.opening).toEqual({ path: 'c', is: greetings });
});
