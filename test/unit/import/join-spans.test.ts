import { describe, expect, it } from 'vitest';
import { withCase, type TrialCase } from './derived.ts';

const lines = (...records: object[]): string =>
  records.map((record) => JSON.stringify(record)).join('\n');

const run = (more: object): object => ({
  id: 'run-1',
  trace_id: 'trace-1',
  dotted_order: '20260203T100000000000Zrun-1',
  run_type: 'llm',
  name: 'ChatOpenAI',
  session_name: 'demo',
  start_time: '2026-02-03T10:00:00.000Z',
  extra: { metadata: { thread_id: 'thread-1', ls_model_name: 'gpt-4o' } },
  inputs: { messages: [{ role: 'user', content: 'Sunny?' }] },
  ...more,
});
const answer = (content: string) => ({
  outputs: { choices: [{ message: { role: 'assistant', content } }], model: 'gpt-4o-2024' },
  end_time: '2026-02-03T10:00:02.000Z',
});
const POST = lines(run({}));
const PATCH = lines(run({ inputs: {}, ...answer('Yes.') }));

const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const span = (spanId: string, parentSpanId: string, seconds: number, ...attributes: object[]) => ({
  traceId: 'a'.repeat(32),
  spanId: spanId.repeat(16),
  parentSpanId: parentSpanId.repeat(16),
  name: spanId,
  startTimeUnixNano: `${1_770_000_000 + seconds}000000000`,
  endTimeUnixNano: `${1_770_000_001 + seconds}000000000`,
  attributes,
});
const batch = (...spans: object[]): string =>
  JSON.stringify({ resourceSpans: [{ resource: {}, scopeSpans: [{ scope: {}, spans }] }] });
const logs = (...logRecords: object[]): string =>
  JSON.stringify({ resourceLogs: [{ resource: {}, scopeLogs: [{ scope: {}, logRecords }] }] });
const chat = [
  attribute('gen_ai.operation.name', 'chat'),
  attribute('gen_ai.request.model', 'gpt-4o'),
];
const chain = [attribute('openinference.span.kind', 'CHAIN')];
const retriever = (...texts: string[]) => [
  attribute('openinference.span.kind', 'RETRIEVER'),
  ...texts.map((text, at) => attribute(`retrieval.documents.${at}.document.content`, text)),
];

const TURNS = `
  SELECT kind, external_id, started_at IS NOT NULL AS began, ended_at IS NOT NULL AS ended, model, record_id
  FROM store.turn ORDER BY turn_id`;
const MESSAGES = `
  SELECT side, seq, role, text, record_id
  FROM store.message JOIN store.content USING (content_id)
  ORDER BY turn_id, side, seq, part`;

async function imported(trial: TrialCase, ...files: string[]): Promise<void> {
  for (const [at, file] of files.entries())
    await trial.derive(file, { evidence: { evidence_id: at + 1, name: `log-${at}.json` } });
}

