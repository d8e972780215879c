import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../electron/engine/formats/format.ts';
import { mappedFormat } from '../../../../electron/engine/formats/mapping/mapped-format.ts';
import { inEnglish } from '../../../../electron/engine/formats/mapping/foreign-words.ts';
import { COLUMNS } from '../../../../electron/engine/formats/mapping/column-names.ts';
import { suggest } from '../../../../electron/engine/formats/mapping/suggest.ts';
import { transcript, turnsOf } from '../map-fixture.ts';

/** Logs whose names no list knows: what their values and their places tell. */
function read(records: readonly JsonObject[]) {
  const suggestion = suggest(records, { id: 'log', title: 'A log' });
  if (suggestion === null) throw new Error('nothing was suggested');
  const { mapping, reasons } = suggestion;
  const turns = records.flatMap((record) => {
    try {
      return turnsOf(mappedFormat(mapping, 'm'), record);
    } catch {
      return [];
    }
  });
  const why = (...at: (string | number)[]): string =>
    reasons.find((one) => one.at.join('.') === at.join('.'))?.why ?? '';
  return { mapping, why, turns, said: turns.map(transcript) };
}

const ASKED = [
  'Does the ferry to Orla run on Sundays?',
  'How long is the crossing?',
  'May I bring a dog?',
  'Where do I leave the car, and what does it cost?',
  'Is there food on board?',
  'Can I change a booking that was paid with a voucher?',
  'What happens in a storm?',
  'Do children under six pay?',
];
const TOLD = [
  'Every Sunday at nine, except in January.',
  'Fifty minutes.',
  'Dogs travel free of charge when they are kept on a lead.',
  'At the north quay.',
  'There is a small kiosk with soup, bread and coffee on the middle deck.',
  'A voucher booking is changed at the counter only, until one hour before the ship leaves.',
  'The ship stays in the harbour, and you are told by text message.',
  'They do not.',
];
const each = <Item>(one: (index: number) => Item): Item[] => ASKED.map((_, index) => one(index));
/** A minute for each record. */
const second = (minute: number, at: number): string =>
  `2026-05-01T10:${String(minute).padStart(2, '0')}:0${at}.250Z`;
const RULES = 'You are the mate of the Orla ferry. Keep it short and never promise a seat.';

it('question, answer and instructions under names that say nothing, told by their values', () => {
  const { mapping, why, said } = read(
    each((index) => ({
      no: index,
      blue: RULES,
      green: ASKED[index],
      // Failed now and then: the question is there still.
      ...(index === 3
        ? {}
        : { red: { words: TOLD[index], n: Math.round((TOLD[index]?.length ?? 0) / 4) } }),
    })),
  );
  expect(mapping.input).toEqual([
    { role: 'system', content: 'blue' },
    { role: 'user', content: 'green' },
  ]);
  expect(mapping.output).toEqual([{ role: 'assistant', content: 'red.words' }]);
  expect(why('input', 0, 'content')).toContain('it speaks to a model');
  expect(why('input', 1, 'content')).toContain('it asks');
  expect(why('output', 0, 'content')).toContain('its length goes with red.n');
  expect(said[0]).toEqual([
    `input system: text=${RULES}`,
    `input user: text=${ASKED[0]}`,
    `output assistant: text=${TOLD[0]}`,
  ]);
});

it('names of models and ranks of people are no speakers', () => {
  const { mapping } = read(
    each((index) => ({
      inquiry: { asked: ASKED[index], by: { role: index % 2 === 0 ? 'Purser' : 'Deckhand' } },
      outcome: { answer: TOLD[index], engine: index % 3 === 0 ? 'gpt-4o-2024' : 'mistral-large-2' },
    })),
  );
  expect(mapping.message).toBeUndefined();
  expect(mapping.turn.model).toBe('outcome.engine');
  expect(mapping.input).toEqual([{ role: 'user', content: 'inquiry.asked' }]);
});

it('counts of tokens in a list of two, spans of time, decimal commas and times of mail', () => {
  const { mapping, turns } = read(
    each((index) => ({
      sent: `Mon, ${String(index + 1).padStart(2, '0')} Jun 2026 10:00:00 GMT`,
      question: ASKED[index],
      answer: TOLD[index],
      used: { tokens: [100 + index, 20 + index] },
      Elapsed: '00:00:01.5000000',
    })),
  );
  expect(mapping.turn).toEqual({
    started_at: 'sent',
    prompt_tokens: 'used.tokens[0]',
    completion_tokens: 'used.tokens[1]',
    latency_ms: { path: 'Elapsed', times: 1000 },
  });
  expect(turns[0]?.fields).toMatchObject({
    prompt_tokens: 100,
    completion_tokens: 20,
    latency_ms: 1500,
  });
  const comma = read(
    each((index) => ({ q: ASKED[index], a: TOLD[index], dauer_s: `${index},25` })),
  );
  expect(comma.turns[2]?.fields.latency_ms).toBe(2250);
});

