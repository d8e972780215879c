import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { rows } from '../../electron/engine/case/query.ts';
import { createCase, importFiles, verify } from '../../electron/engine/index.ts';
import { openForReading } from '../fixtures/open-for-reading.ts';
import { areThere, expectedRows, REAL_LOGS } from './expected.ts';

const home = mkdtempSync(join(tmpdir(), 'exhibit-runs-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe.skipIf(!areThere)('traces of Langfuse and runs of LangSmith', () => {
  const casePath = join(home, 'all.exhibit');
  const files = coveredRows();
  const imported = new Map<string, Awaited<ReturnType<typeof importFiles>>['files'][number]>();

  beforeAll(async () => {
    await createCase(casePath, 'Runs');
    const paths = files.map(({ file }) => join(REAL_LOGS, file));
    const options = { format: null, zone: 'UTC', clockOffsetMs: 0, intake: null };
    const { files: found, refused } = await importFiles(casePath, paths, options);
    expect(refused).toEqual([]);
    for (const file of found) imported.set(file.path, file);
  }, 300_000);

  test('covers what is there', () => expect(files.length).toBeGreaterThanOrEqual(12));

  for (const { file, format, counts, models } of files)
    test(`${file} has exactly these counts`, () => {
      const found = imported.get(join(REAL_LOGS, file));
      const { records, conversations, turns, messages, unmapped, quarantined } = found ?? {};
      expect({
        format: found?.format,
        ...{ records, conversations, turns, messages, unmapped, quarantined },
      }).toEqual({ format, ...counts, unmapped: 0, quarantined: 0 });
      // The table may name a model both as it was asked for and as it answered.
      expect(found?.models.filter((name) => !models.includes(name))).toEqual([]);
      expect(found?.models).toContain(models.at(-1));
    });

  for (const { file } of files.filter(({ format }) => format === 'langfuse'))
    test(`${file} says what Langfuse makes of it`, async () => {
      const { said, told } = await bothSides(casePath, file);
      expect(said).toEqual(told);
    });

  for (const container of ['jsonl', 'csv', 'parquet'])
    test(`the observations as a blob storage exports them, as ${container}, say the same`, async () => {
      const traces = files.filter(({ format }) => format === 'langfuse');
      const path = join(home, `observations.${container}`);
      const lines = join(home, 'observations.jsonl');
      writeFileSync(lines, traces.flatMap(({ file }) => tableRows(file)).join('\n'));
      if (container !== 'jsonl') await copyTable(lines, path, container);
      const copy = join(home, `${container}.exhibit`);
      await createCase(copy, container);
      const options = { format: null, zone: 'UTC', clockOffsetMs: 0, intake: null };
      const { files: found } = await importFiles(copy, [path], options);
      const sum = (name: 'records' | 'turns' | 'messages'): number =>
        traces.reduce((total, { counts }) => total + counts[name], 0);
      expect(found).toMatchObject([
        {
          format: 'langfuse',
          ...{ records: sum('records'), turns: sum('turns'), messages: sum('messages') },
          ...{ conversations: traces.length, unmapped: 0, quarantined: 0 },
        },
      ]);
    }, 60_000);

  test('the case verifies, its tables derived again', async () => {
    const { ok, checks } = await verify(casePath, { full: true, trusted: [] });
    expect(checks.filter((check) => !check.ok)).toEqual([]);
    expect(ok).toBe(true);
  }, 300_000);
});

function coveredRows() {
  return expectedRows().flatMap(({ file, cells, models }) => {
    const format = /^(?:langfuse|langsmith)(?=\/)/.exec(file)?.[0];
    if (format === undefined) return [];
    const [records = 0, conversations = 0, turns = 0, messages = 0] = cells.map(Number);
    const counts = { records, conversations, turns, messages };
    return [{ file, format, counts, models: models.split('|') }];
  });
}

const observation = z.record(z.string(), z.unknown());
const trace = z.object({ observations: z.array(observation) });

/** The observations of a trace as lines of the table that Langfuse keeps them in. */
function tableRows(file: string): string[] {
  const { observations } = trace.parse(JSON.parse(readFileSync(join(REAL_LOGS, file), 'utf8')));
  return observations.map(({ model, modelParameters, ...rest }) => {
    const row = Object.entries(rest)
      .filter(([name]) => !/^(?:internal|input.+|output.+|totalUsage|projectId)/.test(name))
      .map(([name, value]) => [
        name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        value !== null && typeof value === 'object' ? JSON.stringify(value) : value,
      ]);
    const settings = modelParameters === null ? null : JSON.stringify(modelParameters);
    return JSON.stringify({
      ...Object.fromEntries(row),
      provided_model_name: model,
      model_parameters: settings,
    });
  });
}

