import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect, test, vi } from 'vitest';
import { ZipFile } from 'yazl';
import { checkIntegrity, tarMember, unzip } from '../../../scripts/electron/archive.mjs';
import { setFuses } from '../../../scripts/electron/fuses.mjs';
import { withLock } from '../../../scripts/electron/lock.mjs';
import { findElectron } from '../../../scripts/electron/runtime.mjs';

const folder = () => mkdtempSync(join(tmpdir(), 'exhibit-runtime-'));

interface Entry {
  readonly name: string;
  readonly text: string;
  readonly mode?: number;
}

async function zipOf(...entries: Entry[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, text, mode = 0o100644 } of entries)
    zip.addBuffer(Buffer.from(text), name, { mode, compress: text.length > 10 });
  zip.end();
  return buffer(zip.outputStream);
}

/** Unpacks bytes that stand at an offset in a larger file, as a ZIP inside a tar does. */
function unpack(zip: Buffer, chosen = (name: string): string | undefined => name): string {
  const place = folder();
  const path = join(place, 'outer');
  writeFileSync(path, Buffer.concat([Buffer.alloc(700), zip, Buffer.alloc(300)]));
  const file = openSync(path, 'r');
  try {
    unzip(file, { start: 700, size: zip.length }, join(place, 'out'), chosen);
  } finally {
    closeSync(file);
  }
  return join(place, 'out');
}

test('a package that differs from the pinned one by a byte is refused', async () => {
  const path = join(folder(), 'package.tgz');
  writeFileSync(path, 'what was pinned');
  const integrity = `sha512-${createHash('sha512').update('what was pinned').digest('base64')}`;
  await expect(checkIntegrity(path, integrity)).resolves.toBeUndefined();
  writeFileSync(path, 'what was Pinned');
  await expect(checkIntegrity(path, integrity)).rejects.toThrow('digest differs');
});

test('files come out whole, under the names chosen, able to run when they were', async () => {
  const text = 'electron '.repeat(10_000);
  const zip = await zipOf(
    { name: 'Program/Program', text, mode: 0o100755 },
    { name: 'Program/resources/other', text: 'not wanted' },
    { name: 'Program/LICENSE', text: 'MIT' },
  );
  const out = unpack(zip, (name) => {
    if (name.includes('resources/')) return undefined;
    return name === 'Program/Program' ? 'electron' : name.slice('Program/'.length);
  });
  expect(readFileSync(join(out, 'electron'), 'utf8')).toBe(text);
  expect(statSync(join(out, 'electron')).mode & 0o111).not.toBe(0);
  expect(readFileSync(join(out, 'LICENSE'), 'utf8')).toBe('MIT');
  expect(statSync(join(out, 'LICENSE')).mode & 0o111).toBe(0);
  expect(existsSync(join(out, 'resources'))).toBe(false);
});

test.each(['../evil', 'a/../..', '/etc/ev', 'a\\..\\ev', 'c:/evil', 'ev\0il.x'])(
  'an archive with the name %j is refused before anything is written for it',
  async (name) => {
    const harmless = 'x'.repeat(name.length);
    const zip = await zipOf({ name: harmless, text: 'evil' });
    for (let at = zip.indexOf(harmless); at !== -1; at = zip.indexOf(harmless))
      zip.write(name, at, 'latin1');
    expect(() => unpack(zip)).toThrow('not safe');
  },
);

test('an archive with a symbolic link is refused', async () => {
  const zip = await zipOf({ name: 'link', text: '/etc/passwd', mode: 0o120777 });
  expect(() => unpack(zip)).toThrow('not safe');
});

test('an archive that is cut off is refused', async () => {
  const zip = await zipOf({ name: 'a', text: 'a text that is long enough' });
  expect(() => unpack(zip.subarray(0, zip.length - 30))).toThrow('damaged');
});

test('a member of a tar is found behind others, and a missing one is said', () => {
  const header = (name: string, size: number): Buffer => {
    const block = Buffer.alloc(512);
    block.write(name, 0, 'latin1');
    block.write(`${size.toString(8).padStart(11, '0')} `, 124, 'latin1');
    return block;
  };
  const path = join(folder(), 'outer.tar');
  writeFileSync(
    path,
    Buffer.concat([header('one', 600), Buffer.alloc(1024), header('two', 3), Buffer.alloc(1536)]),
  );
  const file = openSync(path, 'r');
  expect(tarMember(file, 'two')).toEqual({ start: 512 + 1024 + 512, size: 3 });
  expect(() => tarMember(file, 'three')).toThrow('holds no three');
  closeSync(file);
});

const marker = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const executable = (...fuses: string[]): Buffer =>
  Buffer.from(['ELF', ...fuses.map((digits) => `${marker}\x01\x04${digits}`), 'end'].join('..'));

test('fuses are set where all are as expected, and nothing else changes', () => {
  const bytes = executable('1010');
  setFuses(bytes, '1010', '1100');
  expect(bytes).toEqual(executable('1100'));
});

test.each([
  ['another setting', executable('1011')],
  ['no fuses', Buffer.from('an executable of something else')],
  ['two sets of fuses', executable('1010', '1010')],
  ['more fuses than are known', Buffer.from(`${marker}\x01\x0510100`)],
  ['another version of the fuses', Buffer.from(`${marker}\x02\x041010`)],
])('an executable with %s is left as it is', (_, bytes) => {
  const before = Buffer.from(bytes);
  expect(() => setFuses(bytes, '1010', '1100')).toThrow('expected fuses');
  expect(bytes).toEqual(before);
});

afterEach(() => vi.unstubAllEnvs());

test.skipIf(process.platform === 'darwin')(
  'the Electron that is named is taken, with its version',
  async () => {
    const place = folder();
    writeFileSync(join(place, process.platform === 'win32' ? 'electron.exe' : 'electron'), '');
    writeFileSync(join(place, 'version'), 'v99.1.2\n');
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', place);
    expect(await findElectron()).toMatchObject({ folder: place, version: '99.1.2', kind: 'named' });
  },
);

test('a folder that is named and holds no Electron is an error, not passed over', async () => {
  const place = folder();
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', place);
  await expect(findElectron()).rejects.toThrow(place);
});

test('a lock whose owner was killed is taken over, and let go after the work, be it done or failed', async () => {
  const lock = join(folder(), 'lock');
  mkdirSync(lock);
  writeFileSync(join(lock, 'owner'), String(spawnSync(process.execPath, ['-e', '']).pid));
  expect(await withLock(lock, () => Promise.resolve(existsSync(lock)))).toBe(true);
  expect(existsSync(lock)).toBe(false);
  await expect(withLock(lock, () => Promise.reject(new Error('it failed')))).rejects.toThrow();
  expect(existsSync(lock)).toBe(false);
});

test.runIf(process.platform === 'linux')(
  'without a screen, npm start says so and how to go on',
  () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(import.meta.dirname, '../../../scripts/start.mjs')],
      { env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' }, encoding: 'utf8' },
    );
    expect(status).toBe(2);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toContain('xvfb-run');
  },
);
