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
import { readChain } from '../../electron/engine/custody/chain.ts';
import { createCase } from '../../electron/engine/case/create.ts';
import { complaints, verified } from '../fixtures/case-on-disk.ts';
import { wholeCase } from '../fixtures/whole-case.ts';

const POSITIONS = 40;

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
async function complaintsOfFiles(): Promise<string> {
  const layout = layoutOf(path);
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
        position === positions[0] ? (await complaints(path)).join('\n') : await complaintsOfFiles();
      if (!nameOf(name).test(said)) unnoticed.push(`${name}, bit ${position}: ${said}`);
    }
    write(file, whole);
  }
  expect(unnoticed).toEqual([]);
  expect(await complaints(path)).toEqual([]);
});

describe('in a copy of the case', () => {
  async function inCopy(change: (root: string) => void): Promise<string> {
    const root = join(folder, 'copy.exhibit');
    rmSync(root, { recursive: true, force: true });
    cpSync(path, root, { recursive: true });
    change(root);
    return (await complaints(root)).join('\n');
  }
  const evidenceOf = (root: string): string =>
    join(root, 'evidence', readdirSync(join(root, 'evidence'))[0] ?? '');

  test('nothing fails: a copied case is the case', async () => {
    expect(await inCopy(() => undefined)).toBe('');
  });

  test('any removed file is named', async () => {
    for (const name of filesOf(path)) {
      const said = await inCopy((root) => rmSync(join(root, name)));
      expect(said).toMatch(nameOf(name));
      expect(said).toMatch(/missing/);
    }
  });

  test('any file that is cut or grew by a byte is named', async () => {
    for (const name of filesOf(path).filter((file) => !/duckdb|jsonl/.test(file))) {
      const whole = readFileSync(join(path, name));
      for (const bytes of [whole.subarray(0, -1), Buffer.concat([whole, Buffer.from('\n')])]) {
        const said = await inCopy((root) => write(join(root, name), bytes));
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
  ])('an added file %s is named', async (name) => {
    const said = await inCopy((root) => {
      mkdirSync(join(root, name, '..'), { recursive: true });
      writeFileSync(join(root, name), 'evil');
    });
    expect(said).toBe(`files of the case: not named by any log: ${name}`);
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
    expect(said).toMatch(/the activity log is not the one that R-0001 rests on/);
  });

  test('a log that was cut after a line end is not the one that the report rests on', async () => {
    const cut = (root: string, log: string, lines: number): void => {
      const text = readFileSync(join(root, log), 'utf8').split('\n');
      writeFileSync(join(root, log), `${text.slice(0, lines).join('\n')}\n`);
    };
    const activity = await inCopy((root) => cut(root, 'activity.jsonl', 2));
    expect(activity).toMatch(/the activity log is not the one that R-0001 rests on/);
    const custody = await inCopy((root) => cut(root, 'custody.jsonl', 3));
    expect(custody).toMatch(/not named by any log: .*reports\/R-0001/);
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