it('keys of other languages, also where a word is made of two', () => {
  const { mapping } = read(
    each((index) => ({
      sitzung: `S${Math.floor(index / 2)}`,
      zeitpunkt: '2026-02-01T10:00:00Z',
      benutzerkennung: `u${index % 3}`,
      anweisung: RULES,
      Fragetext: ASKED[index],
      antwort: TOLD[index],
      verbrauch: { eingabe: 10 + index, ausgabe: 5 + index },
      duração_ms: 100 * index,
    })),
  );
  expect(mapping).toMatchObject({
    turn: {
      conversation: 'sitzung',
      started_at: 'zeitpunkt',
      user_id: 'benutzerkennung',
      prompt_tokens: 'verbrauch.eingabe',
      completion_tokens: 'verbrauch.ausgabe',
      latency_ms: 'duração_ms',
    },
    input: [
      { role: 'system', content: 'anweisung' },
      { role: 'user', content: 'Fragetext' },
    ],
    output: [{ role: 'assistant', content: 'antwort' }],
  });
});

it('passages in an object whose keys are ids, and in a list of which no name tells', () => {
  const { mapping, turns } = read(
    each((index) => ({
      question: ASKED[index],
      answer: TOLD[index],
      leaves: {
        [`p-${index}0`]: `Page ${index} of the timetable says so.`,
        [`p-${index}1`]: 'Another page of it.',
      },
      slips: [`Notice ${index} on the board of the quay.`],
    })),
  );
  expect(mapping.context).toEqual([
    { each: 'leaves{}', content: 'value', document_id: 'key' },
    { each: 'slips' },
  ]);
  expect(turns[1]?.contexts.map(({ content, document_id }) => [document_id, content])).toEqual([
    ['p-10', 'Page 1 of the timetable says so.'],
    ['p-11', 'Another page of it.'],
    [undefined, 'Notice 1 on the board of the quay.'],
  ]);
});

it('who of a transcript is the machine: the one whose messages tell of a model’s work', () => {
  const { mapping, turns, said } = read(
    each((index) => ({
      talk: `T${index}`,
      brief: RULES,
      lines: [
        { rank: 1, who: 'ticker', words: 'This talk is kept for a week.' },
        { rank: 2, who: 'deck', words: ASKED[index] },
        {
          rank: 3,
          who: 'orla',
          words: TOLD[index],
          took_ms: 90 + index,
          found: [{ title: 'Board', body: `Notice ${index} on the board of the quay.` }],
          thumbs: 'up',
        },
      ],
    })),
  );
  expect(mapping.roles).toEqual({ deck: 'user', orla: 'assistant' });
  expect(mapping.input).toEqual([{ role: 'system', content: 'brief' }]);
  expect(mapping.transcript).toEqual({
    messages: 'lines',
    role: 'who',
    content: 'words',
    turn: { latency_ms: 'took_ms' },
    context: [{ each: 'found', content: 'body', source: 'title' }],
    feedback: [{ what: 'thumbs', value: 'thumbs' }],
  });
  expect(said[0]).toEqual([
    `input system: text=${RULES}`,
    'input ticker: text=This talk is kept for a week.',
    `input user: text=${ASKED[0]}`,
    `output assistant: text=${TOLD[0]}`,
  ]);
  expect(turns[0]).toMatchObject({
    fields: { latency_ms: 90 },
    contexts: [{ content: 'Notice 0 on the board of the quay.' }],
    feedback: [{ what: 'thumbs', value: 'up' }],
  });
});

it('blocks of a prompt that end with the question: what was looked up is a passage, what came before its history', () => {
  const { mapping, said, turns } = read(
    each((index) => ({
      blocks: [
        { kind: 'charter', body: RULES },
        { kind: 'fact_card', body: `Card ${index} of the harbour office.` },
        ...(index % 2 === 0
          ? []
          : [
              { kind: 'earlier_ask', body: ASKED[index - 1] },
              { kind: 'earlier_say', body: TOLD[index - 1] },
            ]),
        { kind: 'ask', body: ASKED[index] },
      ],
      made: { engine: 'mistral-small-3', body: TOLD[index] },
    })),
  );
  expect(mapping.roles).toEqual({
    charter: 'system',
    fact_card: 'context',
    earlier_ask: 'user',
    earlier_say: 'assistant',
    ask: 'user',
  });
  expect(said[1]).toEqual([
    `input system: text=${RULES}`,
    `input user: text=${ASKED[0]}`,
    `input assistant: text=${TOLD[0]}`,
    `input user: text=${ASKED[1]}`,
    `output assistant: text=${TOLD[1]}`,
  ]);
  expect(turns[1]?.contexts).toMatchObject([{ content: 'Card 1 of the harbour office.' }]);
});

it('sessions and messages that stand under their ids in one document', () => {
  const talk = (index: number) => ({
    persona: RULES,
    visitor: { uid: `v_${index}` },
    msgs: {
      [`-m${index}a1`]: { by: 'visitor', txt: ASKED[index] },
      [`-m${index}b2`]: { by: 'mate', txt: TOLD[index], gen: { ms: 5, in: 20, out: 9 } },
    },
  });
  const { mapping, said } = read([
    { sessions: Object.fromEntries(each((index) => [`-s${index}x7`, talk(index)])) },
  ]);
  expect(mapping).toMatchObject({
    each: 'sessions{}',
    turn: { conversation: 'key', user_id: 'value.visitor.uid' },
    input: [{ role: 'system', content: 'value.persona' }],
    transcript: { messages: 'value.msgs{}', role: 'value.by', content: 'value.txt' },
    roles: { visitor: 'user', mate: 'assistant' },
  });
  expect(said).toHaveLength(8);
});

