import { describe, expect, it } from 'vitest';
import { Unmapped } from '../../../electron/engine/formats/format.ts';
import { atif } from '../../../electron/engine/formats/atif.ts';
import { claudeCode } from '../../../electron/engine/formats/claude-code.ts';
import { codex } from '../../../electron/engine/formats/codex.ts';
import { managedAgents } from '../../../electron/engine/formats/managed-agents.ts';
import { openClaw } from '../../../electron/engine/formats/openclaw.ts';
import { sweAgent } from '../../../electron/engine/formats/swe-agent.ts';
import { said, turnsAt, turnsOf } from './map-fixture.ts';

describe('Claude Code', () => {
  it('each line is mapped as it stands, a document line by line, notes are refused', () => {
    expect(said(claudeCode)).toEqual([
      [['input user: text=List – files']],
      [['output assistant: text=Looking.']],
      [['output assistant: tool_call(Bash#tu1)={"command":"ls"}']],
      [['input tool: tool_result(tu1)={"is_error":true,"content":"ls: denied"}']],
      [['output assistant: text=Done.']],
      [['input user: text=Hi'], ['output assistant: text=Hello']],
      'no message but a note of the program: summary',
    ]);
  });
  it('a line of an answer has its message id, tokens with those of the cache, and what else it says', () => {
    const turns = turnsAt(claudeCode, 2);
    expect(turns.map(({ fields }) => fields)).toEqual([
      {
        kind: 'model',
        capture: 'application',
        conversation: 'cc-1',
        event_of: 'cc-1/message msg_1',
        external_id: 'msg_1',
        model: 'claude-own',
        prompt_tokens: 13,
        completion_tokens: 2,
        finish_reason: 'tool_use',
        started_at: '2026-01-02T03:04:07.000Z',
        session_id: 'cc-1',
        metadata: {
          version: '2.0.1',
          cwd: '/home/own',
          isSidechain: false,
          parentUuid: 'l2',
          uuid: 'l3',
          message: { usage: { input_tokens: 3, cache_read_input_tokens: 10, output_tokens: 2 } },
        },
      },
    ]);
  });
  it('lines of one answer share its id; work of a subagent is a conversation of its own', () => {
    const turns = [1, 2, 4].flatMap((at) => turnsAt(claudeCode, at));
    expect(turns.map(({ fields }) => [fields['external_id'], fields['conversation']])).toEqual([
      ['msg_1', 'cc-1'],
      ['msg_1', 'cc-1'],
      ['msg_2', 'cc-1/ag1'],
    ]);
  });
  it('lines of a document that name no session are one conversation, told from that of another document', () => {
    const line = (role: string, timestamp: string) => ({
      type: role,
      timestamp,
      message: { role, content: 'Hi' },
    });
    const conversations = ['2026-01-02', '2026-01-03'].map((day) => {
      const loglines = [line('user', `${day}T03:04:05Z`), line('assistant', `${day}T03:04:06Z`)];
      return turnsOf(claudeCode, { loglines, title: 'Own' }).map(({ fields }) => [
        fields['conversation'],
        fields['conversation_scope'],
        fields['metadata'],
      ]);
    });
    expect(conversations).toEqual([
      [
        ['2026-01-02T03:04:05Z', 'file', { session: { title: 'Own' } }],
        ['2026-01-02T03:04:05Z', 'file', {}],
      ],
      [
        ['2026-01-03T03:04:05Z', 'file', { session: { title: 'Own' } }],
        ['2026-01-03T03:04:05Z', 'file', {}],
      ],
    ]);
  });
  it('what the program writes in place of an answer that failed is why, and no answer', () => {
    const text = 'API Error: 529 overloaded';
    const [turn] = turnsOf(claudeCode, {
      ...{ type: 'assistant', uuid: 'a', sessionId: 's-1', isApiErrorMessage: true },
      message: { id: 'm', role: 'assistant', content: [{ type: 'text', text }] },
    });
    expect(turn).toMatchObject({ fields: { kind: 'request', error: text }, messages: [] });
  });
  it('lines of a document that name their session belong to it', () => {
    const loglines = [
      { type: 'user', uuid: 'u', sessionId: 's-1', message: { role: 'user', content: 'Hi' } },
    ];
    expect(turnsOf(claudeCode, { loglines })[0]?.fields['conversation']).toBe('s-1');
  });
});