/** Writes lines of JSON again as rows, texts as they are. */
async function copyTable(lines: string, path: string, container: string): Promise<void> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const [first = ''] = readFileSync(lines, 'utf8').split('\n');
  const names = Object.keys(observation.parse(JSON.parse(first)));
  const columns = names.map((name) => `"${name}": 'VARCHAR'`).join(', ');
  const options = container === 'csv' ? 'FORMAT csv, HEADER' : 'FORMAT parquet';
  await connection.run(
    `COPY (FROM read_json('${lines}', format = 'newline_delimited', columns = {${columns}}))
     TO '${path}' (${options})`,
  );
  connection.closeSync();
  instance.closeSync();
}

/** Where Langfuse's own normalisation says less, or something else, of an observation: by its side. */
const DIFFERS: Readonly<Record<string, string>> = {
  // What a function returned is said by a tool, not by the user.
  'bded677884f031ce input': 'role',
  // What the Responses API repeats of its instructions in the answer was given to the model.
  '90d94774e8e3724d input': 'instructions',
  '98870087af69bf06 input': 'instructions',
};

const toolCall = z.object({ name: z.string(), arguments: z.string() });
const chatMl = z.object({
  role: z.string().optional(),
  content: z.unknown().optional(),
  tool_calls: z.array(toolCall).optional(),
});
const side = z.object({ success: z.boolean(), data: z.array(chatMl).optional() }).optional();
const oracle = z.record(z.string(), z.object({ input: side, output: side }));

const stored = z.object({
  seq: z.number(),
  role: z.string().nullable(),
  type: z.string(),
  name: z.string().nullable(),
  text: z.string().nullable(),
});

interface Line {
  role: string | null;
  text: string;
  calls: string[];
}

/**
 * Who said what, by observation and side, as the case has it and as Langfuse has it. What Langfuse does not know of a
 * message (its role, or the text of what it could not read) is not compared.
 */
async function bothSides(casePath: string, file: string) {
  const { connection } = await openForReading(casePath);
  const path = join(REAL_LOGS, file.replace('.trace.', '.chatml.'));
  const said: Record<string, readonly Line[]> = {};
  const told: Record<string, readonly Line[]> = {};
  for (const [id, sides] of Object.entries(oracle.parse(JSON.parse(readFileSync(path, 'utf8'))))) {
    for (const name of ['input', 'output'] as const) {
      const { data, success = false } = sides[name] ?? {};
      if (!success || data === undefined) continue;
      const key = `${id} ${name}`;
      const own = await linesOf(connection, { file: basename(file), id, side: name });
      const ours = DIFFERS[key] === 'instructions' ? own.slice(1) : own;
      told[key] = data.map((message, at) => toldLine(message, ours[at], DIFFERS[key] === 'role'));
      said[key] = ours;
    }
  }
  return { said, told };
}

function toldLine(
  message: z.infer<typeof chatMl>,
  ours: Line | undefined,
  otherRole: boolean,
): Line {
  const { content } = message;
  const calls = message.tool_calls?.map((call) => `${call.name} ${canonical(call.arguments)}`);
  const isSilent = (content === undefined || content === '') && calls === undefined;
  const role = message.role === 'model' ? 'assistant' : message.role;
  const known = role === undefined || (otherRole && ours?.role === 'tool') ? ours?.role : role;
  if (isSilent || isCallPart(content))
    return { ...(ours ?? { text: '', calls: [] }), role: known ?? null };
  return { role: known ?? null, text: textOf(content), calls: calls ?? [] };
}

/** A part that Langfuse keeps as it stands where a message calls a tool. */
const isCallPart = (content: unknown): boolean =>
  Array.isArray(content) &&
  z.array(z.object({ type: z.literal('tool_use') })).safeParse(content).success;

const texts = z.array(z.object({ type: z.literal('text'), text: z.string() }));

function textOf(content: unknown): string {
  if (content === undefined || content === null) return '';
  const parts = texts.safeParse(content);
  if (parts.success) return canonical(parts.data.map(({ text }) => text).join(''));
  return canonical(typeof content === 'string' ? content : JSON.stringify(content));
}

/** JSON is compared by what it says. */
function canonical(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

const SAID = `
  SELECT m.seq, m.role, m.type, m.name, c.text
  FROM turn t
  JOIN record r USING (record_id)
  JOIN evidence e USING (evidence_id)
  JOIN message m ON m.turn_id = t.turn_id
  LEFT JOIN content c USING (content_id)
  WHERE e.name = $file AND t.external_id = $id AND m.side = $side
  ORDER BY m.seq, m.choice, m.part`;

async function linesOf(
  connection: DuckDBConnection,
  asked: { file: string; id: string; side: string },
): Promise<Line[]> {
  const lines = new Map<number, Line>();
  for (const part of await rows(connection, SAID, asked, stored)) {
    const line = lines.get(part.seq) ?? { role: part.role, text: '', calls: [] };
    if (part.type === 'tool_call')
      line.calls.push(`${part.name ?? ''} ${canonical(part.text ?? '')}`);
    else line.text += canonical(part.text ?? '');
    lines.set(part.seq, line);
  }
  return [...lines.values()];
}