it('elements of a list by what they say are read by a mapping of a person’s own', () => {
  const format = mappedFormat(
    {
      mapping: 'm',
      title: 'M',
      capture: 'application',
      turn: { model: 'attributes[key="gen.model"].value' },
      input: [{ role: 'user', content: 'attributes[key=ask].value' }],
      output: [{ role: 'assistant', content: 'attributes[key=tell].value' }],
      roles: {},
      context: [],
      feedback: [],
      verdict: [],
      label: [],
    },
    'm',
  );
  const [turn] = turnsOf(format, {
    attributes: [
      { key: 'gen.model', value: 'm-1' },
      { key: 'tell', value: 'At nine.' },
      { key: 'ask', value: 'When?' },
    ],
  });
  expect(turn?.fields.model).toBe('m-1');
  expect(turn === undefined ? [] : transcript(turn)).toEqual([
    'input user: text=When?',
    'output assistant: text=At nine.',
  ]);
});

it('a question chosen from a few stands beside what was looked up, which is no question', () => {
  const { mapping } = read(
    each((index) => ({
      payload: {
        instruction: RULES,
        chore:
          index % 2 === 0 ? 'Write a note to the harbour master.' : 'Write a note to the crew.',
        sources: [{ doc: `N${index}`, content: `Page ${index} of the book of the harbour.` }],
        summary: TOLD[index],
        tokens: { in: 40 + index, out: Math.round((TOLD[index]?.length ?? 0) / 4) },
      },
      requested_by: index % 2 === 0 ? 'mate' : 'bosun',
    })),
  );
  expect(mapping.input).not.toContainEqual({ role: 'user', content: 'payload.sources[*].content' });
  expect(mapping.context).toMatchObject([{ each: 'payload.sources', content: 'content' }]);
  expect(mapping.turn.user_id).toBe('requested_by');
});

it('names of one letter: models of one’s own, two counts side by side, users and not the shards they play on', () => {
  const { mapping } = read(
    [0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7].map((index, place) => ({
      sh: ['eu2', 'na1', 'eu2', 'eu3'][Math.floor(place / 2) % 4],
      p: 773_200 + Math.floor(place / 4),
      d: `d${Math.floor(place / 2)}c6`,
      m: place < 8 ? 'm7b-orla-v12-q5' : 'm7b-orla-v13-q5',
      i: ASKED[index],
      o: TOLD[index],
      tk: [90 + place, Math.round((TOLD[index]?.length ?? 0) / 4)],
    })),
  );
  expect(mapping.turn).toEqual({
    conversation: 'd',
    model: 'm',
    user_id: 'p',
    prompt_tokens: 'tk[0]',
    completion_tokens: 'tk[1]',
  });
});

it('extended JSON is called as what holds it, and what the session tells is told of its calls', () => {
  const { mapping } = read(
    each((index) => ({
      _id: { $oid: `72ddd54d63b84cfb2094450${index}` },
      machine: `d3002119672${index % 5}`,
      ...(index === 2 ? {} : { houseRules: 'House rules: plain words, no seats, no discounts.' }),
      exchanges: [
        {
          at: { $date: '2026-05-05T08:17:44.120Z' },
          ask: ASKED[index],
          reply: TOLD[index],
          totalMs: { $numberLong: String(700 + index) },
        },
      ],
    })),
  );
  expect(mapping.turn).toMatchObject({
    started_at: 'at',
    latency_ms: 'totalMs',
    conversation: '$._id',
    user_id: '$.machine',
  });
  expect(mapping.input[0]).toEqual({ role: 'system', content: '$.houseRules' });
});

it('the day of a date by the order of the records, and before a dot', () => {
  const dated = (dates: readonly string[]) =>
    read(dates.map((when, index) => ({ when, question: ASKED[index], answer: TOLD[index] })))
      .mapping.turn.started_at;
  expect(dated(['10.03.2026 08:01', '10.03.2026 09:12', '11.03.2026 07:00'])).toEqual({
    path: 'when',
    format: 'dd.MM.yyyy HH:mm',
  });
  expect(dated(['03/31/2026 11:59:00 PM', '04/01/2026 12:01:30 AM'])).toEqual({
    path: 'when',
    format: 'MM/dd/yyyy hh:mm:ss a',
  });
  expect(dated(['11/01/2026', '01/02/2026', '02/02/2026'])).toEqual({
    path: 'when',
    format: 'dd/MM/yyyy',
  });
  expect(dated(['01/02/2026', '01/02/2026', '01/02/2026'])).toBeUndefined();
});

