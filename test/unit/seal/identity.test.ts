import { X509Certificate, verify } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import {
  createIdentity,
  listIdentities,
  openIdentity,
} from '../../../electron/engine/seal/identity.ts';
import { folder, passphrase, stock } from './seal-fixtures.ts';

afterEach(() => {
  delete process.env['EXHIBIT_NOW'];
});

function only(home: string): string {
  const [slug] = readdirSync(join(home, 'identities'));
  return join(home, 'identities', slug!);
}

test('a new identity is opened by its passphrase and signs for its certificate', async () => {
  const home = folder();
  process.env['EXHIBIT_NOW'] = '2026-11-25T09:30:00.500Z';
  const made = await createIdentity(home, {
    name: 'Zoë Müller',
    organisation: 'Forensics, Ltd.',
    email: 'zoe@example.test',
    passphrase,
  });
  expect(made).toMatchObject({
    name: 'Zoë Müller',
    organisation: 'Forensics, Ltd.',
    email: 'zoe@example.test',
    validFrom: '2026-11-25T09:30:00.000Z',
    validTo: '2031-11-25T09:30:00.000Z',
  });
  const signer = openIdentity(home, 'Zoë Müller', passphrase);
  expect(signer.name).toBe('Zoë Müller');
  expect(signer.fingerprint).toBe(made.fingerprint);
  const certificate = new X509Certificate(signer.certificate);
  const message = Buffer.from('exhibit');
  expect(verify('sha256', message, certificate.publicKey, signer.sign(message))).toBe(true);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.ca).toBe(false);
  expect(listIdentities(home)).toEqual([made]);
});

test('the certificate says what it is for, to openssl', async () => {
  const home = folder();
  await createIdentity(home, { name: '張偉, CN=Someone Else', passphrase });
  const shown = stock('openssl', [
    ...['x509', '-noout', '-text', '-nameopt', 'utf8,sep_multiline,lname'],
    ...['-in', join(only(home), 'certificate.pem')],
  ]);
  if (shown === null) return;
  expect(shown.out).toMatch(/commonName\s*=張偉, CN=Someone Else\n/);
  expect(shown.out).toContain(
    'X509v3 Key Usage: critical\n                Digital Signature, Non Repudiation',
  );
  expect(shown.out).toContain('1.3.6.1.5.5.7.3.36, E-mail Protection');
  expect(shown.out).toContain('X509v3 Basic Constraints: critical\n                CA:FALSE');
  expect(shown.out).toContain('X509v3 Subject Key Identifier');
});

test('the key file is PKCS#8 under scrypt, opens in openssl, and only for its owner', async () => {
  const home = folder();
  await createIdentity(home, { name: 'Zoë', passphrase });
  const key = join(only(home), 'key.pem');
  for (const file of ['key.pem', 'certificate.pem', 'identity.json'])
    expect(statSync(join(only(home), file)).mode & 0o777).toBe(0o600);
  const parsed = stock('openssl', ['asn1parse', '-in', key]);
  if (parsed === null) return;
  expect(parsed.out).toMatch(/PBES2[^]*1\.3\.6\.1\.4\.1\.11591\.4\.11|PBES2[^]*scrypt/);
  const check = (word: string) =>
    stock('openssl', ['pkey', '-in', key, '-passin', `pass:${word}`, '-noout', '-check'])?.status;
  expect(check(passphrase)).toBe(0);
  expect(check('wrong')).not.toBe(0);
});

test('no passphrase but the right one opens it, and the refusal says so in one sentence', async () => {
  const home = folder();
  await createIdentity(home, { name: 'Zoë', passphrase: 'geheim-ü' });
  for (const word of ['', 'geheim', 'Geheim-ü', 'geheim-ü ', 'x'.repeat(5000)])
    expect(() => openIdentity(home, 'Zoë', word)).toThrow(
      expect.objectContaining({
        code: 'wrong-passphrase',
        message: 'The passphrase does not open the key of "Zoë"; type it again.',
      }),
    );
  expect(openIdentity(home, 'Zoë', 'geheim-ü'.normalize('NFD')).name).toBe('Zoë');
});

