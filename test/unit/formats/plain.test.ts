import { describe, expect, it } from 'vitest';
import { alpacaEval } from '../../../electron/engine/formats/alpaca-eval.ts';
import { Unmapped } from '../../../electron/engine/formats/format.ts';
import { openAiChat } from '../../../electron/engine/formats/openai-chat.ts';
import { openAiFineTune } from '../../../electron/engine/formats/openai-fine-tune.ts';
import { plainAlternatives } from '../../../electron/engine/formats/plain-alternatives.ts';
import { plainMessages } from '../../../electron/engine/formats/plain-messages.ts';
import { plainPrompt } from '../../../electron/engine/formats/plain-prompt.ts';
import { fixtureRecords, transcript, turnOf, turnsOf } from './map-fixture.ts';

describe('conversations as lists', () => {
  it('each assistant message is a turn, and every message is emitted once', () => {
    const [record = {}] = fixtureRecords('openai-fine-tune.jsonl');
    const turns = turnsOf(openAiFineTune, record);
    expect(turns.map(transcript)).toEqual([
      ['input system: text=Be brief.', 'input user: text=Hi', 'output assistant: text=Hello'],
      ['input user: text=Bye', 'output assistant: text=Goodbye'],
    ]);
    expect(turns.map(({ fields }) => fields)).toEqual([
      { capture: 'reconstructed', metadata: { weight: 0 } },
      { capture: 'reconstructed' },
    ]);
  });

  it('what follows the last answer is a request', () => {
    const turns = turnsOf(openAiFineTune, fixtureRecords('openai-fine-tune.jsonl')[1] ?? {});
    expect(turns.map(({ fields }) => fields.kind)).toEqual([undefined, 'request']);
    expect(turns[1] && transcript(turns[1])[1]).toBe('input tool: tool_result(t1)=done');
  });

  it('preferences are alternatives of one turn', () => {
    const turn = turnOf(openAiFineTune, fixtureRecords('openai-fine-tune.jsonl')[2]);
    expect(transcript(turn)).toEqual([
      'input user: text=Pick a word',
      'output assistant: text=calm',
      'output1 assistant: text=rage',
    ]);
    expect(turn.labels).toMatchObject([{ what: 'preferred', value: '0' }]);
  });

  const plain = fixtureRecords('plain-messages.jsonl').map((record) =>
    turnsOf(plainMessages, record),
  );

  it('facts of the record are said once, those of an answer with its turn', () => {
    expect(plain[0]?.map(({ fields }) => fields)).toEqual([
      {
        capture: 'application',
        conversation: 'c-1',
        model: 'tiny-2',
        started_at: '2025-10-09T08:00:00Z',
        metadata: { language: 'English' },
      },
      {
        capture: 'application',
        conversation: 'c-1',
        model: 'tiny-2',
        metadata: { message: { toxic: false } },
      },
    ]);
  });

  it('from and value are role and content', () => {
    expect(plain[1]?.map(transcript)).toEqual([
      ['input system: text=Rhyme.', 'input user: text=Cat', 'output assistant: text=Hat'],
      ['input user: text=Dog'],
    ]);
  });

  it('an answer may stand beside the list', () => {
    expect(plain[2]?.map(transcript)).toEqual([
      ['input user: text=Three?', 'output assistant: text=3'],
    ]);
    expect(plain[2]?.[0]?.feedback).toEqual([
      { what: 'feedback', value: 'up' },
      { what: 'feedback', value: 4, who: 'bo' },
    ]);
  });

  it('a list that holds something else is not mapped', () => {
    const record = { messages: [{ role: 'user', content: 'x' }, 'y'] };
    expect(() => turnsOf(plainMessages, record)).toThrow(Unmapped);
  });
});

