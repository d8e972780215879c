import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { append } from '../../../electron/engine/analysis/activity-log.ts';
import * as answers from './answers.ts';
import { SmallCase } from './small-case.ts';

// Each command of the table in docs/user-guide.md answers --json as scripts rely on it; one case, in the order of work.
const exhibit = new SmallCase();

describe('taking in', () => {
  test('new says which case it made', async () => {
    const path = exhibit.path('another.exhibit');
    const made = await exhibit.json(['new', path, '--title', 'Another']);
    expect(made).toMatchObject({
      case: path,
      title: 'Another',
      created: '2026-05-04T09:00:00.000Z',
    });
  });

  test('import counts what the file spells out', async () => {
    const answer = answers.importAnswer.parse(
      await exhibit.json(['import', exhibit.root, exhibit.log]),
    );
    expect(answer.refused).toEqual([]);
    expect(answer.files).toMatchObject([
      {
        path: exhibit.log,
        format: 'openai-chat',
        records: 14,
        mapped: 13,
        unmapped: 0,
        quarantined: 1,
        conversations: 13,
        turns: 13,
        messages: 26,
        models: ['rail-1', 'rail-2'],
      },
    ]);
  });

  test('reference registers a file unparsed', async () => {
    const policy = exhibit.write('policy.md', '# A change costs 40 euros.\n');
    const title = 'Fares 2026';
    expect(await exhibit.json(['reference', exhibit.root, policy, '--title', title])).toMatchObject(
      {
        title,
        reference_id: 1,
      },
    );
  });

  test('formats lists what is known', async () => {
    const { formats } = z
      .object({ formats: z.array(z.object({ id: z.string(), title: z.string() })) })
      .parse(await exhibit.json(['formats']));
    expect(formats.map(({ id }) => id)).toContain('openai-chat');
  });

  test('info counts what the case holds', async () => {
    const info = answers.infoAnswer.parse(await exhibit.json(['info', exhibit.root]));
    expect(info).toMatchObject({
      case: exhibit.root,
      title: 'Promises on the railway',
      turns: 13,
      conversations: 13,
      first: '2026-04-01T08:00:00.000Z',
      models: [
        { model: 'rail-2', turns: 7 },
        { model: 'rail-1', turns: 6 },
      ],
    });
    expect(info.completeness).toContainEqual({ field: 'context', turns: 13, of: 13 });
    const { case: whole, files } = info.completeness_statement;
    expect([whole.events.dated, whole.events.first]).toEqual([13, '2026-04-01T08:00:00.000Z']);
    expect(files.map(({ name }) => name)).toContain('rail.jsonl');
  });
});

describe('looking', () => {
  test('search gives hits with their places', async () => {
    const found = answers.searchAnswer.parse(
      await exhibit.json(['search', exhibit.root, 'model:rail-2 "glass of wine"']),
    );
    expect([found.total, found.hits_total, found.hits.length]).toEqual([5, 5, 5]);
    expect(found.hits[0]).toMatchObject({
      conversation: 'conv-new-0',
      side: 'output',
      role: 'assistant',
      text: 'glass of wine',
      place: { name: 'rail.jsonl', ordinal: 2, member: null },
    });
  });

  test('a turn that matches by fields alone is one hit without text', async () => {
    const found = answers.searchAnswer.parse(
      await exhibit.json(['search', exhibit.root, 'model:rail-1']),
    );
    expect([found.total, found.hits_total]).toEqual([6, 6]);
    for (const { side, role, char_start, char_end, text } of found.hits)
      expect([side, role, char_start, char_end, text]).toEqual([null, null, null, null, null]);
  });

  test('sql gives columns and rows as objects', async () => {
    const select = 'SELECT model, count(*) AS turns FROM turn GROUP BY model ORDER BY model';
    const answer = answers.sqlAnswer.parse(await exhibit.json(['sql', exhibit.root, select]));
    expect(answer).toEqual({
      columns: ['model', 'turns'],
      rows: [
        { model: 'rail-1', turns: 6 },
        { model: 'rail-2', turns: 7 },
      ],
    });
  });

  test('replay gives what each turn was given and answered', async () => {
    const { conversation, turns } = answers.replayAnswer.parse(
      await exhibit.json(['replay', exhibit.root, 'conv-new-1']),
    );
    expect(conversation).toBe('conv-new-1');
    expect(turns).toHaveLength(1);
    expect(turns[0]).toMatchObject({
      model: 'rail-2',
      capture: 'application',
      input: [{ role: 'user', parts: [{ text: 'What does a change cost?' }] }],
      context: [{ rank: 1, document_id: 'fees', text: 'A change costs 40 euros.' }],
      output: [{ role: 'assistant', parts: [{ text: 'A change costs 40 euros.' }] }],
      place: { ordinal: 4 },
    });
  });
});

