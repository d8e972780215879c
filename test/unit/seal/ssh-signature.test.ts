import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allowedSigners, sshSign, verifySsh } from '../../../electron/engine/seal/ssh-signature.ts';
import { flipped, folder, newSigner, stock } from './seal-fixtures.ts';

const message = Buffer.from('the tag manifest\n');

test('ssh-keygen verifies the signature in our namespace, and in no other', async () => {
  const signer = await newSigner();
  const at = folder();
  writeFileSync(join(at, 'sig'), sshSign(message, signer));
  writeFileSync(join(at, 'allowed'), allowedSigners(signer.certificate));
  const run = (namespace: string, input: Uint8Array) =>
    stock(
      'ssh-keygen',
      ['-Y', 'verify', '-f', 'allowed', '-I', 'exhibit-signer', '-n', namespace, '-s', 'sig'],
      { cwd: at, input },
    );
  const good = run('exhibit-package', message);
  if (good === null) return;
  expect(good.out).toContain('Good "exhibit-package" signature for exhibit-signer with ECDSA key');
  expect(good.status).toBe(0);
  expect(run('file', message)?.status).not.toBe(0);
  expect(run('exhibit-package', Buffer.from('the tag manifest'))?.status).not.toBe(0);
  expect(readFileSync(join(at, 'allowed'), 'utf8')).toMatch(
    /^exhibit-signer namespaces="exhibit-package" ecdsa-sha2-nistp256 [A-Za-z0-9+/=]+\n$/,
  );
});

test('numbers of every length keep their form: fifty signatures verify', async () => {
  const signer = await newSigner();
  for (let round = 0; round < 50; round++)
    expect(verifySsh(sshSign(message, signer), message, signer.certificate).ok).toBe(true);
});

test('another message, another key, another text are noticed', async () => {
  const [zoe, rita] = [await newSigner('Zoë'), await newSigner('Rita')];
  const armour = sshSign(message, zoe);
  const trials: [string, Uint8Array, Uint8Array][] = [
    [armour, Buffer.from('other'), zoe.certificate],
    [armour, message, rita.certificate],
    [armour, message, Buffer.from('no certificate')],
    [armour.trimEnd(), message, zoe.certificate],
    [`${armour}\n`, message, zoe.certificate],
    [armour.replaceAll('\n', '\r\n'), message, zoe.certificate],
    ['', message, zoe.certificate],
    ['-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n', message, zoe.certificate],
  ];
  for (const trial of trials) expect(verifySsh(...trial).ok).toBe(false);
});

test('a flipped bit in any byte of the armour is noticed', async () => {
  const signer = await newSigner();
  const armour = Buffer.from(sshSign(message, signer));
  for (let bit = 0; bit < armour.length * 8; bit += 9) {
    const text = flipped(armour, bit).toString('latin1');
    expect(verifySsh(text, message, signer.certificate).ok, `bit ${bit}`).toBe(false);
  }
});
