import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { place } from '../../shared/domain/place.ts';
import {
  compareInCase,
  createCase,
  createIdentity,
  detectInCase,
  importFiles,
  issueReport,
  pinExhibit,
  runSelect,
  searchCase,
  tagCause,
  verify,
} from '../../electron/engine/index.ts';
import { areThere, expectedRows, REAL_LOGS } from './expected.ts';
import { AS_THEY_ARE, type Imported, importedInCases } from './imported.ts';

/**
 * Files whose formats are known here, by how their paths begin, and the format each must be recognised as. Those of traces, runs
 * and evaluations have tests of their own.
 */
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
  'lmsys-chat-parquet/': 'lmsys-chat',
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
  'xstest/': 'plain-prompt',
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
  // The model that answered, where the table has the one that was asked for; one call names the call before it, so that
  // both are one conversation, where the table counts one for each exchange.
  'openai-responses/http_capture.jsonl': {
    counts: ['10', '9', '10', '-'],
    models: [
      'gpt-4.1-2025-04-14',
      'gpt-4o-2024-08-06',
      'gpt-4o-mini-2024-07-18',
      'o4-mini-2025-04-16',
    ],
  },
};

const home = mkdtempSync(join(tmpdir(), 'exhibit-real-'));

beforeAll(() => {
  process.env['EXHIBIT_HOME'] = join(home, 'identities');
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe.skipIf(!areThere)('every real log of a known format', () => {
  const expected = coveredRows();
  let imported: Imported = { cases: [], files: new Map() };

  beforeAll(async () => {
    const paths = expected.map(({ file }) => join(REAL_LOGS, file));
    imported = await importedInCases(home, paths, 4);
  }, 300_000);

  test('covers what is there', () => {
    expect(expected.length).toBeGreaterThanOrEqual(30);
    expect([...imported.files.keys()]).toHaveLength(expected.length);
  });

  for (const { file, format, counts, models } of expected)
    test(`${file} has the expected counts`, () => {
      const found = imported.files.get(join(REAL_LOGS, file));
      expect(found?.format).toBe(format);
      const { records, conversations, turns, messages } = found ?? {};
      const told = [records, conversations, turns, messages].map((count, at) =>
        counts[at] === '-' ? '-' : String(count),
      );
      expect(told).toEqual(counts);
      expect([found?.mapped, found?.quarantined]).toEqual([found?.records, 0]);
      expect(found?.models.toSorted()).toEqual(models);
    });

  test('the counts of the cases are the sums of those of their files', async () => {
    const counts = await selectFromAll(
      imported.cases,
      `SELECT
         (SELECT count(*) FROM record WHERE status <> 'blank')::INTEGER AS records,
         (SELECT count(*) FROM turn WHERE kind = 'model')::INTEGER AS turns`,
      z.object({ records: z.int(), turns: z.int() }),
    );
    const sum = (key: 'records' | 'turns', of: Iterable<Record<typeof key, number>>): number =>
      [...of].reduce((total, one) => total + one[key], 0);
    const files = [...imported.files.values()];
    expect(sum('records', counts)).toBe(sum('records', files));
    expect(sum('turns', counts)).toBe(sum('turns', files));
  });

  test('passages of retrieval are kept, seven for the answers to be checked', async () => {
    const found = await selectFromAll(
      imported.cases,
      `SELECT d.content_id::VARCHAR AS content
       FROM context_document d JOIN record r USING (record_id) JOIN evidence e USING (evidence_id)
       WHERE e.name = 'checking_inputs.json'`,
      z.object({ content: z.string() }),
    );
    expect(found).toHaveLength(7);
  });

  test('the cases verify', async () => {
    for (const path of imported.cases) {
      const { ok, checks } = await verify(path, { full: false, trusted: [] });
      expect(checks.filter((check) => !check.ok)).toEqual([]);
      expect(ok).toBe(true);
    }
  });

  test('dd gives the bytes of records, by their hashes', async () => {
    const places = await selectFromAll(
      imported.cases,
      `SELECT e.sha256 AS evidence, e.name, r.member, r.ordinal::INTEGER AS ordinal,
         r.byte_offset::INTEGER AS byte_offset, r.byte_length::INTEGER AS byte_length, r.sha256
       FROM record r JOIN evidence e USING (evidence_id)
       WHERE r.byte_offset IS NOT NULL AND r.ordinal IN (1, e.records // 2 + 1, e.records)
       ORDER BY r.record_id`,
      place,
    );
    expect(places.length).toBeGreaterThan(expected.length);
    const commands = places.map(
      ({ casePath, evidence, byte_offset, byte_length }) =>
        `dd if=${casePath}/evidence/${evidence} iflag=skip_bytes,count_bytes skip=${byte_offset ?? 0} count=${byte_length ?? 0} status=none | sha256sum`,
    );
    const { stdout } = spawnSync('sh', [], { input: commands.join('\n'), encoding: 'utf8' });
    expect(stdout.trimEnd().split('\n')).toEqual(places.map(({ sha256 }) => `${sha256}  -`));
  });
});

const OLD = 'alpaca-eval/gpt-3.5-turbo-0301.model_outputs.json';
const NEW = 'alpaca-eval/gpt-3.5-turbo-1106.model_outputs.json';
const answers = z.array(z.object({ instruction: z.string(), output: z.string() }));

describe.skipIf(!areThere)('two versions of a model, from log line to signed report', () => {
  const casePath = join(home, 'versions.exhibit');
  const path = (file: string): string => join(REAL_LOGS, file);

  beforeAll(async () => {
    await createCase(casePath, 'An update of gpt-3.5-turbo');
    const { files, refused } = await importFiles(casePath, [path(OLD), path(NEW)], AS_THEY_ARE);
    expect(refused).toEqual([]);
    expect(files.map(({ turns }) => turns)).toEqual([805, 805]);
  });

  test('they compare as plain JavaScript compares the files', async () => {
    const [old = [], fresh = []] = [OLD, NEW].map((file) =>
      answers.parse(JSON.parse(readFileSync(path(file), 'utf8'))),
    );
    const before = new Map(old.map(({ instruction, output }) => [instruction, output]));
    const pairs = fresh.flatMap(({ instruction, output }) => {
      const earlier = before.get(instruction);
      return earlier === undefined ? [] : [{ earlier, output }];
    });
    const identical = pairs.filter(({ earlier, output }) => earlier === output).length;
    const mean = (texts: readonly string[]): number =>
      texts.reduce((sum, text) => sum + Array.from(text).length, 0) / texts.length;

    const compared = await compareInCase(casePath, {
      a: 'model:gpt-3.5-turbo-0301',
      b: 'model:gpt-3.5-turbo-1106',
      seed: 1,
    });
    expect(compared).toMatchObject({ pairs: 805, identical, changed: 805 - identical });
    expect([compared.only_a, compared.only_b]).toEqual([0, 0]);
    const length = compared.metrics.find(({ name }) => name === 'length');
    const [meanA, meanB] = [
      pairs.map((pair) => pair.earlier),
      pairs.map((pair) => pair.output),
    ].map(mean);
    expect(length?.n).toBe(805);
    expect(length?.a).toBeCloseTo(meanA ?? 0, 6);
    expect(length?.b).toBeCloseTo(meanB ?? 0, 6);
    expect(length?.difference).toBeCloseTo((meanB ?? 0) - (meanA ?? 0), 6);
    expect(length?.low).toBeLessThan(length?.difference ?? 0);
    expect(length?.high).toBeGreaterThan(length?.difference ?? 0);
  });

  test('a phrase is found as often as plain JavaScript finds it', async () => {
    const texts = [OLD, NEW].flatMap((file) =>
      answers.parse(JSON.parse(readFileSync(path(file), 'utf8'))),
    );
    const times = texts
      .flatMap(({ instruction, output }) => [instruction, output])
      .reduce((sum, text) => sum + (text.match(/as an ai language model/gi)?.length ?? 0), 0);
    const found = await searchCase(casePath, '"as an AI language model"', 5);
    expect(found.hits_total).toBe(times);
    expect(found.hits).toHaveLength(Math.min(5, times));
    expect(times).toBeGreaterThan(0);
  });

  test('rules run, a turn is pinned, a cause tagged, a report issued that verifies', async () => {
    const summary = await detectInCase(casePath, null);
    expect(summary.turns).toBe(1610);
    const refusals = summary.rules.filter(({ rule_id }) => rule_id === 'refusal');
    expect(refusals.reduce((sum, { turns }) => sum + turns, 0)).toBeGreaterThan(0);

    const [hit] = (await searchCase(casePath, 'finding:refusal', 1)).hits;
    const turn = `T-${hit?.turn_id ?? 0}`;
    const { handle: exhibit } = await pinExhibit(casePath, {
      turn,
      caption: 'The model declines',
      quotation: null,
      side: null,
    });
    await tagCause(
      casePath,
      {
        cause_id: 'M2',
        standing: 'contributing',
        confidence: 'low',
        rationale: 'The later version answers otherwise.',
        grounds_for: [exhibit],
        grounds_against: [],
      },
      turn,
    );
    await createIdentity({ name: 'Real examiner', passphrase: 'real logs' });
    const issued = await issueReport(casePath, {
      template: 'rca',
      signing: { name: 'Real examiner', passphrase: 'real logs' },
      out: null,
    });
    expect(issued.signer?.name).toBe('Real examiner');
    for (const target of [casePath, issued.pdf, issued.package]) {
      const { ok, checks } = await verify(target, { full: false, trusted: [] });
      expect(checks.filter((check) => !check.ok)).toEqual([]);
      expect(ok).toBe(true);
    }
  });
});

async function select<Row>(casePath: string, sql: string, row: z.ZodType<Row>): Promise<Row[]> {
  let columns: string[] = [];
  const found: Row[] = [];
  await runSelect(
    casePath,
    sql,
    {
      columns: (names) => (columns = names),
      rows: (rows) =>
        found.push(
          ...rows.map((cells) =>
            row.parse(Object.fromEntries(columns.map((name, at) => [name, cells[at]]))),
          ),
        ),
    },
    60_000,
    {},
  );
  return found;
}

async function selectFromAll<Row extends object>(
  cases: readonly string[],
  sql: string,
  row: z.ZodType<Row>,
): Promise<(Row & { casePath: string })[]> {
  const found: (Row & { casePath: string })[] = [];
  for (const casePath of cases)
    for (const one of await select(casePath, sql, row)) found.push({ ...one, casePath });
  return found;
}

function coveredRows() {
  return expectedRows().flatMap(({ file, cells, models }) => {
    const format = Object.entries(COVERED).find(([start]) => file.startsWith(start))?.[1];
    if (format === undefined) return [];
    const { counts = cells, models: ours = modelsIn(models) } = DIFFERS[file] ?? {};
    return [{ file, format, counts, models: ours }];
  });
}

/** The table writes a remark in brackets where a file names no model. */
const modelsIn = (cell: string): readonly string[] =>
  cell === '-' || cell.startsWith('(') ? [] : cell.split('|').filter((name) => name !== '');
