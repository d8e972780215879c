import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importFiles } from '../../../electron/engine/import/import-files.ts';
import { rebuildCase } from '../../../electron/engine/rebuild/rebuild.ts';
import { AS_IT_IS, complaints, emptyCase, rowsIn } from '../../fixtures/case-on-disk.ts';
import { line, type TrialCase, withCase } from './derived.ts';

const lines = (...records: object[]): string =>
  records.map((record) => JSON.stringify(record)).join('\n');

const asked = (custom_id: string, text: string, model = 'gpt-4o') => ({
  custom_id,
  method: 'POST',
  url: '/v1/chat/completions',
  body: { model, messages: [{ role: 'user', content: text }] },
});
const answered = (custom_id: string, text: string, model = 'gpt-4o-2024-08-06') => ({
  id: `batch_req_${custom_id}`,
  custom_id,
  response: {
    status_code: 200,
    request_id: `req-${custom_id}`,
    body: {
      id: `chatcmpl-${custom_id}`,
      object: 'chat.completion',
      created: 1_770_000_000,
      model,
      choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
    },
  },
  error: null,
});
const failed = (custom_id: string) => ({
  custom_id,
  response: { status_code: 400, request_id: 'req-x', body: { error: { message: 'too long' } } },
  error: null,
});
const INPUT = lines(asked('1', 'Fee?'), asked('2', 'Room?'), asked('3', 'Pool?'));
const OUTPUT = lines(answered('2', 'Room 7.'), answered('1', '5 €.'));
const ERRORS = lines(failed('3'));

const TURNS = `
  SELECT kind, model, requested_model, error, started_at IS NOT NULL AS dated FROM store.turn ORDER BY turn_id`;
const SAID = `
  SELECT turn_id, side, text, record_id
  FROM store.message JOIN store.content USING (content_id)
  ORDER BY record_id, seq`;
const OUTCOMES = `
  SELECT record_id, tells, joined_by, unmatched FROM store.call_record ORDER BY record_id`;
/** What a case says of its calls, but for the numbers that follow the order of import. */
const TOLD = `
  SELECT kind, model, requested_model, error, said
  FROM store.turn
  LEFT JOIN (
    SELECT turn_id, list((side, text) ORDER BY side, seq)::VARCHAR AS said
    FROM store.message JOIN store.content USING (content_id)
    GROUP BY turn_id
  ) USING (turn_id)
  ORDER BY ALL`;
const JOINS = `SELECT tells, call_id, joined_by, unmatched FROM store.call_record ORDER BY ALL`;

async function imported(trial: TrialCase, ...files: string[]): Promise<void> {
  for (const [at, file] of files.entries())
    await trial.derive(file, { evidence: { evidence_id: at + 1, name: `log-${at}.jsonl` } });
}

/** As they are, and the other way round. */
const orders = <Of>(of: readonly Of[]): Of[][] => [[...of], of.toReversed()];

describe('input, output and errors of a batch', () => {
  it('are one turn for each line, with the record that gives each side', async () => {
    await withCase(async (trial) => {
      await imported(trial, INPUT, OUTPUT, ERRORS);
      expect(await trial.rows(TURNS)).toEqual([
        {
          ...{ kind: 'model', model: 'gpt-4o-2024-08-06', requested_model: 'gpt-4o' },
          ...{ error: null, dated: true },
        },
        {
          ...{ kind: 'model', model: 'gpt-4o-2024-08-06', requested_model: 'gpt-4o' },
          ...{ error: null, dated: true },
        },
        {
          ...{ kind: 'request', model: null, requested_model: 'gpt-4o' },
          ...{ error: 'too long', dated: false },
        },
      ]);
      expect(await trial.rows(SAID)).toEqual([
        { turn_id: '1', side: 'input', text: 'Fee?', record_id: '1' },
        { turn_id: '2', side: 'input', text: 'Room?', record_id: '2' },
        { turn_id: '3', side: 'input', text: 'Pool?', record_id: '3' },
        { turn_id: '2', side: 'output', text: 'Room 7.', record_id: '4' },
        { turn_id: '1', side: 'output', text: '5 €.', record_id: '5' },
      ]);
      expect(await trial.rows(OUTCOMES)).toEqual(
        ['request', 'request', 'request', 'answer', 'answer', 'answer'].map((tells, at) => ({
          record_id: String(at + 1),
          ...{ tells, joined_by: 'id', unmatched: null },
        })),
      );
      expect(await trial.values('SELECT turns FROM store.conversation ORDER BY ALL')).toEqual([
        '0',
        '1',
        '1',
      ]);
    });
  });
  it('are the same turns whichever file came first', async () => {
    const told: unknown[] = [];
    for (const order of orders([INPUT, OUTPUT, ERRORS]))
      await withCase(async (trial) => {
        await imported(trial, ...order);
        told.push([await trial.rows(TOLD), await trial.rows(JOINS)]);
      });
    for (const other of told) expect(other).toEqual(told[0]);
  });
});

