import {
  at,
  call,
  type Compared,
  events,
  fields,
  lines,
  list,
  message,
  parsed,
  plain,
  result,
  type Said,
  say,
  text,
} from './told.ts';

/** Captures and logs of providers and gateways. */
export const PROVIDERS: readonly Compared[] = [
  {
    file: 'openai-chat-http/http_capture.jsonl',
    records: 61,
    said: (record) => [
      ...say(at(record, 'request', 'messages')),
      ...chatAnswer(at(record, 'response')),
    ],
  },
  {
    file: 'anthropic-messages/http_capture.jsonl',
    records: 13,
    said: (record) => [
      ...system(at(record, 'request', 'system')),
      ...list(at(record, 'request', 'messages')).map(anthropicMessage),
      anthropicAnswer(at(record, 'response')),
    ],
  },
  {
    file: 'anthropic-messages/reasoning-tool-use-non-streaming.json',
    said: (record) => [anthropicMessage(parsed(at(record, 'body')))],
  },
  {
    file: 'google-generatecontent/http_capture.jsonl',
    records: 25,
    said: (record) => [
      ...googleContents([at(record, 'request', 'systemInstruction')], 'system'),
      ...googleContents(list(at(record, 'request', 'contents'))),
      ...googleAnswer(at(record, 'response')),
    ],
  },
  {
    file: 'vertex-request-response/bigquery_row.jsonl',
    said: (record) => [
      ...googleContents(list(at(record, 'full_request', 'contents'))),
      ...googleContents([at(record, 'full_response', 'candidates', 0, 'content')]),
    ],
  },
  {
    file: 'ollama/http_capture.jsonl',
    said: (record) => [
      ...say(at(record, 'request', 'messages')),
      [
        'assistant',
        `${text(at(record, 'response', 'message', 'thinking'))}\n${text(at(record, 'response', 'message', 'content'))}`,
      ],
    ],
  },
  {
    file: 'openai-responses/http_capture.jsonl',
    said: (record) => [
      ...say(at(record, 'request', 'input')),
      ...say(at(record, 'response', 'output')),
    ],
  },
  {
    file: 'bedrock-invocation-log/invocations.shared.jsonl',
    records: 2,
    said: converse,
  },
  {
    file: 'bedrock-invocation-log/nova_converse_stream.json',
    said: converse,
  },
  {
    file: 'bedrock-http-recordings/should-handle-basic-converse-api-calls.json',
    said: (record) =>
      say([...list(at(record, 'body', 'messages')), at(record, 'response', 'output', 'message')]),
  },
  {
    file: 'bedrock-http-recordings/should-handle-tool-response-processing.json',
    said: (record) =>
      [...list(at(record, 'body', 'messages')), at(record, 'response', 'output', 'message')].map(
        converseMessage,
      ),
  },
  {
    file: 'bedrock-http-recordings/should-handle-multiple-tools-in-single-request.json',
    said: (record) =>
      [...list(at(record, 'body', 'messages')), at(record, 'response')].map(anthropicMessage),
  },
  {
    file: 'bedrock-http-recordings/should-handle-streaming-tool-calls-and-responses.json',
    said: (record) => [
      ...list(at(record, 'body', 'messages')).map(converseMessage),
      converseStream(framesOf(at(record, 'response'))),
    ],
  },
  {
    file: 'azure-openai/gateway_and_requestresponse.shared.log',
    said: (record) => [
      ...say(at(parsed(at(record, 'properties', 'backendRequestBody')), 'messages')),
      ...say([
        at(parsed(at(record, 'properties', 'backendResponseBody')), ...['choices', 0, 'message']),
      ]),
    ],
  },
  {
    file: 'litellm/standard_logging_payload.jsonl',
    said: (record) => [
      ...say(at(record, 'messages')),
      ...say([at(record, 'response', 'choices', 0, 'message')]),
    ],
  },
  {
    file: 'openai-batch/results_9.jsonl',
    records: 19,
    said: (record) => say([at(record, 'response', 'body', 'choices', 0, 'message')]),
  },
  {
    file: 'openai-batch/batch_input_data.jsonl',
    records: 2,
    said: (record) => say(at(record, 'body', 'messages')),
  },
  {
    file: 'openai-finetune-chat/toy_chat_fine_tuning.first4.jsonl',
    records: 4,
    said: (record) => say(at(record, 'messages')),
  },
];

/** The message of an answer, the pieces of a stream put together, or nothing where it failed. */
function chatAnswer(response: unknown): Said {
  if (typeof response !== 'string')
    return list(at(response, 'choices')).map((choice) => message(at(choice, 'message')));
  const pieces = events(response).map((event) => at(event, 'choices', 0, 'delta'));
  const made = new Map<number, { name: string; id: string; given: string }>();
  for (const piece of pieces.flatMap((delta) => list(at(delta, 'tool_calls')))) {
    const index = Number(at(piece, 'index'));
    const one = made.get(index) ?? { name: '', id: '', given: '' };
    one.name += text(at(piece, 'function', 'name'));
    one.id += text(at(piece, 'id'));
    one.given += text(at(piece, 'function', 'arguments'));
    made.set(index, one);
  }
  if (pieces.length === 0) return [];
  const said = pieces.map((delta) => text(at(delta, 'content'))).join('');
  const calls = [...made.values()].map(({ name, id, given }) => call(name, id, given));
  return [lines('assistant', [said === '' ? undefined : said, ...calls])];
}

const system = (instructions: unknown): Said =>
  instructions === undefined ? [] : [['system', text(instructions)]];

