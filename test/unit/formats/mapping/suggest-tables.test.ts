import { expect, it } from 'vitest';
import { readAsSuggested } from './as-suggested.ts';

/** Tables that programs and databases write out, and logs of a house with words of its own. */
const ASKED = [
  'Which hive needs a new queen?',
  'When may I open the brood box?',
  'How much syrup for a nucleus?',
  'Why do the bees hang at the door?',
  'Can I move the stand by ten metres?',
  'Who took the smoker on Sunday?',
  'Does oxalic acid harm open brood?',
  'Is the honey of the lime trees ripe?',
];
const TOLD = [
  'The third one, its brood is patchy and the old queen lays little.',
  'Above fifteen degrees and without wind.',
  'One litre every other evening until the frames are drawn.',
  'They make wax or it is too hot inside.',
  'Not at once: go by a metre each day, or bring them far away for three weeks.',
  'The club did, it is back in the shed.',
  'It does not reach it, so treat when there is none.',
  'Once two thirds of the cells are capped.',
];
const each = <Item>(one: (index: number) => Item): Item[] => ASKED.map((_, index) => one(index));

it('of two days in one month the one that follows the other is the day, be it before or after the month', () => {
  const at = (day: string, index: number): string =>
    `${day}/2025 0${(index % 4) + 1}:30:00 ${index < 4 ? 'AM' : 'PM'}`;
  const log = (days: readonly [string, string]) =>
    each((index) => ({
      Asked: at(days[index < 4 ? 0 : 1], index),
      question: ASKED[index],
      answer: TOLD[index],
    }));
  expect(readAsSuggested(log(['03/06', '03/07'])).mapping.turn.started_at).toEqual({
    path: 'Asked',
    format: 'MM/dd/yyyy hh:mm:ss a',
  });
  expect(readAsSuggested(log(['06/03', '07/03'])).mapping.turn.started_at).toEqual({
    path: 'Asked',
    format: 'dd/MM/yyyy hh:mm:ss a',
  });
});

it.each([
  [['NOT_MET', 'PARTLY_MET', 'FULLY_MET']],
  [['not_met', 'partly_met', 'fully_met']],
  [['notMet', 'partlyMet', 'fullyMet']],
])('a few words for states are nobody who asks: %s', (words) => {
  const log = [...each((index) => index), ...each((index) => index + 8)].map((index) => ({
    question: `${ASKED[index % 8]} (${index})`,
    answer: TOLD[index % 8],
    aim: words[index % 3],
  }));
  expect(readAsSuggested(log).mapping.turn.user_id).toBeUndefined();
});

it('a list that a program printed as a text is read as a list: names of documents, passages and messages', () => {
  const files = each(
    (index) => `['hives/p${index % 3}.md', "queen's year.pdf"${index % 2 ? ", 'wax.txt'" : ''}]`,
  );
  const named = readAsSuggested(
    each((index) => ({ question: ASKED[index], answer: TOLD[index], retrieved: files[index] })),
  );
  expect(named.mapping.context).toEqual([{ each: 'retrieved', document_id: '.' }]);
  expect(named.turns[1]?.contexts.map((one) => one.document_id)).toEqual([
    'hives/p1.md',
    "queen's year.pdf",
    'wax.txt',
  ]);
  const passages = readAsSuggested(
    each((index) => ({
      question: ASKED[index],
      answer: TOLD[index],
      docs: `[Document(metadata={'source': 'b${index % 3}.pdf', 'page': ${index}}, page_content='Bees of box ${index % 3} are calm.\\nFeed them.')]`,
    })),
  );
  expect(passages.turns[2]?.contexts).toMatchObject([
    { content: 'Bees of box 2 are calm.\nFeed them.', document_id: 'b2.pdf' },
  ]);
  const talks = readAsSuggested(
    each((index) => ({
      messages: `[{'role': 'user', 'content': "${ASKED[index]}"}, {'role': 'assistant', 'content': "${TOLD[index]}"}]`,
    })),
  );
  expect(talks.said[3]).toEqual([
    `input user: text=${ASKED[3]}`,
    `output assistant: text=${TOLD[3]}`,
  ]);
});

