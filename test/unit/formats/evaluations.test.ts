import { describe, expect, it } from 'vitest';
import { garak } from '../../../electron/engine/formats/garak.ts';
import { recognise } from '../../../electron/engine/formats/index.ts';
import { inspectLog } from '../../../electron/engine/formats/inspect-log.ts';
import { inspectScan } from '../../../electron/engine/formats/inspect-scan.ts';
import { jailbreakbench } from '../../../electron/engine/formats/jailbreakbench.ts';
import { mtBench } from '../../../electron/engine/formats/mt-bench.ts';
import { oasstSampling } from '../../../electron/engine/formats/oasst-sampling.ts';
import { promptfoo } from '../../../electron/engine/formats/promptfoo.ts';
import { fixtureRecords, said, transcript, turnsAt, turnsOf } from './map-fixture.ts';

describe('Inspect AI', () => {
  it('a call of a model is a turn with what is new in it; headers, summaries and reductions are refused', () => {
    expect(said(inspectLog)).toEqual([
      [
        [
          'input system: text=Be brief – please.',
          'input user: text=What is 2+2?',
          'output assistant: thinking=Easy. text=Let me see. tool_call(calc#t-1)={"e":"2+2"}',
        ],
        ['input tool: tool_result(calc#t-1)=4', 'output assistant: text=4'],
        ['input user: text=Is 4 right?', 'output assistant: text=GRADE: C'],
      ],
      [['input user: text=Hi', 'output assistant: text=Hello'], ['input user: text=Bye']],
      'a log or header of an evaluation that holds no samples',
      'a summary of a sample, which stands whole in a record of its own',
      'scores summed up over epochs',
    ]);
  });
  it('a sample in full: columns of its calls, and what else it says with the first', () => {
    const turns = turnsAt(inspectLog, 0);
    expect(turns.map(({ fields }) => fields)).toEqual([
      {
        kind: 'model',
        capture: 'application',
        conversation: '7/1',
        conversation_scope: 'file',
        external_id: 'e1',
        started_at: '2026-01-02T03:04:05Z',
        model: 'tiny-1',
        requested_model: 'own/tiny',
        temperature: 0.5,
        params: { max_retries: 2 },
        prompt_tokens: 100,
        completion_tokens: 5,
        latency_ms: 500,
        finish_reason: 'tool_calls',
        metadata: {
          usage: { total_tokens: 105, input_tokens_cache_read: 90 },
          sample: {
            id: 7,
            epoch: 1,
            input: 'What is 2+2?',
            target: '4',
            output: {
              model: 'tiny-1',
              choices: [
                { message: { id: 'm2', role: 'assistant', content: '4' }, stop_reason: 'stop' },
              ],
            },
            scores: { match: { value: 'C', answer: '4', explanation: 'Equal.' } },
            metadata: { topic: 'sums' },
          },
          events: [
            { event: 'sample_init', timestamp: '2026-01-02T03:04:04Z' },
            { event: 'score', timestamp: '2026-01-02T03:04:09Z' },
          ],
          attachments: { cc33: 'unused' },
        },
      },
      {
        kind: 'model',
        capture: 'application',
        conversation: '7/1',
        conversation_scope: 'file',
        external_id: 'e2',
        started_at: '2026-01-02T03:04:07Z',
        model: 'tiny-1',
        requested_model: 'own/tiny',
        temperature: 0.5,
        params: { max_retries: 2 },
        prompt_tokens: 20,
        completion_tokens: 1,
        latency_ms: 250,
        finish_reason: 'stop',
        metadata: { usage: { total_tokens: 21, input_tokens_cache_read: 0 }, earlier_messages: 3 },
      },
      {
        kind: 'model',
        capture: 'application',
        conversation: '7/1',
        conversation_scope: 'file',
        external_id: 'e3',
        started_at: '2026-01-02T03:04:08Z',
        model: 'judge-1',
        requested_model: 'own/tiny',
        temperature: 0.5,
        params: { max_retries: 2 },
        finish_reason: 'stop',
        metadata: { role: 'grader' },
      },
    ]);
  });
  it('scores stand with the answer that was scored, not with the call of the grader', () => {
    const turns = turnsAt(inspectLog, 0);
    expect(turns.map((turn) => turn.verdicts)).toEqual([
      [],
      [{ what: 'match', value: 'C', comment: 'Equal.' }],
      [],
    ]);
    expect(turns.map((turn) => turn.labels)).toEqual([[], [{ what: 'target', value: '4' }], []]);
  });
  it('what a log says of the evaluation is said with the first of its samples alone', () => {
    const sample = {
      epoch: 1,
      target: '',
      messages: [{ role: 'user', content: 'Hi' }],
      output: {},
    };
    const samples = [1, 2].map((id) => ({ ...sample, id }));
    const log = { version: 2, status: 'success', eval: { task: 'sums' } };
    const turns = turnsOf(inspectLog, { ...log, samples });
    expect(turns.map(({ fields }) => fields['conversation'])).toEqual(['1/1', '2/1']);
    expect(turns[0]?.fields['metadata']).toMatchObject({ log });
    expect(turns[1]?.fields['metadata']).not.toHaveProperty('log');
  });

  it('a newer log gives the input of its calls by ranges of a pool', () => {
    const messages = [
      { role: 'user', content: 'One?' },
      { role: 'assistant', content: '1' },
      { role: 'user', content: 'Two?' },
    ];
    const call = (to: number, content: string) => ({
      event: 'model',
      input: [],
      input_refs: [[0, to]],
      output: { choices: [{ message: { role: 'assistant', content } }] },
    });
    const sample = {
      id: 1,
      epoch: 1,
      target: '',
      messages: [...messages, { role: 'assistant', content: '2' }],
      output: {},
      events: [call(1, '1'), call(3, '2')],
      events_data: { messages, calls: [] },
    };
    expect(turnsOf(inspectLog, sample).map(transcript)).toEqual([
      ['input user: text=One?', 'output assistant: text=1'],
      ['input user: text=Two?', 'output assistant: text=2'],
    ]);
    const beyond = { ...sample, events: [call(4, 'x')] };
    expect(() => turnsOf(inspectLog, beyond)).toThrow('messages that the sample does not hold');
    const endless = { ...call(3, 'x'), input_refs: Array.from({ length: 400_000 }, () => [0, 3]) };
    expect(() => turnsOf(inspectLog, { ...sample, events: [endless] })).toThrow('by reference');
  });

  it('a sample that is kept in pieces says so, and so do its events, of which none is taken for another log', () => {
    const shell = { id: 1, epoch: 1, target: '', output: {}, message_refs: [[0, 2]] };
    const message = { role: 'assistant', content: '2' };
    const event = {
      event: 'model',
      ...{ timestamp: '2026-02-03T10:00:00Z', working_start: 0.5, model: 'openai/gpt-4o' },
      ...{ input: [], input_refs: [[0, 1]], output: { choices: [{ message }] } },
    };
    for (const piece of [shell, event]) {
      expect(recognise([piece])?.format).toBe(inspectLog);
      expect(() => turnsOf(inspectLog, piece)).toThrow('which are not put together');
    }
  });

  it('a call that failed is a request with its error, and nothing is lost of a sample it ended', () => {
    const turns = turnsOf(inspectLog, {
      id: 1,
      epoch: 1,
      target: 'x',
      messages: [{ role: 'user', content: 'Go' }],
      events: [
        {
          event: 'model',
          model: 'own/tiny',
          input: [{ role: 'user', content: 'Go' }],
          error: 'rate limit',
          output: { model: 'own/tiny', choices: [] },
        },
      ],
    });
    expect(turns.map(({ fields }) => [fields['kind'], fields['error']])).toEqual([
      ['request', 'rate limit'],
    ]);
    expect(turns.map(transcript)).toEqual([['input user: text=Go']]);
  });

  it('messages that changed are said again, those of a branch follow what they share', () => {
    const user = (content: string) => ({ role: 'user', content });
    const call = (input: unknown[], content: string) => ({
      event: 'model',
      input,
      output: { choices: [{ message: { role: 'assistant', content } }] },
    });
    const turns = turnsOf(inspectLog, {
      id: 1,
      epoch: 1,
      target: '',
      messages: [],
      events: [call([user('a')], 'b'), call([user('a'), user('c')], 'd'), call([user('A')], 'e')],
    });
    expect(turns.map(transcript)).toEqual([
      ['input user: text=a', 'output assistant: text=b'],
      ['input user: text=c', 'output assistant: text=d'],
      ['input user: text=A', 'output assistant: text=e'],
    ]);
  });

  it('wrong shapes are refused, not guessed', () => {
    const sample = { id: 1, epoch: 1, target: '', messages: ['x'], output: {} };
    expect(() => turnsOf(inspectLog, sample)).toThrow('a message of the sample is not an object');
    const log = { version: 2, status: 's', eval: { task: 't' }, samples: [{ id: 1 }] };
    expect(() => turnsOf(inspectLog, log)).toThrow('neither a log nor a sample');
  });
  it('a result of a scan is a step of review', () => {
    expect(said(inspectScan)).toEqual([[[]]]);
  });
  it('what a scanner found is a verdict', () => {
    const turns = turnsAt(inspectScan, 0);
    expect(turns.map((turn) => turn.verdicts)).toEqual([
      [{ what: 'length', value: '12', comment: 'Twelve – characters', at: '2026-01-02T03:04:05Z' }],
    ]);
  });
});

