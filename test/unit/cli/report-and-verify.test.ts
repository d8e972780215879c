import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { reportAnswer, verifyAnswer } from './answers.ts';
import { custodyOf, SmallCase } from './small-case.ts';

const exhibit = new SmallCase();
const passphrase = { EXHIBIT_PASSPHRASE: 'tide and timetable' };
const identity = ['identity', 'new', '--name', 'Kim'];

describe('an identity', () => {
  test('is made once, with the passphrase of EXHIBIT_PASSPHRASE', async () => {
    const without = await exhibit.run(identity);
    expect([without.status, without.stderr]).toEqual([
      2,
      expect.stringContaining('EXHIBIT_PASSPHRASE'),
    ]);
    const made = await exhibit.run([...identity, '--json'], passphrase);
    expect(made.status).toBe(0);
    const { name, fingerprint } = z
      .object({ name: z.string(), fingerprint: z.string().length(64) })
      .parse(JSON.parse(made.stdout));
    expect(name).toBe('Kim');
    expect(await exhibit.json(['identity', 'list'])).toMatchObject({
      identities: [{ name, fingerprint }],
    });
    const again = await exhibit.run(identity, passphrase);
    expect([again.status, again.stderr]).toEqual([2, expect.stringContaining('Kim')]);
    expect(await exhibit.json(['identity'])).toMatchObject({ identities: [{ fingerprint }] });
  });

  test('needs a name', async () => {
    const { status, stderr } = await exhibit.run(['identity', 'new'], passphrase);
    expect([status, stderr]).toEqual([2, expect.stringContaining('--name')]);
  });
});

describe('a report', () => {
  test('without an identity is issued unsigned, and says so', async () => {
    const root = exhibit.copy();
    const nobody = { EXHIBIT_HOME: exhibit.path('empty-home') };
    const { status, stdout, stderr } = await exhibit.run(['report', root, '--json'], nobody);
    expect(status).toBe(0);
    const issued = reportAnswer.parse(JSON.parse(stdout));
    expect(issued).toMatchObject({ report: 'R-0001', signer: null });
    expect(stderr).toContain('The report is not signed');
    expect(stderr).toContain('Missing:');
    const unsigned = { state: 'unsigned', signer: null, fingerprint: null };
    expect(await exhibit.json(['verify', issued.package])).toMatchObject({
      ok: true,
      trust: unsigned,
    });
    expect(await exhibit.json(['verify', root])).toMatchObject({ ok: true });
    // A package is whole by its manifests; a PDF without a signature shows nothing of the kind.
    expect(await exhibit.json(['verify', issued.pdf], 1)).toMatchObject({
      ok: false,
      trust: unsigned,
      checks: [{ name: 'signature', ok: false }],
    });
  });

  test('of several identities none signs unasked: it says which there are', async () => {
    const root = exhibit.copy();
    const two = { EXHIBIT_HOME: exhibit.path('home-of-two'), ...passphrase };
    for (const name of ['Kim', 'Lee']) await exhibit.run(['identity', 'new', '--name', name], two);
    const { status, stderr } = await exhibit.run(['report', root], two);
    expect(status).toBe(0);
    expect(stderr).toContain('say which identity signs, with --signer: Kim, Lee');
  });

  test('is signed by the identity there is; --out is created; the next one has the next number', async () => {
    const root = exhibit.copy();
    const out = exhibit.path('handed', 'over');
    const first = await exhibit.run(['report', root, '--json', '--out', out], passphrase);
    expect(first.status, first.stderr).toBe(0);
    const issued = reportAnswer.parse(JSON.parse(first.stdout));
    expect(issued).toMatchObject({ report: 'R-0001', signer: { name: 'Kim' } });
    expect(readdirSync(out).length).toBeGreaterThanOrEqual(2);
    const copies = readdirSync(out).map((name) => readFileSync(join(out, name)));
    for (const path of [issued.pdf, issued.package])
      expect(
        copies.some((copy) => copy.equals(readFileSync(path))),
        path,
      ).toBe(true);
    const named = ['report', root, '--signer', 'Kim', '--template', 'rca', '--json'];
    const second = await exhibit.run(named, passphrase);
    expect(reportAnswer.parse(JSON.parse(second.stdout)).report).toBe('R-0002');
    expect((await exhibit.run(['verify', root, '--full'])).status).toBe(0);
  });

  test('a wrong passphrase or an unknown signer leaves no report and no word in custody', async () => {
    const root = exhibit.copy();
    const before = custodyOf(root).length;
    for (const [signer, secret, way] of [
      ['Kim', 'guess', 'type it again'],
      ['Nobody', 'tide and timetable', 'make it with: exhibit identity new'],
    ] as const) {
      const { status, stdout, stderr } = await exhibit.run(['report', root, '--signer', signer], {
        EXHIBIT_PASSPHRASE: secret,
      });
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
      expect(stderr).toContain(signer);
      expect(stderr).toContain(way);
    }
    expect(readdirSync(join(root, 'reports'))).toEqual([]);
    expect(custodyOf(root)).toHaveLength(before);
    expect((await exhibit.run(['verify', root])).status).toBe(0);
  });

  test('is not issued on a case that does not verify', async () => {
    const root = exhibit.copy();
    const [evidence = ''] = readdirSync(join(root, 'evidence'));
    const path = join(root, 'evidence', evidence);
    rmSync(path, { force: true });
    writeFileSync(path, readFileSync(exhibit.log, 'utf8').replace('dog', 'cat'));
    const { status, stderr } = await exhibit.run(['report', root], passphrase);
    expect([status, stderr]).toEqual([2, expect.stringContaining('does not verify')]);
    expect(readdirSync(join(root, 'reports'))).toEqual([]);
  });
});

