import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { lockForWriting } from '../../../electron/engine/case/lock.ts';
import type { Answered } from '../../fixtures/command-line.ts';
import { contentsOf, custodyOf, SmallCase } from './small-case.ts';

const exhibit = new SmallCase();

/** Exit 2, all the words on stderr, and nothing on stdout that a script could take for an answer. */
async function refusesSaying(args: readonly string[], ...words: string[]): Promise<string> {
  return refusal(await exhibit.run(args), words);
}

function refusal({ status, stdout, stderr }: Answered, words: readonly string[]): string {
  expect({ status, stdout }, stderr).toEqual({ status: 2, stdout: '' });
  for (const word of words) expect(stderr).toContain(word);
  return stderr.trimEnd();
}

/** The same, in one sentence. */
async function refuses(args: readonly string[], ...words: string[]): Promise<void> {
  isOneSentence(await refusesSaying(args, ...words));
}

function isOneSentence(said: string): void {
  expect(said.split('\n'), said).toHaveLength(1);
  expect(said).toMatch(/\.$/);
}

describe('a file that is refused leaves nothing but a line in custody', () => {
  const cases = [
    ['a missing file', () => exhibit.path('absent.jsonl'), ['There is no file', 'check the path']],
    [
      'a folder without logs',
      () => {
        mkdirSync(exhibit.path('empty'), { recursive: true });
        return exhibit.path('empty');
      },
      ['holds no files', 'name a folder with logs'],
    ],
    [
      'a file in which nothing parses',
      () => exhibit.write('letter.txt', 'Dear Sir,\nI write to you\nas a customer.\n'),
      ['reference'],
    ],
    ['an empty file', () => exhibit.write('empty.jsonl', ''), ['reference']],
    [
      'a file of random bytes',
      () =>
        exhibit.write(
          'noise.bin',
          Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) % 251),
        ),
      ['reference'],
    ],
  ] as const;
  for (const [what, pathOf, words] of cases)
    test(what, async () => {
      const root = exhibit.copy();
      const before = contentsOf(root);
      const path = pathOf();
      const { status, stdout, stderr } = await exhibit.run(['import', root, path, '--json']);
      expect(status).toBe(2);
      expect(JSON.parse(stdout)).toMatchObject({ files: [], refused: [{ path }] });
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
      for (const word of [path, ...words]) expect(stderr).toContain(word);
      const last = custodyOf(root).at(-1);
      expect(last).toMatchObject({ act: 'import.refused', data: { source_path: path } });
      expect(contentsOf(root)).toEqual(before);
      expect((await exhibit.run(['verify', root])).status).toBe(0);
    });

  test('of several files the good ones are imported, the refused ones listed, exit 2', async () => {
    const root = exhibit.copy();
    const good = exhibit.write('good.jsonl', '{"prompt": "May I smoke?", "response": "No."}\n');
    const bad = exhibit.write('bad.txt', 'no log\n');
    const absent = exhibit.path('absent.jsonl');
    const answer = z
      .object({
        files: z.array(z.object({ path: z.string(), turns: z.int() })),
        refused: z.array(z.object({ path: z.string(), reason: z.string() })),
      })
      .parse(await exhibit.json(['import', root, bad, good, absent], 2));
    expect(answer.files).toEqual([{ path: good, turns: 1 }]);
    expect(answer.refused.map(({ path }) => path).sort()).toEqual([absent, bad].sort());
    const refusals = custodyOf(root).filter(({ act }) => act === 'import.refused');
    expect(refusals).toHaveLength(2);
    expect((await exhibit.run(['verify', root, '--full'])).status).toBe(0);
  });

  test('a bad line in a good file is quarantined with its reason, the line after it whole', async () => {
    const select =
      "SELECT line, status, error FROM record WHERE status = 'quarantined' OR line = 14";
    const { rows } = z
      .object({
        rows: z.array(
          z.object({ line: z.int(), status: z.string(), error: z.string().nullable() }),
        ),
      })
      .parse(await exhibit.json(['sql', exhibit.root, `${select} ORDER BY line`]));
    expect(rows).toEqual([
      { line: 13, status: 'quarantined', error: expect.stringMatching(/JSON/) as string },
      { line: 14, status: 'mapped', error: null },
    ]);
    const { total } = z
      .object({ total: z.int() })
      .parse(await exhibit.json(['search', exhibit.root, '"Is the line after it whole?"']));
    expect(total).toBe(1);
  });
});

