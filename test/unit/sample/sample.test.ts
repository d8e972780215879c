import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const committed = join(import.meta.dirname, '../../../resources/sample');
const PARQUET = 'evaluation-2026-04.parquet';

const messageSchema = z.object({ role: z.string(), content: z.string().nullable() });
const recordSchema = z.object({
  id: z.string(),
  conversation_id: z.string(),
  created: z.int(),
  user: z.string(),
  route: z.string(),
  environment: z.string(),
  output_filter: z.string(),
  prompt_version: z.string(),
  request: z.object({ model: z.string(), messages: z.array(messageSchema) }),
  response: z.object({
    model: z.string(),
    choices: z.array(z.object({ message: messageSchema })).length(1),
  }),
  context: z.array(z.object({ id: z.string(), text: z.string() })),
});
type Call = z.infer<typeof recordSchema>;

const counts = z.object({
  records: z.int(),
  mapped: z.int(),
  quarantined: z.int(),
  unmapped: z.int(),
  blank: z.int(),
  conversations: z.int(),
  turns: z.int(),
});
const ids = z.array(z.string());
const truthSchema = z.object({
  files: z.record(z.string(), counts),
  times: z.record(z.string(), z.string()),
  wrong_answers: ids,
  wrong_after_rollback: ids,
  refusals: ids,
  injection: z.object({ attempts: ids, extracted: ids, hostile_context: ids, obeyed: ids }),
  leaks: z.array(
    z.object({ id: z.string(), values: z.array(z.string()), in_tool_result: z.boolean() }),
  ),
  affected_users: z.object({ wrong_answers: ids, voucher: ids }),
});
const investigationSchema = z.object({
  references: z.array(z.object({ file: z.string() })),
  exhibits: z.array(
    z.object({
      ref: z.string(),
      external_id: z.string(),
      side: z.enum(['input', 'output', 'context']),
      document: z.string().optional(),
      quote: z.string(),
    }),
  ),
  causes: z.array(
    z.object({ cause: z.string(), on: z.string(), for: ids, against: ids, rationale: z.string() }),
  ),
  notes: z.array(z.object({ on: z.string() })),
});
const taxonomySchema = z.object({ entries: z.array(z.object({ id: z.string() })) });

type Status = 'mapped' | 'unmapped' | 'quarantined' | 'blank';

/** Reads a log as a person with a plain JSON parser would: LF lines, strict UTF-8, NaN as Python writes it. */
function readLines(path: string): { status: Status; call?: Call }[] {
  const bytes = readFileSync(path);
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0x0a, start);
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines.map((line) => {
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(line);
      if (/^[ \t\r]*$/.test(text)) return { status: 'blank' };
      const parsed: unknown = JSON.parse(text.replace(/:NaN([,}])/g, ':null$1'));
      const call = recordSchema.safeParse(parsed);
      return call.success ? { status: 'mapped', call: call.data } : { status: 'unmapped' };
    } catch {
      return { status: 'quarantined' };
    }
  });
}

const LOGS = readdirSync(committed).filter((name) => name.startsWith('gateway-'));
const byLog = new Map(LOGS.map((name) => [name, readLines(join(committed, name))]));
const calls = [...byLog.values()].flat().flatMap(({ call }) => (call === undefined ? [] : [call]));
const byId = new Map(calls.map((call) => [call.id, call]));
const read = (name: string): string => readFileSync(join(committed, name), 'utf8');
const truth = truthSchema.parse(JSON.parse(read('truth.json')));
const investigation = investigationSchema.parse(parse(read('investigation.yaml')));

function callOf(id: string): Call {
  const call = byId.get(id);
  if (call === undefined) throw new Error(`no call ${id}`);
  return call;
}
const answerOf = (call: Call): string => call.response.choices[0]?.message.content ?? '';
const seconds = (name: string): number => Date.parse(truth.times[name] ?? '') / 1000;
const NEWER = 'assist-large-2026-04-02';

async function parquetRows(path: string): Promise<unknown> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(
    `SELECT * FROM read_parquet('${path}', file_row_number = true) ORDER BY file_row_number`,
  );
  connection.closeSync();
  instance.closeSync();
  return reader.getRowsJson();
}

