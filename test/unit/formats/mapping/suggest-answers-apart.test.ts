import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../electron/engine/formats/format.ts';
import { readAsSuggested } from './as-suggested.ts';

/** A log of a beekeepers' helpline that writes each call twice. */
const ASKED = (index: number): string => `When do I split hive ${index + 3} this spring?`;
const TOLD = (index: number): string =>
  `Split hive ${index + 3} once it has nine frames of brood, on a warm day around noon.`;
const RULES = {
  by: 'system',
  words: 'You help beekeepers. Answer from the handbook of the guild.',
};
const EIGHT = [0, 1, 2, 3, 4, 5, 6, 7];
const hive = (index: number): string => `hv-${70 + (index >> 1)}`;

/** The second of two calls is given the first once more. */
const given = (index: number): JsonObject[] => [
  RULES,
  ...(index % 2 === 0
    ? []
    : [
        { by: 'user', words: ASKED(index - 1) },
        { by: 'assistant', words: TOLD(index - 1) },
      ]),
  { by: 'user', words: ASKED(index) },
];

it.each<[string, JsonObject]>([
  ['with a word for it', { line: 'answered' }],
  ['with nothing but what it says', {}],
])(
  'a line of what was given and one of what was answered, %s, are joined in their order',
  (_, kind) => {
    const { mapping, said } = readAsSuggested(
      EIGHT.flatMap((index) => [
        { session: hive(index), engine: 'gpt-4o-mini', sent: given(index) },
        { session: hive(index), ...kind, reply: TOLD(index), tokens_out: 18 },
      ]),
    );
    expect(mapping.turn.conversation).toBe('session');
    expect(mapping.message).toMatchObject({ content: 'reply' });
    expect(mapping.input).toMatchObject([{ messages: 'sent', role: 'by', content: 'words' }]);
    expect(said.slice(0, 2)).toEqual([
      [`input system: text=${RULES.words}`, `input user: text=${ASKED(0)}`],
      [`output assistant: text=${TOLD(0)}`],
    ]);
  },
);

const twice = (index: number, beside: JsonObject): JsonObject[] => [
  { ...beside, step: 'visitor', wanted: ASKED(index), got: null, error: null },
  {
    ...beside,
    step: 'helper',
    wanted: ASKED(index),
    got: index === 5 ? null : TOLD(index),
    error: index === 5 ? 'The swarm of requests was too large for the model.' : null,
  },
];

it('a line that repeats the question of the one before with its answer is the same call', () => {
  const { said, turns } = readAsSuggested(
    EIGHT.flatMap((index) => twice(index, { chat: hive(index) })),
  );
  expect(said.slice(0, 2)).toEqual([
    [`input user: text=${ASKED(0)}`],
    [`output assistant: text=${TOLD(0)}`],
  ]);
  expect(turns[11]?.fields.error).toBe('The swarm of requests was too large for the model.');
  expect(said[11]).toEqual([]);
});

it('where no conversation joins them the line without an answer is left out', () => {
  const { mapping, said } = readAsSuggested(EIGHT.flatMap((index) => twice(index, {})));
  expect(mapping.where).toEqual({ path: 'step', is: ['helper'] });
  expect(said).toHaveLength(8);
});

it('a question that is asked again in a row of its own is another call', () => {
  const { mapping } = readAsSuggested(
    EIGHT.map((index) => ({
      chat: hive(index),
      step: index % 2 === 0 ? 'visitor' : 'helper',
      wanted: ASKED(index >> 1),
      got: TOLD(index),
    })),
  );
  expect(mapping.message).toBeUndefined();
  expect(mapping.where).toBeUndefined();
});
