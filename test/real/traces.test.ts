import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCase, importFiles, verify } from '../../electron/engine/index.ts';
import { areThere, expectedRows, REAL_LOGS } from './expected.ts';

/** Files of traces, by how their paths begin, and their formats. */
const COVERED: readonly (readonly [start: string, format: string])[] = [
  ['otel-genai/openinference_', 'openinference'],
  ['otel-genai/', 'otlp'],
  ['phoenix-openinference/', 'openinference'],
  ['vercel-ai-sdk-spans/', 'vercel-ai-sdk'],
];

/** Messages of files for which the table counts none. */
const MESSAGES: Readonly<Record<string, number>> = {
  'otel-genai/openinference_client_span_tool_calls.json': 4,
  'otel-genai/otel_genai_client_span_tool_calls.json': 4,
  'vercel-ai-sdk-spans/all-spans.json': 11,
};

/** Models of files for which the table names others. */
const MODELS: Readonly<Record<string, readonly string[]>> = {
  // One span: what was asked for is its requested model, what answered its model.
  'otel-genai/otel_genai_client_span_tool_calls.json': ['gpt-4-0613'],
};

const home = mkdtempSync(join(tmpdir(), 'exhibit-traces-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe.skipIf(!areThere)('traces', () => {
  const rows = coveredRows();
  const imported = new Map<string, Awaited<ReturnType<typeof importFiles>>['files'][number]>();
  const cases = new Map<string, string>();

  // The same trace in several exports is one trace, so that each file gets a case of its own here.
  beforeAll(async () => {
    const options = { format: null, zone: 'UTC', clockOffsetMs: 0, intake: null };
    for (const { file } of rows) {
      const casePath = join(home, `${cases.size}.exhibit`);
      await createCase(casePath, 'Traces');
      const { files, refused } = await importFiles(casePath, [join(REAL_LOGS, file)], options);
      expect(refused).toEqual([]);
      cases.set(file, casePath);
      for (const one of files) imported.set(file, one);
    }
  }, 300_000);

  test('covers what is there', () => {
    expect(rows.map(({ file }) => file.split('/')[0]).sort()).toEqual([
      ...Array<string>(4).fill('otel-genai'),
      ...Array<string>(3).fill('phoenix-openinference'),
      'vercel-ai-sdk-spans',
    ]);
  });

  for (const { file, format, counts, models } of rows)
    test(`${file} has exactly these counts`, () => {
      const found = imported.get(file);
      const { records, conversations, turns, messages, unmapped, quarantined } = found ?? {};
      expect({ records, conversations, turns, messages, unmapped, quarantined }).toEqual(counts);
      expect(found?.format).toBe(format);
      expect(found?.models.toSorted()).toEqual(MODELS[file] ?? models);
    });

  test('the cases verify', async () => {
    for (const casePath of cases.values()) {
      const { ok, checks } = await verify(casePath, { full: true, trusted: [] });
      expect(checks.filter((check) => !check.ok)).toEqual([]);
      expect(ok).toBe(true);
    }
  }, 300_000);
});

function coveredRows() {
  return expectedRows().flatMap(({ file, cells, models }) => {
    const format = COVERED.find(([start]) => file.startsWith(start))?.[1];
    if (format === undefined) return [];
    const [records = 0, conversations = 0, turns = 0, told = 0] = cells.map(Number);
    const messages = MESSAGES[file] ?? told;
    const counts = { records, conversations, turns, messages, unmapped: 0, quarantined: 0 };
    return [{ file, format, counts, models: models.split('|').filter((name) => name !== '') }];
  });
}
