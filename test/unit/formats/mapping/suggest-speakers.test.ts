import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../electron/engine/formats/format.ts';
import { suggest } from '../../../../electron/engine/formats/mapping/suggest.ts';

/** Who speaks, where the words for it are those of one house. */
function mappingOf(records: readonly JsonObject[]) {
  const suggestion = suggest(records, { id: 'log', title: 'A log' });
  if (suggestion === null) throw new Error('nothing was suggested');
  return suggestion.mapping;
}

const ASKED = [
  'When is the kiln fired again this week?',
  'Which clay is best for a tall jug?',
  'How thick may the wall of a bowl be?',
  'Why did the blue glaze run down the foot?',
  'Can porcelain go into the wood kiln?',
  'What does a bag of stoneware cost?',
];
const TOLD = [
  'The kiln is fired on Thursday night; shelves are full by noon.',
  'Take the grogged stoneware, it stands without slumping.',
  'Keep it under nine millimetres, else it cracks in the bisque.',
  'It was put on too thickly near the base; leave a finger free.',
  'It can, in the front chamber, but expect ash on it.',
  'Twenty kilos are fourteen pounds this season.',
];
const HOUSE = 'Stay with what the studio handbook says. Short sentences, no promises about glazes.';

it('whoever says in a list what an earlier record answered is the machine, and who speaks before it asks', () => {
  const talks = [
    [0, 1],
    [2, 3],
    [4, 5],
    [1, 0],
    [3, 2],
  ];
  const records = talks.flatMap(([first = 0, second = 0], talk) => [
    {
      thread: `t-${talk}`,
      given: [
        { voice: 'frame', line: HOUSE },
        { voice: 'thrower', line: `${ASKED[first]} (${talk})` },
      ],
      result: { line: `${TOLD[first]} (${talk})` },
    },
    {
      thread: `t-${talk}`,
      given: [
        { voice: 'frame', line: HOUSE },
        { voice: 'thrower', line: `${ASKED[first]} (${talk})` },
        { voice: 'potter', line: `${TOLD[first]} (${talk})` },
        { voice: 'thrower', line: `${ASKED[second]} (${talk})` },
      ],
      result: { line: `${TOLD[second]} (${talk})` },
    },
  ]);
  const { roles, input, output } = mappingOf(records);
  expect(roles).toEqual({ frame: 'system', thrower: 'user', potter: 'assistant' });
  expect(input).toMatchObject([{ messages: 'given', role: 'voice', content: 'line' }]);
  expect(output).toMatchObject([{ role: 'assistant', content: 'result.line' }]);
});

it('beside a machine, whoever speaks right before its answers asks, also one who works there', () => {
  const records = ASKED.flatMap((asked, talk) => [
    { no: 3 * talk, talk, who: 'Vorgabe', text: HOUSE },
    { no: 3 * talk + 1, talk, who: 'Bediener', text: asked },
    { no: 3 * talk + 2, talk, who: 'Assistent', text: TOLD[talk] ?? '' },
  ]);
  expect(mappingOf(records).roles).toEqual({
    Vorgabe: 'system',
    Bediener: 'user',
    Assistent: 'assistant',
  });
});

it('a flag that does not say of whom is nobody who speaks: question and answer stand in one element', () => {
  const records = [0, 1, 2, 3, 4, 5].map((talk) => ({
    bench_chat: `b-${talk}`,
    rounds: [0, 1].map((round) => {
      const ok = talk + round !== 2;
      const says = ok ? `${TOLD[(talk + round) % 6]} (${talk})` : null;
      return {
        thrower_asks: `${ASKED[(talk + round) % 6]} (${talk})`,
        potterbot: { by: 'gpt-4o-mini', ok, says },
      };
    }),
  }));
  const { each, input, output, turn } = mappingOf(records);
  expect(each).toBe('rounds[*]');
  expect(input).toMatchObject([{ role: 'user', content: 'thrower_asks' }]);
  expect(output).toMatchObject([{ role: 'assistant', content: 'potterbot.says' }]);
  expect(turn).toMatchObject({ model: 'potterbot.by', conversation: '$.bench_chat' });
});

