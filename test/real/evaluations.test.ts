import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { verify } from '../../electron/engine/index.ts';
import { withCase } from '../unit/import/derived.ts';
import { areThere, expectedRows, REAL_LOGS } from './expected.ts';
import { type Imported, importedInCases } from './imported.ts';

/** Files of evaluations, data sets and agents, by how their paths begin, and their formats. */
const COVERED: readonly (readonly [start: string, format: string])[] = [
  ['anthropic-managed-agents/', 'managed-agents'],
  ['atif/', 'atif'],
  ['chatbot-arena/', 'chatbot-arena'],
  ['claude-code/', 'claude-code'],
  ['garak/', 'garak'],
  ['hh-rlhf/', 'hh-rlhf'],
  ['inspect-scan/', 'inspect-scan'],
  ['inspect/', 'inspect-log'],
  ['jailbreakbench/', 'jailbreakbench'],
  ['mt-bench/', 'mt-bench'],
  ['oasst-sampling/', 'oasst-sampling'],
  ['oasst/', 'oasst'],
  ['openclaw/', 'openclaw'],
  ['promptfoo/', 'promptfoo'],
  ['swe-agent/', 'swe-agent'],
];

interface Told {
  readonly records?: number;
  readonly conversations?: number;
  readonly turns?: number;
  readonly messages?: number;
  readonly unmapped?: number;
  readonly models?: readonly string[];
}

/** Where our numbers are not those of the table, ours and why. */
const DIFFERS: Readonly<Record<string, Told>> = {
  // Payloads of 22 lines: the two that were sent come back as events, 14 events say nothing of a conversation. The call of
  // a tool and what it returned, and the instructions, are messages too.
  'anthropic-managed-agents/anthropic_managed_mcp_tools.jsonl': {
    turns: 2,
    messages: 5,
    unmapped: 14,
    models: ['claude-opus-4-8'],
  },
  // What a tool returned is a message of its own, as the table's rule allows.
  'atif/harbor_openhands.json': { messages: 7 },
  'atif/harbor_terminus2_continuation_cont1.json': { messages: 12 },
  'atif/harbor_terminus2_sub_answers.json': { messages: 9 },
  'atif/harbor_terminus2_sub_summary.json': { messages: 7 },
  'atif/harbor_terminus2_timeout.json': { messages: 7 },
  'atif/multimodal_trajectory.json': { messages: 4 },
  'atif/simple_trajectory.json': { messages: 4 },
  // The subagent's two steps are read too; a step that says that it called no model is none of a model.
  'atif/v17_embedded_subagents.json': {
    conversations: 2,
    messages: 8,
    models: ['gpt-4.1', 'gpt-4.1-mini'],
  },
  // Lines without message.id are no parts of one answer.
  'claude-code/sample_session.json': { turns: 15 },
  // Each attempt stands twice and is mapped once; lines about the run are refused, and the model stands in one of them.
  'garak/qual_review_shuffled.report.jsonl': { unmapped: 3 },
  'garak/report_test.report.jsonl': { unmapped: 13, models: [] },
  'garak/test.report.jsonl': { unmapped: 13 },
  // Scan results name the transcripts that they are about.
  'inspect-scan/message_length.parquet': { conversations: 216, turns: 0, messages: 0, models: [] },
  // An archive holds a header, the journal, summaries and scores over epochs beside its samples: all are refused.
  'inspect/2025-02-11T15-17-00-05-00_popularity_dPiJifoWeEQBrfWsAopzWr.eval': {
    records: 10 + 22,
    unmapped: 22,
    models: ['gpt-4o-mini-2024-07-18'],
  },
  'inspect/2025-09-23T08-09-58-04-00_popularity_DN2wbX2ZvACsBpjwptzBRo.eval': {
    records: 100 + 302,
    unmapped: 302,
    models: ['gpt-4o-mini-2024-07-18'],
  },
  // The table counts the grader's call as a turn, but not its 2 messages.
  'inspect/ais-decoder.eval': {
    records: 1 + 5,
    messages: 26 + 2,
    unmapped: 5,
    models: ['gpt-5.4-2026-03-05'],
  },
  'inspect/log_formats.eval': { records: 1 + 5, unmapped: 5, models: ['llama3.1'] },
  // A log without samples is a record that says nothing of a conversation.
  'inspect/2025-05-12T20-28-13-04-00_no-samples.json': { records: 1, unmapped: 1, models: [] },
  // The model that answered, where the table has the one that was asked for.
  'inspect/2025-05-12T20-28-13-04-00_popularity.json': {
    models: ['gpt-4o-mini-2024-07-18'],
  },
  // The table has no messages of the grader's calls, but counts the calls as turns: 3 of 2 messages each.
  'inspect/2025-05-12T20-28-26-04-00_security-guide.json': {
    messages: 15,
    models: ['gpt-4o-mini-2024-07-18'],
  },
  'inspect/log_formats.json': { models: ['llama3.1'] },
  'inspect/log_images.json': { models: ['gpt-4o-2024-08-06'] },
  // Behaviours without an attack are refused.
  'jailbreakbench/PAIR__black_box__gpt-3.5-turbo-1106.json': { unmapped: 13 },
  'jailbreakbench/PAIR__black_box__vicuna-13b-v1.5.json': { unmapped: 18 },
  // Questions of two turns each, which are asked in the conversations of their answers.
  'mt-bench/question.en.jsonl': { messages: 160 },
  'mt-bench/question.pl.jsonl': { messages: 160 },
  // The table counts no messages here: 400 prompts and 700 outputs.
  'oasst-sampling/2023-03-01_theblackcat102_pythia-12b-deduped-sft_sampling.json': {
    messages: 1100,
  },
  'oasst-sampling/2023-03-01_theblackcat102_pythia-1b-deduped-sft_sampling.json': {
    messages: 1100,
  },
  // The end of a run holds its transcript: 18 messages, 8 of them answers. The message that came in names no session.
  'openclaw/crux1-sample-telemetry.jsonl': {
    conversations: 3,
    turns: 8,
    messages: 22,
    models: ['claude-opus-4-6'],
  },
  // The model stands in the configuration, which the table does not open.
  'swe-agent/replay_mm1867__default_sys-env_window100__t-0.20__p-0.95__c-2.00__install-1__marshmallow-code__marshmallow-1867.traj':
    { models: ['gpt-4o'] },
  'swe-agent/replay_mm1867__function_calling_replace__install-1__marshmallow-code__marshmallow-1867.traj':
    { models: ['gpt-4o'] },
  'swe-agent/tests_gpt4__swe-agent-test-repo__default_from_url__6e44b9__sweagenttestrepo-1c2844.traj':
    { models: ['gpt-4o'] },
};