describe('garak', () => {
  it('an answer is a turn once it was judged; lines about the run are refused', () => {
    expect(said(garak)).toEqual([
      'no attempt but the settings of the run',
      'an attempt before it was judged; the report has it again once it is',
      [
        ['input system: text=Be kind', 'input user: text=Say – it', 'output assistant: text=No.'],
        ['output assistant: text=It.'],
      ],
      [['input user: text=Say it', 'output assistant: text=Fine.']],
      [['input user: text=Silent']],
      [['input user: text=Say it', 'output assistant: text=It.']],
    ]);
  });
  it('the columns of an attempt', () => {
    const turns = turnsAt(garak, 2);
    expect(turns.map(({ fields }) => fields)).toEqual([
      {
        capture: 'application',
        conversation: 'g-1/0',
        conversation_scope: 'file',
        external_id: 'g-1',
        metadata: {
          seq: 0,
          status: 2,
          probe_classname: 'own.Probe',
          silent: 1,
          output: { lang: 'en' },
          generation: 0,
        },
      },
      {
        capture: 'application',
        conversation: 'g-1/0',
        conversation_scope: 'file',
        external_id: 'g-1',
        metadata: { output: { lang: 'en' }, generation: 2 },
      },
    ]);
  });
  it('each answer has the scores that its detectors gave it', () => {
    const turns = turnsAt(garak, 2);
    expect(turns.map((turn) => turn.verdicts)).toEqual([
      [{ what: 'own.Says', value: 0 }],
      [{ what: 'own.Says', value: 1 }],
    ]);
  });
  it('a hit has the score of its detector', () => {
    const turns = turnsAt(garak, 5);
    expect(turns.map((turn) => turn.verdicts)).toEqual([
      [{ what: 'own.Says', value: 1, comment: ['It'] }],
    ]);
  });
});