describe('verify', () => {
  let pdf = '';
  let bag = '';
  let root = '';
  let fingerprint = '';
  beforeAll(async () => {
    root = exhibit.copy();
    const { stdout, stderr } = await exhibit.run(['report', root, '--json'], passphrase);
    if (stdout === '') throw new Error(stderr);
    const issued = reportAnswer.parse(JSON.parse(stdout));
    ({ pdf, package: bag } = issued);
    fingerprint = issued.signer?.fingerprint ?? '';
  });

  /** Exit 1, a document that names what fails, whatever stands at the path. */
  async function fails(path: string, ...words: string[]): Promise<void> {
    const { status, stdout, stderr } = await exhibit.run(['verify', path, '--json']);
    expect(status, `${path}: ${stderr}`).toBe(1);
    const answer = verifyAnswer.parse(JSON.parse(stdout));
    expect(answer.ok).toBe(false);
    const failed = answer.checks.filter(({ ok }) => !ok).map(({ name, detail }) => name + detail);
    expect(failed.length).toBeGreaterThan(0);
    for (const word of words) expect(failed.join('\n')).toContain(word);
  }

  test('accepts case, report and package; trust is apart from integrity', async () => {
    for (const path of [root, pdf, bag])
      expect(verifyAnswer.parse(await exhibit.json(['verify', path])).ok, path).toBe(true);
    const unknown = { state: 'unknown', signer: 'Kim', fingerprint };
    expect(await exhibit.json(['verify', pdf])).toMatchObject({ ok: true, trust: unknown });
    expect(await exhibit.json(['verify', bag])).toMatchObject({ ok: true, trust: unknown });
    const loud = fingerprint.toUpperCase().replace(/(..)(?=.)/g, '$1:');
    for (const given of [fingerprint, loud])
      expect(await exhibit.json(['verify', bag, '--trust', given])).toMatchObject({
        ok: true,
        trust: { state: 'trusted', signer: 'Kim', fingerprint },
      });
    expect(await exhibit.json(['verify', bag, '--trust', '00'.repeat(32)])).toMatchObject({
      ok: true,
      trust: { state: 'unknown' },
    });
  });

  test('a PDF that is cut short, or changed, or has lost its signature', async () => {
    const copy = exhibit.path('cut.pdf');
    for (const share of [0.99, 0.5, 0.01]) {
      copyFileSync(pdf, copy);
      truncateSync(copy, Math.floor(readFileSync(pdf).length * share));
      await fails(copy);
    }
    const added = exhibit.path('added.pdf');
    writeFileSync(added, Buffer.concat([readFileSync(pdf), Buffer.from('\n%more\n')]));
    await fails(added);
  });

  test('a package that is cut short or changed', async () => {
    const bytes = readFileSync(bag);
    const copy = exhibit.path('cut.zip');
    for (const share of [0.99, 0.5, 0.01]) {
      writeFileSync(copy, bytes.subarray(0, Math.floor(bytes.length * share)));
      await fails(copy);
    }
    const flipped = Buffer.from(bytes);
    const at = flipped.indexOf('A. Tester');
    expect(at).toBeGreaterThan(0);
    flipped.write('B', at);
    writeFileSync(copy, flipped);
    await fails(copy);
  });

  test('random bytes, an empty file, a text, a file with a misleading name', async () => {
    const noise = Uint8Array.from({ length: 4096 }, (_, at) => (at * 7919) % 251);
    await fails(exhibit.write('noise', noise));
    await fails(exhibit.write('empty', ''));
    await fails(exhibit.write('letter.txt', 'Dear Sir,\n'));
    await fails(exhibit.write('empty.pdf', '%PDF-1.7\n'));
    await fails(exhibit.write('empty.zip', 'PK'));
    await fails(exhibit.write('case.exhibit', '{}'));
    await fails('/dev/null');
    expect(exhibit.asProcess.run(['verify', '/dev/null']).status).toBe(1);
  });

  test('an empty folder, and a case that has lost a part', async () => {
    mkdirSync(exhibit.path('hollow'), { recursive: true });
    await fails(exhibit.path('hollow'));
    for (const part of [
      'case.json',
      'custody.jsonl',
      'activity.jsonl',
      'case.duckdb',
      'evidence',
    ]) {
      const copy = exhibit.copy();
      rmSync(join(copy, part), { recursive: true });
      await fails(copy, part === 'evidence' ? 'missing' : '');
    }
  });

  test('a case in which a byte was changed or a file added', async () => {
    const changed = exhibit.copy();
    const log = join(changed, 'custody.jsonl');
    writeFileSync(log, readFileSync(log, 'utf8').replace('A. Tester', 'B. Tester'));
    await fails(changed, 'custody');
    const cut = exhibit.copy();
    writeFileSync(join(cut, 'case.json'), '{');
    await fails(cut, 'case.json');
    const noDatabase = exhibit.copy();
    writeFileSync(join(noDatabase, 'case.duckdb'), 'no database');
    await fails(noDatabase);
    const added = exhibit.copy();
    writeFileSync(join(added, 'evidence', 'a'.repeat(64)), 'planted');
    await fails(added, 'a'.repeat(64));
    const linked = exhibit.copy();
    rmSync(join(linked, 'case.json'));
    symlinkSync('/etc/hostname', join(linked, 'case.json'));
    await fails(linked);
  });

  test('writes nothing to what it checks', async () => {
    const copy = exhibit.copy();
    const before = readdirSync(copy, { recursive: true }).sort();
    expect((await exhibit.run(['verify', copy, '--full'])).status).toBe(0);
    expect(readdirSync(copy, { recursive: true }).sort()).toEqual(before);
  });

  test('of a path where nothing is, says so', async () => {
    const { status, stdout, stderr } = await exhibit.run(['verify', exhibit.path('nothing')]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`There is nothing at ${exhibit.path('nothing')}`);
  });
});

describe('demo', () => {
  test('leaves alone a case that is not its own', async () => {
    const folder = exhibit.path('demo');
    mkdirSync(folder);
    const taken = join(folder, 'sample.exhibit');
    await exhibit.json(['new', taken, '--title', 'Not a demo']);
    const { status, stderr } = await exhibit.run(['demo', folder]);
    expect([status, stderr]).toEqual([2, expect.stringContaining(taken)]);
    expect(existsSync(join(taken, 'case.json'))).toBe(true);
  });
});
