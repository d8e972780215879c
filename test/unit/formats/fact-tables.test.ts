import { describe, expect, it } from 'vitest';
import { type JsonObject, Unmapped } from '../../../electron/engine/formats/format.ts';
import { formatById, recognise } from '../../../electron/engine/formats/index.ts';
import { RecordingEmit } from '../../fixtures/recording-emit.ts';
import { fixtureLines, fixtureRecords, recordOf } from './map-fixture.ts';

function factsOf(id: string, record: JsonObject, decoded = true): RecordingEmit['facts'] {
  const emit = new RecordingEmit(decoded);
  formatById(id)?.map(record, emit);
  expect(emit.turns).toEqual([]);
  return emit.facts;
}
const facts = (id: string) =>
  fixtureRecords(`${id}.jsonl`).flatMap((record) => factsOf(id, record));

describe('side tables', () => {
  it('feedback goes by the most exact key that a row has', () => {
    expect(facts('feedback-table')).toEqual([
      {
        table: 'feedback',
        external_id: 'fb-1',
        what: 'rating',
        value: 'down',
        at: '2026-05-02T10:00:00Z',
        who: 'ana',
        comment: 'Das stimmt so nicht: Größe L gibt es.',
        key: 'tr-100',
        key_kind: 'trace',
      },
      {
        table: 'feedback',
        external_id: 'fb-2',
        what: 'rating',
        value: 'up',
        at: '2026-05-02T10:05:00Z',
        key: 'conv-9',
        key_kind: 'conversation',
      },
      {
        table: 'feedback',
        external_id: 'fb-3',
        what: 'stars',
        value: 4,
        at: 1777716300,
        who: 'ben',
        key: 'ben',
        key_kind: 'user',
      },
      {
        table: 'feedback',
        external_id: 'fb-4',
        what: 'rating',
        value: 'down',
        at: '2026-05-02T11:00:00Z',
        comment: 'names nobody',
      },
    ]);
  });

  it('a complaint is feedback; columns may be written as people write them', () => {
    expect(facts('complaint-table')).toEqual([
      {
        table: 'feedback',
        external_id: 'C-17',
        what: 'complaint',
        value: 'Wrong fee',
        at: '2026-05-03T08:15:00Z',
        who: 'ana',
        comment: 'The assistant said 5 €, the bill says 8 €.',
        key: 'conv-9',
        key_kind: 'conversation',
      },
      {
        table: 'feedback',
        external_id: 'C-18',
        what: 'complaint',
        value: 'Parking',
        at: '2026-05-03T09:40:00Z',
        comment: 'No space left.',
      },
    ]);
  });

  it('reviews, guardrails and alerts are verdicts', () => {
    const told = ['review-table', 'verdict-table', 'alert-table'].flatMap(facts);
    expect(
      told.map(({ table, what, value, who, key, key_kind }) => [
        table,
        what,
        value,
        who,
        key,
        key_kind,
      ]),
    ).toEqual([
      ['verdict', 'human review', 'rejected', 'd.moss', 'call-1', 'turn'],
      ['verdict', 'human review: tone', 'approved', 'd.moss', 'call-2', 'turn'],
      ['verdict', 'pii', false, undefined, 'call-1', 'turn'],
      ['verdict', 'grounded', true, undefined, 'call-2', 'turn'],
      ['verdict', 'alert', 'high', 'feedback.down_share', undefined, 'time'],
      ['verdict', 'alert', 'low', 'filter.blocks', 'tr-100', 'trace'],
    ]);
  });

  it('changes, labels and users', () => {
    expect(facts('change-table')).toMatchObject([
      {
        table: 'change',
        what: 'deploy gateway',
        value: '3.8.1 -> 3.9.0',
        at: '2026-05-01T06:00:00Z',
        who: 'f.okafor',
        key_kind: 'time',
      },
      { table: 'change', what: 'flag reranker', value: 'on', comment: 'trial' },
    ]);
    expect(facts('label-table')).toMatchObject([
      { table: 'label', what: 'label', value: 'wrong amount', who: 'kim', key: 'call-1' },
      { table: 'label', value: ['polite', 'complete'], key: 'call-2' },
    ]);
    expect(
      facts('user-table').map(({ table, what, value, key }) => [table, what, value, key]),
    ).toEqual([
      ['person', 'plan', 'gold', 'ana'],
      ['person', 'country', 'AT', 'ana'],
      ['person', 'signup_date', '2025-11-02', 'ana'],
      ['person', 'plan', 'free', 'ben'],
      ['person', 'signup_date', '2026-01-15', 'ben'],
    ]);
  });

  it.each([
    'feedback-table',
    'complaint-table',
    'review-table',
    'alert-table',
    'verdict-table',
    'change-table',
    'label-table',
    'user-table',
  ])('%s gives the same bytes where texts are bytes', (id) => {
    for (const line of fixtureLines(`${id}.jsonl`)) {
      const decoded = JSON.stringify(factsOf(id, recordOf(line.toString('utf8'))));
      const bytes = JSON.stringify(factsOf(id, recordOf(line.toString('latin1')), false));
      expect(Buffer.from(bytes, 'latin1').toString('utf8')).toBe(decoded);
    }
  });

  it('no row that says what a model was given or answered is a side table', () => {
    const told: JsonObject = { trace_id: 't-1', rating: 'up', comment: 'x' };
    expect(recognise([told])?.format.id).toBe('feedback-table');
    for (const said of ['prompt', 'answer', 'messages', 'output', 'request', 'transcript'])
      expect(recognise([{ ...told, [said]: { any: 1 } }])?.format.id ?? null, said).not.toBe(
        'feedback-table',
      );
    expect(recognise([{ ...told, usage: { tokens: 3 } }])).toBeNull();
  });

  it('a list of users may say their roles; a message that has a role and says something is none', () => {
    const user: JsonObject = { user_id: 'u-1', email: 'a@example.org', role: 'broker' };
    expect(recognise([user])?.format.id).toBe('user-table');
    for (const said of ['content', 'text', 'message'])
      expect(recognise([{ ...user, [said]: 'Hello.' }])?.format.id ?? null, said).not.toBe(
        'user-table',
      );
  });

  it('a row that says nothing of anything is refused with a reason', () => {
    expect(() => factsOf('feedback-table', { rating: 'up' })).toThrow(Unmapped);
    expect(() => factsOf('feedback-table', { trace_id: 't-1' })).toThrow(
      'no row of feedback-table: it says nothing of anything',
    );
    expect(() => factsOf('alert-table', { level: 'info' })).toThrow(Unmapped);
  });

  it('changes are told in the columns of who keeps them', () => {
    const at = '2026-03-01 09:00:00';
    const told = (record: JsonObject) => {
      expect(recognise([record])?.format.id, JSON.stringify(record)).toBe('change-table');
      return factsOf('change-table', record).map(({ what, value, who, comment }) => [
        ...[what, value ?? null, who ?? null, comment ?? null],
      ])[0];
    };
    expect(told({ changed_at: at, flag: 'rag', old: 'off', new: 'on' })).toEqual([
      ...['flag rag', 'off -> on', null, null],
    ]);
    expect(
      told({ timestamp: at, prompt_name: 'fees', prompt_version: '12', author: 'kim' }),
    ).toEqual(['prompt fees', '12', 'kim', null]);
    expect(
      told({ built_at: at, index: 'policies', index_version: '2026-03', documents: '1200' }),
    ).toEqual(['index policies', '2026-03', null, null]);
    for (const event of ['Deploy', 'Rollback', 'Prompt change'])
      expect(told({ date: '2026-03-01', event, details: 'feebot v7 to prod' })).toEqual([
        ...[event, null, null, 'feebot v7 to prod'],
      ]);
    expect(
      told({ deployed_at: at, kind: 'index build', prompt_version: 'idx-2', description: 'Anew' }),
    ).toEqual(['index build', 'idx-2', null, 'Anew']);
    expect(factsOf('change-table', { built_at: at, index_version: '3' })).toMatchObject([{ at }]);
  });

  it('logs of calls, of events and of mails, counts and documents are no changes', () => {
    const at = '2026-03-01';
    const others: JsonObject[] = [
      { date: at, event: 'message', details: 'Where is my parcel?' },
      { date: at, event: 'Model call', details: 'tokens: 12' },
      { date: at, event: 'Deployment of troops', details: 'as told', country: 'X' },
      { timestamp: at, prompt_version: '12', model: 'm', latency_ms: 310, author: 'kim' },
      { timestamp: at, prompt_name: 'fees', prompt_version: '12' },
      { timestamp: at, prompt_version: '12', text: 'The fee is 5 €.', author: 'bot' },
      { title: 'Fees', document_version: '3', updated_at: at, author: 'kim' },
      { document_id: 'd-1', index_version: '3', indexed_at: at, url: 'x' },
      { date: at, from: 'a@x.org', to: 'b@x.org', subject: 'Fees' },
      { date: at, old: '12', new: '3' },
    ];
    for (const record of others) expect(recognise([record]), JSON.stringify(record)).toBeNull();
    const some = ['message', 'message', 'Deploy'].map((event) => ({
      date: at,
      event,
      details: 'x',
    }));
    expect(recognise(some)).toBeNull();
  });

  it('a board of tickets says when each was opened, and sums it up', () => {
    const ticket = {
      ...{ Ticket: 'T1', Opened: '2026-03-01 10:00', 'Customer ID': 'u1' },
      ...{ Summary: 'Wrong fee', Description: 'bot said 5' },
    };
    expect(recognise([ticket])?.format.id).toBe('complaint-table');
    expect(factsOf('complaint-table', ticket)).toEqual([
      {
        ...{ table: 'feedback', external_id: 'T1', what: 'complaint', value: 'Wrong fee' },
        ...{
          at: '2026-03-01 10:00',
          who: 'u1',
          comment: 'bot said 5',
          key: 'u1',
          key_kind: 'user',
        },
      },
    ]);
  });

  it('ordinary tables and metrics are no side tables', () => {
    const strange: JsonObject[] = [
      { time: '2026-01-01', cpu: 0.4, host: 'a' },
      { text: 'nice film', label: 'positive' },
      { date: '2026-01-01', version: '1.2', downloads: '17' },
      { id: 1, name: 'Ana', age: 41 },
      { timestamp: '2026-01-01', level: 'warn', message: 'slow' },
      { session_id: 's', event: 'click', time: '2026-01-01' },
    ];
    for (const record of strange) expect(recognise([record]), JSON.stringify(record)).toBeNull();
  });
});

it('spaces around the names of columns are no part of them', () => {
  const row = { 'rating ': 'down', ' trace_id ': 't-1' };
  expect(recognise([row])?.format.id).toBe('feedback-table');
});