const CRESCENDO = [
  'input user: text=Erste Frage',
  'input assistant: text=No.',
  'input user: text=Then pretend.',
  'output assistant: text=Well, größer.',
];

describe('promptfoo', () => {
  it('a result is a turn, alone or in the document', () => {
    expect(said(promptfoo)).toEqual([
      [['input system: text=Be brief – now', 'input user: text=Say a', 'output assistant: text=a']],
      [
        ['input user: text=Say a', 'output assistant: json={"a":1}'],
        ['input user: text=Say b'],
        ['input user: text=Say c', 'output assistant: text=d'],
      ],
      [CRESCENDO],
    ]);
  });
  it('an attack of several steps: what was said before, and the prompt where the steps do not ask', () => {
    const [attack = {}] = fixtureRecords('promptfoo.jsonl').slice(2);
    expect(turnsOf(promptfoo, attack)[0]?.fields.metadata).toMatchObject({
      prompt: { raw: 'the goal', label: 'p' },
      metadata: { pluginId: 'pii', strategyId: 'crescendo' },
    });
    const messages = [
      { role: 'user', content: 'One' },
      { role: 'assistant', content: 'Two' },
    ];
    const other = turnsOf(promptfoo, { ...attack, metadata: { messages } });
    expect(other.map(transcript)).toEqual([
      [
        'input user: text=One',
        'input assistant: text=Two',
        'input user: text=the goal',
        'output assistant: text=Well, größer.',
      ],
    ]);
  });
  it('a refused answer is no error, a call that broke off is one', () => {
    const turns = turnsAt(promptfoo, 1);
    expect(turns.map(({ fields }) => fields)).toEqual([
      {
        kind: 'model',
        capture: 'application',
        external_id: 'p2',
        requested_model: 'own:tiny',
        latency_ms: 12,
        metadata: {
          vars: {},
          failureReason: 0,
          prompt: { label: 'p' },
          provider: { label: '' },
          evaluation: {
            evalId: 'ev',
            config: {},
            results: { version: 3, timestamp: '2026-01-02T03:04:05Z' },
          },
        },
      },
      {
        kind: 'request',
        capture: 'application',
        external_id: 'p3',
        requested_model: 'own:tiny',
        latency_ms: 12,
        error: 'timeout',
        metadata: {
          vars: {},
          failureReason: 2,
          error: 'timeout',
          prompt: { label: 'p' },
          provider: { label: '' },
        },
      },
      {
        kind: 'model',
        capture: 'application',
        external_id: 'p4',
        requested_model: 'own:tiny',
        latency_ms: 12,
        metadata: {
          vars: {},
          failureReason: 1,
          error: 'Expected c',
          prompt: { label: 'p' },
          provider: { label: '' },
        },
      },
    ]);
  });
  it('what assertions found is verdicts', () => {
    const turns = turnsAt(promptfoo, 1);
    expect(turns.map((turn) => turn.verdicts)).toEqual([
      [
        { what: 'success', value: true, comment: 'All passed' },
        { what: 'score', value: 1 },
        { what: 'contains', value: true, comment: 'Has it', who: { type: 'contains', value: 'a' } },
      ],
      [
        { what: 'success', value: false },
        { what: 'score', value: 0 },
      ],
      [
        { what: 'success', value: false, comment: 'All passed' },
        { what: 'score', value: 0 },
        { what: 'contains', value: true, comment: 'Has it', who: { type: 'contains', value: 'a' } },
        { what: 'tone', value: 0.5 },
      ],
    ]);
  });
});