describe('a file that the case already holds', () => {
  test('is not imported again: the counts of its first import, no rows added', async () => {
    const root = exhibit.copy();
    const before = contentsOf(root);
    const { files } = z
      .object({
        files: z.array(z.object({ duplicate_of: z.string(), sha256: z.string(), turns: z.int() })),
      })
      .parse(await exhibit.json(['import', root, exhibit.log]));
    expect(files).toHaveLength(1);
    expect(files[0]).toMatchObject({ duplicate_of: files[0]?.sha256, turns: 13 });
    expect(contentsOf(root)).toEqual(before);
  });

  test('read otherwise is refused, and rebuild is named', async () => {
    const again = ['import', exhibit.root, exhibit.log];
    await refuses([...again, '--format', 'plain-messages'], exhibit.log, 'rebuild');
    await refuses([...again, '--zone', 'Europe/Berlin'], exhibit.log, 'rebuild');
    expect((await exhibit.run([...again, '--format', 'openai-chat'])).status).toBe(0);
  });
});

describe('a case that cannot be used', () => {
  test('one that a live process holds is named with its holder, by every command', async () => {
    const root = exhibit.copy();
    // This process is alive, and another than the command's.
    const lock = lockForWriting(root, 'importing a long log');
    const words = [root, `process ${process.pid}`, 'importing a long log'];
    const refusesAsProcess = (...args: string[]): void =>
      isOneSentence(refusal(exhibit.asProcess.run(args), words));
    try {
      refusesAsProcess(
        'import',
        root,
        exhibit.write('new.jsonl', '{"prompt":"a","response":"b"}\n'),
      );
      refusesAsProcess('info', root);
      refusesAsProcess('search', root, 'dog');
      refusesAsProcess('sql', root, 'SELECT 1 AS one');
      refusesAsProcess('verify', root);
      refusesAsProcess('detect', root);
      refusesAsProcess('rebuild', root);
      refusesAsProcess('backup', root, exhibit.path('held-copy.exhibit'));
    } finally {
      lock.release();
    }
    expect((await exhibit.run(['info', root])).status).toBe(0);
  });

  test('one from a newer version', async () => {
    const root = exhibit.copy();
    const file = join(root, 'case.json');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('"format_version":1', '"format_version":2'),
    );
    for (const command of ['info', 'detect', 'rebuild'])
      await refuses([command, root], root, 'newer Exhibit', 'case format 2');
    await refuses(['import', root, exhibit.log], root, 'newer Exhibit');
  });

  test('none, or a folder that is no case', async () => {
    await refuses(['info', exhibit.path('nowhere')], 'There is no case at', 'exhibit new');
    mkdirSync(exhibit.path('folder'), { recursive: true });
    await refuses(['info', exhibit.path('folder')], 'is not a case');
    await refuses(['import', exhibit.path('nowhere'), exhibit.log], 'There is no case at');
  });

  test('a name that is taken', async () => {
    await refuses(['new', exhibit.root, '--title', 'Again'], exhibit.root, 'exists already');
    await refuses(['backup', exhibit.root, exhibit.folder], exhibit.folder, 'exists already');
  });
});