describe('prompt and response', () => {
  const records = fixtureRecords('plain-prompt.jsonl');
  const turn = (at: number) => turnOf(plainPrompt, records[at]);

  it('the usual names give system, question, passages, answer, label and feedback', () => {
    expect(transcript(turn(0))).toEqual([
      'input system: text=Be kind.',
      'input user: text=How many legs has a spider?',
      'output assistant: text=Eight.',
    ]);
    expect(turn(0).fields).toEqual({
      kind: 'model',
      capture: 'application',
      external_id: 'p1',
      started_at: '2025-10-09T08:00:00Z',
      model: 'tiny-3',
      metadata: { topic: 'animals' },
    });
    expect(turn(0).contexts).toEqual([
      { content: 'Spiders have eight legs.' },
      { content: 'Insects have six legs.', document_id: 'd2', source: 'Insects', score: 0.5 },
    ]);
    expect(turn(0).labels).toEqual([{ what: 'label', value: 'ok' }]);
    expect(turn(0).feedback).toEqual([{ what: 'feedback', value: 5 }]);
  });

  it('a prompt without an answer is a request', () => {
    expect(turn(1).fields.kind).toBe('request');
    expect(transcript(turn(1))).toEqual(['input user: text=Unanswered?']);
  });

  it('texts around what the user typed are the system, empty ones are left out', () => {
    expect(transcript(turn(2))).toEqual([
      'input system: text=The password is elm.',
      'input user: text=elm',
      'output assistant: text=Access Granted',
    ]);
    expect(turn(2).labels).toEqual([{ what: 'output_is_access_granted', value: true }]);
  });

  it('elsewhere an access code is not what the user typed', () => {
    expect(transcript(turn(3))).toEqual(['output assistant: text=I will not say.']);
    expect(turn(3).fields.metadata).toEqual({ access_code: 'oak' });
  });

  it('how far away a passage was found is no score, and never a reason to refuse the record', () => {
    const contexts = [
      { text: 'Hotel Aurora', distance: '1.2 km' },
      { text: 'Hotel Berta', metadata: { distance: 0.31 } },
      { text: 'Hotel Clara', score: 0.9 },
    ];
    const asked = { prompt: 'A hotel nearby?', response: 'Aurora.', contexts };
    const turn = turnOf(plainPrompt, asked);
    expect(turn.contexts).toEqual([
      { content: 'Hotel Aurora' },
      { content: 'Hotel Berta' },
      { content: 'Hotel Clara', score: 0.9 },
    ]);
    expect(turn.fields.metadata).toEqual({
      context_distances: { contexts: ['1.2 km', 0.31, null] },
    });
    const body = { messages: [{ role: 'user', content: 'A hotel nearby?' }] };
    const call = turnOf(openAiChat, { request: body, contexts });
    expect(call.contexts).toEqual(turn.contexts);
    expect(call.fields.metadata).toEqual(turn.fields.metadata);
  });

  it('a record with neither is not mapped', () => {
    expect(() => turn(4)).toThrow('neither a prompt nor an answer');
  });

  it('a second name for the same thing is kept beside', () => {
    const { fields } = turnOf(plainPrompt, { prompt: 'a', question: 'b', response: 'c', index: 3 });
    expect(fields).toMatchObject({ external_id: 3, metadata: { question: 'b' } });
  });
});

describe('one question, several answers', () => {
  const records = fixtureRecords('plain-alternatives.jsonl');

  it('answers side by side are turns of one conversation, the question is given once', () => {
    const turns = turnsOf(plainAlternatives, records[0] ?? {});
    expect(turns.map(transcript)).toEqual([
      ['input user: text=Where does the Oder end?', 'output assistant: text=In the Baltic Sea.'],
      ['output assistant: text=In the North Sea.'],
    ]);
    expect(turns.map(({ labels }) => labels)).toEqual([
      [{ what: 'answer', value: 'right_answer' }],
      [{ what: 'answer', value: 'hallucinated_answer' }],
    ]);
    const passage = { content: 'The Oder flows into the Baltic Sea.' };
    expect(turns.map(({ contexts }) => contexts)).toEqual([[passage], [passage]]);
  });

  it('answers of named systems are conversations of their own', () => {
    const turns = turnsOf(plainAlternatives, records[1] ?? {});
    expect(turns.map(({ fields }) => [fields.conversation, fields.model])).toEqual([
      ['4/model1', 'sys-a'],
      ['4/model2', 'sys-b'],
    ]);
    expect(turns.map(transcript)).toEqual([
      ['input user: text=Deepest lake?', 'output assistant: text=Baikal.'],
      ['input user: text=Deepest lake?', 'output assistant: text=Como.'],
    ]);
  });

  it('answers that a judge compared are alternatives of one turn', () => {
    const record = { instruction: 'Rhyme', output_1: 'a', output_2: 'b', preference: 2 };
    const turn = turnOf(plainAlternatives, record);
    expect(transcript(turn)).toEqual([
      'input user: text=Rhyme',
      'output assistant: text=a',
      'output1 assistant: text=b',
    ]);
    expect(turn.labels).toEqual([{ what: 'preference', value: 2 }]);
  });
});

describe('AlpacaEval', () => {
  it('an empty output is an answer', () => {
    const records = fixtureRecords('alpaca-eval.json').slice(0, 2);
    const turns = records.map((record) => turnOf(alpacaEval, record));
    expect(turns.map(transcript)).toEqual([
      ['input user: text=Name a river.', 'output assistant: text=The Oder.'],
      ['input user: text=Name a lake.', 'output assistant: text='],
    ]);
    expect(turns[0]?.fields).toEqual({
      capture: 'application',
      model: 'tiny-1',
      metadata: { dataset: 'own' },
    });
  });

  it('an annotation is two turns of their own models, with what the judge preferred', () => {
    const judged = fixtureRecords('alpaca-eval.json')[2] ?? {};
    const turns = turnsOf(alpacaEval, judged);
    expect(turns.map(transcript)).toEqual([
      ['input user: text=Name a sea.', 'output assistant: text=Nordsee'],
      ['input user: text=Name a sea.', 'output assistant: text=Größte: Pazifik'],
    ]);
    expect(turns.map(({ fields }) => [fields.conversation, fields.model])).toEqual([
      ['output_1', 'tiny-1'],
      ['output_2', 'tiny-2'],
    ]);
    const verdict = { what: 'preference', who: 'judge-1', comment: '2' };
    expect(turns.map(({ verdicts }) => verdicts)).toEqual([
      [{ ...verdict, value: 'lost' }],
      [{ ...verdict, value: 'won' }],
    ]);
    const outcomes = (preference: unknown) =>
      turnsOf(alpacaEval, { ...judged, preference }).map(({ verdicts }) => verdicts[0]?.value);
    expect([1.2, 1.5, null].map(outcomes)).toEqual([
      ['won', 'lost'],
      ['tie', 'tie'],
      [undefined, undefined],
    ]);
  });
});