describe('a call that several records tell', () => {
  it('is one turn, each message with its own record, whichever file came first', async () => {
    for (const [first, second, asked, answered] of [
      [POST, PATCH, '1', '2'],
      [PATCH, POST, '2', '1'],
    ] as const)
      await withCase(async (trial) => {
        await imported(trial, first, second);
        expect(await trial.rows(TURNS)).toEqual([
          {
            ...{ kind: 'model', external_id: 'run-1', began: true, ended: true },
            ...{ model: 'gpt-4o-2024', record_id: '1' },
          },
        ]);
        expect(await trial.rows(MESSAGES)).toEqual([
          { side: 'input', seq: 0, role: 'user', text: 'Sunny?', record_id: asked },
          { side: 'output', seq: 0, role: 'assistant', text: 'Yes.', record_id: answered },
        ]);
        expect(await trial.values('SELECT turns FROM store.conversation')).toEqual(['1']);
        expect(
          await trial.rows('SELECT turn_id, record_id, turn_index FROM store.turn_record'),
        ).toEqual([{ turn_id: '1', record_id: '2', turn_index: 0 }]);
      });
  });
  it('stays apart from a request that is never answered', async () => {
    await withCase(async (trial) => {
      const derived = await trial.derive(POST);
      expect(derived).toMatchObject({ turns: 0, messages: 1, conversations: 1 });
      expect(await trial.values('SELECT kind FROM store.turn')).toEqual(['request']);
    });
  });
  it('is told once where two exports hold it; where they differ, both are shown', async () => {
    await withCase(async (trial) => {
      const again = lines(run({ ...answer('No.'), end_time: '2026-02-03T10:00:02.000Z' }));
      await imported(trial, lines(run(answer('Yes.'))), again);
      expect((await trial.rows(MESSAGES)).map(({ text }) => text)).toEqual(['Sunny?', 'Yes.']);
      expect(await trial.rows('SELECT * FROM store.turn_conflict')).toEqual([
        {
          ...{ turn_id: '1', field: 'output', value: null, record_id: '1' },
          ...{ other_value: null, other_record_id: '2' },
        },
      ]);
      expect(await trial.values('SELECT gives FROM store.turn_record')).toEqual(['nothing more']);
    });
  });
  it('says which fields differ between its records', async () => {
    await withCase(async (trial) => {
      const later = run({ ...answer('Yes.'), start_time: '2026-02-03T10:00:01.000Z' });
      await imported(trial, lines(run(answer('Yes.'))), lines(later));
      const differing = await trial.rows(
        'SELECT field, value, record_id, other_value, other_record_id FROM store.turn_conflict',
      );
      expect(differing.map(({ field }) => field).sort()).toEqual(['started_at']);
      expect(differing.find(({ field }) => field === 'started_at')).toEqual({
        field: 'started_at',
        value: '2026-02-03 10:00:00+00',
        record_id: '1',
        other_value: '2026-02-03 10:00:01+00',
        other_record_id: '2',
      });
    });
  });
  it('is put together from its events by their time, and from the whole span once that is there', async () => {
    const event = (seconds: number, name: string, body: object) => ({
      traceId: 'a'.repeat(32),
      spanId: 'b'.repeat(16),
      timeUnixNano: `${1_770_000_000 + seconds}000000000`,
      eventName: name,
      body: {
        kvlistValue: {
          values: Object.entries(body).map(([key, text]) => attribute(key, String(text))),
        },
      },
      attributes: [attribute('gen_ai.system', 'openai')],
    });
    const second = logs(event(2, 'gen_ai.user.message', { content: 'Later' }));
    const first = logs(
      event(1, 'gen_ai.system.message', { content: 'Be brief.' }),
      event(3, 'gen_ai.choice', { index: 0 }),
    );
    await withCase(async (trial) => {
      await imported(trial, second, first);
      expect(await trial.values('SELECT count(*) FROM store.turn')).toEqual(['1']);
      expect((await trial.rows(MESSAGES)).filter(({ side }) => side === 'input')).toEqual([
        { side: 'input', seq: 0, role: 'system', text: 'Be brief.', record_id: '2' },
        { side: 'input', seq: 1, role: 'user', text: 'Later', record_id: '1' },
      ]);
      await trial.derive(batch(span('b', '', 0, ...chat)), {
        evidence: { evidence_id: 3, name: 'spans.json' },
      });
      expect(await trial.rows('SELECT kind, external_id FROM store.turn')).toEqual([
        { kind: 'model', external_id: 'b'.repeat(16) },
      ]);
    });
  });
});

describe('a call that three records tell', () => {
  const model = (name: string | undefined, more: object = {}) =>
    lines(
      run({
        ...answer('Yes.'),
        outputs: { choices: [{ message: { role: 'assistant', content: 'Yes.' } }], model: name },
        ...more,
      }),
    );
  const NO_MODEL = lines(run({ extra: { metadata: { thread_id: 'thread-1' } } }));

  it('names the records that differ, and the sides that each gives', async () => {
    await withCase(async (trial) => {
      await imported(trial, NO_MODEL, model('m-2'), model('m-3'));
      expect(await trial.rows("SELECT * FROM store.turn_conflict WHERE field = 'model'")).toEqual([
        {
          ...{ turn_id: '1', field: 'model', value: 'm-2', record_id: '2' },
          ...{ other_value: 'm-3', other_record_id: '3' },
        },
      ]);
      expect(await trial.values('SELECT model FROM store.turn')).toEqual(['m-2']);
      // The answered call gives both sides: what was asked without an answer is repeated by it.
      expect(
        await trial.rows('SELECT record_id, gives FROM store.turn_record ORDER BY record_id'),
      ).toEqual([
        { record_id: '2', gives: 'input, output' },
        { record_id: '3', gives: 'nothing more' },
      ]);
    });
  });
  it('is put together in the same way whichever comes when', async () => {
    const files = [NO_MODEL, model('m-2'), lines(run({ tags: ['late'] }))];
    const orders = [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
    ];
    for (const order of orders)
      await withCase(async (trial) => {
        await imported(trial, ...order.map((at) => files[at] ?? ''));
        expect(
          await trial.rows('SELECT kind, model, requested_model FROM store.turn'),
        ).toMatchObject([{ kind: 'model', model: 'm-2' }]);
        expect((await trial.rows(MESSAGES)).map(({ text }) => text)).toEqual(['Sunny?', 'Yes.']);
      });
  });
  it('takes the place of the record whose conversation it is in', async () => {
    const other = (id: string) => run({ ...answer('Yes.'), id, dotted_order: `20260203Z${id}` });
    await withCase(async (trial) => {
      await imported(
        trial,
        lines(run({ trace_id: undefined, extra: {} })),
        lines(other('run-0'), other('run-00'), run(answer('Yes.'))),
      );
      expect(
        await trial.rows('SELECT external_id, seq FROM store.turn ORDER BY conversation_id, seq'),
      ).toEqual([
        { external_id: 'run-0', seq: '1' },
        { external_id: 'run-00', seq: '2' },
        { external_id: 'run-1', seq: '3' },
      ]);
    });
  });
});

