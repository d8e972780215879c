import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { layoutOf } from '../../electron/engine/case/layout.ts';
import { everyFileCheck } from '../../electron/engine/case/verify.ts';
import { appendToChain, readChain } from '../../electron/engine/custody/chain.ts';
import { createCase } from '../../electron/engine/case/create.ts';
import { complaints, verified } from '../fixtures/case-on-disk.ts';
import { wholeCase } from '../fixtures/whole-case.ts';

const POSITIONS = 20;

let folder = '';
let path = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'exhibit-flip-'));
  path = await wholeCase(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Files of the case by their name within it, sorted. */
function filesOf(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1))
    .sort();
}

/** What a failed check must say of a damaged file. */
function nameOf(file: string): RegExp {
  if (file === 'custody.jsonl') return /^custody log: /m;
  if (file === 'activity.jsonl') return /^activity log: /m;
  return new RegExp(file.replaceAll('.', '\\.'));
}

/** Numbers that look random and are the same at every run. */
const scattered = (seed: string, below: number): number =>
  createHash('sha256').update(seed).digest().readUIntBE(0, 6) % below;

/** Bit positions: the first and last byte, and others all over the file. */
function positionsIn(file: string, bytes: number): number[] {
  const others = Array.from({ length: POSITIONS - 4 }, (_, index) =>
    scattered(`${file} ${index}`, bytes * 8),
  );
  return [0, 7, bytes * 8 - 8, bytes * 8 - 1, ...others];
}

const write = (file: string, bytes: Uint8Array): void => {
  chmodSync(file, 0o644);
  writeFileSync(file, bytes);
};

test('the whole case verifies, and verifying changes nothing in it', async () => {
  const state = () =>
    filesOf(path).map((name) => [
      name,
      statSync(join(path, name)).mtimeMs,
      createHash('sha256')
        .update(readFileSync(join(path, name)))
        .digest('hex'),
    ]);
  const before = state();
  expect(await complaints(path, true)).toEqual([]);
  expect(state()).toEqual(before);
  expect(
    before.map(([name]) => name).filter((name) => !/[0-9a-f]{64}$/.test(String(name))),
  ).toEqual([
    'activity.jsonl',
    'case.duckdb',
    'case.json',
    'custody.jsonl',
    'reports/R-0001/extract.json',
    'reports/R-0001/package.zip',
    'reports/R-0001/report.pdf',
  ]);
  expect(readdirSync(join(path, 'evidence'))).toHaveLength(5);
  expect(readdirSync(join(path, 'inputs'))).toHaveLength(1);
});

/** What fails of the files when the database, which no file's bits can change, is left out. */
async function complaintsOfFiles(root: string): Promise<string> {
  const layout = layoutOf(root);
  const checks = await everyFileCheck(layout, readChain(layout.custody), {});
  const failed = checks.filter(({ ok }) => !ok);
  return failed.map(({ name, detail }) => `${name}: ${detail}`).join('\n');
}

test('one flipped bit in any file but the database fails a check that names the file', async () => {
  const unnoticed: string[] = [];
  for (const name of filesOf(path).filter((file) => file !== 'case.duckdb')) {
    const file = join(path, name);
    const whole = readFileSync(file);
    const positions = positionsIn(name, whole.length);
    for (const position of positions) {
      const flipped = Buffer.from(whole);
      flipped[position >> 3] = (flipped[position >> 3] ?? 0) ^ (1 << (position & 7));
      write(file, flipped);
      const said =
        position === positions[0]
          ? (await complaints(path)).join('\n')
          : await complaintsOfFiles(path);
      if (!nameOf(name).test(said)) unnoticed.push(`${name}, bit ${position}: ${said}`);
    }
    write(file, whole);
  }
  expect(unnoticed).toEqual([]);
  expect(await complaints(path)).toEqual([]);
});