const home = mkdtempSync(join(tmpdir(), 'exhibit-evaluations-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe.skipIf(!areThere)('evaluations, data sets and trajectories', () => {
  const rows = coveredRows();
  let imported: Imported = { cases: [], files: new Map() };

  beforeAll(async () => {
    const paths = rows.map(({ file }) => join(REAL_LOGS, file));
    imported = await importedInCases(home, paths, 3);
  }, 300_000);

  test('covers what is there', () => {
    expect(rows.length).toBeGreaterThanOrEqual(45);
    expect(Object.keys(DIFFERS).filter((file) => !rows.some((row) => row.file === file))).toEqual(
      [],
    );
  });

  for (const { file, format, told } of rows)
    test(`${file} has exactly these counts`, () => {
      const found = imported.files.get(join(REAL_LOGS, file));
      const { records, conversations, turns, messages, unmapped, models } = found ?? {};
      expect({
        format: found?.format,
        quarantined: found?.quarantined,
        ...{ records, conversations, turns, messages, unmapped },
      }).toEqual({ format, quarantined: 0, ...told.counts });
      expect(otherModels(models ?? [], told.models)).toEqual([]);
    });

  test('the cases verify', async () => {
    for (const path of imported.cases) {
      const { ok, checks } = await verify(path, { full: false, trusted: [] });
      expect(checks.filter((check) => !check.ok)).toEqual([]);
      expect(ok).toBe(true);
    }
  }, 300_000);
});

describe.skipIf(!areThere)('what stands in several records or files', () => {
  const from = (file: string) => join(REAL_LOGS, file);

  test('each turn of each answer of MT-bench is given its question', async () => {
    await withCase(async (trial) => {
      await trial.deriveFrom(from('mt-bench/zephyr-7b-beta.jsonl'), named(1));
      await trial.deriveFrom(from('mt-bench/question.en.jsonl'), named(2));
      const asked = await trial.rows(`
        SELECT q.metadata->>'question_id' AS question, (q.metadata->>'turn')::INTEGER AS turn, text
        FROM store.message JOIN store.content USING (content_id) JOIN store.turn AS q USING (turn_id)
        WHERE side = 'input' AND q.kind = 'model'
        ORDER BY question::INTEGER, turn`);
      const questions = readFileSync(from('mt-bench/question.en.jsonl'), 'utf8')
        .trimEnd()
        .split('\n')
        .map((one) => question.parse(JSON.parse(one)));
      expect(asked).toEqual(
        questions.flatMap(({ question_id, turns }) =>
          turns.map((text, at) => ({ question: String(question_id), turn: at + 1, text })),
        ),
      );
    });
  });
  test('messages that name their parents are one conversation a tree', async () => {
    await withCase(async (trial) => {
      await trial.deriveFrom(from('oasst/realistic_seed_data.json'), named(1));
      expect(
        await trial.rows(
          'SELECT count(*) AS trees, sum(turns)::BIGINT AS turns FROM store.conversation',
        ),
      ).toEqual([{ trees: '74', turns: '265' }]);
    });
  });
});

const named = (evidence_id: number) => ({ evidence: { evidence_id, name: `${evidence_id}.json` } });
const question = z.object({ question_id: z.int(), turns: z.array(z.string()) });

function coveredRows() {
  return expectedRows().flatMap(({ file, cells, models: named }) => {
    const format = COVERED.find(([start]) => file.startsWith(start))?.[1];
    if (format === undefined) return [];
    const [records = 0, conversations = 0, turns = 0, messages = 0] = cells.map(Number);
    const { models, ...ours } = DIFFERS[file] ?? {};
    const counts = { records, conversations, turns, messages, unmapped: 0, ...ours };
    return [{ file, format, told: { counts, models: models ?? modelsIn(named) } }];
  });
}

const modelsIn = (cell: string): readonly string[] => cell.split('|').filter((name) => name !== '');

/** Models that only one side names; the table may have both spellings of one model. */
function otherModels(found: readonly string[], told: readonly string[]): string[] {
  const isOf = (name: string, names: readonly string[]): boolean =>
    names.some((one) => one === name || one.endsWith(`/${name}`) || name.endsWith(`/${one}`));
  return [
    ...found.filter((name) => !isOf(name, told)),
    ...told.filter((name) => !isOf(name, found)),
  ];
}
