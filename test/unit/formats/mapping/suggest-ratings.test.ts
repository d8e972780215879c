import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../electron/engine/formats/format.ts';
import { mappedFormat } from '../../../../electron/engine/formats/mapping/mapped-format.ts';
import { suggest } from '../../../../electron/engine/formats/mapping/suggest.ts';
import { turnOf } from '../map-fixture.ts';

/** Calls of a help desk for bicycles, each with what stands beside the answer. */
const calls = (beside: (index: number) => JsonObject): JsonObject[] =>
  Array.from({ length: 12 }, (_, index) => ({
    question: `Which tyre fits a rim of ${index + 20} inches, please?`,
    answer: `A tyre of ${index + 20} inches, and nothing wider than the fork allows.`,
    ...beside(index),
  }));

const mappingOf = (records: readonly JsonObject[]) => {
  const suggestion = suggest(records, { id: 'log', title: 'A log' });
  if (suggestion === null) throw new Error('nothing was suggested');
  return suggestion.mapping;
};
const pick = <Value>(values: readonly Value[], index: number): Value | undefined =>
  values[index % values.length];

it.each<[string, string, readonly (string | number | boolean | null)[]]>([
  ['words for and against', 'paw', ['up', 'down', null]],
  ['a verdict of a person', 'verdict', ['HELPFUL', 'NOT_HELPFUL', null]],
  ['what was made of a draft', 'clerk_action', ['accepted', 'edited', 'rejected', null]],
  ['other languages', 'valoracion', ['útil', 'no útil', null]],
  ['whether it helped', 'verdict', ['helped', 'did_not_help', null]],
  ['thumbs of another language', 'waardering', ['duim_omhoog', 'duim_omlaag', null]],
  ['marks of another language', 'waardering', [1, 5, null]],
  ['names of signs', 'emoji', [':+1:', ':-1:', null, null]],
  ['well and badly', 'opinion', ['bien', 'mal', null, null]],
  ['yes and no of a few answers', 'yum', [true, null, null, null, false, null]],
  ['signs', 'reply_mark', ['+1', '-1', null]],
  ['a sentiment that some told', 'user_sentiment', ['Positive', 'Negative', null]],
  ['marks of some answers only', 'grade', [7, 10, null]],
  ['marks that a person gave', 'farmer_score', [5, 2, 4]],
  ['what became of a draft, in words of which some are known', 'fate', ['kept', 'shelved', null]],
  ['what somebody did', 'HandlerAction', ['SentUnchanged', 'SentEdited', 'Discarded', null]],
  ['a decision of which one word came up', 'moderator', ['agree', null, null]],
  ['one more or one less', 'pts', [1, -1, null, null]],
  ['what some accepted', 'accepted', [true, null, null]],
  ['a verdict of yes or no on some answers', 'verdict', [true, null, null, null, false, null]],
  ['words of another script', '評価', ['良い', '悪い', null]],
])('what people think of an answer is feedback: %s', (_, name, values) => {
  const { feedback, verdict, label } = mappingOf(
    calls((index) => ({ [name]: pick(values, index) })),
  );
  expect(feedback.map(({ value }) => value)).toEqual([name]);
  expect([...verdict, ...label]).toEqual([]);
});

it.each<[string, string, readonly (string | number | boolean | null)[]]>([
  ['yes and no of every answer', 'polite', [true, false]],
  ['yes and no of what a machine did', 'from_cache', [true, null, null, null, false, null]],
  ['yes alone', 'shown', [true, null, null]],
  ['what a judge says', 'judge_verdict', ['good', 'bad', null]],
  ['a score of every answer', 'score', [3, 5, 4]],
  ['a sentiment found in every text', 'user_sentiment', ['positive', 'negative', 'neutral']],
  ['a state', 'connection_state', ['up', 'down']],
  ['another kind of words', 'verdict', ['pass', 'fail']],
  ['what is said of a parcel', 'delivery', ['accepted', 'rejected', null]],
  ['small numbers of some records', 'floor', [1, 2, 3, null]],
  ['what is true of every answer', 'accepted', [true]],
  ['how often others liked it', 'like', [0, 17, 39]],
  ['one of two marks on every answer', 'mark', ['a', 'b']],
  ['what became of a business', 'result', ['approved', 'declined', null]],
])('what is no opinion of people is no feedback: %s', (_, name, values) => {
  const { feedback } = mappingOf(calls((index) => ({ [name]: pick(values, index) })));
  expect(feedback).toEqual([]);
});

it('a mark by the name of a note is the rating, and the text beside it its comment', () => {
  const { feedback } = mappingOf(
    calls((index) =>
      index % 2 === 0
        ? { bewertung: { note: 1 + (index % 5), anmerkung: 'zu lang, aber gut' } }
        : {},
    ),
  );
  expect(feedback).toEqual([
    expect.objectContaining({ value: 'bewertung.note', comment: 'bewertung.anmerkung' }),
  ]);
});

it('the value of a mark is the mark', () => {
  const { feedback } = mappingOf(
    calls((index) => (index % 3 === 0 ? { mark: { value: index % 2 === 0 ? 1 : -1 } } : {})),
  );
  expect(feedback.map(({ value }) => value)).toEqual(['mark.value']);
});

it('reactions that stand in a list are feedback', () => {
  const { feedback } = mappingOf(
    calls((index) =>
      index % 3 === 0 ? { reactions: [{ name: pick(['+1', '-1'], index), count: 1 }] } : {},
    ),
  );
  expect(feedback.map(({ value }) => value)).toEqual(['reactions[*].name']);
});

it('an empty text is no rating', () => {
  const records = calls((index) => ({ thumb: index % 2 === 0 ? 'up' : '' }));
  const format = mappedFormat(mappingOf(records), 'm');
  const said = records.map((record) => turnOf(format, record).feedback.map(({ value }) => value));
  expect(said.flat()).toEqual(Array.from({ length: 6 }, () => 'up'));
});

it('what counts the rounds of a conversation is no user; a text called passages is looked up', () => {
  const { turn, context } = mappingOf(
    calls((index) => ({
      thread: `th-${index >> 2}`,
      round_no: 1 + (index % 4),
      PASSAGES_TXT: `Rims of ${index} inches are rare. ||| Tyres must fit the rim.`,
    })),
  );
  expect(turn['user_id']).toBeUndefined();
  expect(context).toEqual([{ each: 'PASSAGES_TXT', divided_by: ' ||| ' }]);
});

it('what a program did was not looked up though it comes again', () => {
  for (const name of ['steps', 'trace', 'labels', 'notes']) {
    const { context } = mappingOf(
      calls((index) => ({
        [name]: [`Measure the rim of wheel ${index % 3}, then read the table`],
      })),
    );
    expect(context.length, name).toBe(name === 'notes' ? 1 : 0);
  }
});

it('which step of a run was rated is no mark, and what an error says no opinion', () => {
  const { feedback } = mappingOf(
    calls((index) => ({
      feedback:
        index % 3 === 0 ? { on_step: 1 + (index % 5), thumb: pick(['up', 'down'], index) } : null,
      err:
        index % 4 === 1
          ? { type: 'APIError', message: pick(['Bad gateway', 'Timed out'], index >> 2) }
          : null,
    })),
  );
  expect(feedback.map(({ value }) => value)).toEqual(['feedback.thumb']);
});
