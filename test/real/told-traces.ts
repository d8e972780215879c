import { anthropicMessage } from './told-providers.ts';
import {
  at,
  call,
  type Compared,
  fields,
  lines,
  list,
  parsed,
  plain,
  result,
  type Said,
  say,
  text,
} from './told.ts';

/** Traces of observability tools: each call of a model with all that it was given, and each call of a tool. */
export const TRACES: readonly Compared[] = [
  {
    file: 'otel-genai/otlp_semconv137_attributes.json',
    said: (batch) =>
      spansOf(batch).flatMap((attributes) =>
        attributes['gen_ai.operation.name'] === 'execute_tool'
          ? [
              lines('assistant', [
                call(
                  attributes['gen_ai.tool.name'],
                  attributes['gen_ai.tool.call.id'],
                  attributes['gen_ai.tool.call.arguments'],
                ),
              ]),
              lines('tool', [
                result(attributes['gen_ai.tool.call.id'], attributes['gen_ai.tool.call.result']),
              ]),
            ]
          : genAi(attributes),
      ),
  },
  { file: 'otel-genai/otel_genai_client_span_tool_calls.json', said: genAi },
  { file: 'otel-genai/openinference_client_span_tool_calls.json', said: openInference },
  {
    file: 'otel-genai/pxi_turn_trace.otlp.jsonl',
    records: 18,
    said: (batch) => spansOf(batch).flatMap(openInference),
  },
  {
    file: 'phoenix-openinference/pxi_turn_trace.json',
    records: 18,
    said: (span) => openInference(at(span, 'attributes')),
  },
  {
    file: 'vercel-ai-sdk-spans/all-spans.json',
    records: 10,
    said: (span) => {
      const attributes = at(span, 'attributes');
      const answer = at(attributes, 'ai.response.text') ?? at(attributes, 'ai.response.object');
      return /\.do(?:Generate|Stream)$/.test(String(at(span, 'name')))
        ? [
            ...say(parsed(at(attributes, 'ai.prompt.messages'))),
            lines('assistant', [plain(answer)]),
          ]
        : [];
    },
  },
  {
    file: 'langfuse/vercel-aisdk-2025-11-17.trace.json',
    said: (document) => list(at(document, 'observations')).flatMap(vercelObservation),
  },
  ...['langsmith_js_wrap_openai_default', 'langsmith_py_wrap_openai_stream'].map((name) => ({
    file: `langsmith/${name}.json`,
    said: (document: unknown): Said => [
      ...say(at(document, 'post', 0, 'inputs', 'messages')),
      ...say([at(document, 'patch', 0, 'outputs', 'choices', 0, 'message')]),
    ],
  })),
];

/** The attributes of each span of a batch, with the text that each has. */
const spansOf = (batch: unknown): Record<string, unknown>[] =>
  list(at(batch, 'resourceSpans'))
    .flatMap((resource) => list(at(resource, 'scopeSpans')))
    .flatMap((scope) => list(at(scope, 'spans')))
    .map((span) =>
      Object.fromEntries(
        list(at(span, 'attributes')).map((one) => [
          String(at(one, 'key')),
          at(one, 'value', 'stringValue'),
        ]),
      ),
    );

/** Messages of OpenTelemetry's conventions for generative AI. */
function genAi(attributes: unknown): Said {
  const instructions = at(attributes, 'gen_ai.system_instructions');
  const messages = ['gen_ai.input.messages', 'gen_ai.output.messages'].flatMap((name) =>
    list(parsed(at(attributes, name))),
  );
  return [
    ...(instructions === undefined
      ? []
      : [lines('system', list(parsed(instructions)).map(genAiPart))]),
    ...messages.map((one) => lines(at(one, 'role'), list(at(one, 'parts')).map(genAiPart))),
  ];
}

function genAiPart(part: unknown): string {
  switch (at(part, 'type')) {
    case 'tool_call':
      return call(at(part, 'name'), at(part, 'id'), at(part, 'arguments'));
    case 'tool_call_response':
      return result(at(part, 'id'), at(part, 'response'));
    default:
      return String(at(part, 'content'));
  }
}

/** A call of a model or of a tool, from attributes whose names hold the places in lists. */
function openInference(attributes: unknown): Said {
  const kind = at(attributes, 'openinference.span.kind') ?? kindOf(attributes);
  if (kind === 'TOOL') {
    const id = at(attributes, 'tool.id');
    return [
      lines('assistant', [call(at(attributes, 'tool.name'), id, at(attributes, 'input.value'))]),
      lines('tool', [result(id, at(attributes, 'output.value'))]),
    ];
  }
  if (kind !== 'LLM') return [];
  return ['llm.input_messages', 'llm.output_messages'].flatMap((side) =>
    inPlaces((position) => `${side}.${position}.message`, attributes).map((start) => {
      const own = (name: string): unknown => at(attributes, `${start}.${name}`);
      const content = own('content');
      if (own('role') === 'tool') return lines('tool', [result(own('tool_call_id'), content)]);
      const parts = inPlaces(
        (position) => `${start}.contents.${position}.message_content`,
        attributes,
      );
      const calls = inPlaces((position) => `${start}.tool_calls.${position}.tool_call`, attributes);
      return lines(own('role'), [
        ...(content === undefined ? [] : [text(content)]),
        ...parts.map((part) => String(at(attributes, `${part}.text`))),
        ...calls.map((made) =>
          call(
            at(attributes, `${made}.function.name`),
            at(attributes, `${made}.id`),
            at(attributes, `${made}.function.arguments`),
          ),
        ),
      ]);
    }),
  );
}

const kindOf = (attributes: unknown): string =>
  at(attributes, 'tool.name') !== undefined
    ? 'TOOL'
    : at(attributes, 'llm.model_name') !== undefined
      ? 'LLM'
      : 'AGENT';

/** The beginnings of names with 0, 1, 2... as long as an attribute begins so. */
function inPlaces(start: (position: number) => string, attributes: unknown): string[] {
  const names = Object.keys(fields(attributes));
  const found: string[] = [];
  while (names.some((name) => name.startsWith(`${start(found.length)}.`)))
    found.push(start(found.length));
  return found;
}

/** An observation of the AI SDK: a generation, or a call of a tool. */
function vercelObservation(one: unknown): Said {
  const given = parsed(at(one, 'input'));
  if (at(one, 'type') === 'TOOL')
    return [
      lines('assistant', [call(at(one, 'name'), undefined, given)]),
      lines('tool', [result(undefined, at(one, 'output'))]),
    ];
  const prompt = at(given, 'prompt');
  return [
    ...(prompt === undefined ? list(given).map(anthropicMessage) : [lines('user', [text(prompt)])]),
    lines(
      'assistant',
      list(parsed(at(one, 'output'))).map((made) =>
        call(at(made, 'toolName'), at(made, 'toolCallId'), at(made, 'input')),
      ),
    ),
  ];
}