describe('Codex', () => {
  it('each line is mapped as it stands, events that repeat items are refused', () => {
    expect(said(codex)).toEqual([
      [['input system: text=Be careful.']],
      [[]],
      [['input user: text=Fix the Gebühr.']],
      [['output assistant: thinking=Look first.']],
      [['output assistant: tool_call(shell#k1)={"command":["ls"]}']],
      [['input tool: tool_result(k1)=fees.md']],
      [['output assistant: tool_call(apply_patch#k2)=*** Begin Patch']],
      [['input tool: tool_result(k2)=done']],
      [['output assistant: text=Erledigt.']],
      'a note of the program, which items of the session repeat',
      [['input user: text=So far: the fee is fixed.']],
    ]);
  });

  it('a file is one conversation; its session, model and times stand where lines tell them', () => {
    const turns = [0, 1, 2, 3, 5, 10].flatMap((at) => turnsAt(codex, at));
    const session = { conversation: 'session', conversation_scope: 'file' };
    expect(turns.map(({ fields }) => fields)).toMatchObject([
      { ...session, kind: 'agent', external_id: 's-1', session_id: 's-1' },
      { ...session, kind: 'chain', requested_model: 'gpt-5-codex' },
      { ...session, kind: 'request', started_at: '2026-01-05T10:00:02.000Z' },
      {
        ...session,
        kind: 'model',
        external_id: 'rs_1',
        metadata: { encrypted_content: 'AAAA' },
      },
      { ...session, kind: 'tool' },
      { ...session, kind: 'request', metadata: { type: 'compacted' } },
    ]);
  });
});

describe('managed agents', () => {
  it('what was said, called, returned and confirmed is told event by event', () => {
    expect(said(managedAgents)).toEqual([
      [['input system: text=Be brief.']],
      [['input user: text=Wie hoch ist die Gebühr?']],
      'an event that says nothing of a conversation',
      [['output assistant: tool_call(look_up#sevt_3)={"what":"fee"}']],
      [[]],
      [[]],
      [['input tool: tool_result(sevt_3)=40']],
      [['output assistant: text=Sie beträgt 40.']],
    ]);
    const turns = [0, 3, 4, 5].flatMap((at) => turnsAt(managedAgents, at));
    expect(turns.map(({ fields }) => fields)).toMatchObject([
      { kind: 'agent', external_id: 'sesn_1', requested_model: 'claude-opus-4-8' },
      { kind: 'model', started_at: '2026-01-05T10:00:03.000Z', conversation: 'session' },
      { kind: 'chain', prompt_tokens: 8, completion_tokens: 9 },
      { kind: 'human_review', metadata: { tool_use_id: 'sevt_3' } },
    ]);
    expect(turns[3]?.verdicts).toEqual([{ what: 'tool confirmation', value: 'allow' }]);
  });
});

describe('OpenClaw', () => {
  it('the end of a run holds its answers, other events are steps', () => {
    expect(said(openClaw)).toEqual([
      [['input user: text=Wake – up']],
      [['input user: text=Wake up']],
      [['input assistant: tool_call(exec)={"command":"ls"}']],
      [[]],
      [
        ['input user: text=Wake up', 'output assistant: tool_call(exec#tc1)={"command":"ls"}'],
        ['input tool: tool_result(exec#tc1)=a.txt', 'output assistant: text=One file.'],
      ],
      [['output assistant: text=One file.']],
      'a message that is being sent; it stands again once it was',
    ]);
  });
  it('answers have their own model, tokens and time', () => {
    const turns = turnsAt(openClaw, 4);
    expect(turns.map(({ fields }) => fields)).toEqual([
      {
        capture: 'application',
        conversation: 'agent:main',
        started_at: 1767323045150,
        session_id: 'agent:main',
        provider: 'own',
        model: 'tiny-9',
        prompt_tokens: 13,
        completion_tokens: 4,
        finish_reason: 'toolUse',
        metadata: {
          run: {
            type: 'agent.end',
            agentId: 'main',
            success: true,
            seq: 5,
            markdown: [],
            durationMs: 900,
            ended_at: 1767323046000,
          },
        },
      },
      {
        capture: 'application',
        conversation: 'agent:main',
        started_at: 1767323045900,
        session_id: 'agent:main',
        provider: 'own',
        model: 'tiny-9',
        prompt_tokens: 1,
        completion_tokens: 2,
        finish_reason: 'stop',
        metadata: { results: [{ toolCallId: 'tc1', details: { exitCode: 0 }, isError: false }] },
      },
    ]);
  });
});

