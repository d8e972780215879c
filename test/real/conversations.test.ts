import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordPathOf, recordsIn } from '../../electron/engine/evidence/document-records.ts';
import {
  type Format,
  type JsonObject,
  type PartFields,
  Unmapped,
  type Within,
} from '../../electron/engine/formats/format.ts';
import { FORMATS, recognise } from '../../electron/engine/formats/index.ts';
import { isObject } from '../../electron/engine/formats/json-values.ts';
import { withinDocument } from '../../electron/engine/import/document-reading.ts';
import { sampleRecords } from '../../electron/engine/import/sample-records.ts';
import { type RecordedTurn, RecordingEmit } from '../fixtures/recording-emit.ts';
import { areThere, expectedRows, REAL_LOGS } from './expected.ts';
import { AGENTS } from './told-agents.ts';
import { PROVIDERS } from './told-providers.ts';
import { SETS } from './told-sets.ts';
import { TRACES } from './told-traces.ts';
import { call, type Compared, fields, lines, parsed, plain, result, type Said } from './told.ts';

/**
 * Conversations of real files, text by text: what a format makes of them is compared with what a few lines beside this read from
 * the records themselves. Texts are compared as digests, so that no log is printed where they differ.
 */
const COMPARED: readonly Compared[] = [...PROVIDERS, ...TRACES, ...AGENTS, ...SETS];

/** The same log in two containers. */
const SAME: readonly (readonly [file: string, same: string])[] = [
  ['inspect/log_formats.eval', 'inspect/log_formats.json'],
  [
    'phoenix-openinference/pxi_turn_trace.spans.parquet',
    'phoenix-openinference/pxi_turn_trace.json',
  ],
];

/** Registered formats of which no real file is there. */
const WITHOUT_A_REAL_FILE = [
  ...[
    'anthropic-batch',
    'anthropic-batch-input',
    'azure-llm-log',
    'chatgpt-export',
    'claude-export',
  ],
  ...['codex', 'helicone', 'portkey', 'http-recording', 'ragtruth'],
  ...['open-webui', 'librechat', 'intercom', 'dialogflow-cx', 'rasa', 'voiceflow', 'sillytavern'],
  ...['lm-eval', 'trulens'],
  ...['weave', 'mlflow', 'datadog-llm', 'braintrust', 'promptflow'],
  ...['sagemaker-capture', 'databricks-inference'],
  ...['alert-table', 'change-table', 'complaint-table', 'feedback-table', 'label-table'],
  ...['review-table', 'user-table', 'verdict-table'],
];
/** Formats whose real files hold no text of a conversation. */
const WITHOUT_TEXTS = ['inspect-scan'];

describe.skipIf(!areThere)('conversations of real files, text by text', () => {
  /** Formats of the files that are compared. */
  const compared = new Map<string, string>();

  for (const one of COMPARED)
    test(one.file, async () => {
      const { format, records } = await readingOf(one.file, Math.max(50, one.records ?? 1));
      compared.set(one.file, format.id);
      const some = records.slice(0, one.records ?? 1);
      expect(some).toHaveLength(one.records ?? 1);
      const expected = some.map((record) => one.said(record).map(digested));
      expect(expected.flat().length).toBeGreaterThan(0);
      expect(
        some.map((record) => saidIn(format, record, (one.records ?? 1) > 1).map(digested)),
      ).toEqual(expected);
    });

  for (const [file, same] of SAME)
    test(`${file} says what ${same} says`, async () => {
      const [packed = [], plainly = []] = await Promise.all(
        [file, same].map(async (one) => {
          const { format, records } = await readingOf(one, 50);
          return records.flatMap((record) => saidIn(format, record, true).map(digested));
        }),
      );
      expect(packed.length).toBeGreaterThan(0);
      expect(packed).toEqual(plainly);
    });

  test('are compared for every format of which there is a real file', async () => {
    const found = new Set(compared.values());
    for (const { file } of expectedRows()) {
      if (compared.has(file)) continue;
      const format = recognise(await sampleOf(file, 50))?.format.id;
      if (format !== undefined) found.add(format);
    }
    const registered = FORMATS.map(({ id }) => id);
    expect(registered.filter((id) => !found.has(id)).sort()).toEqual(
      WITHOUT_A_REAL_FILE.toSorted(),
    );
    expect([...new Set([...compared.values(), ...WITHOUT_TEXTS])].sort()).toEqual(
      [...found].sort(),
    );
  });
});

async function readingOf(file: string, most: number) {
  const sample = await sampleOf(file, most);
  const format = recognise(sample.slice(0, 50))?.format;
  if (format === undefined) throw new TypeError(`${file} is not recognised`);
  return { format, records: sample.map(asWritten) };
}

/** The first records of a file; lines that are lists as formats are shown them, objects of their positions. */
async function sampleOf(file: string, most: number): Promise<readonly JsonObject[]> {
  const whole = path.join(REAL_LOGS, file);
  const sample = await sampleRecords(whole, file, most);
  if (sample.length > 0) return sample;
  const some = readFileSync(whole, 'utf8').trimEnd().split('\n').slice(0, most);
  return some.map((one) => fields(parsed(one)));
}

/** The record as the file has it. */
function asWritten(record: JsonObject): unknown {
  const isList = Object.keys(record).every((name, position) => name === String(position));
  return isList ? Object.values(record) : record;
}

/** Role, length and SHA-256 of a message. */
const digested = ([role, said]: Said[number]): string =>
  `${role} ${said.length} ${createHash('sha256').update(said).digest('hex')}`;

/** All that is said in the record, or in the first conversation of a document of several records. */
function saidIn(format: Format, record: unknown, whole: boolean): Said {
  const turns = turnsIn(format, record);
  return turns
    .filter(({ conversation }) => whole || conversation === turns[0]?.conversation)
    .flatMap(({ turn: { contexts, messages } }) => [
      ...contexts.map(({ content }) => lines('context', [plain(content)])),
      ...messages
        .filter(({ side }) => side !== 'tools')
        .map(({ role, parts }) => lines(role, parts.map(line))),
    ]);
}

function line({ type, content, name, tool_call_id: id }: PartFields): string {
  if (type === 'tool_call') return call(name, id, content);
  if (type === 'tool_result') return result(id, content);
  return type !== 'json' && typeof content === 'string' ? content : plain(content);
}

/** The turns of a record, or of each record within a document, and what tells their conversations apart. */
function turnsIn(format: Format, record: unknown) {
  const bytes = Buffer.from(JSON.stringify(record));
  const placed = recordsIn(bytes, 0, (format.records ?? []).map(recordPathOf));
  const read = placed.flatMap((one) => {
    const own = parsed(bytes.toString('utf8', one.start, one.end));
    return isObject(own) ? [{ own, within: withinDocument(record, one) }] : [];
  });
  const all = read.length === 0 && isObject(record) ? [{ own: record, within: undefined }] : read;
  return all.flatMap(({ own, within }, position) =>
    mapped(format, own, within).map((turn) => {
      const { conversation, conversation_scope: scope } = turn.fields;
      const id = JSON.stringify([conversation ?? null, scope === 'record' ? position : null]);
      return { turn, conversation: id };
    }),
  );
}

function mapped(format: Format, record: JsonObject, within: Within | undefined): RecordedTurn[] {
  const emit = new RecordingEmit();
  try {
    format.map(record, emit, within);
    return emit.turns;
  } catch (error) {
    if (error instanceof Unmapped) return [];
    throw error;
  }
}
