import { describe, expect, it } from 'vitest';
import { ragChecker } from '../../../electron/engine/formats/ragchecker.ts';
import { ragTruth } from '../../../electron/engine/formats/ragtruth.ts';
import { fixtureRecords, said, transcript, turnOf, turnsOf } from './map-fixture.ts';

describe('RAGChecker', () => {
  const [file = {}, alone = {}] = fixtureRecords('ragchecker.jsonl');
  const [first, second, ...more] = turnsOf(ragChecker, file);

  it('each result is a turn with the passages that were retrieved for it', () => {
    expect(said(ragChecker)).toEqual([
      [
        ['input user: text=Wie hoch ist die Gebühr?', 'output assistant: text=Sie beträgt 40.'],
        ['input user: text=And on Sunday?', 'output assistant: text=Nobody knows.'],
      ],
      [['input user: text=And on Sunday?', 'output assistant: text=Nobody knows.']],
    ]);
    expect(more).toEqual([]);
    expect(first?.contexts.map(({ content, document_id }) => [document_id, content])).toEqual([
      ['d1', 'Die Gebühr beträgt 40.'],
      ['d2', 'Stand 2025.'],
    ]);
    expect(second?.contexts).toEqual([]);
  });

  it('metrics are verdicts; what the file sums up stands with the first record', () => {
    expect(first?.fields).toMatchObject({
      kind: 'model',
      capture: 'application',
      external_id: 'a1',
      metadata: { gt_answer: '40', file: { metrics: { overall_metrics: { f1: 50 } } } },
    });
    expect(first?.verdicts).toEqual([
      { what: 'precision', value: 1 },
      { what: 'hallucination', value: 0 },
    ]);
    expect(second?.fields.metadata).toEqual({ gt_answer: '50' });
  });

  it('a query without an answer is a request', () => {
    const { response: _, ...asked } = alone;
    expect(turnOf(ragChecker, asked).fields.kind).toBe('request');
    expect(transcript(turnOf(ragChecker, asked))).toEqual(['input user: text=And on Sunday?']);
  });
});

describe('RAGTruth', () => {
  const turns = fixtureRecords('ragtruth.jsonl').map((record) => turnOf(ragTruth, record));

  it('answers to a source are one conversation, and what they were asked is a question of its id', () => {
    expect(turns.map(transcript)).toEqual([
      ['output assistant: text=Sie beträgt fünf.'],
      ['output assistant: text=Sechs.'],
      ['input user: text=Answer from the passages: Fee?'],
      ['input user: text=Summarise: A long story.'],
    ]);
    expect(
      turns.map(({ fields: { conversation, call_id, half, kind, model } }) => [
        ...[conversation, call_id, half, kind, model],
      ]),
    ).toEqual([
      ['s0', 's0', 'answer', undefined, 'gpt-4-0613'],
      ['s0', 's0', 'answer', undefined, 'llama-2-7b-chat'],
      [undefined, 's0', 'question', 'request', undefined],
      [undefined, 's1', 'question', 'request', undefined],
    ]);
    expect(turns.map(({ contexts }) => contexts.map(({ content }) => content))).toEqual([
      ...[[], [], ['passage 1: six'], ['A long story.']],
    ]);
  });

  it('each span that was found is a label with its place', () => {
    expect(turns[0]?.labels).toEqual([
      {
        what: 'Evident Conflict',
        value: 'fünf',
        comment: expect.objectContaining({
          start: 11,
          end: 15,
          meta: 'The source says six.',
        }) as unknown,
      },
      {
        what: 'Subtle Baseless Info',
        value: 'Sie',
        comment: expect.objectContaining({ start: 0, end: 3, implicit_true: true }) as unknown,
      },
    ]);
    expect(turns[1]?.labels).toEqual([]);
  });
});