describe('what was found or judged before', () => {
  it('is told once where two records tell it alike', async () => {
    const judged = batch({
      ...span('b', '', 0, ...chat),
      events: [
        {
          name: 'gen_ai.evaluation.result',
          timeUnixNano: '1770000001000000000',
          attributes: [
            attribute('gen_ai.evaluation.name', 'helpful'),
            attribute('gen_ai.evaluation.score.label', 'pass'),
          ],
        },
      ],
    });
    await withCase(async (trial) => {
      await imported(trial, judged, `${judged}\n`);
      expect(await trial.rows('SELECT turn_id, what, value FROM store.verdict')).toEqual([
        { turn_id: '1', what: 'evaluation: helpful', value: 'pass' },
      ]);
    });
  });
  it('hits go where another record gives the text now, and stay where it stays', async () => {
    const hit = (side: string) => `
      INSERT INTO store.finding BY NAME
      SELECT
        ${side === 'input' ? 1 : 2} AS finding_id, 1 AS run_id, 'r' AS rule_id, '1' AS rule_version, 'low' AS severity,
        'lead' AS lane, 'drift' AS failure_type, 1 AS turn_id, '${side}' AS side, 0 AS seq, 0 AS part,
        0 AS char_start, 2 AS char_end, 1.0 AS score, '' AS explanation`;
    await withCase(async (trial) => {
      await imported(trial, POST);
      await trial.rows(hit('input'));
      await imported(trial, PATCH);
      expect(await trial.values('SELECT side FROM store.finding')).toEqual(['input']);
      await trial.rows(hit('output'));
      await imported(trial, model());
      expect(await trial.values('SELECT side FROM store.finding ORDER BY ALL')).toEqual(['output']);
    });

    function model(): string {
      return lines(
        run({ ...answer('Yes.'), inputs: { messages: [{ role: 'user', content: 'Rain?' }] } }),
      );
    }
  });
});

describe('a step', () => {
  const parents = `
    SELECT child.external_id[1] AS child, parent.external_id[1] AS parent
    FROM store.turn AS child LEFT JOIN store.turn AS parent ON parent.turn_id = child.parent_turn_id
    ORDER BY child.external_id`;
  it('knows the step that contains it, also where that comes later or in another file', async () => {
    await withCase(async (trial) => {
      await imported(
        trial,
        batch(span('c', 'b', 2, ...chat), span('b', 'a', 1, ...chain)),
        batch(span('a', '', 0, ...chain)),
      );
      expect(await trial.rows(parents)).toEqual([
        { child: 'a', parent: null },
        { child: 'b', parent: 'a' },
        { child: 'c', parent: 'b' },
      ]);
    });
  });
  it('is not its own parent, and parents in a circle end', async () => {
    await withCase(async (trial) => {
      await imported(
        trial,
        batch(
          span('a', 'a', 0, ...chain),
          span('b', 'c', 0, ...retriever('x')),
          span('c', 'b', 3, ...chat),
        ),
      );
      expect(await trial.rows(parents)).toEqual([
        { child: 'a', parent: null },
        { child: 'b', parent: 'c' },
        { child: 'c', parent: 'b' },
      ]);
    });
  });
});