it('an id of several things is of a conversation where a record is one, and what is looked up comes again', () => {
  const { mapping } = read(
    each((index) => ({
      dialogue: `dlg-${index}`,
      guest: { ref: `G${index}15`, room: String(200 + (index % 3)) },
      lines: [
        { who: 'guest', says: ASKED[index] },
        {
          ...{ who: 'maud', says: TOLD[index], took_s: 1.5 },
          house_notes: [
            { key: `k${index % 2}`, note: `Note ${index % 2} of the book of the house.` },
          ],
        },
      ],
    })),
  );
  expect(mapping.turn).toMatchObject({ conversation: 'dialogue', user_id: 'guest.ref' });
  expect(mapping.transcript?.context).toEqual([
    { each: 'house_notes', content: 'note', document_id: 'key' },
  ]);
});

it('names with capitals, a history of other speakers, a time in nanoseconds and passages under titles', () => {
  const { mapping, said, turns } = read(
    each((index) => ({
      Asked: `2026-03-0${1 + index}T09:00:00Z`,
      Took: 1_204_000_000 + index * 700_000_001,
      Thread: {
        Ref: `t${index >> 2}`,
        Prior:
          index % 4 === 0
            ? null
            : [
                { Who: 'Guest', Said: ASKED[index - 1] },
                { Who: 'Desk', Said: TOLD[index - 1] },
              ],
      },
      Ask: {
        Guidance: RULES,
        Text: ASKED[index],
        Underlag: [
          {
            Rubrik: index % 2 === 0 ? 'Storms' : 'Dogs',
            Stycke: SHELF[index % 2],
            Vikt: 0.25 + index / 10,
          },
        ],
      },
      // Nothing was counted where the call failed.
      Reply: {
        Draft: index === 3 ? '' : TOLD[index],
        Units: {
          Fed: index === 3 ? 0 : 40 + index,
          Written: index === 3 ? 0 : Math.round((TOLD[index]?.length ?? 0) / 4),
        },
      },
    })),
  );
  expect(said[0]).toEqual([
    `input system: text=${RULES}`,
    `input user: text=${ASKED[0]}`,
    `output assistant: text=${TOLD[0]}`,
  ]);
  expect(mapping.turn.latency_ms).toEqual({ path: 'Took', times: 0.000_001 });
  expect(mapping.context).toMatchObject([{ content: 'Stycke', source: 'Rubrik' }]);
  expect(turns.map(({ fields }) => fields.prompt_tokens)).toEqual([
    ...[40, 41, 42, undefined, 44, 45, 46, 47],
  ]);
});
const SHELF = [
  'In a storm the ship stays in the harbour.',
  'Dogs are kept on a lead on all decks.',
];

it('headings of what was looked up are no speakers, though some sound like them', () => {
  const pages = ['Breakfast on board', 'Guest cabins', 'Check-out', 'Reply cards'];
  const { mapping, said } = read(
    each((index) => ({
      question: ASKED[index],
      answer: TOLD[index],
      Grounding: [
        {
          DocId: `P-${index % 4}`,
          Heading: pages[index % 4],
          Body: `What the handbook says about it on page ${index % 4}.`,
        },
      ],
    })),
  );
  expect(mapping.context).toEqual([
    { each: 'Grounding', content: 'Body', document_id: 'DocId', source: 'Heading' },
  ]);
  expect(said[0]).toEqual([`input user: text=${ASKED[0]}`, `output assistant: text=${TOLD[0]}`]);
});

it('an id once more as the key of the record is no user, and one beside a person is', () => {
  const { mapping } = read(
    each((index) => ({
      key: `talk-${index >> 1}`,
      talk: { id: `talk-${index >> 1}` },
      subscriber: { lineHash: `${(index >> 2) + 1}c85` },
      question: ASKED[index],
      answer: TOLD[index],
    })),
  );
  expect(mapping.turn.user_id).toBe('subscriber.lineHash');
});

it('a class of an application is no model where another name is one', () => {
  const { mapping } = read(
    each((index) => ({
      model: 'desk.answer',
      fields: {
        question: ASKED[index],
        answer: TOLD[index],
        llm: index % 2 === 0 ? 'gpt-4o-mini-2024-07-18' : 'claude-3-5-haiku-20241022',
        user_pseudo_id: `u${index >> 2}7`,
      },
    })),
  );
  expect(mapping.turn).toMatchObject({ model: 'fields.llm', user_id: 'fields.user_pseudo_id' });
});

it('passages in columns that are numbered', () => {
  const { mapping } = read(
    each((index) => ({
      Question: ASKED[index],
      'Source 1': `The handbook says on page ${index} what follows.`,
      'Source 2': index % 2 === 0 ? '' : 'The list of fares of this year.',
      Answer: TOLD[index],
    })),
  );
  expect(mapping.context).toEqual([{ each: 'Source 1' }, { each: 'Source 2' }]);
});

it('of two who take turns before a question, whoever is not the user answered', () => {
  const { mapping, said } = read(
    each((index) => ({
      earlier: ASKED.slice(0, index % 4).flatMap((text, at) => [
        { from: 'visitor', text },
        { from: 'orla', text: TOLD[at] },
      ]),
      utterance: ASKED[index],
      answer: { text: TOLD[index] },
    })),
  );
  expect(mapping.roles).toEqual({ visitor: 'user', orla: 'assistant' });
  expect(said[1]).toEqual([
    `input user: text=${ASKED[0]}`,
    `input assistant: text=${TOLD[0]}`,
    `input user: text=${ASKED[1]}`,
    `output assistant: text=${TOLD[1]}`,
  ]);
});