it('an answer that prints a list stays the text that it is where the others are sentences', () => {
  const { turns, mapping } = readAsSuggested(
    each((index) => ({
      question: ASKED[index],
      answer: index === 3 ? "['feed', 'wait']" : TOLD[index],
    })),
  );
  expect(mapping.output).toEqual([{ role: 'assistant', content: 'answer' }]);
  expect(turns[3]?.messages.at(-1)?.parts).toEqual([{ type: 'text', content: "['feed', 'wait']" }]);
});

it('names of files are nobody who speaks, though words of speakers are in them', () => {
  const { mapping } = readAsSuggested(
    each((index) => ({
      query: {
        question: ASKED[index],
        file: ['queen_final.pdf', 'wax_user_guide.docx'][index % 2],
      },
      response: { answer: TOLD[index], took_ms: 700 + index * 13 },
    })),
  );
  expect(mapping.input).toEqual([{ role: 'user', content: 'query.question' }]);
  expect(mapping.output).toEqual([{ role: 'assistant', content: 'response.answer' }]);
});

it('a vote that names the answer is of its call, also where calls that failed have no answer to name', () => {
  const log = each((index) => [
    {
      reqId: `r-${700 + index}`,
      req: { text: ASKED[index] },
      res:
        index === 2
          ? { error: 'upstream timeout' }
          : { messageId: `m-${900 + index}`, reply: TOLD[index], model: 'gpt-4o-mini' },
    },
    ...(index % 2 === 1
      ? [
          {
            reqId: `r-${800 + index}`,
            vote: { messageId: `m-${900 + index}`, value: index % 4 === 1 ? 'up' : 'down' },
          },
        ]
      : []),
  ]).flat();
  const { mapping } = readAsSuggested(log);
  expect(mapping.turn.call_id).toBe('res.messageId');
  expect(mapping.feedback).toMatchObject([{ of: 'vote.messageId', value: 'vote.value' }]);
  expect(mapping.where).toBeUndefined();
});

it('what a messenger knows a chat by is the conversation', () => {
  const { mapping } = readAsSuggested(
    each((index) => ({
      jid: index === 4 ? null : `49170555${index % 3}@s.whatsapp.net`,
      user: ASKED[index],
      assistant: TOLD[index],
    })),
  );
  expect(mapping.turn.conversation).toBe('jid');
});

it('a text beside messages that end with a question is the answer, called as any text or told in later lists', () => {
  const talk = (index: number) =>
    each((at) => [
      { role: 'human', content: ASKED[at] },
      { role: 'ai', content: TOLD[at] },
    ])
      .flat()
      .slice(0, index * 2 + 1);
  const { mapping, said } = readAsSuggested(
    each((index) => ({ model: 'qwen3:8b', messages: talk(index).slice(-1), content: TOLD[index] })),
  );
  expect(mapping.output).toEqual([{ role: 'assistant', content: 'content' }]);
  expect(said[0]).toEqual([`input user: text=${ASKED[0]}`, `output assistant: text=${TOLD[0]}`]);
  const retold = readAsSuggested(each((index) => ({ messages: talk(index), zz: TOLD[index] })));
  expect(retold.mapping.output).toEqual([{ role: 'assistant', content: 'zz' }]);
  expect(retold.turns).toHaveLength(8);
});

it('where some messages are an object of a text and more, their text is read there', () => {
  const { mapping, said } = readAsSuggested(
    each((index) => ({
      messages: [
        { role: 'user', content: ASKED[index] },
        {
          role: 'assistant',
          content:
            index % 4 === 2
              ? { reply: TOLD[index], image: `p/${index}.png`, seed: index }
              : TOLD[index],
        },
      ],
    })),
  );
  expect(mapping.transcript).toEqual({
    ...{ messages: 'messages', role: 'role', content: ['content.reply', 'content'] },
  });
  expect(said.slice(1, 3)).toEqual([
    [`input user: text=${ASKED[1]}`, `output assistant: text=${TOLD[1]}`],
    [`input user: text=${ASKED[2]}`, `output assistant: text=${TOLD[2]}`],
  ]);
});