it('of two times under names that say nothing the earlier is when the call began', () => {
  const records = ASKED.map((question, at) => ({
    question,
    answer: TOLD[at] ?? '',
    run: { zb: `2026-03-0${at + 1}T10:00:07.250Z`, za: `2026-03-0${at + 1}T10:00:03.500Z` },
  }));
  expect(mappingOf(records).turn).toMatchObject({ started_at: 'run.za' });
});

it('a number of eleven digits is that of a card, and no time of another age', () => {
  const records = ASKED.map((question, at) => ({
    question,
    answer: TOLD[at] ?? '',
    patron_card: 29_004_446_692 + 97 * (at % 4),
  }));
  expect(mappingOf(records).turn).toMatchObject({ user_id: 'patron_card' });
});

it('beside somebody of no known name the assistant stays who answers', () => {
  const says = (who: string, text: string | undefined) => ({ who, text });
  const talks = ASKED.map((question, at) => ({
    talk: at,
    lines: [says('turner', question), says('assistant', TOLD[at])],
  }));
  expect(mappingOf(talks)).toMatchObject({
    transcript: { messages: 'lines', role: 'who', content: 'text' },
    roles: { '*': 'user', assistant: 'assistant' },
  });
  const rows = talks.flatMap(({ talk, lines }) => lines.map((line) => ({ talk, ...line })));
  expect(mappingOf(rows)).toMatchObject({
    message: { role: 'who', content: 'text' },
    roles: { '*': 'user', assistant: 'assistant' },
  });
});

it('of two in a list before the answer, one of whom instructs a model, the other asks', () => {
  const records = ASKED.map((asked, at) => ({
    given: [
      { r: 's', c: 'You are the kiln hand. Keep it short.' },
      { r: 'u', c: asked },
    ],
    completion: TOLD[at],
  }));
  expect(mappingOf(records)).toMatchObject({
    input: [{ messages: 'given', role: 'r', content: 'c' }],
    output: [{ content: 'completion' }],
    roles: { s: 'system', u: 'user' },
  });
});

it('the message before is nobody’s id, though parents have ids as well', () => {
  const rows = ASKED.flatMap((asked, at) => [
    {
      no: `m${2 * at}`,
      parent_id: at % 2 === 0 ? null : `m${2 * at - 1}`,
      by: 'human',
      text: asked,
    },
    { no: `m${2 * at + 1}`, parent_id: `m${2 * at}`, by: 'ai', text: TOLD[at] },
  ]).map((row, at) => ({ ...row, room: `r${at >> 2}` }));
  expect(mappingOf(rows).turn).toEqual({ conversation: 'room', external_id: 'no' });
  const ofParents = rows.map((row) => ({ ...row, parent_id: `p-${row.room}` }));
  expect(mappingOf(ofParents).turn.user_id).toBe('parent_id');
});

it('whoever speaks after each question of a list answers, unless that is a person', () => {
  const talks = (replier: string) =>
    suggest(
      Array.from({ length: 8 }, (_, index) => ({
        talk: `w${index}`,
        log: [
          { type: 'welcome', line: 'Hello, what do you need on board today?' },
          { type: 'human', line: `Where is locker ${index * 3} on this deck?` },
          { type: replier, line: `Walk past the galley, then locker ${index * 3} is on the left.` },
        ],
      })),
      { id: 'log', title: 'A log' },
    )?.mapping;
  expect(talks('generated')?.roles).toEqual({ human: 'user', generated: 'assistant' });
  expect(talks('owner')?.roles).toEqual({ human: 'user' });
});

it('what a tool says between a question and its answer is not what is answered', () => {
  const records = ASKED.map((asked, index) => ({
    run: `run-${index}`,
    talk: [
      { who: 'frame', what: HOUSE },
      { who: 'thrower', what: asked },
      { who: 'tool', what: `open_shelf: ${index + 3} rows` },
      ...(index % 2 === 0
        ? []
        : [
            { who: 'assistant', what: `${TOLD[index]} (before)` },
            { who: 'thrower', what: `${asked} And then?` },
          ]),
    ],
    out: index === 4 ? null : TOLD[index],
    finish: 'end',
  }));
  const { roles, input, output } = mappingOf(records);
  expect(roles).toMatchObject({ thrower: 'user' });
  expect(input).toMatchObject([{ messages: 'talk', role: 'who', content: 'what' }]);
  expect(output).toMatchObject([{ role: 'assistant', content: 'out' }]);
});