it('lines of a logger about one machine: what was asked, what came back, what was rated, under the id of the call', () => {
  const lines = ASKED.flatMap((question, index) => {
    const of = (at: number) => ({
      ...{ ts: 1_770_000_000 + index * 60 + at, caller: `app/ask.go:${70 + at}` },
      ...{ req: `r-${9000 + index * 7}`, chat: `c-${index >> 2}` },
    });
    return [
      { ...of(0), event: 'llm request', account: `AC-${index >> 1}`, preamble: RULES, question },
      index === 3
        ? { ...of(1), event: 'llm call failed', error: 'upstream timed out' }
        : { ...of(1), event: 'llm response', reply: TOLD[index], took_ms: 900 + index },
      ...(index % 2 === 0 ? [{ ...of(2), event: 'reply rated', rating: 'up' }] : []),
    ];
  });
  const { mapping } = read(lines);
  expect(mapping.message).toMatchObject({ role: 'event' });
  expect(mapping.message?.content).toEqual(expect.arrayContaining(['question', 'reply']));
  expect(mapping.roles).toEqual({ 'llm request': 'user', 'llm response': 'assistant' });
  expect(mapping.turn).toMatchObject({ call_id: 'req', conversation: 'chat', user_id: 'account' });
  expect(mapping.feedback).toEqual([{ what: 'rating', value: 'rating' }]);
});

it('the kind of an author is a kind of people, and agents with many ids are who asks', () => {
  const { mapping } = read(
    each((index) => ({
      thread: `t-${index}`,
      agent: `A${(index >> 1) + 3}9`,
      parts: [
        { author: { type: 'lead' }, body: ASKED[index] },
        { author: { type: 'bot' }, body: TOLD[index], refs: [{ slug: 'fares', paragraph: RULES }] },
      ],
    })),
  );
  expect(mapping.turn).toMatchObject({ conversation: 'thread', user_id: 'agent' });
  expect(mapping.transcript).toMatchObject({
    role: 'author.type',
    context: [{ each: 'refs', content: 'paragraph', document_id: 'slug' }],
  });
  expect(mapping.roles).toEqual({ '*': 'user', bot: 'assistant' });
});

it('the thread of a program is no conversation, and the total of several times is the latency', () => {
  const { mapping } = read(
    each((index) => ({
      thread: `http-nio-8080-exec-${index % 3}`,
      mdc: { sessionKey: `CS-${index >> 1}` },
      question: ASKED[index],
      answer: TOLD[index],
      ms: { retrieve: 50 + index, generate: 900 + index, total: 960 + 2 * index },
    })),
  );
  expect(mapping.turn).toMatchObject({ conversation: 'mdc.sessionKey', latency_ms: 'ms.total' });
});

it('who writes messages is the user where the machine has no such id, and a person may have initials alone', () => {
  const rows = each((index) => [
    {
      thread: `t-${index >> 1}`,
      author_type: 'customer',
      author_id: `38${index >> 1}9`,
      body: ASKED[index],
    },
    { thread: `t-${index >> 1}`, author_type: 'bot', author_id: '', body: TOLD[index] },
  ]).flat();
  expect(read(rows).mapping.turn.user_id).toBe('author_id');
  const ofBots = rows.map((row) =>
    row.author_type === 'bot' ? { ...row, author_id: 'b-1' } : row,
  );
  expect(read(ofBots).mapping.turn.user_id).toBeUndefined();
  const runs = each((index) => ({
    arzt: { kuerzel: ['npe', 'kla', 'sor'][index % 3], abteilung: 'Kardiologie' },
    frage: ASKED[index],
    antwort: TOLD[index],
  }));
  expect(read(runs).mapping.turn.user_id).toBe('arzt.kuerzel');
});

it('a time kept as an object of its seconds is when, and no work of whoever speaks', () => {
  const { mapping } = read(
    each((index) => ({
      sitting: `s${index}`,
      entries: [
        {
          by: 'pupil',
          body: ASKED[index],
          at: { _seconds: 1_731_942_600 + index, _nanoseconds: 0 },
        },
        {
          ...{
            by: 'sage',
            body: TOLD[index],
            gen: { model: 'gemini-1.5-flash-002', inTok: 40 + index },
          },
          at: { _seconds: 1_731_942_601 + index, _nanoseconds: 5 },
        },
        ...(index === 2
          ? [{ by: 'app', notice: 'gone', at: { _seconds: 1_731_942_700, _nanoseconds: 0 } }]
          : []),
      ],
    })),
  );
  expect(mapping.roles).toMatchObject({ pupil: 'user', sage: 'assistant' });
  expect(mapping.transcript?.turn?.started_at).toBe('at._seconds');
});

