import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { compareAnswer, searchAnswer, sqlAnswer } from './answers.ts';
import { SmallCase } from './small-case.ts';

const exhibit = new SmallCase();
const search = async (...args: string[]) =>
  searchAnswer.parse(await exhibit.json(['search', exhibit.root, ...args]));
const sql = async (select: string) =>
  sqlAnswer.parse(await exhibit.json(['sql', exhibit.root, select]));

describe('search', () => {
  test('a filter may begin with a minus', async () => {
    expect((await search('-cause:*')).total).toBe(13);
    expect((await search('-model:rail-1')).total).toBe(7);
    expect((await search('-model:rail-1', '--limit', '2')).hits).toHaveLength(2);
    expect((await search('--limit', '2', '-model:rail-1')).hits).toHaveLength(2);
  });

  test('words may stand apart as the shell gives them', async () => {
    expect((await search('model:rail-2', 'NOT', 'wine')).total).toBe(2);
    expect((await search('model:rail-2 NOT wine')).total).toBe(2);
  });

  test('an option that search does not have is refused, not searched', async () => {
    const { status, stderr } = await exhibit.run([
      'search',
      exhibit.root,
      'dog',
      '--colour',
      'red',
    ]);
    expect([status, stderr]).toEqual([2, expect.stringContaining('--colour')]);
  });

  test('--limit cuts hits and says so; the totals are of all', async () => {
    const cut = await search('"glass of wine"', '--limit', '2');
    expect([cut.total, cut.hits_total, cut.hits.length]).toEqual([5, 5, 2]);
    expect((await search('"glass of wine"')).hits.slice(0, 2)).toEqual(cut.hits);
    const told = (await exhibit.run(['search', exhibit.root, '"glass of wine"', '--limit', '2']))
      .stdout;
    expect(told).toContain('5 turns match, 5 hits; the first 2 are shown (--limit)');
    const whole = (await exhibit.run(['search', exhibit.root, '"glass of wine"'])).stdout;
    expect(whole).toContain('5 turns match, 5 hits\n');
  });

  test('places are those of the record: dd gives its bytes', async () => {
    const [hit] = (await search('"line after it whole"')).hits;
    const { byte_offset, byte_length, evidence, sha256 } = hit?.place ?? { evidence: '' };
    const line = readFileSync(exhibit.log).subarray(
      byte_offset ?? 0,
      (byte_offset ?? 0) + (byte_length ?? 0),
    );
    expect(line.toString()).toMatch(/^\{"id":"after".*\}$/);
    const cut = `dd if=evidence/${evidence} iflag=skip_bytes,count_bytes skip=${byte_offset ?? 0}`;
    const { stdout } = exhibit.asProcess.shell(
      `${cut} count=${byte_length ?? 0} status=none | sha256sum`,
      exhibit.root,
    );
    expect(stdout).toBe(`${sha256 ?? ''}  -\n`);
  });

  test('a reader who has seen enough may close the pipe', () => {
    for (const command of ['search "$CASE" "a"', 'sql "$CASE" "SELECT * FROM range(300000)"']) {
      const line = `CASE='${exhibit.root}'; { $EXHIBIT ${command}; echo $? >&2; } | head -1`;
      const { stdout, stderr } = exhibit.asProcess.shell(line);
      expect(stderr, command).toBe('0\n');
      expect(stdout.split('\n')).toHaveLength(2);
    }
  });
});

describe('sql', () => {
  test('integers up to 2^53 are numbers, larger ones strings', async () => {
    const { rows } = await sql(
      'SELECT 9007199254740991 AS most, 9007199254740993 AS more, 170141183460469231731687303715884105727 AS huge, -9007199254740993 AS less',
    );
    expect(rows).toEqual([
      {
        most: 9007199254740991,
        more: '9007199254740993',
        huge: '170141183460469231731687303715884105727',
        less: '-9007199254740993',
      },
    ]);
  });

  test('NULL, text, truth, fraction and time keep their kind', async () => {
    const { columns, rows } = await sql(
      "SELECT NULL AS nothing, 'a' AS text, true AS truth, 0.5::DOUBLE AS half, min(started_at) AS first FROM turn",
    );
    expect(columns).toEqual(['nothing', 'text', 'truth', 'half', 'first']);
    expect(rows[0]).toMatchObject({ nothing: null, text: 'a', truth: true, half: 0.5 });
    expect(String(rows[0]?.['first'])).toMatch(/^2026-04-01[T ]08:00:00/);
  });

  test('--format csv holds no formula', async () => {
    const select = `SELECT 'a' AS text, text AS answer FROM content WHERE text LIKE '=SUM%' ORDER BY 2 LIMIT 1`;
    const { stdout } = await exhibit.run(['sql', exhibit.root, select, '--format', 'csv']);
    expect(stdout).toBe("text,answer\r\na,'=SUM(A1:A9) is what the galley list says.\r\n");
    const numbers = await exhibit.run(['sql', exhibit.root, 'SELECT -5 AS n', '--format', 'csv']);
    expect(numbers.stdout).toBe('n\r\n-5\r\n');
    const marks = `SELECT 'say "x", y' AS a, chr(10) || 'b' AS b, '@cmd' AS c, '+1+1' AS d`;
    expect((await exhibit.run(['sql', exhibit.root, marks, '--format', 'csv'])).stdout).toBe(
      `a,b,c,d\r\n"say ""x"", y","\nb",'@cmd,'+1+1\r\n`,
    );
  });

  test('--json answers in JSON whatever --format says; --format json is the same', async () => {
    const select = 'SELECT count(*) AS turns FROM turn';
    const answer = { columns: ['turns'], rows: [{ turns: 13 }] };
    expect(await exhibit.json(['sql', exhibit.root, select, '--format', 'csv'])).toEqual(answer);
    const { stdout } = await exhibit.run(['sql', exhibit.root, select, '--format', 'json']);
    expect(JSON.parse(stdout)).toEqual(answer);
  });

  test('an answer without rows is an answer', async () => {
    expect(await sql('SELECT turn_id FROM turn WHERE false')).toEqual({
      columns: ['turn_id'],
      rows: [],
    });
  });

  test('a query that runs too long is stopped', async () => {
    const endless = 'SELECT count(*) AS n FROM range(1000000000) a, range(1000000000) b';
    const { status, stderr } = await exhibit.run(['sql', exhibit.root, endless, '--timeout', '1']);
    expect([status, stderr]).toEqual([2, expect.stringContaining('stopped after 1 s')]);
  });
});