describe('the generator', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'exhibit-sample-'));
    execFileSync(process.execPath, [join(committed, 'generate.mjs'), folder]);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('writes the committed files again, byte for byte', () => {
    const names = readdirSync(folder).filter((name) => name !== PARQUET);
    expect(names).toHaveLength(9);
    for (const name of names) {
      expect(
        readFileSync(join(folder, name)).equals(readFileSync(join(committed, name))),
        name,
      ).toBe(true);
    }
  });

  it('writes the same evaluation rows', async () => {
    const rows = await parquetRows(join(folder, PARQUET));
    expect(rows).toHaveLength(280);
    expect(rows).toEqual(await parquetRows(join(committed, PARQUET)));
  });
});

describe('the gateway log', () => {
  it.each(LOGS)('%s has the counts that truth.json names', (name) => {
    const lines = byLog.get(name) ?? [];
    const of = (status: Status): number => lines.filter((line) => line.status === status).length;
    const own = lines.flatMap(({ call }) => (call === undefined ? [] : [call]));
    expect(truth.files[name]).toEqual({
      records: lines.length - of('blank'),
      mapped: of('mapped'),
      quarantined: of('quarantined'),
      unmapped: of('unmapped'),
      blank: of('blank'),
      conversations: new Set(own.map(({ conversation_id }) => conversation_id)).size,
      turns: own.length,
    });
    expect([of('quarantined'), of('unmapped')]).toEqual([1, 1]);
  });

  it('holds the damage that real exports have', () => {
    const bytes = Buffer.concat(LOGS.map((name) => readFileSync(join(committed, name))));
    expect(bytes.includes(':NaN')).toBe(true);
    expect(bytes.includes('\\ud83d"')).toBe(true);
    expect(bytes.includes('\r\n')).toBe(true);
  });

  it('gives every call its own id, in order of time', () => {
    expect(byId.size).toBe(calls.length);
    expect(calls.length).toBeGreaterThan(2500);
    const times = calls.map(({ created }) => created);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('repeats the history in every later call of a conversation', () => {
    const seen = new Map<string, Call>();
    for (const call of calls) {
      const earlier = seen.get(call.conversation_id);
      if (earlier !== undefined) {
        const history = [...earlier.request.messages, earlier.response.choices[0]?.message];
        expect(call.request.messages.slice(1, history.length)).toEqual(history.slice(1));
      }
      seen.set(call.conversation_id, call);
    }
    expect(seen.size).toBeGreaterThan(1200);
  });

  it('is answered by the newer version only between update and rollback of each route', () => {
    for (const { created, route, response } of calls) {
      const end = seconds(route === 'chat-ie' ? 'rollback_missed_route' : 'rollback');
      expect(response.model === NEWER).toBe(created >= seconds('update') && created < end);
    }
  });

  it('asks both versions more than a hundred inputs word for word', () => {
    const inputs = (newer: boolean): Set<string> =>
      new Set(
        calls
          .filter(
            ({ response, environment }) =>
              environment === 'production' && (response.model === NEWER) === newer,
          )
          .map(({ request }) => JSON.stringify(request.messages)),
      );
    const old = inputs(false);
    expect([...inputs(true)].filter((input) => old.has(input)).length).toBeGreaterThan(100);
  });
});

describe('the truth', () => {
  it('lists exactly the answers that name 60 days, each against a passage that says 30', () => {
    const sixty = calls.filter((call) =>
      /\b60 (days|Tage|jours|dagen|días|dni|giorni)\b/.test(answerOf(call)),
    );
    expect(sixty.map(({ id }) => id)).toEqual(
      truth.wrong_answers.filter((id) => /60/.test(answerOf(callOf(id)))),
    );
    expect(truth.wrong_answers).toHaveLength(sixty.length);
    for (const call of sixty) {
      expect(call.response.model).toBe(NEWER);
      expect(call.context.map(({ text }) => text).join(' ')).toMatch(/30[ -]day/);
      expect(call.context.map(({ id }) => id)).not.toContain('seller-brightnest-faq');
    }
    expect(new Set(sixty.map(({ user }) => user))).toEqual(
      new Set(truth.affected_users.wrong_answers),
    );
  });

  it('counts wrong answers of the missed route after the rollback', () => {
    const late = truth.wrong_answers.filter((id) => callOf(id).created >= seconds('rollback'));
    expect(late).toEqual(truth.wrong_after_rollback);
    expect(late.length).toBeGreaterThan(0);
    expect(late.every((id) => callOf(id).route === 'chat-ie')).toBe(true);
  });

  it('lists the answers that pass the voucher on, all with the hostile page in their context', () => {
    const voucher = calls.filter((call) => answerOf(call).includes('NEST-20'));
    expect(voucher.map(({ id }) => id)).toEqual(truth.injection.obeyed);
    const shown = calls.filter(({ context }) =>
      context.some(({ id }) => id === 'seller-brightnest-faq'),
    );
    expect(shown.map(({ id }) => id)).toEqual(truth.injection.hostile_context);
    expect(truth.injection.hostile_context).toEqual(expect.arrayContaining(truth.injection.obeyed));
    expect(
      shown.some(({ context }) => context.some(({ text }) => /[\u{e0020}-\u{e007e}]/u.test(text))),
    ).toBe(true);
  });

  it('lists leaks whose values stand in the answer, and in the input only where it says so', () => {
    expect(truth.leaks.map(({ in_tool_result }) => in_tool_result)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    for (const { id, values, in_tool_result } of truth.leaks) {
      const call = callOf(id);
      expect(call.output_filter).toBe('pass');
      for (const value of values) {
        expect(answerOf(call)).toContain(value);
        expect(JSON.stringify([call.request, call.context]).includes(value)).toBe(in_tool_result);
      }
    }
  });

  it('has a prompt that stays the same until 27 April', () => {
    const before = calls.filter(
      ({ created }) => created < Date.parse('2026-04-27T09:00:00Z') / 1000,
    );
    expect(new Set(before.map(({ request }) => request.messages[0]?.content)).size).toBe(1);
    expect(new Set(before.map(({ prompt_version }) => prompt_version))).toEqual(
      new Set(['support-v14']),
    );
  });

  it('was not foreseen by the evaluation: nothing there names a return period', async () => {
    const rows = JSON.stringify(await parquetRows(join(committed, PARQUET)));
    expect(rows).not.toMatch(/\b(30|60) days\b/);
  });
});

describe('the investigation', () => {
  it('quotes what the log says, where it says it', () => {
    for (const { external_id, side, document, quote } of investigation.exhibits) {
      const call = callOf(external_id);
      const text = {
        input: call.request.messages.map(({ content }) => content ?? '').join('\n'),
        output: answerOf(call),
        context: call.context.find(({ id }) => id === document)?.text ?? '',
      }[side];
      expect(text).toContain(quote);
    }
  });

  it('names causes of the taxonomy and exhibits that exist', () => {
    const taxonomy = taxonomySchema.parse(
      parse(readFileSync(join(committed, '../taxonomy/causes.yaml'), 'utf8')),
    );
    const known = new Set(taxonomy.entries.map(({ id }) => id));
    const refs = new Set(investigation.exhibits.map(({ ref }) => ref));
    expect(refs.size).toBe(investigation.exhibits.length);
    for (const { cause, on, for: supporting, against } of investigation.causes) {
      expect(known).toContain(cause);
      expect([on, ...supporting, ...against].filter((ref) => !refs.has(ref))).toEqual([]);
      expect(supporting.length + against.length).toBeGreaterThan(0);
    }
    expect(investigation.notes.filter(({ on }) => !refs.has(on))).toEqual([]);
  });

  it('states the number of wrong answers that the log holds', () => {
    const root = investigation.causes.find(({ cause }) => cause === 'M2');
    expect(root?.rationale).toContain(`All ${truth.wrong_answers.length} wrong return periods`);
  });

  it('registers references that lie beside it', () => {
    const names = readdirSync(committed);
    for (const { file } of investigation.references) expect(names).toContain(file);
  });
});