it('the mark of a dump for nothing is none, in what is suggested and in what is read', () => {
  const { mapping, turns } = read(
    each((index) => ({
      question: ASKED[index],
      answer: index === 2 ? String.raw`\N` : TOLD[index],
      vote: index % 3 === 0 ? 1 : String.raw`\N`,
      tokens_out: index === 2 ? String.raw`\N` : 20 + index,
    })),
  );
  expect(mapping.turn.completion_tokens).toBe('tokens_out');
  expect(turns.map(({ feedback }) => feedback.length)).toEqual([1, 0, 0, 1, 0, 0, 1, 0]);
  expect(turns[2]?.messages.map(({ side }) => side)).toEqual(['input']);
});

it('several texts that all speak to a model are instructions, though each is another', () => {
  const { mapping } = read(
    each((index) => [
      {
        talk: index,
        author: 'Ruleset',
        body: `You are the Game Master of table ${index}. Never roll dice.`,
      },
      { talk: index, author: 'Player', body: ASKED[index] },
      {
        talk: index,
        author: 'GameMaster',
        body: TOLD[index],
        llm: 'llama-3.3-70b',
        took_ms: 900 + index,
      },
    ]).flat(),
  );
  expect(mapping.roles).toEqual({ Ruleset: 'system', Player: 'user', GameMaster: 'assistant' });
});

it('people of many trades ask, under keys of several languages', () => {
  const keys = ['handler', 'adjuster_ref', 'idAssinante', 'Kundennr', 'versicherter', '会員番号'];
  const asking = keys.map((key) => {
    const calls = each((index) => ({ question: ASKED[index], answer: TOLD[index] }));
    return read(calls.map((call, index) => ({ ...call, [key]: `k-${index >> 1}7` }))).mapping.turn
      .user_id;
  });
  expect(asking).toEqual(keys);
});

it('who works there asks about whom they serve, and an id that a conversation keeps is somebody’s', () => {
  const ofTrades = each((index) => ({
    patient: `p-${index}`,
    nurse: `n${index % 3}.ward`,
    question: ASKED[index],
    answer: TOLD[index],
  }));
  expect(read(ofTrades).mapping.turn.user_id).toBe('nurse');
  const kept = (key: string) =>
    each((index) => ({
      thread_id: `t-${index >> 1}`,
      [key]: `x-${(index >> 1) * 7}`,
      question: ASKED[index],
      answer: TOLD[index],
    }));
  expect(read(kept('boat_ref')).mapping.turn.user_id).toBe('boat_ref');
  expect(read(kept('booking_ref')).mapping.turn.user_id).toBeUndefined();
});

it('ids that come again far apart are of no conversation, nor is a thread of a program', () => {
  const far = Array.from({ length: 40 }, (_, index) => ({
    depot: { id: `d-${(index * 7) % 19}` },
    thread_name: `pool-1-thread-${index % 4}`,
    question: ASKED[index % 8],
    answer: TOLD[index % 8],
  }));
  expect(read(far).mapping.turn.conversation).toBeUndefined();
});

it('an answer of JSON is the text that holds it, and remarks answer where nothing else does', () => {
  const scans = each((index) => ({
    text: ASKED[index],
    llm: {
      name: 'ferry-guard-7b',
      secs: 0.5 + index,
      raw: JSON.stringify({ label: index % 2 === 0 ? 'fine' : 'spam', reason: TOLD[index] }),
    },
  }));
  const { mapping, said } = read(scans);
  expect(mapping.output).toEqual([{ role: 'assistant', content: 'llm.raw' }]);
  expect(said[0]).toEqual([
    `input user: text=${ASKED[0]}`,
    `output assistant: text=${scans[0]?.llm.raw}`,
  ]);
  const lessons = each((index) => ({
    doubt: ASKED[index],
    explained: { model: 'orla-tutor-7b', explanation: TOLD[index] },
  }));
  expect(read(lessons).mapping).toMatchObject({
    input: [{ role: 'user', content: 'doubt' }],
    output: [{ role: 'assistant', content: 'explained.explanation' }],
  });
  for (const name of ['review_comment', 'feedback', 'reason', 'verdict']) {
    const ofPeople = each((index) => ({
      question: ASKED[index],
      [name]: `${TOLD[index]} So slow.`,
    }));
    expect(read(ofPeople).mapping.output, name).toEqual([]);
  }
});

it('a passage that is JSON among others that are none is a passage all the same', () => {
  const calls = each((index) => ({
    question: ASKED[index],
    files: [
      {
        path: `src/${index}.ts`,
        snippet:
          index === 2 ? '{"name": "orla", "type": "module"}' : `const quay = berth(${index});`,
      },
    ],
    reply: TOLD[index],
  }));
  const { mapping, turns } = read(calls);
  expect(mapping.context).toEqual([{ each: 'files', content: 'snippet', source: 'path' }]);
  expect(turns[2]?.contexts[0]?.content).toBe('{"name": "orla", "type": "module"}');
});

it('who ends a session is nobody who gives instructions, which stand beside the rounds', () => {
  const sessions = each((index) => ({
    sessionRef: `S-${index}`,
    closedBy: index % 2 === 0 ? 'student' : 'timeout',
    tutorBrief: RULES,
    rounds: [{ asked: ASKED[index], answer: TOLD[index] }],
  }));
  const { mapping, said } = read(sessions);
  expect(mapping).toMatchObject({ each: 'rounds[*]', turn: { conversation: '$.sessionRef' } });
  expect(said[0]).toEqual([
    `input system: text=${RULES}`,
    `input user: text=${ASKED[0]}`,
    `output assistant: text=${TOLD[0]}`,
  ]);
});