describe('SWE-agent', () => {
  it('the history is the conversation; a last result is a request', () => {
    expect(said(sweAgent)).toEqual([
      [
        [
          'input system: text=Fix – bugs',
          'input user: text=It fails',
          'output assistant: text=I look. tool_call(ls#c1)={}',
        ],
        ['input tool: tool_result(c1)=a.py'],
      ],
      [['input user: text=Hi', 'output assistant: text=Hello']],
    ]);
  });
  it('of the trajectory only what the history does not say is kept', () => {
    const turns = turnsAt(sweAgent, 0);
    expect(turns.map(({ fields }) => fields)).toEqual([
      {
        capture: 'application',
        requested_model: 'tiny-2',
        metadata: {
          environment: 'own',
          info: { exit_status: 'submitted' },
          replay_config: '{"agent":{"model":{"name":"tiny-2"}}}',
          messages: [
            { agent: 'main' },
            { agent: 'main' },
            { thought: 'I look.', action: 'ls', agent: 'main' },
            { agent: 'main' },
          ],
          trajectory: [{ execution_time: 0.5, state: { open: 'n/a' } }],
        },
      },
      { capture: 'application', requested_model: 'tiny-2', kind: 'request' },
    ]);
  });
  it('how the run ended is a label', () => {
    const turns = turnsAt(sweAgent, 0);
    expect(turns.map((turn) => turn.labels)).toEqual([
      [],
      [{ what: 'exit_status', value: 'submitted' }],
    ]);
  });
  it('a message that is no object is refused', () => {
    expect(() => turnsOf(sweAgent, { history: [7], trajectory: [] })).toThrow(Unmapped);
  });
});

describe('ATIF', () => {
  it('what tools returned is given to the next step; a subagent is a conversation of its own', () => {
    expect(said(atif)).toEqual([
      [
        [
          'input user: text=Price – now?',
          'output assistant: thinking=Look. tool_call(look#c1)={"q":"price"}',
          'tools tool: tool_definition(look)={"type":"function","function":{"name":"look"}}',
        ],
        ['input tool: tool_result(c1)=5', 'output assistant: text=Five.'],
        ['output assistant: text=Handed on.'],
        ['input user: text=Check', 'output assistant: text=Checked.'],
      ],
    ]);
  });
  it('a trajectory in full: a step that called no model is no turn of a model', () => {
    const turns = turnsAt(atif, 0);
    expect(turns.map(({ fields }) => fields)).toEqual([
      {
        kind: 'model',
        capture: 'application',
        conversation: 'at-1',
        external_id: 2,
        started_at: '2026-01-02T03:04:06Z',
        model: 'tiny',
        requested_model: 'own/tiny',
        prompt_tokens: 9,
        completion_tokens: 3,
        session_id: 'at-1',
        metadata: {
          trajectory: {
            schema_version: 'ATIF-v1.7',
            agent: {
              name: 'own',
              version: '1',
              model_name: 'own/tiny',
              tool_definitions: [{ type: 'function', function: { name: 'look' } }],
            },
            final_metrics: { total_prompt_tokens: 23 },
          },
          steps: [{ step_id: 1 }, { step_id: 2 }],
          metrics: { cost_usd: 0.1 },
        },
      },
      {
        kind: 'model',
        capture: 'application',
        conversation: 'at-1',
        external_id: 3,
        started_at: '2026-01-02T03:04:07Z',
        model: 'own/tiny',
        requested_model: 'own/tiny',
        prompt_tokens: 14,
        completion_tokens: 1,
        session_id: 'at-1',
        metadata: { steps: [{ step_id: 3 }] },
      },
      {
        kind: 'agent',
        capture: 'application',
        conversation: 'at-1',
        external_id: 4,
        started_at: '2026-01-02T03:04:08Z',
        model: 'own/tiny',
        requested_model: 'own/tiny',
        session_id: 'at-1',
        metadata: { steps: [{ step_id: 4, llm_call_count: 0 }] },
      },
      {
        kind: 'model',
        capture: 'application',
        conversation: 'at-1/0/child',
        external_id: 2,
        model: 'own/small',
        requested_model: 'own/small',
        metadata: {
          trajectory: {
            schema_version: 'ATIF-v1.7',
            trajectory_id: 'child',
            agent: { name: 'sub', version: '1', model_name: 'own/small' },
          },
          steps: [{ step_id: 1 }, { step_id: 2 }],
        },
      },
    ]);
  });
  it('steps that are none, and subagents without end, are refused', () => {
    const nest = (depth: number): Record<string, unknown> => ({
      schema_version: 'ATIF-v1.7',
      steps: [{ source: 'user', message: 'x' }],
      subagent_trajectories: depth === 0 ? [] : [nest(depth - 1)],
    });
    expect(turnsOf(atif, nest(20))).toHaveLength(21);
    expect(() => turnsOf(atif, nest(21))).toThrow('without end');
    expect(() => turnsOf(atif, { ...nest(0), steps: ['x'] })).toThrow(Unmapped);
  });
});