describe('an id of a batch', () => {
  it('counts within one batch: not where the input lacks an id, asks another model, or is answered twice', async () => {
    for (const [files, ambiguous] of [
      // The output answers a line that this input does not have.
      [[INPUT, lines(answered('1', '5 €.'), answered('9', 'Yes.'))], 2],
      [[INPUT, lines(answered('1', '5 €.', 'o3-mini'))], 2],
      [[INPUT, OUTPUT, lines(answered('1', 'Six.'))], 3],
      [[lines(asked('1', 'Fee?'), asked('1', 'Pool?')), lines(answered('1', '5 €.'))], 3],
    ] as const)
      for (const order of [files, files.toReversed()])
        await withCase(async (trial) => {
          await imported(trial, ...order);
          expect(
            await trial.values(
              "SELECT count(*) FROM store.call_record WHERE unmatched = 'ambiguous'",
            ),
          ).toEqual([String(ambiguous)]);
          expect(
            await trial.values(
              "SELECT count(*) FROM store.call_record WHERE call_id = '1' AND joined_by IS NOT NULL",
            ),
          ).toEqual(['0']);
        });
  });
});

const half = (kind: string, side: string, extra = ''): string => `mapping: ${kind}-log
title: The ${kind} log of our gateway
half: ${kind}
turn: { call_id: call, trace_id: trace, conversation: talk, user_id: user, requested_model: asked, model: by, started_at: at }
${side}
${extra}`;
const MAPPINGS = {
  request: half('request', 'input: [{ role: user, content: said }]'),
  answer: half('answer', 'output: [{ role: assistant, content: said }]'),
  retrieval: half(
    'retrieval',
    'context: [{ each: "found[*]", content: text, document_id: doc, score: score }]',
  ),
} as const;
type Half = keyof typeof MAPPINGS;

/** A file of one half, and the window that its import states. */
interface HalfFile {
  readonly half: Half;
  readonly records: readonly object[];
  readonly windowMs?: number;
}
const file = (of: Half, ...records: readonly object[]): HalfFile => ({ half: of, records });
const within = (windowMs: number, files: readonly HalfFile[]): HalfFile[] =>
  files.map((one) => ({ ...one, windowMs }));
const at = (second: number): string => new Date(Date.UTC(2026, 1, 3, 10, 0, second)).toISOString();

async function importedHalves(trial: TrialCase, files: readonly HalfFile[]): Promise<void> {
  for (const [index, { half: of, records, windowMs }] of files.entries())
    await trial.derive(lines(...records), {
      evidence: { evidence_id: index + 1, name: `${of}-${index}.jsonl` },
      mapping: { name: `${of}.yaml`, text: MAPPINGS[of] },
      joinWindowMs: windowMs ?? null,
    });
}

/** What the case says after these files, in every order of import: it must be the same. */
async function told(files: readonly HalfFile[]) {
  const found: { turns: unknown; joins: unknown; documents: unknown }[] = [];
  for (const order of orders(files))
    await withCase(async (trial) => {
      await importedHalves(trial, order);
      found.push({
        turns: (await trial.rows(TOLD)).map(({ kind, said }) => [kind, said]),
        joins: (await trial.rows(JOINS)).map(Object.values),
        documents: (await trial.rows(DOCUMENTS)).map(Object.values),
      });
    });
  for (const other of found) expect(other).toEqual(found[0]);
  return found[0];
}
const DOCUMENTS = `
  SELECT turn.kind, d.rank, text, d.document_id
  FROM store.context_document AS d JOIN store.turn AS turn USING (turn_id) JOIN store.content USING (content_id)
  WHERE from_turn_id IS NOT NULL
  ORDER BY ALL`;