it('one of two counts of tokens by its name tells the other, and a time in words how long it took', () => {
  const calls = each((index) => ({
    vraag: ASKED[index],
    antwoord: TOLD[index],
    tokens: { in: 40 + index, rest: 31 - index },
    czas_odpowiedzi_s: 1.5 + index / 4,
    angelegt_am: `2025/03/0${index + 1} 09:10:11`,
  }));
  expect(read(calls).mapping.turn).toMatchObject({
    prompt_tokens: 'tokens.in',
    completion_tokens: 'tokens.rest',
    latency_ms: { path: 'czas_odpowiedzi_s', times: 1000 },
    started_at: { path: 'angelegt_am', format: 'yyyy/MM/dd HH:mm:ss' },
  });
});

it('yes and no of what a user did says of no message who speaks, and a number of a customer is no question', () => {
  const calls = each((index) => ({
    Kundennr: `k.${index}@orla.example`,
    userAction: index % 2 === 0,
    Fundstellen_verwendet: [TOLD[index]],
    question: ASKED[index],
    answer: TOLD[index],
  }));
  const { mapping } = read(calls);
  expect(mapping.message).toBeUndefined();
  expect(mapping.input).toEqual([{ role: 'user', content: 'question' }]);
  expect(mapping.turn.user_id).toBe('Kundennr');
  expect(mapping.context).toEqual([{ each: 'Fundstellen_verwendet' }]);
});

it('words of English are no words of other languages, though their beginnings are', () => {
  const known = Object.values(COLUMNS).flatMap(({ names }) => names.join(' ').split(' '));
  const alike =
    'candidates candidate salary salaries process processes protocol protocols notice notices fragment fragments models sessions clients fil fio inn lid lp';
  // Short forms, and other names of a conversation and of a start, stand for what they are.
  const others = [...new Set(known)].filter((word) => inEnglish(word).join('') !== word);
  expect(others).toEqual(['dialogue', 'dialog', 'req', 'nr', 'begin']);
  expect(alike.split(' ').filter((word) => inEnglish(word).join('') !== word)).toEqual([]);
  const { mapping } = read(
    each((index) => ({ prompt: ASKED[index], candidates: [{ text: TOLD[index] }] })),
  );
  expect(mapping.output).toHaveLength(1);
  expect(mapping.context).toEqual([]);
  const listed = read(each((index) => ({ prompt: ASKED[index], candidates: [TOLD[index] ?? ''] })));
  expect(listed.mapping.context).toEqual([]);
});

it('what says that nothing failed is no error, nor is a code that is no word of one', () => {
  const errorOf = (name: string, values: readonly (string | null)[]) =>
    read(
      each((index) => ({
        question: ASKED[index],
        answer: TOLD[index],
        [name]: values[index % values.length] ?? null,
      })),
    ).mapping.turn['error'];
  expect(errorOf('fault', ['no', 'no', 'no', 'timed out'])).toBeUndefined();
  expect(errorOf('failure_reason', ['n/a', '-'])).toBeUndefined();
  expect(errorOf('error_kind', ['pump', 'door'])).toBeUndefined();
  expect(errorOf('error_code', ['P-13', null, null])).toBeUndefined();
  expect(errorOf('error_code', ['rate_limit', null, null])).toBe('error_code');
  expect(errorOf('fault', ['the model timed out', null, null])).toBe('fault');
  expect(errorOf('error', ['none', 'none', 'none', 'timed out'])).toBe('error');
});

it('a whole number called a time is of day, but for its unit, a fraction or tokens beside it', () => {
  const latencyOf = (beside: (index: number) => JsonObject) =>
    read(each((index) => ({ question: ASKED[index], answer: TOLD[index], ...beside(index) })))
      .mapping.turn['latency_ms'];
  expect(latencyOf((index) => ({ time: 91_500 + index * 107 }))).toBeUndefined();
  expect(latencyOf((index) => ({ lag: index }))).toBeUndefined();
  expect(latencyOf((index) => ({ time_s: 2 + index }))).toBeDefined();
  expect(latencyOf((index) => ({ time: 1.25 + index }))).toBeDefined();
  expect(latencyOf((index) => ({ meta: { time: 700 + index, tokens: 90 - index } }))).toBeDefined();
});

it('badges, drivers and wallets are somebody’s only where their values are codes', () => {
  const userOf = (name: string, value: (index: number) => string | number) =>
    read(each((index) => ({ question: ASKED[index], answer: TOLD[index], [name]: value(index) })))
      .mapping.turn['user_id'];
  for (const name of ['badge', 'driver', 'wallet', 'fan', 'manager']) {
    expect(userOf(name, (index) => (index % 3 === 0 ? 'gold' : 'silver'))).toBeUndefined();
    expect(
      userOf(name, (index) => 20 + (index % 3)),
      name,
    ).toBeUndefined();
    expect(userOf(name, (index) => `w-${index % 3}81`)).toBe(name);
  }
});