describe('in a copy of the case', () => {
  async function inCopy(
    change: (root: string) => void,
    complaintsOf: (root: string) => Promise<string> = allComplaints,
  ): Promise<string> {
    const root = join(folder, 'copy.exhibit');
    rmSync(root, { recursive: true, force: true });
    cpSync(path, root, { recursive: true });
    change(root);
    return complaintsOf(root);
  }
  const allComplaints = async (root: string): Promise<string> =>
    (await complaints(root)).join('\n');
  /** All, where the database itself is meant, else those of the files. */
  const complaintsFor = (name: string) =>
    name.startsWith('case.') ? allComplaints : complaintsOfFiles;
  const evidenceOf = (root: string): string =>
    join(root, 'evidence', readdirSync(join(root, 'evidence'))[0] ?? '');

  test('nothing fails: a copied case is the case', async () => {
    expect(await inCopy(() => undefined)).toBe('');
  });

  test('any removed file is named', async () => {
    for (const name of filesOf(path)) {
      const said = await inCopy((root) => rmSync(join(root, name)), complaintsFor(name));
      expect(said).toMatch(nameOf(name));
      expect(said).toMatch(/missing/);
    }
  });

  test('any file that is cut or grew by a byte is named', async () => {
    for (const name of filesOf(path).filter((file) => !/duckdb|jsonl/.test(file))) {
      const whole = readFileSync(join(path, name));
      for (const bytes of [whole.subarray(0, -1), Buffer.concat([whole, Buffer.from('\n')])]) {
        const said = await inCopy((root) => write(join(root, name), bytes), complaintsFor(name));
        expect(said).toMatch(nameOf(name));
      }
    }
  });

  test.each([
    'evil.txt',
    'evidence/policy.md',
    `evidence/${'0'.repeat(64)}`,
    `inputs/${'0'.repeat(64)}`,
    'reports/R-0001/second.pdf',
    'reports/R-0002/report.pdf',
    'activity/evil',
    '.hidden',
    'evidence/.lock-write',
    'evil.tmp-1',
    'evidence/evil.tmp-77',
    'evidence/copying.tmp-77/evil',
    'inputs/policy.md.tmp-1',
    'reports/issuing.tmp-1/evil.pdf',
    'reports/R-0001/report.pdf.tmp-1',
    '.rebuilding.tmp-1/evil',
    'evidence/secret.making-1',
  ])('an added file %s is named', async (name) => {
    const said = await inCopy((root) => {
      mkdirSync(join(root, name, '..'), { recursive: true });
      writeFileSync(join(root, name), 'evil');
    }, complaintsOfFiles);
    expect(said).toBe(`files of the case: not named by any log: ${name}`);
  });

  test('an added empty folder is named, a lock or a log of DuckDB that is none too', async () => {
    const said = await inCopy((root) => {
      for (const name of ['evil', 'reports/R-0002', '.lock-append', 'evidence/copying.tmp-5'])
        mkdirSync(join(root, name));
      symlinkSync('/dev/null', join(root, '.lock-read-1-1'));
      writeFileSync(join(root, 'case.duckdb.wal'), 'evil');
    });
    expect(said).toBe(
      'files of the case: not named by any log: .lock-append (an empty folder), .lock-read-1-1 (not a plain file), case.duckdb.wal (not a write-ahead log of DuckDB), evidence/copying.tmp-5 (an empty folder), evil (an empty folder), reports/R-0002 (an empty folder)',
    );
  });

  test('a pipe in the place of any file is named and never opened', async () => {
    const pipe = (root: string, name: string): void => {
      rmSync(join(root, name), { force: true });
      execFileSync('mkfifo', [join(root, name)]);
    };
    for (const name of filesOf(path))
      expect(await inCopy((root) => pipe(root, name), complaintsFor(name))).toMatch(nameOf(name));
    for (const name of ['.lock-write', '.lock-read-1-1', 'case.duckdb.wal', 'inputs/evil'])
      expect(await inCopy((root) => pipe(root, name), complaintsFor(name))).toContain(
        `${name} (not a plain file)`,
      );
  });

  test('evidence that can be written to is noted and does not fail', async () => {
    const root = join(folder, 'writable.exhibit');
    cpSync(path, root, { recursive: true });
    for (const name of readdirSync(join(root, 'evidence')))
      chmodSync(join(root, 'evidence', name), 0o444);
    const evidence = evidenceOf(root);
    chmodSync(evidence, 0o644);
    const { ok, checks } = await verified(root);
    expect(ok).toBe(true);
    const noted = checks.filter(({ detail }) => /can be written to \(mode 644\)/.test(detail));
    expect(noted).toHaveLength(1);
    expect(noted[0]?.detail).toContain(evidence.slice(-64));
  });

  test('a lock that another host left is noted and does not hinder', async () => {
    const root = join(folder, 'foreign.exhibit');
    cpSync(path, root, { recursive: true });
    const lock = { pid: 7, started: '1', host: 'elsewhere', since: '', doing: 'importing' };
    writeFileSync(join(root, '.lock-write'), JSON.stringify(lock));
    const { ok, checks } = await verified(root);
    expect(ok).toBe(true);
    expect(checks.find(({ name }) => name === 'files of the case')?.detail).toBe(
      'notes: .lock-write: a lock of process 7 on elsewhere, of which nothing is known here',
    );
  });

  test('a renamed file is named twice: as missing and as strange', async () => {
    const said = await inCopy((root) =>
      renameSync(join(root, 'reports/R-0001/report.pdf'), join(root, 'reports/R-0001/final.pdf')),
    );
    expect(said).toMatch(/reports\/R-0001\/report\.pdf: the file is missing/);
    expect(said).toMatch(/not named by any log: reports\/R-0001\/final\.pdf/);
  });

  test('a link to an equal file elsewhere is not the file', async () => {
    const said = await inCopy((root) => {
      const elsewhere = join(folder, 'elsewhere');
      const evidence = evidenceOf(root);
      rmSync(elsewhere, { force: true });
      renameSync(evidence, elsewhere);
      symlinkSync(elsewhere, evidence);
    });
    expect(said).toMatch(/evidence\/[0-9a-f]{64} is not a plain file/);
  });

  test('a linked folder is not the folder', async () => {
    const said = await inCopy((root) => {
      rmSync(join(root, 'inputs'), { recursive: true });
      symlinkSync(join(path, 'inputs'), join(root, 'inputs'));
    });
    expect(said).toMatch(/not named by any log: inputs \(not a plain file\)/);
  });

  test('the log of another case cannot take the place of this one', async () => {
    const other = join(folder, 'other.exhibit');
    if (!existsSync(other)) await createCase(other, 'Another case');
    const said = await inCopy((root) =>
      cpSync(join(other, 'activity.jsonl'), join(root, 'activity.jsonl')),
    );
    expect(said).toMatch(/logs of one case: the activity log is that of another case/);
    expect(said).toMatch(/activity log as the custody log tells of it: entry 2 of the custody log/);
  });

  /** Cuts lines after a line end, which leaves a whole chain. */
  const cut = (root: string, log: string, lines: number): void => {
    const text = readFileSync(join(root, log), 'utf8').trimEnd().split('\n');
    writeFileSync(join(root, log), `${text.slice(0, lines).join('\n')}\n`);
  };

  test('a log that was cut after a line end is told of by the other log and by the report', async () => {
    const activity = await inCopy((root) => cut(root, 'activity.jsonl', 2));
    expect(activity).toMatch(
      /activity log as the custody log tells of it: entry 14 of the custody log was written when the activity log had 5 entries/,
    );
    const custody = await inCopy((root) => cut(root, 'custody.jsonl', 3));
    expect(custody).toMatch(/not named by any log: .*reports\/R-0001/);
  });

  test('the last line of custody, which says that the report was issued, cannot be cut', async () => {
    expect(await inCopy((root) => cut(root, 'custody.jsonl', -1))).toMatch(
      /^custody log as the activity log tells of it: entry 6 of the activity log was written when the custody log had 16 entries/,
    );
  });

  test('lines that were written anew under the same number are told of', async () => {
    const said = await inCopy((root) => {
      const log = join(root, 'activity.jsonl');
      const last = readChain(log).entries[4];
      cut(root, 'activity.jsonl', 4);
      appendToChain(log, { at: '', actor: 'eva', act: last?.act ?? '', data: { text: 'other' } });
    });
    expect(said).toMatch(/activity log as the custody log tells of it/);
  });

  test('what a kill leaves is noted and does not fail', async () => {
    const root = join(folder, 'killed.exhibit');
    cpSync(path, root, { recursive: true });
    const orphan = createHash('sha256').update('half imported').digest('hex');
    writeFileSync(join(root, 'evidence', orphan), 'half imported');
    writeFileSync(join(root, 'evidence', 'copying.tmp-77'), 'half');
    writeFileSync(join(root, '.lock-write'), '{"pid":1');
    writeFileSync(join(root, 'custody.jsonl'), '{"act":"impo', { flag: 'a' });
    const { ok, checks } = await verified(root);
    expect(ok).toBe(true);
    const said = checks.map(({ detail }) => detail).join('\n');
    expect(said).toContain(`evidence/${orphan}: evidence of an unfinished import`);
    expect(said).toContain('evidence/copying.tmp-77: a temporary file');
    expect(said).toContain('.lock-write: a lock');
    expect(said).toContain('note: 12 bytes of an unfinished line follow');
  });
});

test('damage of any kind is a failed check, not an error', async () => {
  const place = join(folder, 'damaged');
  const none = [folder, '/dev/null'];
  mkdirSync(place);
  for (const name of ['case.json', 'custody.jsonl', 'activity.jsonl', 'case.duckdb'])
    mkdirSync(join(place, name));
  for (const target of [...none, place]) expect((await verified(target)).ok).toBe(false);
});