/** A message of Anthropic's API: what a tool returned stands in a message of the user. */
export function anthropicMessage(one: unknown): readonly [string, string] {
  const content = at(one, 'content');
  if (typeof content === 'string') return lines(at(one, 'role'), [content]);
  const isReturned = list(content).some((block) => at(block, 'type') === 'tool_result');
  return lines(isReturned ? 'tool' : at(one, 'role'), list(content).map(anthropicBlock));
}

function anthropicBlock(block: unknown): string {
  switch (at(block, 'type')) {
    case 'text':
      return String(at(block, 'text'));
    case 'thinking':
      return String(at(block, 'thinking'));
    case 'tool_use':
      return call(at(block, 'name'), at(block, 'id'), at(block, 'input'));
    case 'tool_result':
      return result(at(block, 'tool_use_id'), returned(block));
    case 'image':
      return plain(at(block, 'source'));
    default:
      return plain(block);
  }
}

/** What a tool returned; that it failed stands with it. */
function returned(block: unknown): unknown {
  const { content, is_error } = fields(block);
  return is_error === true ? { is_error, content } : content;
}

function anthropicAnswer(response: unknown): readonly [string, string] {
  if (typeof response !== 'string') return anthropicMessage(response);
  const blocks = new Map<unknown, string>();
  for (const event of events(response)) {
    if (at(event, 'type') !== 'content_block_delta') continue;
    const index = at(event, 'index');
    const more = text(at(event, 'delta', 'text') ?? at(event, 'delta', 'thinking'));
    blocks.set(index, `${blocks.get(index) ?? ''}${more}`);
  }
  return lines('assistant', [...blocks.values()]);
}

/** Contents of Google's API; `model` is the assistant, and what a function returned is said by a tool. */
const googleContents = (contents: readonly unknown[], role?: string): Said =>
  contents
    .filter((content) => content !== undefined)
    .map((content) => {
      const parts = list(at(content, 'parts'));
      const isReturned = parts.some((part) => at(part, 'functionResponse') !== undefined);
      const own = at(content, 'role') === 'model' ? 'assistant' : at(content, 'role');
      return lines(role ?? (isReturned ? 'tool' : own), parts.map(googlePart));
    });

function googlePart(part: unknown): string {
  if (typeof at(part, 'text') === 'string') return String(at(part, 'text'));
  const made = at(part, 'functionCall');
  if (made !== undefined) return call(at(made, 'name'), at(made, 'id'), at(made, 'args'));
  const returned = at(part, 'functionResponse');
  if (returned !== undefined) return result(at(returned, 'id'), at(returned, 'response'));
  return plain(Object.values(fields(part))[0]);
}

/** Candidates; of a stream the texts that follow each other are one. */
function googleAnswer(response: unknown): Said {
  if (typeof response !== 'string' && !Array.isArray(response))
    return list(at(response, 'candidates')).flatMap((one) => googleContents([at(one, 'content')]));
  const parts: unknown[] = [];
  for (const event of typeof response === 'string' ? events(response) : response)
    for (const part of list(at(event, 'candidates', 0, 'content', 'parts'))) {
      const before = parts.at(-1);
      const follows =
        typeof at(part, 'text') === 'string' &&
        typeof at(before, 'text') === 'string' &&
        at(part, 'thought') === at(before, 'thought');
      if (follows)
        parts[parts.length - 1] = {
          ...fields(part),
          text: `${String(at(before, 'text'))}${String(at(part, 'text'))}`,
        };
      else parts.push(part);
    }
  return googleContents([{ role: 'model', parts }]);
}

/** An invocation in Converse; what a guardrail is to look at stands in a part of its own. */
function converse(record: unknown): Said {
  const messages = [
    ...list(at(record, 'input', 'inputBodyJson', 'messages')),
    at(record, 'output', 'outputBodyJson', 'output', 'message'),
  ];
  return messages.map(converseMessage);
}

const converseMessage = (one: unknown): readonly [string, string] =>
  lines(
    at(one, 'role'),
    list(at(one, 'content')).map((part) => {
      const made = at(part, 'toolUse');
      return made === undefined
        ? text(at(part, 'text') ?? at(part, 'guardContent', 'text', 'text'))
        : call(at(made, 'name'), at(made, 'toolUseId'), at(made, 'input'));
    }),
  );

/** The events of a binary stream: each frame is its length, the length of its headers, headers, and JSON between checksums. */
function framesOf(hex: unknown): unknown[] {
  const bytes = Buffer.from(typeof hex === 'string' ? hex : list(hex).join(''), 'hex');
  const found: unknown[] = [];
  for (let start = 0; start < bytes.length; start += bytes.readUInt32BE(start)) {
    const body = start + 12 + bytes.readUInt32BE(start + 4);
    const end = start + bytes.readUInt32BE(start) - 4;
    found.push(parsed(bytes.toString('utf8', body, end)));
  }
  return found;
}

/** The blocks of a streamed answer put together: texts, and calls whose arguments come in pieces. */
function converseStream(frames: readonly unknown[]): readonly [string, string] {
  const blocks = new Map<unknown, { text: string; made?: unknown; given: string }>();
  for (const frame of frames) {
    const index = at(frame, 'contentBlockIndex');
    if (index === undefined) continue;
    const block = blocks.get(index) ?? { text: '', given: '' };
    block.made ??= at(frame, 'start', 'toolUse');
    block.text += text(at(frame, 'delta', 'text'));
    block.given += text(at(frame, 'delta', 'toolUse', 'input'));
    blocks.set(index, block);
  }
  return lines(
    'assistant',
    [...blocks.values()].map(({ text: said, made, given }) =>
      made === undefined ? said : call(at(made, 'name'), at(made, 'toolUseId'), given),
    ),
  );
}