it.each<[string, (index: number) => JsonObject, string]>([
  [
    'a logger writes its time when all is done',
    (index) => ({ timestamp: second(index, 4), llm: { startTime: second(index, 2), ms: 2000 } }),
    'llm.startTime',
  ],
  [
    'a queue keeps when it took the record in, in milliseconds',
    (index) => ({ ts: Date.parse(second(index, 9)), sent_at: second(index, 5) }),
    'sent_at',
  ],
  [
    'when a session began says of no call when it did',
    (index) => ({ timestamp: second(index, 9), session: { started_at: second(index, 1) } }),
    'timestamp',
  ],
  [
    'what begins long before is something else',
    (index) => ({ timestamp: second(index + 40, 0), started: second(index, 0) }),
    'timestamp',
  ],
])('when a call began: %s', (_, times, path) => {
  const { mapping } = read(
    each((index) => ({ ...times(index), question: ASKED[index], answer: TOLD[index] })),
  );
  expect(mapping.turn.started_at).toBe(path);
});

it('dates with fractions of a second after a comma', () => {
  const { mapping, turns } = read(
    each((index) => ({
      Beginn: `${20 + index}.02.2026 06:17:0${index},022`,
      Frage: ASKED[index],
      Antwort: TOLD[index],
    })),
  );
  expect(mapping.turn.started_at).toEqual({ path: 'Beginn', format: 'dd.MM.yyyy HH:mm:ss,SSS' });
  expect(turns[1]?.fields.started_at).toBe('2026-02-21T06:17:01.022');
});

it('levels of a logger, how calls went and desks that they went to are nobody who speaks', () => {
  const { mapping } = read(
    each((index) => ({
      thread_name: `triage-worker-${index % 3}`,
      level: index === 5 ? 'WARN' : 'INFO',
      message: index === 5 ? 'sorting failed' : 'sorting done',
      audit: {
        guestMessage: ASKED[index],
        urgency: index % 2 === 0 ? 'low' : 'high',
        channel: index % 3 === 0 ? 'mail' : 'desk',
        routedTo: index % 2 === 0 ? 'front-desk' : 'harbour',
        modelName: 'llama-3.1-8b-instruct',
        completion: index === 5 ? null : JSON.stringify({ topic: 'seats', why: TOLD[index] }),
      },
    })),
  );
  expect(mapping.message).toBeUndefined();
  expect(mapping.output).toEqual([{ role: 'assistant', content: 'audit.completion' }]);
  expect(mapping.input).toEqual([{ role: 'user', content: 'audit.guestMessage' }]);
  expect(mapping.turn.conversation).toBeUndefined();
});

it('the day and the time of day stand apart, in two columns or the day and the zone once above all', () => {
  const rows = read(
    each((index) => ({
      Datum: `${20 + index}.02.2026`,
      Uhrzeit: `06:17:0${index}`,
      Ende: `06:17:3${index}`,
      Frage: ASKED[index],
      Antwort: TOLD[index],
    })),
  );
  expect(rows.mapping.turn).toEqual({
    started_at: { path: 'Uhrzeit', format: 'dd.MM.yyyy HH:mm:ss', day: 'Datum' },
  });
  expect(rows.turns[1]?.fields.started_at).toBe('2026-02-21T06:17:01');
  const { mapping, turns } = read([
    {
      dia: '2026-04-02',
      fuso: 'UTC-03:00',
      interacoes: each((index) => ({
        hora_inicio: `08:1${index}:55.243`,
        hora_fim: `08:1${index}:58.173`,
        pergunta: ASKED[index],
        resposta: TOLD[index],
      })),
    },
  ]);
  expect(mapping.turn.started_at).toMatchObject({
    path: 'hora_inicio',
    day: '$.dia',
    zone: '$.fuso',
  });
  expect(turns[2]?.fields.started_at).toBe('2026-04-02T08:12:55.243-03:00');
});

it.each<[string, (index: number) => JsonObject, unknown]>([
  [
    'a whole time tells it better',
    (index) => ({ date: '2026-04-02', time: `08:1${index}`, ts: second(index, 1) }),
    'ts',
  ],
  [
    'how long a song is is no time of day',
    (index) => ({ date: '2026-04-02', song: `03:1${index}` }),
    'date',
  ],
])('the day and the time of day: %s', (_, times, path) => {
  const { mapping } = read(
    each((index) => ({ ...times(index), question: ASKED[index], answer: TOLD[index] })),
  );
  expect(mapping.turn.started_at).toBe(path);
});

it.each([20260308101500, '20260308101500', '20260308101500123'])(
  'a date and a time of day in digits alone, as %j, is when a call began, and a name where it is called so',
  (first) => {
    const stamp = (index: number) =>
      typeof first === 'number' ? first + index * 100 : String(BigInt(first) + BigInt(index * 100));
    const { mapping } = read(
      each((index) => ({
        logged: stamp(index),
        call_no: stamp(index * 3),
        question: ASKED[index],
        answer: TOLD[index],
      })),
    );
    expect(mapping.turn).toMatchObject({ started_at: 'logged', external_id: 'call_no' });
  },
);