describe('request and answer in two files of a gateway', () => {
  const ASKED = { call: 'c-1', said: 'Fee?', at: at(0), asked: 'm' };
  const GIVEN = { call: 'c-1', said: '5 €.', at: at(2), by: 'm-2' };

  it('are one turn by the id of the call, which began when it was asked', async () => {
    expect(await told([file('request', ASKED), file('answer', GIVEN)])).toMatchObject({
      turns: [['model', '[(input, Fee?), (output, 5 €.)]']],
      joins: [
        ['answer', 'c-1', 'id', null],
        ['request', 'c-1', 'id', null],
      ],
    });
    await withCase(async (trial) => {
      await importedHalves(trial, [file('answer', GIVEN), file('request', ASKED)]);
      expect(await trial.rows('SELECT started_at, model FROM store.turn')).toEqual([
        { started_at: '2026-02-03 10:00:00+00', model: 'm-2' },
      ]);
      expect(await trial.rows('SELECT * FROM store.turn_conflict')).toEqual([]);
      expect(await trial.rows('SELECT record_id, gives FROM store.turn_record')).toEqual([
        { record_id: '2', gives: 'input' },
      ]);
    });
  });
  it('stay apart, all of them listed, where an answer comes twice: also once they were joined', async () => {
    const retried = { ...GIVEN, said: 'Six €.', at: at(9) };
    expect(
      await told([file('request', ASKED), file('answer', GIVEN), file('answer', retried)]),
    ).toMatchObject({
      turns: [
        ['model', '[(output, 5 €.)]'],
        ['model', '[(output, Six €.)]'],
        ['request', '[(input, Fee?)]'],
      ],
      joins: [
        ['answer', 'c-1', null, 'ambiguous'],
        ['answer', 'c-1', null, 'ambiguous'],
        ['request', 'c-1', null, 'ambiguous'],
      ],
    });
  });
  it('lack something where the other half is nowhere', async () => {
    expect(
      await told([file('request', ASKED), file('answer', { ...GIVEN, call: 'c-2' })]),
    ).toMatchObject({
      joins: [
        ['answer', 'c-2', null, 'no request'],
        ['request', 'c-1', null, 'no answer'],
      ],
    });
  });
  it('are joined by a trace that has one of each', async () => {
    const [one, other] = [
      { ...ASKED, call: undefined, trace: 't-1' },
      { ...GIVEN, call: undefined, trace: 't-1' },
    ];
    expect(await told([file('request', one), file('answer', other)])).toMatchObject({
      joins: [
        ['answer', null, 'trace', null],
        ['request', null, 'trace', null],
      ],
    });
    expect(
      await told([file('request', one), file('answer', other, { ...other, said: 'Six.' })]),
    ).toMatchObject({
      joins: [
        ['answer', null, null, 'ambiguous'],
        ['answer', null, null, 'ambiguous'],
        ['request', null, null, 'ambiguous'],
      ],
    });
  });
});

