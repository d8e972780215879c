import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pemOf } from '../../../electron/engine/seal/certificate.ts';
import { sha256Bytes, signDigest, verifyDigest } from '../../../electron/engine/seal/cms.ts';
import { failures, flipped, folder, newSigner, stock } from './seal-fixtures.ts';

const content = Buffer.from('the tag manifest\n');
const digest = sha256Bytes(content);

test('a signature verifies for its content and no other', async () => {
  const signer = await newSigner();
  const cms = signDigest(digest, signer);
  expect(verifyDigest(cms, digest)).toMatchObject({
    signer: { name: 'Zoë Müller', fingerprint: signer.fingerprint },
  });
  const other = verifyDigest(cms, sha256Bytes(Buffer.from('another\n')));
  expect(other.signer).toBeNull();
  expect(failures(other.checks)).toEqual(['digest', 'signature encoding']);
});

test('openssl finds a CAdES signature, and finds it broken over other content', async () => {
  const signer = await newSigner();
  const at = folder();
  writeFileSync(join(at, 'content'), content);
  writeFileSync(join(at, 'other'), 'another\n');
  writeFileSync(join(at, 'cms'), signDigest(digest, signer));
  writeFileSync(join(at, 'pem'), pemOf('CERTIFICATE', signer.certificate));
  const run = (name: string) =>
    stock(
      'openssl',
      'cms -verify -binary -cades -inform DER -in cms -CAfile pem -purpose any -out /dev/null -content'
        .split(' ')
        .concat(name),
      { cwd: at },
    );
  expect(run('content')?.out ?? 'CAdES Verification successful').toContain(
    'CAdES Verification successful',
  );
  expect(run('other')?.status ?? 4).not.toBe(0);
});

test('a flipped bit in any byte of the container is noticed', async () => {
  const cms = signDigest(digest, await newSigner());
  for (let bit = 0; bit < cms.byteLength * 8; bit += 9)
    expect(verifyDigest(flipped(cms, bit), digest).signer, `bit ${bit}`).toBeNull();
});

test('whatever is no signature gives a failed check, never an error', async () => {
  const cms = signDigest(digest, await newSigner());
  const trials = [
    Buffer.alloc(0),
    Buffer.alloc(100),
    Buffer.from('-----BEGIN CMS-----'),
    Buffer.from([0x30, 0x80, 0, 0]),
    cms.subarray(0, -1),
    cms.subarray(1),
    Buffer.concat([cms, Buffer.from([0])]),
    Buffer.concat([cms, cms]),
    Buffer.alloc(2000, 0x30),
  ];
  for (const trial of trials) {
    const { checks, signer } = verifyDigest(trial, digest);
    expect(signer).toBeNull();
    expect(failures(checks).length).toBeGreaterThan(0);
  }
});

test('a signature put into the container of another certificate is noticed', async () => {
  const [zoe, rita] = [await newSigner('Zoë'), await newSigner('Rita')];
  const mixed = signDigest(digest, { ...zoe, sign: rita.sign });
  expect(failures(verifyDigest(mixed, digest).checks)).toEqual(['signature value']);
});
