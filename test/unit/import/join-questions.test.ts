import { expect, test } from 'vitest';
import { fixtureLines } from '../formats/map-fixture.ts';
import { type TrialCase, withCase } from './derived.ts';

const lines = (...records: object[]): string =>
  records.map((record) => JSON.stringify(record)).join('\n');

const question = (question_id: number, ...turns: string[]): object => ({
  ...{ question_id, category: 'writing', turns },
});
const answer = (question_id: number, model_id: string, ...turns: string[]): object => ({
  ...{ question_id, model_id, answer_id: `${model_id}-${question_id}` },
  choices: [{ index: 0, turns }],
  tstamp: 1_770_000_000,
});
const judged = (question_id: number, more: object): object => ({
  ...{ question_id, judge: ['judge-1', 'single-v1'], tstamp: 1_770_000_100 },
  ...more,
});
const QUESTIONS = lines(question(81, 'Write a post.', 'Write it again.'), question(82, 'Unasked.'));
const ONE = lines(answer(81, 'm-1', 'A post.', 'Again.'));
const OTHER = lines(answer(81, 'm-2', 'My post.', 'My again.'), answer(99, 'm-2', 'Yes.'));
const JUDGED = lines(
  judged(81, { model: 'm-1', user_prompt: 'Rate it.', judgment: 'Good: [[7]]', score: 7, turn: 2 }),
  judged(81, {
    ...{ model_1: 'm-1', model_2: 'm-2', turn: 1 },
    ...{ g1_user_prompt: 'A or B', g1_judgment: '[[B]]', g1_winner: 'model_2' },
    ...{ g2_user_prompt: 'B or A', g2_judgment: '[[C]]', g2_winner: 'tie' },
  }),
);

const ANSWERS = `
  SELECT t.model, r.evidence_id = asked.evidence_id AS same_file, q.text AS asked, a.text AS told
  FROM store.turn AS t
  JOIN store.record AS r USING (record_id)
  JOIN store.message AS output ON output.turn_id = t.turn_id AND output.side = 'output'
  JOIN store.content AS a ON a.content_id = output.content_id
  LEFT JOIN store.message AS input ON input.turn_id = t.turn_id AND input.side = 'input'
  LEFT JOIN store.record AS asked ON asked.record_id = input.record_id
  LEFT JOIN store.content AS q ON q.content_id = input.content_id
  WHERE t.model LIKE 'm-%'
  ORDER BY model, t.seq`;
const OUTCOMES = `
  SELECT tells, call_id, joined_by, unmatched FROM store.call_record ORDER BY ALL`;
const VERDICTS = `
  SELECT t.model, what, v.value, who, matched_by
  FROM store.verdict AS v LEFT JOIN store.turn AS t USING (turn_id) ORDER BY ALL`;

/** What each answer was given, with the record's own id of the passage. */
const GIVEN = `
  SELECT t.model, c.external_id AS conversation, q.text AS asked, p.text AS passage, d.document_id
  FROM store.turn AS t
  JOIN store.conversation AS c USING (conversation_id)
  JOIN store.message AS input ON input.turn_id = t.turn_id AND input.side = 'input'
  JOIN store.content AS q ON q.content_id = input.content_id
  JOIN store.context_document AS d ON d.turn_id = t.turn_id
  JOIN store.content AS p ON p.content_id = d.content_id
  WHERE t.kind = 'model'
  ORDER BY model`;

async function imported(trial: TrialCase, ...files: string[]): Promise<void> {
  for (const [at, file] of files.entries())
    await trial.derive(file, { evidence: { evidence_id: at + 1, name: `log-${at}.jsonl` } });
}

test('each answer to a question of another file is given it, and judgments are verdicts on it, in any order', async () => {
  for (const order of [
    [QUESTIONS, ONE, OTHER, JUDGED],
    [JUDGED, OTHER, QUESTIONS, ONE],
  ])
    await withCase(async (trial) => {
      await imported(trial, ...order);
      expect(await trial.rows(ANSWERS)).toEqual([
        { model: 'm-1', same_file: false, asked: 'Write a post.', told: 'A post.' },
        { model: 'm-1', same_file: false, asked: 'Write it again.', told: 'Again.' },
        { model: 'm-2', same_file: false, asked: 'Write a post.', told: 'My post.' },
        { model: 'm-2', same_file: null, asked: null, told: 'Yes.' },
        { model: 'm-2', same_file: false, asked: 'Write it again.', told: 'My again.' },
      ]);
      expect((await trial.rows(OUTCOMES)).map(Object.values)).toEqual([
        ['answer', '81/1', 'id', null],
        ['answer', '81/1', 'id', null],
        ['answer', '81/2', 'id', null],
        ['answer', '81/2', 'id', null],
        ['answer', '99/1', null, 'no request'],
        ['question', '81/1', 'id', null],
        ['question', '81/2', 'id', null],
        ['question', '82/1', null, 'no answer'],
      ]);
      expect(await trial.values('SELECT count(*) FROM store.turn_record')).toEqual(['4']);
      expect((await trial.rows(VERDICTS)).map(Object.values)).toEqual([
        ['m-1', 'judgment', '7', 'judge-1', 'id'],
        ['m-1', 'judgment of a pair (g1)', 'lost', 'judge-1', 'id'],
        ['m-1', 'judgment of a pair (g2)', 'tie', 'judge-1', 'id'],
        ['m-2', 'judgment of a pair (g1)', 'won', 'judge-1', 'id'],
        ['m-2', 'judgment of a pair (g2)', 'tie', 'judge-1', 'id'],
      ]);
    });
});

test('questions are counted as records and requests, and give no answer where two files differ', async () => {
  await withCase(async (trial) => {
    expect(await trial.derive(QUESTIONS)).toMatchObject({
      ...{ records: 2, mapped: 2, conversations: 0, turns: 0, messages: 3 },
    });
    await trial.derive(ONE);
    await trial.derive(lines(question(81, 'Napisz wpis.', 'Write it again.')));
    expect((await trial.rows(ANSWERS)).map(({ asked }) => asked)).toEqual([
      null,
      'Write it again.',
    ]);
    expect(
      await trial.values(
        `SELECT tells FROM store.call_record WHERE unmatched = 'ambiguous' ORDER BY 1`,
      ),
    ).toEqual(['answer', 'question', 'question']);
    expect(await trial.values('SELECT count(*) FROM store.turn_record')).toEqual(['1']);
  });
});

test('each answer of RAGTruth is given what its source asks and the passages, in any order of the files', async () => {
  const [answers = [], sources = []] = [2, 4].map((end) =>
    fixtureLines('ragtruth.jsonl').slice(end - 2, end),
  );
  const files = [answers, sources].map((some) => some.join('\n'));
  for (const order of [files, files.toReversed()])
    await withCase(async (trial) => {
      await imported(trial, ...order);
      expect((await trial.rows(GIVEN)).map(Object.values)).toEqual([
        ['gpt-4-0613', 's0', 'Answer from the passages: Fee?', 'passage 1: six', 's0'],
        ['llama-2-7b-chat', 's0', 'Answer from the passages: Fee?', 'passage 1: six', 's0'],
      ]);
      expect((await trial.rows(OUTCOMES)).map(Object.values)).toEqual([
        ['answer', 's0', 'id', null],
        ['answer', 's0', 'id', null],
        ['question', 's0', 'id', null],
        ['question', 's1', null, 'no answer'],
      ]);
    });
});