describe('judging', () => {
  test('detect sums its rules by lane', async () => {
    const answer = answers.detectAnswer.parse(await exhibit.json(['detect', exhibit.root]));
    expect(answer.turns).toBe(13);
    expect(answer.rules.length).toBeGreaterThanOrEqual(12);
    for (const lane of ['candidate', 'lead', 'finding'] as const) {
      const hits = answer.rules
        .filter((rule) => rule.lane === lane)
        .reduce((sum, { findings }) => sum + findings, 0);
      expect(answer[`${lane}s`], lane).toBe(hits);
    }
    const unsupported = answer.rules.filter(({ rule_id }) => rule_id === 'unsupported-answer');
    // Every answered turn that has context gets one row.
    expect(unsupported.reduce((sum, { findings }) => sum + findings, 0)).toBe(13);
    expect(unsupported[0]?.could_fire).toBe(13);
  });

  test('rules test runs the examples of the bundled rules', async () => {
    const example = z.object({ rule_id: z.string(), ok: z.literal(true), problem: z.null() });
    const answer = z
      .object({ ok: z.literal(true), results: z.array(example) })
      .parse(await exhibit.json(['rules', 'test']));
    expect(answer.results.length).toBeGreaterThan(24);
  });

  test('compare measures both sides', async () => {
    const sides = ['--a', 'model:rail-1', '--b', 'model:rail-2'];
    const answer = answers.compareAnswer.parse(
      await exhibit.json(['compare', exhibit.root, ...sides]),
    );
    const { pairs, identical, changed, only_a, only_b, metrics } = answer;
    expect([pairs, identical, changed, only_a, only_b]).toEqual([6, 1, 5, 0, 1]);
    const length = metrics.find(({ name }) => name === 'length');
    // " And a glass of wine is free for you and all of your friends." has 61 code points; five of six answers end so.
    expect(length?.difference).toBeCloseTo((5 * 61) / 6, 9);
    expect(length?.low).toBeLessThan(length?.difference ?? 0);
    expect(length?.high).toBeGreaterThan(length?.difference ?? 0);
  });

  test('compare --pairs writes every pair, verdict judges them, lists what stands and clears it', async () => {
    const root = exhibit.copy();
    const verdict = (...args: string[]) => exhibit.json(['verdict', root, ...args]);
    const handle = z.looseObject({ handle: z.string() });
    const pairsFrom = async (...sides: string[]) => {
      const file = exhibit.path('new', 'pairs.jsonl');
      await exhibit.json(['compare', root, ...sides, '--pairs', file]);
      return readFileSync(file, 'utf8')
        .split('\n')
        .filter((entry) => entry !== '')
        .map((entry) =>
          z.looseObject({ pair: z.int(), a: handle, b: handle }).parse(JSON.parse(entry)),
        );
    };
    const pairs = await pairsFrom('--a', 'model:rail-1', '--b', 'model:rail-2');
    expect(pairs.map(({ pair }) => pair)).toEqual([1, 2, 3, 4, 5, 6]);
    const { a, b } = pairs[2] ?? raise();
    const given = ['give', a.handle, b.handle];
    expect(await verdict(...given, 'both-bad')).toEqual({
      a: a.handle,
      b: b.handle,
      verdict: 'both-bad',
    });
    await verdict('give', 'old-2', 'new-2', 'a-better', '--note', ' It promises no wine. ');
    expect(await verdict()).toMatchObject({
      verdicts: [
        {
          ...{ a: a.handle, b: b.handle, verdict: 'a-better', note: 'It promises no wine.' },
          places: { a: { ordinal: 5 }, b: { ordinal: 6 } },
        },
      ],
    });
    // A filter that an older version wrote and this one cannot read keeps nobody from judging.
    const unread = { a: 'speed:fast', b: 'model:rail-2', seed: 1 };
    const { seq } = await append(root, 'comparison.announced', unread);
    const nothing = { pairs: 0, identical: 0, changed: 0, result_sha256: '0'.repeat(64) };
    const ended = { announced_seq: seq, ...unread, ...nothing };
    await append(root, 'comparison.completed', ended);
    const { stdout } = await exhibit.run(['verdict', root, 'give', 'old-2', 'new-2', 'a-better']);
    expect(stdout).toBe(`Judged A better: ${a.handle} with ${b.handle}\n`);
    expect(await verdict('clear', 'old-2', 'new-2')).toEqual({
      a: a.handle,
      b: b.handle,
      verdict: null,
    });
    expect(await verdict('list')).toEqual({ verdicts: [] });
    // Two turns of no pair, a pair the other way round, and a verdict that is none: nothing is written for them.
    const log = join(root, 'activity.jsonl');
    const before = readFileSync(log, 'utf8');
    for (const [args, words] of [
      [['give', 'old-2', 'new-3', 'same'], 'No comparison of this case pairs'],
      [['give', 'new-2', 'old-2', 'same'], 'the other way round'],
      [['give', 'old-2', 'new-2', 'better'], 'a-better, b-better, same, both-bad'],
      [['clear', 'old-2', 'new-2'], 'No verdict stands'],
      [['give', 'old-2'], 'knows: list, give'],
    ] as const) {
      const { status, stderr } = await exhibit.run(['verdict', root, ...args]);
      expect([status, stderr]).toEqual([2, expect.stringContaining(words)]);
    }
    expect(readFileSync(log, 'utf8')).toBe(before);
    expect(await pairsFrom('--a', 'model:none', '--b', 'model:rail-2')).toEqual([]);
  });
});