describe('requests and answers in two files that name each call', () => {
  const REQUESTS = ['w-0', 'w-1', 'w-2'].map((request_id) => ({
    ...{ request_id, timestamp: at(0) },
    request: { model: 'm', messages: [{ role: 'user', content: `Of ${request_id}?` }] },
  }));
  const answer = (request_id: string) => ({
    ...{ request_id, timestamp: at(2) },
    response: {
      ...{ object: 'chat.completion', id: `cc-${request_id}`, model: 'm-2' },
      choices: [{ index: 0, message: { role: 'assistant', content: `To ${request_id}.` } }],
    },
  });
  const joinsOf = async (...files: string[]) => {
    const found: unknown[][] = [];
    for (const order of orders(files))
      await withCase(async (trial) => {
        await imported(trial, ...order);
        found.push((await trial.rows(JOINS)).map((row) => Object.values(row)));
      });
    expect(found[1]).toEqual(found[0]);
    return found[0];
  };
  const ASKED = lines(...REQUESTS);

  it('are listed where they lack the other half, once another of their file has found its own', async () => {
    expect(await joinsOf(ASKED, lines(answer('w-1'), answer('w-2'), answer('w-3')))).toEqual([
      ['answer', 'w-1', 'id', null],
      ['answer', 'w-2', 'id', null],
      ['answer', 'w-3', null, 'no request'],
      ['request', 'w-0', null, 'no answer'],
      ['request', 'w-1', 'id', null],
      ['request', 'w-2', 'id', null],
    ]);
  });
  it('are no longer when a later file brings it', async () => {
    const [late, ...rest] = ['w-0', 'w-1', 'w-2'].map(answer);
    const joins = await joinsOf(ASKED, lines(...rest), lines(late ?? {}));
    expect(joins).toHaveLength(6);
    expect(joins).toSatisfy((all: unknown[][]) => all.every((join) => join[2] === 'id'));
  });
  it('are not where nothing was joined', async () => {
    expect(await joinsOf(ASKED, lines(answer('w-8')))).toEqual([
      ['answer', 'w-8', null, null],
      ...['w-0', 'w-1', 'w-2'].map((call) => ['request', call, null, null]),
    ]);
  });
  it('are not in a log of whole calls of which one got no answer, though another log tells them too', async () => {
    const text = `mapping: calls
title: Calls of a desk
turn: { call_id: call, model: by }
input: [{ role: user, content: asked }]
output: [{ role: assistant, content: told }]`;
    const calls = ['w-1', 'w-2'].map((call) => ({ call, asked: 'Fee?', told: '5 €.', by: 'm' }));
    await withCase(async (trial) => {
      for (const more of [[{ call: 'w-0', asked: 'Pool?', by: 'm' }], []])
        await trial.derive(lines(...calls, ...more), { mapping: { name: 'calls.yaml', text } });
      expect(
        await trial.rows(
          'SELECT tells, joined_by, unmatched, count(*)::INTEGER AS records FROM store.call_record GROUP BY ALL ORDER BY ALL',
        ),
      ).toEqual([
        { tells: 'call', joined_by: 'id', unmatched: null, records: 4 },
        { tells: 'request', joined_by: null, unmatched: null, records: 1 },
      ]);
    });
  });
});