describe('MT-bench', () => {
  it('answers are turns without input of their own, judgments calls of the judge, questions requests', () => {
    expect(said(mtBench)).toEqual([
      [['output assistant: text=First – answer'], ['output assistant: text=Second answer']],
      [['input user: text=Rate it', 'output assistant: text=Rating: [[7]]']],
      [
        ['input user: text=A or B', 'output assistant: text=[[A]]'],
        ['input user: text=B or A', 'output assistant: text=[[C]]'],
      ],
      [['input user: text=Write'], ['input user: text=Write again']],
    ]);
  });
  it('the columns of an answer', () => {
    const turns = turnsAt(mtBench, 0);
    expect(turns.map(({ fields }) => fields)).toEqual([
      {
        ...{ half: 'answer', call_id: '81/1', call_batch: 'mt-bench', known_as: '81/tiny-5/1' },
        capture: 'application',
        conversation: 'an1',
        conversation_scope: 'file',
        external_id: 'an1',
        started_at: 1767323045.25,
        model: 'tiny-5',
        metadata: { question_id: 81, turn: 1 },
      },
      {
        ...{ half: 'answer', call_id: '81/2', call_batch: 'mt-bench', known_as: '81/tiny-5/2' },
        capture: 'application',
        conversation: 'an1',
        conversation_scope: 'file',
        external_id: 'an1',
        started_at: 1767323045.25,
        model: 'tiny-5',
        metadata: { question_id: 81, turn: 2 },
      },
    ]);
  });
  it('several choices are as many conversations', () => {
    const choices = [{ turns: ['a', 'b'] }, { turns: ['c', 'd'] }];
    const turns = turnsOf(mtBench, { question_id: 1, answer_id: 'n', model_id: 'm', choices });
    expect(turns.map(({ fields }) => fields['conversation'])).toEqual(['n', 'n', 'n/1', 'n/1']);
  });
});