const raise = (): never => {
  throw new Error('there is no such pair');
};

describe('the analysis', () => {
  const list = async (what: string, key: string): Promise<unknown[]> =>
    z.object({ [key]: z.array(z.unknown()) }).parse(await exhibit.json([what, exhibit.root]))[
      key
    ] ?? [];

  test('exhibit pins the exact words', async () => {
    const pin = ['exhibit', exhibit.root, 'pin', 'new-0', '--side', 'output'];
    const words = ['--caption', 'A promise', '--quote', 'A glass of wine'];
    expect((await exhibit.run([...pin, ...words])).status).toBe(2);
    expect(
      await exhibit.json([...pin, '--caption', 'A promise', '--quote', 'a glass of wine']),
    ).toEqual({
      exhibit: 'E-1',
    });
    expect(await list('exhibit', 'exhibits')).toMatchObject([
      { caption: 'A promise', span: { side: 'output', quotation: 'a glass of wine' } },
    ]);
  });

  test('cause tags an entry of the taxonomy with grounds', async () => {
    const tag = ['cause', exhibit.root, 'tag', 'M2', '--for', 'E-1', '--turn', 'new-0'];
    expect(
      await exhibit.json([...tag, '--rationale', 'Since the update it promises wine.']),
    ).toEqual({
      cause: 'K-1',
    });
    expect(await list('cause', 'causes')).toMatchObject([
      { cause_id: 'M2', standing: 'root', confidence: 'medium', grounds_for: ['E-1'] },
    ]);
  });

  test('cause set changes what is named, history keeps what was said, withdraw takes back by handle', async () => {
    const on = (...args: string[]) => exhibit.json(['cause', exhibit.root, ...args]);
    await on('tag', 'R1', '--rationale', 'Nothing was found.');
    expect(await on('set', 'K-2', '--standing', 'not-indicated', '--against', 'T-1,E-1')).toEqual({
      cause: 'K-2',
      changed: true,
    });
    expect(await on('set', 'K-2', '--standing', 'not-indicated')).toEqual({
      cause: 'K-2',
      changed: false,
    });
    expect(await list('cause', 'causes')).toMatchObject([
      { cause_id: 'M2' },
      { cause_id: 'R1', standing: 'not-indicated', grounds_against: ['T-1', 'E-1'] },
    ]);
    expect(await on('history', 'K-2')).toMatchObject({
      history: [
        { what: 'tagged', standing: 'root', stands: true },
        { what: 'changed', standing: 'not-indicated', rationale: null },
      ],
    });
    expect(await exhibit.json(['withdraw', exhibit.root, 'k-2'])).toEqual({ withdrawn: 'K-2' });
    expect(await list('cause', 'causes')).toMatchObject([{ cause_id: 'M2' }]);
  });

  test('fields are entered step by step, each in the place of what was said before', async () => {
    const enter = (name: string, text: string) =>
      exhibit.json(['fields', exhibit.root, 'enter', exhibit.write(name, text)]);
    expect(await enter('one.yaml', 'title: Wine\nscope: April\n')).toEqual({
      entered: ['title', 'scope'],
    });
    expect(await enter('two.json', '{"title": "Promised wine"}')).toEqual({ entered: ['title'] });
    expect(await exhibit.json(['fields', exhibit.root])).toEqual({
      fields: { title: 'Promised wine', scope: 'April' },
    });
    const wrong = exhibit.write('three.yaml', 'colour: red\n');
    const { status, stderr } = await exhibit.run(['fields', exhibit.root, 'enter', wrong]);
    expect([status, stderr]).toEqual([2, expect.stringContaining('colour')]);
  });

  test('event and action and note are entered and listed', async () => {
    const event = ['add', 'detected', '2026-04-21T10:00:00Z', 'A waiter complains.'];
    expect(await exhibit.json(['event', exhibit.root, ...event])).toEqual({ event: 'V-1' });
    expect(await list('event', 'events')).toMatchObject([{ kind: 'detected', text: event[3] }]);
    const set = ['set', 'V-1', '--kind', 'triaged', '--at', '2026-04-21 12:30', '--grounds', 'e-1'];
    expect(await exhibit.json(['event', exhibit.root, ...set])).toEqual({
      event: 'V-1',
      changed: ['kind', 'at', 'as_entered', 'grounds'],
    });
    expect(await list('event', 'events')).toMatchObject([
      { kind: 'triaged', at: '2026-04-21T12:30:00.000Z', text: event[3], grounds: ['E-1'] },
    ]);
    expect(await exhibit.json(['event', exhibit.root, ...set])).toEqual({
      event: 'V-1',
      changed: [],
    });
    const action = ['add', 'Test promises', '--owner', 'Kim', '--due', '2026-06-01'];
    expect(await exhibit.json(['action', exhibit.root, ...action])).toEqual({ action: 'A-1' });
    expect(await exhibit.json(['action', exhibit.root, 'set', 'A-1', '--status', 'done'])).toEqual({
      action: 'A-1',
      changed: ['status'],
    });
    const change = ['--title', 'Test all promises', '--category', 'test', '--cause', 'm2,K-1'];
    const cleared = ['--check', 'No promise is broken.', '--owner', '', '--due', ''];
    await exhibit.json(['action', exhibit.root, 'set', 'A-1', ...change, ...cleared]);
    expect(await list('action', 'actions')).toMatchObject([
      {
        title: 'Test all promises',
        category: 'test',
        owner: null,
        due: null,
        status: 'done',
        verification: 'No promise is broken.',
        causes: ['M2', 'K-1'],
      },
    ]);
    expect(await exhibit.json(['note', exhibit.root, 'add', 'Ask the galley.'])).toEqual({
      note: 'N-1',
    });
    expect(await list('note', 'notes')).toMatchObject([{ text: 'Ask the galley.' }]);
  });

  test('a review moves a hit out of its lane', async () => {
    const [first] = z
      .object({ rows: z.array(z.object({ finding_id: z.int(), lane: z.string() })) })
      .parse(
        await exhibit.json([
          'sql',
          exhibit.root,
          'SELECT finding_id, lane FROM finding ORDER BY 1 LIMIT 1',
        ]),
      ).rows;
    const handle = `F-${first?.finding_id ?? 0}`;
    const dismiss = ['review', exhibit.root, handle, 'dismiss'];
    expect((await exhibit.run(dismiss)).status).toBe(2);
    expect(await exhibit.json([...dismiss, '--reason', 'The menu says so.'])).toEqual({
      finding: handle,
      decision: 'dismiss',
    });
    const select = `SELECT lane FROM finding WHERE finding_id = ${first?.finding_id ?? 0}`;
    expect(await exhibit.json(['sql', exhibit.root, select])).toMatchObject({
      rows: [{ lane: 'dismissed' }],
    });
  });

  test('checklist answers in its three formats', async () => {
    const as = async (format: string): Promise<string> =>
      (await exhibit.run(['checklist', exhibit.root, '--format', format])).stdout;
    expect(await as('md')).toContain('- [x] **A-1** Test all promises');
    expect((await as('csv')).split('\r\n')[1]).toMatch(/^A-1,Test all promises,test,,,done,/);
    const rows = z.array(z.object({ action: z.string(), status: z.string() }));
    expect(rows.parse(JSON.parse(await as('json')))).toEqual([{ action: 'A-1', status: 'done' }]);
    expect(rows.parse(await exhibit.json(['checklist', exhibit.root]))).toHaveLength(1);
  });
});

describe('keeping', () => {
  test('verify names every check with its result', async () => {
    for (const full of [[], ['--full']]) {
      const answer = answers.verifyAnswer.parse(
        await exhibit.json(['verify', exhibit.root, ...full]),
      );
      expect(answer).toMatchObject({ path: exhibit.root, ok: true, trust: null });
    }
  });

  test('rebuild finds the tables as they were', async () => {
    expect(await exhibit.json(['rebuild', exhibit.root])).toMatchObject({
      equal: true,
      differences: [],
    });
    expect((await exhibit.run(['verify', exhibit.root])).status).toBe(0);
  });

  test('backup gives a case that verifies, once', async () => {
    const to = exhibit.path('backup.exhibit');
    expect(await exhibit.json(['backup', exhibit.root, to])).toMatchObject({ path: to });
    expect((await exhibit.run(['verify', to])).status).toBe(0);
    const again = await exhibit.run(['backup', exhibit.root, to]);
    expect([again.status, again.stderr]).toEqual([2, expect.stringContaining(to)]);
    const other = exhibit.path('second.exhibit');
    expect(await exhibit.json(['backup', exhibit.root, other])).toMatchObject({ path: other });
  });
});