describe('what a retrieval step found', () => {
  const documents = `
    SELECT turn.external_id[1] AS step, d.rank, text, d.record_id, from_turn_id IS NOT NULL AS laid_on
    FROM store.context_document AS d
    JOIN store.turn AS turn USING (turn_id)
    JOIN store.content USING (content_id)
    ORDER BY turn.external_id, d.rank`;
  const given = async (trial: TrialCase) =>
    (await trial.rows(documents)).filter(({ laid_on }) => laid_on);

  it('stands with the call that began next within the nearest step around both', async () => {
    const spans = [
      span('a', '', 0, ...chain),
      span('b', 'a', 1, ...chain),
      span('c', 'b', 2, ...retriever('Fees are 3 %.', 'Rooms are free.')),
      span('d', 'b', 5, ...chat),
      span('e', 'b', 7, ...chat),
      span('f', 'a', 4, ...chat),
    ];
    const expected = [
      { step: 'd', rank: 1, text: 'Fees are 3 %.', laid_on: true },
      { step: 'd', rank: 2, text: 'Rooms are free.', laid_on: true },
    ];
    for (const files of [
      [batch(...spans)],
      [batch(...spans.slice(3)), batch(...spans.slice(0, 3))],
    ])
      await withCase(async (trial) => {
        await imported(trial, ...files);
        const found = await given(trial);
        expect(found.map(({ record_id: _, ...rest }) => rest)).toEqual(expected);
        const own = await trial.values("SELECT record_id FROM store.turn WHERE kind = 'retrieval'");
        expect(new Set(found.map(({ record_id }) => record_id))).toEqual(new Set(own));
      });
  });
  it('stands with a call that failed too', async () => {
    const failed = { ...span('d', 'a', 5, ...chat), status: { code: 2, message: 'too long' } };
    const spans = [span('a', '', 0, ...chain), span('c', 'a', 2, ...retriever('x')), failed];
    await withCase(async (trial) => {
      await imported(trial, batch(...spans));
      expect(await given(trial)).toMatchObject([{ step: 'd', text: 'x' }]);
    });
  });
  it('stands with none where two calls began at once, before it, or outside of its trace', async () => {
    for (const others of [
      [span('d', 'a', 5, ...chat), span('e', 'a', 5, ...chat)],
      [span('d', 'a', 1, ...chat)],
      [span('d', '', 5, ...chat)],
    ])
      await withCase(async (trial) => {
        await imported(
          trial,
          batch(span('a', '', 0, ...chain), span('c', 'a', 2, ...retriever('x')), ...others),
        );
        expect(await given(trial)).toEqual([]);
      });
  });
  it('has no parent in a call that only follows one of that name', async () => {
    const following = {
      request: { model: 'm-1', input: 'And then?', previous_response_id: 'resp-1' },
      response: { id: 'resp-2', object: 'response', model: 'm-1', output: [] },
    };
    const observed = {
      ...{ id: 'o-1', traceId: 'resp-1', type: 'GENERATION', name: 'chat', model: 'm-1' },
      ...{ startTime: '2025-10-09T08:53:20.500Z', input: 'What is the fee?', output: '5 €' },
    };
    await withCase(async (trial) => {
      await trial.derive(JSON.stringify(following));
      await trial.derive(JSON.stringify(observed));
      expect(
        await trial.values('SELECT means FROM store.turn_key WHERE key = $$resp-1$$ ORDER BY 1'),
      ).toEqual(['follows', 'parent']);
      expect(await trial.values('SELECT parent_turn_id FROM store.turn')).toEqual([null, null]);
    });
  });
});