describe('a question that cannot be asked', () => {
  test('an unknown format', async () => {
    const log = exhibit.write('unknown.jsonl', '{"prompt":"a","response":"b"}\n');
    await refuses(
      ['import', exhibit.root, log, '--format', 'carrier-pigeon'],
      'carrier-pigeon',
      'exhibit formats',
    );
  });

  test('an unknown time zone', async () => {
    const log = exhibit.write('zoned.jsonl', '{"prompt":"a","response":"b"}\n');
    await refuses(['import', exhibit.root, log, '--zone', 'Mars/Olympus'], 'Mars/Olympus');
  });

  test('a filter that is wrong, with the character at which it is', async () => {
    await refuses(['search', exhibit.root, 'colour:red'], 'colour', 'character 1');
    await refuses(['search', exhibit.root, 'dog AND colour:red'], 'colour', 'character 9');
    await refuses(['search', exhibit.root, 'model:rail-1 "dog'], 'character 14');
    await refuses(
      ['compare', exhibit.root, '--a', 'model:rail-1', '--b', 'speed:fast'],
      'speed',
      'character 1',
    );
  });

  test('SQL that is wrong, several statements, or anything but a SELECT', async () => {
    // In the words of the database, which name the place in the SQL.
    await refusesSaying(['sql', exhibit.root, 'SELECT FROM turn WHERE'], 'syntax error');
    await refusesSaying(['sql', exhibit.root, 'SELECT nothing FROM turn'], 'nothing', 'LINE 1');
    await refusesSaying(
      ['sql', exhibit.root, "SELECT * FROM read_text('/etc/passwd')"],
      'disabled',
    );
    await refuses(['sql', exhibit.root, 'SELECT 1; SELECT 2'], 'exactly one SELECT');
    const before = contentsOf(exhibit.root);
    for (const sql of ['DELETE FROM turn', 'SET threads = 1', "COPY turn TO 'out.csv'"])
      await refusesSaying(['sql', exhibit.root, sql]);
    for (const sql of ['PRAGMA threads = 1', 'DETACH store', 'DROP TABLE store.turn'])
      await refuses(['sql', exhibit.root, sql], 'one SELECT');
    expect(contentsOf(exhibit.root)).toEqual(before);
    expect(existsSync(exhibit.path('out.csv'))).toBe(false);
    await refuses(['sql', exhibit.root, 'SELECT turn_id, turn_id FROM turn'], 'turn_id', 'twice');
  });

  test('an unknown conversation, turn, finding or cause', async () => {
    await refuses(['replay', exhibit.root, 'conv-nobody'], 'conv-nobody');
    await refuses(['replay', exhibit.root, 'C-999'], 'C-999');
    await refuses(['exhibit', exhibit.root, 'pin', 'T-999', '--caption', 'x'], 'T-999');
    await refuses(['cause', exhibit.root, 'tag', 'Z9', '--rationale', 'x'], 'Z9');
    await refuses(['review', exhibit.root, 'F-999', 'accept'], 'F-999');
    await refuses(['action', exhibit.root, 'set', 'A-9', '--status', 'done'], 'A-9');
  });

  test('an option whose value is none', async () => {
    await refuses(['search', exhibit.root, 'dog', '--limit', 'many'], '--limit');
    await refuses(['checklist', exhibit.root, '--format', 'docx'], '--format');
    await refuses(['sql', exhibit.root, 'SELECT 1 AS one', '--format', 'xml'], '--format');
    await refuses(
      ['cause', exhibit.root, 'tag', 'M2', '--rationale', 'x', '--standing', 'maybe'],
      '--standing',
    );
    await refuses(['action', exhibit.root, 'add', 'x', '--due', 'soon'], '--due');
    await refuses(['event', exhibit.root, 'add', 'detected', 'yesterday', 'x'], 'yesterday');
    await refuses(['report', exhibit.root, '--template', 'poem'], '--template');
    await refuses(
      ['compare', exhibit.root, '--a', 'model:rail-1', '--b', 'model:rail-2', '--fail-on', 'wine'],
      'wine',
    );
  });

  test('a command or argument that is not there', async () => {
    expect((await exhibit.run(['guess'])).status).toBe(2);
    expect((await exhibit.run(['info'])).status).toBe(2);
    expect((await exhibit.run(['new', exhibit.path('untitled.exhibit')])).status).toBe(2);
    expect((await exhibit.run(['info', exhibit.root, '--colour'])).status).toBe(2);
    expect((await exhibit.run(['--help'])).status).toBe(0);
  });

  test('rules that are none', async () => {
    const folder = exhibit.path('rules');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'mine.yaml'), 'id: mine\nwhat: ever\n');
    const root = exhibit.copy();
    const before = contentsOf(root);
    await refusesSaying(['detect', root, '--rules', folder], 'mine.yaml:1');
    await refusesSaying(['rules', 'test', folder], 'mine.yaml:1');
    await refuses(['detect', root, '--rules', exhibit.path('no-rules')], 'no-rules');
    expect(contentsOf(root)).toEqual(before);
    rmSync(folder, { recursive: true });
  });
});