test('a name that exists is refused and the identity stays as it is', async () => {
  const home = folder();
  const made = await createIdentity(home, { name: 'Zoë', passphrase });
  for (const name of ['Zoë', ' Zoë ', 'Zoë'.normalize('NFD')])
    await expect(createIdentity(home, { name, passphrase: 'other' })).rejects.toMatchObject({
      code: 'identity',
      message: 'An identity named "Zoë" exists already; choose another name.',
    });
  expect(openIdentity(home, 'Zoë', passphrase).fingerprint).toBe(made.fingerprint);
});

test('hostile and foreign names stay inside the folder and apart from each other', async () => {
  const home = folder();
  const names = [
    '../../etc/passwd',
    '..',
    'CON',
    'zoë',
    'zoe',
    'ZOE',
    '張偉',
    '👩‍💻'.replaceAll('\u200d', ''),
    '/',
    'a\\b',
    "'; rm -rf /",
  ];
  for (const name of names) await createIdentity(home, { name, passphrase });
  const folders = readdirSync(join(home, 'identities'));
  expect(readdirSync(home)).toEqual(['identities']);
  expect(new Set(folders).size).toBe(names.length);
  for (const name of folders) expect(name).toMatch(/^[a-z0-9-]+-[0-9a-f]{12}$/);
  expect(new Set(listIdentities(home).map((identity) => identity.name))).toEqual(new Set(names));
});

test.each([
  ['an empty name', { name: '  ' }],
  ['a name of 65 characters', { name: 'x'.repeat(65) }],
  ['a line feed in the name', { name: 'Zoë\nAdmin' }],
  ['a reversed name', { name: 'Zoë\u202Enimda' }],
  ['no passphrase', { name: 'Zoë', passphrase: '' }],
  ['a passphrase beyond measure', { name: 'Zoë', passphrase: 'x'.repeat(513) }],
  ['an address without a domain', { name: 'Zoë', email: 'zoe' }],
  ['an address in another script', { name: 'Zoë', email: 'zoë@example.test' }],
])('%s is refused and leaves nothing behind', async (_, request) => {
  const home = folder();
  await expect(createIdentity(home, { passphrase, ...request })).rejects.toMatchObject({
    code: 'identity',
  });
  expect(existsSync(join(home, 'identities'))).toBe(false);
});

test('an identity that is not there, or damaged, is refused by name', async () => {
  const home = folder();
  const open = (name: string) => () => openIdentity(home, name, passphrase);
  expect(open('Nobody')).toThrow('There is no identity named "Nobody"');
  await createIdentity(home, { name: 'Zoë', passphrase });
  const key = readFileSync(join(only(home), 'key.pem'), 'utf8');
  writeFileSync(join(only(home), 'key.pem'), key.slice(0, 100));
  expect(open('Zoë')).toThrow('The identity "Zoë" is damaged: key.pem');
  writeFileSync(join(only(home), 'key.pem'), key);
  writeFileSync(join(only(home), 'certificate.pem'), 'nonsense');
  expect(open('Zoë')).toThrow('The identity "Zoë" is damaged: certificate.pem');
  expect(open('Zoë')).toThrow(expect.objectContaining({ code: 'identity' }));
});

test('a key beside the certificate of somebody else does not sign', async () => {
  const home = folder();
  await createIdentity(home, { name: 'Zoë', passphrase });
  const zoe = only(home);
  await createIdentity(home, { name: 'Rita', passphrase });
  const rita = join(
    home,
    'identities',
    readdirSync(join(home, 'identities')).find((name) => name.startsWith('rita'))!,
  );
  writeFileSync(join(zoe, 'key.pem'), readFileSync(join(rita, 'key.pem')));
  expect(() => openIdentity(home, 'Zoë', passphrase)).toThrow(
    expect.objectContaining({ code: 'identity' }),
  );
});

test('folders that hold no identity are not listed', async () => {
  const home = folder();
  expect(listIdentities(home)).toEqual([]);
  const made = await createIdentity(home, { name: 'Zoë', passphrase });
  const rest = join(home, 'identities');
  for (const [name, text] of [
    ['broken', '{'],
    ['other', '{"name":"x"}'],
    ['moved', JSON.stringify(made)],
  ] as const) {
    mkdirSync(join(rest, name));
    writeFileSync(join(rest, name, 'identity.json'), text);
  }
  expect(listIdentities(home)).toEqual([made]);
});