describe('a sample of an evaluation that a line for each filter tells', () => {
  const sample = (
    number: number,
    filter: string,
    taken: string,
    score: number,
    said = `So ${number}.`,
  ) => ({
    ...{
      doc_id: number,
      doc: { question: `Q${number}` },
      target: String(number),
      doc_hash: `d${number}`,
    },
    arguments: { gen_args_0: { arg_0: `Q${number}`, arg_1: { until: ['\n'] } } },
    resps: [[said]],
    filtered_resps: [taken],
    ...{ filter, metrics: ['exact_match'], exact_match: score },
  });
  const FILE = lines(
    sample(0, 'strict-match', '[invalid]', 0),
    sample(1, 'strict-match', '1', 1),
    sample(0, 'flexible-extract', '0', 1),
    sample(1, 'flexible-extract', '1', 1),
  );
  const VERDICTS = 'SELECT turn_id, what, value, comment FROM store.verdict ORDER BY ALL';

  it('is one turn of both lines, with what each filter took and its score', async () => {
    await withCase(async (trial) => {
      const { turns, conversations } = await trial.derive(FILE);
      expect({ turns, conversations }).toEqual({ turns: 2, conversations: 2 });
      expect(await trial.rows(TURNS)).toMatchObject([
        { kind: 'model', external_id: '0', record_id: '1' },
        { kind: 'model', external_id: '1', record_id: '2' },
      ]);
      expect((await trial.rows(MESSAGES)).map(({ text }) => text)).toEqual([
        'Q0',
        'So 0.',
        'Q1',
        'So 1.',
      ]);
      expect(
        await trial.rows('SELECT turn_id, record_id FROM store.turn_record ORDER BY ALL'),
      ).toEqual([
        { turn_id: '1', record_id: '3' },
        { turn_id: '2', record_id: '4' },
      ]);
      expect((await trial.rows(VERDICTS)).filter(({ turn_id: turn }) => turn === '1')).toEqual([
        { turn_id: '1', what: 'exact_match', value: '0', comment: 'strict-match' },
        { turn_id: '1', what: 'exact_match', value: '1', comment: 'flexible-extract' },
        { turn_id: '1', what: 'filtered_resps', value: '0', comment: 'flexible-extract' },
        { turn_id: '1', what: 'filtered_resps', value: '[invalid]', comment: 'strict-match' },
      ]);
      expect(await trial.rows('SELECT turn_id, value FROM store.label ORDER BY ALL')).toEqual([
        { turn_id: '1', value: '0' },
        { turn_id: '2', value: '1' },
      ]);
    });
  });

  it('keeps of every line what its filter made of likelihoods, and whatever else it says', async () => {
    const likely = (filter: string, filtered: unknown[], more: object) => ({
      ...sample(0, filter, '', 1),
      arguments: {
        gen_args_0: { arg_0: 'Q', arg_1: ' A' },
        gen_args_1: { arg_0: 'Q', arg_1: ' B' },
      },
      resps: [[[-1.5, true]], [[-2, false]]],
      filtered_resps: filtered,
      ...more,
    });
    await withCase(async (trial) => {
      const { turns } = await trial.derive(
        lines(
          likely('none', [[-1.5, true]], { remark: 'as it is' }),
          likely('norm', [[-0.5, false]], { remark: 'by length' }),
        ),
      );
      expect(turns).toBe(2);
      const told = (await trial.rows(VERDICTS)).filter(({ what }) => what !== 'exact_match');
      expect(told.map(({ what, value, comment }) => [what, value, comment])).toEqual([
        ['filtered_resps', '[-0.5,false]', 'norm'],
        ['filtered_resps', '[-1.5,true]', 'none'],
        ['remark', 'as it is', 'none'],
        ['remark', 'by length', 'norm'],
      ]);
    });
  });

  it('is another where the document or its target is, whatever else the lines share', async () => {
    const bare = { doc_hash: undefined, filter: 'none' };
    const first = { ...sample(0, 'none', '0', 1), ...bare };
    await withCase(async (trial) => {
      const { turns } = await trial.derive(
        lines(first, { ...first, target: '5' }, { ...first, doc: { question: 'Another' } }),
      );
      expect(turns).toBe(3);
    });
  });

  it('says so where one filter judges the same answer in two ways, and not where two filters do', async () => {
    await withCase(async (trial) => {
      await trial.derive(
        lines(sample(0, 'a', '0', 1), sample(0, 'b', '0', 0), sample(0, 'a', '0', 0.5)),
      );
      expect(await trial.rows('FROM store.turn_conflict')).toEqual([
        {
          turn_id: '1',
          field: 'exact_match (a)',
          value: '1',
          record_id: '1',
          other_value: '0.5',
          other_record_id: '3',
        },
      ]);
    });
  });

  it('is another turn in another file, and where something else was answered', async () => {
    await withCase(async (trial) => {
      await imported(trial, FILE, FILE);
      expect(await trial.rows(TURNS)).toHaveLength(4);
      const other = sample(0, 'strict-match', '0', 1, 'Zero: 0.');
      const { turns } = await trial.derive(`${FILE}\n${lines(other)}`);
      expect(turns).toBe(3);
    });
  });
});