describe('what a retrieval log found', () => {
  const CALL = { call: 'c-1', trace: 't-1', said: 'Fee?', at: at(1) };
  const FOUND = { call: 'c-1', found: [{ text: 'Fees: 5 €.', doc: 'd-1', score: 0.9 }] };
  const LAID = ['request', 1, 'Fees: 5 €.', 'd-1'];

  it('stands with the call that has its id, before or after it', async () => {
    const more = { ...FOUND, found: [{ text: 'Rooms.', doc: 'd-2' }], at: at(0) };
    expect(await told([file('request', CALL), file('retrieval', FOUND, more)])).toMatchObject({
      documents: [
        ['request', 1, 'Rooms.', 'd-2'],
        ['request', 2, 'Fees: 5 €.', 'd-1'],
      ],
      joins: [
        ['request', 'c-1', null, 'no answer'],
        ['retrieval', 'c-1', 'id', null],
        ['retrieval', 'c-1', 'id', null],
      ],
    });
  });
  it('needs no mapping where the log says query and documents beside the id of the call', async () => {
    await withCase(async (trial) => {
      await trial.derive(line({ id: undefined, request_id: 'rq-1' }));
      const found = (request_id: string) => ({
        ...{ request_id, query: 'What is the fee?' },
        documents: [{ id: 'd-1', text: 'The fee is 6 €.', score: 0.9 }],
      });
      await trial.derive(lines(found('rq-1'), found('rq-9')), { format: 'plain-prompt' });
      expect(
        await trial.rows(`
          SELECT t.kind, d.document_id, c.text, d.from_turn_id IS NOT NULL AS found
          FROM store.context_document AS d JOIN store.turn AS t USING (turn_id) JOIN store.content AS c USING (content_id)
          WHERE t.kind = 'model'`),
      ).toEqual([{ kind: 'model', document_id: 'd-1', text: 'The fee is 6 €.', found: true }]);
      expect(
        await trial.rows(
          'SELECT call_id, joined_by, unmatched FROM store.call_record ORDER BY ALL',
        ),
      ).toEqual([
        { call_id: 'rq-1', joined_by: 'id', unmatched: null },
        { call_id: 'rq-9', joined_by: null, unmatched: 'no call' },
      ]);
    });
  });
  it('stands with the only call of its trace, and with none where the trace has two', async () => {
    const found = { ...FOUND, call: undefined, trace: 't-1' };
    expect(await told([file('retrieval', found), file('request', CALL)])).toMatchObject({
      documents: [LAID],
    });
    expect(
      await told([file('retrieval', found), file('request', CALL, { ...CALL, call: 'c-2' })]),
    ).toMatchObject({
      documents: [],
      joins: [
        ['request', 'c-1', null, 'no answer'],
        ['request', 'c-2', null, 'no answer'],
        ['retrieval', null, null, 'ambiguous'],
      ],
    });
  });
  it('stands in the conversation of its call where it names none, and alone again once that is uncertain', async () => {
    const calls = file('request', { ...CALL, talk: 'talk-1' });
    const again = file('request', { ...CALL, talk: 'talk-2', said: 'Rooms?' });
    const TALKS = `
      SELECT t.kind, c.external_id AS talk, c.joined_by
      FROM store.turn AS t JOIN store.conversation AS c USING (conversation_id) ORDER BY ALL`;
    for (const order of orders([calls, file('retrieval', FOUND)]))
      await withCase(async (trial) => {
        await importedHalves(trial, order);
        expect(await trial.rows(TALKS)).toEqual([
          { kind: 'request', talk: 'talk-1', joined_by: 'id' },
          { kind: 'retrieval', talk: 'talk-1', joined_by: 'id' },
        ]);
        expect(await trial.values('SELECT count(*) FROM store.conversation')).toEqual(['1']);
        await importedHalves(trial, [again]);
        expect(await trial.rows(TALKS)).toEqual([
          { kind: 'request', talk: 'talk-1', joined_by: 'id' },
          { kind: 'request', talk: 'talk-2', joined_by: 'id' },
          { kind: 'retrieval', talk: null, joined_by: 'record' },
        ]);
      });
  });
  it('follows a call into the turn that it becomes, and lacks one where there is none', async () => {
    expect(
      await told([
        file('request', CALL),
        file('retrieval', FOUND, { ...FOUND, call: 'c-9' }),
        file('answer', { call: 'c-1', said: '5 €.', at: at(2) }),
      ]),
    ).toMatchObject({
      documents: [['model', ...LAID.slice(1)]],
      joins: [
        ['answer', 'c-1', 'id', null],
        ['request', 'c-1', 'id', null],
        ['retrieval', 'c-1', 'id', null],
        ['retrieval', 'c-9', null, 'no call'],
      ],
    });
  });
  it('stands with a call of an ordinary log by the id of its turn', async () => {
    await withCase(async (trial) => {
      await importedHalves(trial, [file('retrieval', FOUND)]);
      await trial.derive(line({ id: 'c-1' }), {
        evidence: { evidence_id: 2, name: 'gateway.jsonl' },
      });
      expect(await trial.rows(DOCUMENTS)).toEqual([
        { kind: 'model', rank: 1, text: 'Fees: 5 €.', document_id: 'd-1' },
      ]);
    });
  });
});

describe('a window of time', () => {
  const asks = (second: number, more: object = {}) => ({
    ...{ user: 'ana', said: `Q${second}`, at: at(second), asked: 'm' },
    ...more,
  });
  const gives = (second: number, more: object = {}) => ({
    ...{ user: 'ana', said: `A${second}`, at: at(second), by: 'm' },
    ...more,
  });
  const outcomes = async (requests: object[], answers: object[], windowMs?: number) => {
    const files = [file('request', ...requests), file('answer', ...answers)];
    const found = await told(windowMs === undefined ? files : within(windowMs, files));
    return found?.turns;
  };

  it('joins nothing unless it is stated', async () => {
    expect(await outcomes([asks(0)], [gives(2)])).toEqual([
      ['model', '[(output, A2)]'],
      ['request', '[(input, Q0)]'],
    ]);
  });
  it('joins the nearest of one user by one model, and leaves what lies outside of it', async () => {
    expect(
      await outcomes(
        [asks(0), asks(10), asks(50), asks(20, { user: 'ben' })],
        [gives(2), gives(12), gives(57), gives(21, { user: 'ben', by: 'other' })],
        5000,
      ),
    ).toEqual([
      ['model', '[(input, Q0), (output, A2)]'],
      ['model', '[(input, Q10), (output, A12)]'],
      ['model', '[(output, A57)]'],
      ['model', '[(output, A21)]'],
      ['request', '[(input, Q20)]'],
      ['request', '[(input, Q50)]'],
    ]);
  });
  it('joins none where two were under way at once', async () => {
    const files = within(30_000, [
      file('request', asks(0), asks(1)),
      file('answer', gives(3), gives(4)),
    ]);
    const found = await told(files);
    expect(found?.joins).toEqual(
      ['answer', 'answer', 'request', 'request'].map((of) => [of, null, null, 'ambiguous']),
    );
  });
});

