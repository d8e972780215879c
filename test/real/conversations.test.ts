import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { recognise } from '../../electron/engine/formats/index.ts';
import { recordOf, turnsOf } from '../unit/formats/map-fixture.ts';
import type { RecordedTurn } from '../fixtures/recording-emit.ts';
import { areThere, REAL_LOGS } from './expected.ts';

/**
 * The first conversation of a real file, or all of a document whose records name none, text by text: what a format makes of it is compared with what a few lines here
 * read from the JSON themselves. Texts are compared as digests, so that no log is printed where they differ.
 */

type Said = readonly (readonly [role: string, text: string])[];

/** What stands at the place, or undefined. */
const at = (value: unknown, ...names: readonly (string | number)[]): unknown =>
  names.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined,
    value,
  );
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
/** A text, or the texts of parts. */
const text = (content: unknown): string =>
  typeof content === 'string'
    ? content
    : list(content)
        .map((part) => (typeof part === 'string' ? part : String(at(part, 'text'))))
        .join('\n');
const say = (messages: unknown): Said =>
  list(messages).map((one) => [String(at(one, 'role')), text(at(one, 'content'))]);
const parts = (contents: unknown): Said =>
  list(contents).map((one) => {
    const role = String(at(one, 'role'));
    return [role === 'model' ? 'assistant' : role, text(at(one, 'parts'))];
  });
const pair = (asked: unknown, answered: unknown): Said => [
  ['user', text(asked)],
  ['assistant', text(answered)],
];
/** Marks of a preference are taken off by hand: the text begins with the first of them. */
const marked = (chosen: string): Said =>
  chosen
    .split(/\n\n(?=Human: |Assistant: )/)
    .filter((one) => one !== '')
    .map((one) => [
      one.startsWith('Human: ') ? 'user' : 'assistant',
      one.replace(/^(?:Human|Assistant): /, ''),
    ]);

interface Compared {
  readonly file: string;
  readonly said: (record: unknown) => Said;
}

const COMPARED: readonly Compared[] = [
  {
    file: 'alpaca-eval/gpt-3.5-turbo-0301.model_outputs.json',
    said: (record) => pair(at(record, 'instruction'), at(record, 'output')),
  },
  {
    file: 'llm-judge/mixtral_alpaca_eval_annotations.first200.json',
    said: (record) => pair(at(record, 'instruction'), at(record, 'output_1')),
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
    file: 'vertex-request-response/bigquery_row.jsonl',
    said: (record) => [
      ...parts(at(record, 'full_request', 'contents')),
      ...parts([at(record, 'full_response', 'candidates', 0, 'content')]),
    ],
  },
  {
    file: 'bedrock-http-recordings/should-handle-basic-converse-api-calls.json',
    said: (record) =>
      say([...list(at(record, 'body', 'messages')), at(record, 'response', 'output', 'message')]),
  },
  {
    file: 'azure-openai/gateway_and_requestresponse.shared.log',
    said: (record) => [
      ...say(
        at(JSON.parse(text(at(record, 'properties', 'backendRequestBody'))) as unknown, 'messages'),
      ),
      ...say([
        at(
          JSON.parse(text(at(record, 'properties', 'backendResponseBody'))) as unknown,
          ...['choices', 0, 'message'],
        ),
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
    file: 'chatbot-arena/battle_example.jsonl',
    said: (record) => say(at(record, 'conversation_a')),
  },
  {
    file: 'openai-batch/results.jsonl',
    said: (record) => say([at(record, 'response', 'body', 'choices', 0, 'message')]),
  },
  {
    file: 'openai-batch/batch_input_small.jsonl',
    said: (record) => say(at(record, 'body', 'messages')),
  },
  {
    file: 'openai-finetune-chat/toy_chat_fine_tuning.first4.jsonl',
    said: (record) => say(at(record, 'messages')),
  },
  {
    file: 'claude-code/simple_conversation.jsonl',
    said: (record) => say([at(record, 'message')]),
  },
  {
    file: 'ragchecker/checking_inputs.json',
    said: (document) =>
      list(at(document, 'results')).flatMap((one) => pair(at(one, 'query'), at(one, 'response'))),
  },
  {
    file: 'felm/all.shared.jsonl',
    said: (record) => pair(at(record, 'prompt'), at(record, 'response')),
  },
  {
    file: 'halueval/general_data.shared.json',
    said: (record) => pair(at(record, 'user_query'), at(record, 'chatgpt_response')),
  },
  {
    file: 'sharegpt/dummy_conversation.first_half.json',
    said: (record) =>
      list(at(record, 'conversations')).map((one) => [
        at(one, 'from') === 'human' ? 'user' : 'assistant',
        text(at(one, 'value')),
      ]),
  },
  {
    file: 'promptfoo/promptfoo-results.json',
    said: (document) =>
      list(at(document, 'results', 'results')).flatMap((one) =>
        pair(at(one, 'prompt', 'raw'), at(one, 'response', 'output')),
      ),
  },
  {
    file: 'jailbreakbench/PAIR__black_box__gpt-3.5-turbo-1106.json',
    said: (document) => {
      const first = list(at(document, 'jailbreaks')).find((one) => at(one, 'prompt') !== null);
      return pair(at(first, 'prompt'), at(first, 'response'));
    },
  },
  {
    file: 'inspect/log_formats.json',
    said: (document) => say(at(document, 'samples', 0, 'messages')),
  },
  {
    file: 'hh-rlhf/harmless-base-test.0-800.jsonl.gz',
    said: (record) => marked(text(at(record, 'chosen'))),
  },
];

describe.skipIf(!areThere)('the first conversation of a real file, text by text', () => {
  for (const { file, said } of COMPARED)
    test(file, () => {
      const records = recordsOf(contentOf(path.join(REAL_LOGS, file)));
      const format = recognise(records.slice(0, 50))?.format;
      const [record] = records;
      if (format === undefined || record === undefined) throw new TypeError('nothing to compare');
      const expected = said(record).map(digested);
      expect(expected.length).toBeGreaterThan(0);
      expect(firstConversation(turnsOf(format, record)).map(digested)).toEqual(expected);
    });
});

/** Role, length and SHA-256 of a message. */
const digested = ([role, said]: Said[number]): string =>
  `${role} ${said.length} ${createHash('sha256').update(said).digest('hex')}`;

function firstConversation(turns: readonly RecordedTurn[]): Said {
  const id = turns[0]?.fields.conversation;
  return turns
    .filter(({ fields }) => fields.conversation === id)
    .flatMap(({ messages }) => messages)
    .filter(({ side }) => side !== 'tools')
    .map(({ role, parts: given }) => [
      String(role),
      given.map(({ content }) => (typeof content === 'string' ? content : '')).join('\n'),
    ]);
}

function contentOf(file: string): string {
  const bytes = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
}

/** A document, elements of an array, or lines. */
function recordsOf(whole: string) {
  try {
    const value: unknown = JSON.parse(whole);
    return Array.isArray(value)
      ? value.map((one) => recordOf(JSON.stringify(one)))
      : [recordOf(whole)];
  } catch {
    return whole
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(recordOf);
  }
}
