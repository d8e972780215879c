import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { type Format, type JsonObject, Unmapped } from '../../electron/engine/formats/format.ts';
import { recognise } from '../../electron/engine/formats/index.ts';
import { isList, isObject } from '../../electron/engine/formats/json-values.ts';
import { RecordingEmit } from '../fixtures/recording-emit.ts';
import { areThere, expectedRows, REAL_LOGS } from './expected.ts';

const PARQUET = path.join(
  REAL_LOGS,
  'lmsys-chat-parquet/Starling-LM-7B-alpha.lmsys_schema.parquet',
);

/** Folder of the real logs, and the format that each must be recognised as. */
const COVERED: Readonly<Record<string, string>> = {
  'alpaca-eval/': 'alpaca-eval',
  'anthropic-messages/': 'anthropic-messages',
  'azure-openai/': 'azure-openai',
  'bedrock-http-recordings/': 'bedrock-http',
  'bedrock-invocation-log/': 'bedrock-invocation-log',
  'felm/': 'plain-prompt',
  'google-generatecontent/': 'google-generatecontent',
  'halueval/general_data': 'plain-prompt',
  'halueval/qa_one-turn': 'plain-alternatives',
  'litellm/': 'litellm',
  'llm-judge/': 'alpaca-eval',
  'ollama/': 'ollama-chat',
  'openai-batch/batch_input': 'openai-batch-input',
  'openai-batch/results': 'openai-batch',
  'openai-chat-http/': 'openai-chat',
  'openai-finetune-chat/': 'openai-fine-tune',
  'openai-responses/': 'openai-responses',
  'ragchecker/checking_inputs': 'ragchecker',
  'ragchecker/human_labeled': 'plain-alternatives',
  'sharegpt/': 'plain-messages',
  'tau-bench/': 'plain-messages',
  'tensor-trust/': 'plain-prompt',
  'vertex-request-response/': 'vertex-request-response',
};

interface Differs {
  readonly counts?: readonly string[];
  readonly models?: readonly string[];
}

/** Where our numbers are not those of the table, ours and why. */
const DIFFERS: Readonly<Record<string, Differs>> = {
  // The model that answered, where the table has the one that was asked for.
  'anthropic-messages/http_capture.jsonl': {
    models: [
      'claude-3-5-haiku-20241022',
      'claude-3-5-sonnet-20240620',
      'claude-3-7-sonnet-20250219',
      'claude-sonnet-4-5-20250929',
      'claude-sonnet-4-6',
    ],
  },
  // RequestResponse rows tell the version of the model beside its name.
  'azure-openai/gateway_and_requestresponse.shared.log': {
    models: ['gpt-35-turbo', 'gpt-35-turbo-0301'],
  },
  // Each of the two answers that a judge compared is a turn of its own model; the table counts comparisons.
  'llm-judge/mixtral_alpaca_eval_annotations.first200.json': {
    counts: ['200', '400', '400', '-'],
  },
  // The model that answered, where the table has the one that was asked for.
  'openai-responses/http_capture.jsonl': {
    models: [
      'gpt-4.1-2025-04-14',
      'gpt-4o-2024-08-06',
      'gpt-4o-mini-2024-07-18',
      'o4-mini-2025-04-16',
    ],
  },
};

describe.skipIf(!areThere)('formats on real logs', () => {
  for (const { file, cells: counts, models } of expectedRows()) {
    const format = Object.entries(COVERED).find(([prefix]) => file.startsWith(prefix))?.[1];
    if (format === undefined) continue;
    it(`${file} gives the expected counts`, () => {
      const records = recordsOf(readFileSync(path.join(REAL_LOGS, file), 'utf8'));
      const recognised = recognise(records.slice(0, 50));
      expect(recognised?.format.id).toBe(format);
      if (recognised === null) return;
      const found = measure(recognised.format, records);
      const told = found.counts.map((count, at) => (counts[at] === '-' ? '-' : String(count)));
      expect(told).toEqual(DIFFERS[file]?.counts ?? counts);
      expect(found.models).toEqual(DIFFERS[file]?.models ?? modelsIn(models));
    });
  }
});

describe.skipIf(!existsSync(PARQUET))('rows of a Parquet file', () => {
  it('LMSYS rows give the expected counts', async () => {
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    const reader = await connection.runAndReadAll(
      'SELECT CAST(to_json(row_of) AS VARCHAR) FROM read_parquet($file) AS row_of',
      { file: PARQUET },
    );
    const records = reader
      .getRows()
      .map(([row]) => parsed(String(row)))
      .filter(isObject);
    connection.closeSync();
    instance.closeSync();
    const format = recognise(records)?.format;
    expect(format?.id).toBe('lmsys-chat');
    if (format === undefined) return;
    expect(measure(format, records)).toEqual({
      counts: [80, 80, 160, 320],
      models: ['Starling-LM-7B-alpha'],
    });
  });
});

/** Lines, elements of an array, or elements of the only list of an object, as the import takes records. */
function recordsOf(text: string): JsonObject[] {
  const whole = parsed(text);
  const lists = isObject(whole) ? Object.values(whole) : [];
  const records = isList(whole)
    ? whole
    : lists.length === 1 && isList(lists[0])
      ? lists[0]
      : whole !== undefined
        ? [whole]
        : text
            .split('\n')
            .filter((line) => line.trim() !== '')
            .map(parsed);
  return records.filter(isObject);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function measure(format: Format, records: readonly JsonObject[]) {
  const conversations = new Set<string>();
  const models = new Set<string>();
  let turns = 0;
  let messages = 0;
  for (const [position, record] of records.entries()) {
    const emit = new RecordingEmit();
    try {
      format.map(record, emit);
    } catch (error) {
      if (!(error instanceof Unmapped)) throw error;
    }
    for (const { fields, messages: said } of emit.turns) {
      conversations.add(
        JSON.stringify([
          fields.conversation ?? null,
          fields.conversation == null || fields.conversation_scope === 'record' ? position : null,
        ]),
      );
      const model = fields.model ?? fields.requested_model;
      if (typeof model === 'string') models.add(model);
      if (fields.kind === undefined || fields.kind === 'model') turns += 1;
      messages += said.filter(({ side }) => side !== 'tools').length;
    }
  }
  return {
    counts: [records.length, conversations.size, turns, messages],
    models: [...models].sort(),
  };
}

/** The table writes a remark in brackets where a file names no model. */
const modelsIn = (cell: string): readonly string[] =>
  cell === '-' || cell.startsWith('(') ? [] : cell.split('|').filter((name) => name !== '');