describe('the same call in two logs', () => {
  const row = (category: string, properties: object) =>
    lines({
      category,
      properties,
      resourceId: '/PROVIDERS/MICROSOFT.COGNITIVESERVICES/ACCOUNTS/A',
      correlationId: 'c-1',
      time: '2026-02-03T10:00:00Z',
      durationMs: category === 'GatewayLogs' ? 900 : 850,
    });
  const GATEWAY = row('GatewayLogs', {
    backendRequestBody: JSON.stringify({ messages: [{ role: 'user', content: 'Fee?' }] }),
    backendResponseBody: JSON.stringify({
      model: 'gpt-4o-2024-08-06',
      choices: [{ index: 0, message: { role: 'assistant', content: '5 €.' } }],
    }),
    backendResponseCode: 200,
  });
  const METRICS = row('RequestResponse', { modelName: 'gpt-4o', modelVersion: '2024-08-06' });

  it('is one turn and counted once; what they say otherwise is shown', async () => {
    for (const files of [[GATEWAY, METRICS], [METRICS, GATEWAY], [`${METRICS}\n${GATEWAY}`]])
      await withCase(async (trial) => {
        await imported(trial, ...files);
        expect(await trial.rows('SELECT model, latency_ms FROM store.turn')).toEqual([
          { model: 'gpt-4o-2024-08-06', latency_ms: 900 },
        ]);
        expect(
          await trial.rows('SELECT field, value, other_value FROM store.turn_conflict'),
        ).toEqual([{ field: 'latency_ms', value: '900.0', other_value: '850.0' }]);
      });
    await withCase(async (trial) => {
      expect(await trial.derive(`${METRICS}\n${GATEWAY}`)).toMatchObject({ turns: 1, records: 2 });
    });
  });
});

describe('a case whose calls were joined and set apart again', () => {
  it('is verified in full, rebuilt to the same tables, and read with another window', async () => {
    const path = await emptyCase();
    const write = (name: string, ...records: object[]): string => {
      const source = join(path, '..', name);
      writeFileSync(source, lines(...records));
      return source;
    };
    const take = (of: Half, source: string, joinWindowMs?: number) =>
      importFiles(path, [source], {
        ...AS_IT_IS,
        mapping: { name: `${of}.yaml`, text: MAPPINGS[of] },
        joinWindowMs,
      });
    const asks = [
      { call: 'c-1', said: 'Fee?', at: at(0) },
      { user: 'ana', said: 'Pool?', at: at(5) },
    ];
    await take('request', write('asked.jsonl', ...asks), 10_000);
    await take('answer', write('one.jsonl', { call: 'c-1', said: '5 €.', at: at(1) }));
    await take('answer', write('two.jsonl', { call: 'c-1', said: '6 €.', at: at(2) }));
    await take('answer', write('three.jsonl', { user: 'ana', said: 'Yes.', at: at(7) }));
    const OUTCOME = `
      SELECT joined_by, unmatched, count(*)::INTEGER AS records
      FROM store.call_record GROUP BY ALL ORDER BY ALL`;
    const joined = [
      { joined_by: 'window', unmatched: null, records: 2 },
      { joined_by: null, unmatched: 'ambiguous', records: 3 },
    ];
    expect(await rowsIn(path, OUTCOME)).toEqual(joined);
    expect(await complaints(path, true)).toEqual([]);
    expect(await rebuildCase(path)).toMatchObject({ equal: true });

    const reason = 'the clocks differ';
    await rebuildCase(path, {}, { file: 'asked.jsonl', joinWindowMs: 1000, reason });
    expect(await rowsIn(path, OUTCOME)).toEqual([
      { joined_by: null, unmatched: 'ambiguous', records: 3 },
      { joined_by: null, unmatched: 'no answer', records: 1 },
      { joined_by: null, unmatched: 'no request', records: 1 },
    ]);
    expect(await complaints(path, true)).toEqual([]);
  });
});