describe('compare', () => {
  const sides = ['--a', 'model:rail-1', '--b', 'model:rail-2'];

  test('--fail-on exits 1 where it holds, and still answers', async () => {
    const answer = compareAnswer.parse(
      await exhibit.json(['compare', exhibit.root, ...sides, '--fail-on', 'changed>4'], 1),
    );
    expect(answer.changed).toBe(5);
    for (const [gate, status] of [
      ['changed>5', 0],
      ['length.difference > 20', 1],
      ['identical = 1 and length.p > 0.5', 0],
      ['only_b >= 1 or length.n > 99', 1],
    ] as const)
      expect(
        (await exhibit.run(['compare', exhibit.root, ...sides, '--fail-on', gate])).status,
        gate,
      ).toBe(status);
  });

  test('a gate that cannot be read is refused before anything is compared', async () => {
    const acts = (): string => readFileSync(`${exhibit.root}/activity.jsonl`, 'utf8');
    const before = acts();
    const { status } = await exhibit.run([
      'compare',
      exhibit.root,
      ...sides,
      '--fail-on',
      'beauty>1',
    ]);
    expect(status).toBe(2);
    expect(acts()).toBe(before);
  });

  test('--out writes the answer, and makes the folder', async () => {
    const out = exhibit.path('new', 'folder', 'comparison.json');
    const answer = await exhibit.json(['compare', exhibit.root, ...sides, '--out', out]);
    expect(existsSync(out)).toBe(true);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(answer);
  });

  test('nothing within the case is written over, and what lies elsewhere stays until the new file is whole', async () => {
    const acts = (): string => readFileSync(`${exhibit.root}/activity.jsonl`, 'utf8');
    const before = acts();
    const log = `${exhibit.root}/activity.jsonl`;
    for (const option of ['--pairs', '--out']) {
      const { status, stderr } = await exhibit.run([
        ...['compare', exhibit.root, ...sides, option, log],
      ]);
      expect([status, stderr]).toEqual([2, expect.stringContaining('lies within the case itself')]);
    }
    const out = exhibit.path('pairs.jsonl');
    writeFileSync(out, 'mine\n');
    const files = ['--pairs', out, '--out', dirname(out)];
    expect((await exhibit.run(['compare', exhibit.root, ...sides, ...files])).status).toBe(2);
    expect(readFileSync(out, 'utf8')).toBe('mine\n');
    expect(readdirSync(dirname(out)).filter((name) => name.includes('.making-'))).toEqual([]);
    expect(acts()).toBe(before);
  });

  test('what was compared is in the activity log, before and after', () => {
    const acts = z.array(z.looseObject({ act: z.string() })).parse(
      readFileSync(`${exhibit.root}/activity.jsonl`, 'utf8')
        .trimEnd()
        .split('\n')
        .map((entry) => JSON.parse(entry) as unknown),
    );
    const compared = acts.filter(({ act }) => act.startsWith('comparison.'));
    expect(compared.length % 2).toBe(0);
    expect(compared.slice(0, 2).map(({ act }) => act)).toEqual([
      'comparison.announced',
      'comparison.completed',
    ]);
  });

  test('the same sides give the same answer; sides without turns give none', async () => {
    const once = await exhibit.json(['compare', exhibit.root, ...sides]);
    expect(await exhibit.json(['compare', exhibit.root, ...sides])).toEqual(once);
    const empty = compareAnswer.parse(
      await exhibit.json(['compare', exhibit.root, '--a', 'model:none', '--b', 'model:rail-2']),
    );
    expect([empty.a.turns, empty.pairs, empty.only_b, empty.metrics]).toEqual([0, 0, 7, []]);
  });
});
