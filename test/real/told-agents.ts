import { anthropicMessage } from './told-providers.ts';
import {
  at,
  call,
  type Compared,
  fields,
  lines,
  list,
  message,
  plain,
  result,
  type Said,
  say,
  text,
} from './told.ts';

/** Sessions and trajectories of agents. */
export const AGENTS: readonly Compared[] = [
  {
    file: 'claude-code/simple_conversation.jsonl',
    records: 4,
    said: (record) => [anthropicMessage(at(record, 'message'))],
  },
  {
    file: 'claude-code/tool_call_conversation.jsonl',
    records: 4,
    said: (record) => [anthropicMessage(at(record, 'message'))],
  },
  {
    file: 'claude-code/sample_session.json',
    said: (document) =>
      list(at(document, 'loglines')).map((line) => anthropicMessage(at(line, 'message'))),
  },
  {
    file: 'anthropic-managed-agents/anthropic_managed_mcp_tools.jsonl',
    records: 22,
    said: managedEvent,
  },
  { file: 'openclaw/crux1-sample-telemetry.jsonl', records: 7, said: clawEvent },
  ...[
    'demonstrations__function_calling_simple',
    'misc__networking_1',
    'tests_gpt4__swe-agent-test-repo__default_from_url__6e44b9__sweagenttestrepo-1c2844',
  ].map((name) => ({
    file: `swe-agent/${name}.traj`,
    said: (document: unknown): Said =>
      list(at(document, 'history')).map((one) =>
        at(one, 'role') === 'tool'
          ? lines('tool', [result(at(one, 'tool_call_ids', 0), at(one, 'content'))])
          : message(one),
      ),
  })),
  ...[
    'simple_trajectory',
    'multimodal_trajectory',
    'v17_embedded_subagents',
    'harbor_openhands',
    'harbor_terminus2_timeout',
  ].map((name) => ({ file: `atif/${name}.json`, said: trajectory })),
  {
    file: 'tau-bench/gpt-4o-airline.0-60.json',
    records: 60,
    said: (record) => say(at(record, 'traj')),
  },
];

/** An event of a session, or the session itself with its instructions. Events that were sent come back in the stream. */
function managedEvent(record: unknown): Said {
  const [method, event] = list(record);
  if (method === 'client.beta.sessions.create')
    return [['system', String(at(event, 'agent', 'system'))]];
  if (method !== 'client.beta.sessions.events.stream') return [];
  switch (at(event, 'type')) {
    case 'user.message':
      return [['user', text(at(event, 'content'))]];
    case 'agent.message':
      return [['assistant', text(at(event, 'content'))]];
    case 'agent.mcp_tool_use':
      return [lines('assistant', [call(at(event, 'name'), at(event, 'id'), at(event, 'input'))])];
    case 'agent.mcp_tool_result':
      return [lines('tool', [result(at(event, 'mcp_tool_use_id'), text(at(event, 'content')))])];
    default:
      return [];
  }
}

/** What came in, what an agent was asked, the tools that it called, and the transcript of its run at the end. */
function clawEvent(event: unknown): Said {
  switch (at(event, 'type')) {
    case 'message.in':
      return [['user', String(at(event, 'content'))]];
    case 'agent.start':
      return [['user', String(at(event, 'prompt'))]];
    case 'tool.start':
      return [lines('assistant', [call(at(event, 'toolName'), '', at(event, 'params'))])];
    case 'agent.end':
      return list(at(event, 'messages')).map(clawMessage);
    default:
      return [];
  }
}

function clawMessage(one: unknown): readonly [string, string] {
  const content = list(at(one, 'content'));
  if (at(one, 'role') === 'toolResult')
    return lines('tool', [result(at(one, 'toolCallId'), text(content))]);
  return lines(
    at(one, 'role'),
    content.map((part) =>
      at(part, 'type') === 'toolCall'
        ? call(at(part, 'name'), at(part, 'id'), at(part, 'arguments'))
        : String(at(part, 'text') ?? at(part, 'thinking')),
    ),
  );
}

/** Steps of a trajectory; what a tool returned stands in the step that called it. */
function trajectory(document: unknown): Said {
  return list(at(document, 'steps')).flatMap((step) => [
    ...(at(step, 'source') === 'agent'
      ? [
          lines('assistant', [
            ...[at(step, 'reasoning_content'), at(step, 'message')]
              .filter((said) => said !== undefined && said !== null && said !== '')
              .map(String),
            ...list(at(step, 'tool_calls')).map((made) =>
              call(at(made, 'function_name'), at(made, 'tool_call_id'), at(made, 'arguments')),
            ),
          ]),
        ]
      : [lines(at(step, 'source'), stepParts(at(step, 'message')))]),
    ...list(at(step, 'observation', 'results')).map((returned) => {
      const { source_call_id: id, content, ...more } = fields(returned);
      const isAlone = Object.keys(more).length === 0;
      return lines('tool', [result(id, isAlone ? content : { content, ...more })]);
    }),
  ]);
}

const stepParts = (content: unknown): string[] =>
  typeof content === 'string'
    ? [content]
    : list(content).map((part) =>
        at(part, 'type') === 'text' ? text(at(part, 'text')) : plain(at(part, 'source')),
      );
