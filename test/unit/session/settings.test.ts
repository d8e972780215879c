import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { resource } from '../../../electron/engine/base/entry-point.ts';
import { caseWithLog, emptyCase, temporaryFolder } from '../../fixtures/case-on-disk.ts';
import { deskAt, ended, told, workbenchIn } from './desks.ts';

function homeWith(settings: unknown): string {
  const home = join(temporaryFolder(), 'home');
  mkdirSync(home);
  writeFileSync(
    join(home, 'settings.json'),
    typeof settings === 'string' ? settings : JSON.stringify(settings),
  );
  return home;
}
const fileIn = (home: string): string => readFileSync(join(home, 'settings.json'), 'utf8');

test('every window is told of a change, whoever made it', async () => {
  const workbench = workbenchIn();
  const [one, other] = [workbench.desk(), workbench.desk()];
  const before = await told(other, ({ settings }) => settings);
  const after = told(other, ({ settings }) => (settings > before ? settings : undefined));
  await one.settings.change({ text_size: 125, zone: 'Asia/Kolkata' });
  await after;
  expect(await other.settings.read({})).toMatchObject({ text_size: 125, zone: 'Asia/Kolkata' });
});

test('what this version does not know is kept', async () => {
  const home = homeWith({ version: 1, theme: 'dark', later: { kept: true } });
  await workbenchIn(home).desk().settings.change({ density: 'relaxed' });
  expect(JSON.parse(fileIn(home))).toMatchObject({
    version: 1,
    theme: 'dark',
    density: 'relaxed',
    later: { kept: true },
  });
});

test.each([
  ['damaged', '{"theme":', { theme: 'system' }],
  ['damaged', '[]', { theme: 'system' }],
  ['by a later version', { version: 2, theme: 'dark', density: 7 }, { theme: 'dark' }],
  [
    'says of zone, text_size what cannot be',
    { zone: 'Moon/Sea', text_size: 1, theme: 'hc' },
    { zone: 'UTC', text_size: 100, theme: 'hc' },
  ],
])('a file that is %s is said and not written to', async (what, kept, read) => {
  const home = homeWith(kept);
  const before = fileIn(home);
  const { settings } = workbenchIn(home).desk();
  const found = await settings.read({});
  expect(found).toMatchObject(read);
  for (const word of what.split(' ')) expect(found.file.trouble).toContain(word.replace(',', ''));
  await expect(settings.change({ theme: 'light' })).rejects.toMatchObject({ code: 'bad-usage' });
  expect(fileIn(home)).toBe(before);

  expect(await settings.setAside({})).toMatchObject({ theme: 'system', file: { trouble: null } });
  writeFileSync(join(home, 'settings.json'), '!');
  await settings.setAside({});
  const aside = readdirSync(home).filter((name) => name.startsWith('settings.json.aside-'));
  expect(aside.map((name) => readFileSync(join(home, name), 'utf8')).sort()).toEqual(
    ['!', before].sort(),
  );
  expect(await settings.change({ theme: 'light' })).toMatchObject({ theme: 'light' });
});

test('acts carry the name that the settings give, unless the environment gives one', async () => {
  const desk = await deskAt(await caseWithLog());
  expect(await desk.settings.examiner({})).toEqual({ name: userInfo().username, by: 'system' });
  await desk.settings.change({ examiner: 'Ines Marchetti' });
  const note = { turns: [1], span: null };
  await desk.marks.note({ ...note, text: 'by name' });
  vi.stubEnv('EXHIBIT_EXAMINER', 'Counsel');
  expect(await desk.settings.examiner({})).toEqual({ name: 'Counsel', by: 'environment' });
  await desk.marks.note({ ...note, text: 'by environment' });
  vi.unstubAllEnvs();
  await desk.settings.change({ examiner: null });
  await desk.marks.note({ ...note, text: 'by login' });
  const { marks } = (await desk.marks.of({ conversation_id: 1, turn_id: 1, most: 10 })).here;
  expect(marks.map(({ words, who }) => [words, who]).sort()).toEqual([
    ['by environment', 'Counsel'],
    ['by login', userInfo().username],
    ['by name', 'Ines Marchetti'],
  ]);
});

const RULE = readFileSync(resource('rules', 'refusal.yaml'), 'utf8');

test('own rules are listed with what is wrong at which line, and detection takes those of the folder', async () => {
  const workbench = workbenchIn();
  const desk = await deskAt(await caseWithLog(), workbench);
  const usual = await desk.settings.rules({});
  expect(usual).toMatchObject({ exists: false, files: [] });
  const folder = join(temporaryFolder(), 'rules');
  mkdirSync(folder);
  writeFileSync(join(folder, 'a.yaml'), RULE);
  writeFileSync(join(folder, 'b.yaml'), RULE.replace('id: refusal', 'id: own-refusal'));
  writeFileSync(join(folder, 'notes.txt'), 'no rule');
  await desk.settings.change({ rules_folder: { grant: folder } });
  const { files, bundled } = await desk.settings.rules({});
  expect(files).toMatchObject([
    { file: 'a.yaml', rule: { id: 'refusal', replaces: true }, fault: null },
    { file: 'b.yaml', rule: { id: 'own-refusal', replaces: false }, fault: null },
  ]);
  const done = await ended(desk, await desk.jobs.detect({}));
  expect(done).toMatchObject({ state: 'done', detect: { rules: bundled + 1 } });

  writeFileSync(join(folder, 'c.yaml'), RULE.replace('severity: low', 'severity: grave'));
  writeFileSync(join(folder, 'd.yaml'), RULE.replace('id: refusal', 'id: own-refusal'));
  const again = await desk.settings.rules({});
  expect(again.files.slice(2)).toMatchObject([
    { file: 'c.yaml', rule: null, fault: { line: 5 } },
    { file: 'd.yaml', rule: null, fault: { sentence: 'b.yaml has the id own-refusal already' } },
  ]);
  const refused = await ended(desk, await desk.jobs.detect({}));
  expect(refused.sentence).toContain('c.yaml:5: severity');
  await desk.settings.change({ rules_folder: null });
  expect((await ended(desk, await desk.jobs.detect({}))).state).toBe('done');
});

test('a certificate is exported without its key, and an identity that is gone is refused', async () => {
  const { identities } = workbenchIn().desk();
  const key = { name: 'Ana', organisation: '', email: '', passphrase: 'a long passphrase' };
  const { fingerprint } = await identities.create(key);
  const { folders } = await identities.folders({});
  expect(readdirSync(folders[0]?.folder ?? '')).toContain('key.pem');
  const target = join(temporaryFolder(), 'ana.pem');
  await identities.exportCertificate({ name: 'Ana', grant: target });
  const written = readFileSync(target, 'utf8');
  expect(written).not.toContain('PRIVATE');
  expect(new X509Certificate(written).fingerprint256.replaceAll(':', '').toLowerCase()).toBe(
    fingerprint,
  );
  const gone = identities.exportCertificate({ name: 'Ben', grant: target });
  await expect(gone).rejects.toMatchObject({ code: 'identity' });
});

test('all cases are forgotten but those that are open', async () => {
  const workbench = workbenchIn();
  const [shut, open] = [await emptyCase(), await caseWithLog()];
  const desk = await deskAt(shut, workbench);
  await desk.cases.recent({});
  await desk.cases.open({ grant: open });
  expect(await desk.cases.forgetAll({})).toEqual({ forgotten: 1, kept: 1 });
  expect((await desk.cases.recent({})).cases).toMatchObject([{ path: open }]);
});