it.each(['NULL', 'NaN', 'N/A', '-'])(
  '%s in a table is nothing, be it an answer, a rating or an error',
  (word) => {
    const { mapping, turns, said } = readAsSuggested(
      each((index) => ({
        no: String(4100 + index),
        hive: index % 3 === 0 ? word : `H-${index}`,
        question: ASKED[index],
        answer: index === 5 ? word : TOLD[index],
        sources: index % 2 === 0 ? word : `bees_${index}.pdf | wax_${index % 4}.pdf`,
        rating: index % 4 === 1 ? 'up' : index % 4 === 2 ? 'down' : word,
        error: index === 5 ? 'Connection reset by peer' : word,
      })),
    );
    expect(mapping.nothing).toEqual([word]);
    expect(said[5]).toEqual([`input user: text=${ASKED[5]}`]);
    expect(turns[5]?.fields).toMatchObject({ error: 'Connection reset by peer' });
    expect(turns[4]?.contexts).toEqual([]);
    expect(turns.map(({ feedback }) => feedback.map(({ value }) => value).join())).toEqual(
      each((index) => (index % 4 === 1 ? 'up' : index % 4 === 2 ? 'down' : '')),
    );
  },
);

it('a word that people say, or that is one of a few, is no nothing', () => {
  const log = each((index) => ({
    hive: index % 3 === 0 ? 'None' : `H-${index}`,
    box: index % 3 === 1 ? 'None' : `B-${index}`,
    question: index === 6 ? 'None' : ASKED[index],
    answer: TOLD[index],
    tone: ['None', 'Calm', 'Cross'][index % 3],
  }));
  const { mapping, said } = readAsSuggested(log);
  expect(mapping.nothing).toEqual(['None']);
  expect(said[6]).toEqual(['input user: text=None', `output assistant: text=${TOLD[6]}`]);
  const tones = readAsSuggested(log.map(({ hive, box, ...rest }) => rest));
  expect(tones.mapping.nothing).toBeUndefined();
});

it('documents may be told by numbers that come again, and not by their places', () => {
  const log = (numbers: (index: number) => number[]) =>
    each((index) => ({ question: ASKED[index], answer: TOLD[index], sources: numbers(index) }));
  const keys = readAsSuggested(log((index) => [[3, 14], [8], [3, 9, 14], []][index % 4] ?? []));
  expect(keys.mapping.context).toEqual([{ each: 'sources', document_id: '.' }]);
  expect(keys.turns[2]?.contexts.map((one) => one.document_id)).toEqual([3, 9, 14]);
  const places = readAsSuggested(log((index) => [1, 2, 3].slice(0, index % 4)));
  expect(places.mapping.context).toEqual([]);
});

it('why a tool failed is no text of a document', () => {
  const { mapping } = readAsSuggested(
    each((index) => ({
      question: ASKED[index],
      answer: TOLD[index],
      tool_results: [
        {
          tool_use_id: `toolu_${index}a`,
          seconds: 0.4 + index / 7,
          ...(index % 3 === 0 ? { error: 'the weather of that day could not be read' } : {}),
        },
      ],
    })),
  );
  expect(mapping.context).toEqual([]);
});

it('a rating that says that none was given is none', () => {
  const { mapping, turns } = readAsSuggested(
    each((index) => ({
      question: ASKED[index],
      answer: TOLD[index],
      was_helpful: index % 3 === 0 ? 'Y' : index % 3 === 1 ? 'N' : 'N/A',
    })),
  );
  expect(mapping.nothing).toEqual(['N/A']);
  expect(turns[2]?.feedback).toEqual([]);
  const signs = readAsSuggested(
    each((index) => ({
      question: ASKED[index],
      answer: TOLD[index],
      rating: index % 2 === 0 ? '+' : '-',
      again: index % 3 === 0 ? '+' : '-',
    })),
  );
  expect(signs.mapping.nothing).toBeUndefined();
});

it('words for nothing are read so in the list of calls of one document, too', () => {
  const rows = each((index) => ({
    id: String(index + 1),
    question: ASKED[index],
    answer: index === 3 ? 'NULL' : TOLD[index],
    error_text: index === 3 ? 'the keeper did not answer' : 'NULL',
  }));
  const { mapping, turns } = readAsSuggested([{ table: 'hive_log', data: rows }]);
  expect(mapping).toMatchObject({ each: 'data[*]', nothing: ['NULL'] });
  expect(turns[3]?.messages).toHaveLength(1);
  expect(turns.map(({ fields }) => fields.error)).toEqual(
    each((index) => (index === 3 ? 'the keeper did not answer' : undefined)),
  );
});