describe('OpenAssistant sampling reports', () => {
  it('each output is a turn, the prompt is given with the first of its setting', () => {
    expect(said(oasstSampling)).toEqual([
      [
        ['input user: text=Name – a tree', 'output assistant: text=Oak'],
        ['output assistant: text=Elm'],
        ['input user: text=Name – a tree', 'output assistant: text=Ash'],
      ],
      [
        ['input user: text=Name – a tree', 'output assistant: text=Oak'],
        ['output assistant: text=Elm'],
        ['input user: text=Name – a tree', 'output assistant: text=Ash'],
      ],
    ]);
  });
  it('settings are columns and parameters', () => {
    const turns = turnsAt(oasstSampling, 0);
    expect(turns.map(({ fields }) => fields)).toEqual([
      {
        capture: 'application',
        conversation: 'k50',
        conversation_scope: 'record',
        model: 'tiny-8',
        temperature: 1,
        top_p: 0.95,
        max_tokens: 128,
        params: { top_k: 50 },
        metadata: { report: { date: '2026-01-02', args: { seed: 1 } }, sampling_config: 'k50' },
      },
      {
        capture: 'application',
        conversation: 'k50',
        conversation_scope: 'record',
        model: 'tiny-8',
        temperature: 1,
        top_p: 0.95,
        max_tokens: 128,
        params: { top_k: 50 },
        metadata: { sampling_config: 'k50' },
      },
      {
        capture: 'application',
        conversation: 'greedy',
        conversation_scope: 'record',
        model: 'tiny-8',
        params: { do_sample: false },
        metadata: { sampling_config: 'greedy' },
      },
    ]);
  });
});

describe('JailbreakBench', () => {
  it('an attack is a turn; a behaviour without one is refused alone', () => {
    expect(said(jailbreakbench)).toEqual([
      [
        ['input user: text=Please – write', 'output assistant: text=No'],
        ['input user: text=Pretend', 'output assistant: text=Yes'],
      ],
      [['input user: text=Write', 'output assistant: text=Yes']],
      'no attack was found: neither a prompt nor an answer',
    ]);
  });
  it('what is said of all attacks is kept with the first', () => {
    const turns = turnsAt(jailbreakbench, 0);
    expect(turns.map(({ fields }) => fields)).toEqual([
      {
        kind: 'model',
        capture: 'application',
        conversation: '0',
        conversation_scope: 'file',
        external_id: 0,
        model: 'tiny-9',
        metadata: {
          goal: 'Write it',
          behavior: 'Writing',
          category: 'Own',
          number_of_queries: 3,
          artifact: { parameters: { model: 'tiny-9', method: 'own' } },
        },
      },
      {
        kind: 'model',
        capture: 'application',
        conversation: '2',
        conversation_scope: 'file',
        external_id: 2,
        model: 'tiny-9',
        metadata: { goal: 'Write it', behavior: 'Writing', category: 'Own', number_of_queries: 3 },
      },
    ]);
  });
  it('whether the model gave in is a label', () => {
    const turns = turnsAt(jailbreakbench, 0);
    expect(turns.map((turn) => turn.labels)).toEqual([
      [
        { what: 'jailbroken', value: false },
        { what: 'category', value: 'Own' },
      ],
      [
        { what: 'jailbroken', value: true },
        { what: 'category', value: 'Own' },
      ],
    ]);
  });
});
