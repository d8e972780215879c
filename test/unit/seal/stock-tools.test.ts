import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pemOf } from '../../../electron/engine/seal/certificate.ts';
import type { Signer } from '../../../electron/engine/seal/identity.ts';
import { writePackage } from '../../../electron/engine/seal/package.ts';
import { signPdf } from '../../../electron/engine/seal/pdf-signature.ts';
import { flipped, folder, font, newSigner, smallPdf, stock } from './seal-fixtures.ts';

const signedAt = new Date();
const box = { page: 2, x: 60, y: 120, width: 240, height: 72 };
const openssl = 'cms -verify -binary -cades -inform DER -purpose any -out /dev/null';

async function signedPdf(signer: Signer): Promise<string> {
  const path = join(folder(), 'report.pdf');
  writeFileSync(path, await signPdf(smallPdf(), { signer, signedAt, reason: 'Issued', box, font }));
  return path;
}

/** A package, unpacked by unzip; null where that is missing. */
async function unpacked(signer: Signer | null): Promise<string | null> {
  const at = folder();
  const pdf = smallPdf();
  const bytes =
    signer === null ? pdf : await signPdf(pdf, { signer, signedAt, reason: 'Issued', box, font });
  await writePackage({
    destination: join(at, 'package.zip'),
    files: [
      { path: 'data/report/report.pdf', source: { bytes } },
      { path: 'data/evidence/e-0001.jsonl', source: { bytes: Buffer.from('{"a":1}\n') } },
    ],
    bag: { identifier: 'R-0001', description: 'A report', software: 'Exhibit' },
    signer,
    at: signedAt,
  });
  const test = stock('unzip', ['-tqq', 'package.zip'], { cwd: at });
  if (test === null) return null;
  expect(test).toEqual({ status: 0, out: '' });
  stock('unzip', ['-qq', 'package.zip'], { cwd: at });
  return join(at, 'R-0001');
}

function lines(result: { out: string } | null, word: string): string[] {
  return (result?.out ?? '').split('\n').filter((line) => line.startsWith(word));
}

test('pdfsig finds the signature valid and the document whole', async () => {
  const path = await signedPdf(await newSigner());
  const good = stock('pdfsig', [path]);
  if (good === null) return;
  expect(good.out).toContain('Signature Type: ETSI.CAdES.detached');
  expect(good.out).toContain('Signature is Valid.');
  expect(good.out).toContain('Total document signed');
  writeFileSync(path, flipped(readFileSync(path), 8 * 700));
  expect(stock('pdfsig', [path])?.out).not.toContain('Signature is Valid.');
});

test('pdfsig finds author and reviewer valid', async () => {
  const path = await signedPdf(await newSigner('Author'));
  const signer = await newSigner('Reviewer');
  writeFileSync(
    path,
    await signPdf(readFileSync(path), {
      signer,
      signedAt,
      reason: 'Reviewed',
      box: { ...box, y: 220 },
      font,
    }),
  );
  const shown = stock('pdfsig', [path]);
  if (shown === null) return;
  expect(shown.out.split('Signature is Valid.')).toHaveLength(3);
  expect(stock('qpdf', ['--check', path])?.status ?? 0).toBe(0);
});

test('qpdf finds a sound file, the box is text, its font is embedded', async () => {
  const signer = await newSigner();
  const path = await signedPdf(signer);
  const checked = stock('qpdf', ['--check', path]);
  expect(checked?.status ?? 0).toBe(0);
  const text = stock('pdftotext', [path, '-'])?.out.replaceAll('\n', '') ?? null;
  if (text === null) return;
  expect(text).toContain('Signed by Zoë Müller');
  expect(text).toContain(`Claimed time ${signedAt.toISOString().slice(0, 19)}Z`);
  expect(text).toContain(signer.fingerprint);
  const fonts = stock('pdffonts', [path])?.out.trim().split('\n').slice(2) ?? [];
  expect(fonts).toHaveLength(2);
  for (const line of fonts) expect(line).toMatch(/ yes yes yes /);
});

test('openssl finds a CAdES signature in the PDF, by the way the guide describes', async () => {
  const signer = await newSigner();
  const path = await signedPdf(signer);
  const at = folder();
  const dumped = stock('pdfsig', ['-dump', path], { cwd: at });
  if (dumped === null) return;
  const [, a, b] = /Signed Ranges: \[0 - (\d+)\], \[(\d+) - \d+\]/.exec(
    stock('pdfsig', [path])!.out,
  )!;
  writeFileSync(join(at, 'certificate.pem'), pemOf('CERTIFICATE', signer.certificate));
  stock('sh', ['-c', `(head -c ${a!} "$0"; tail -c +$((${b!} + 1)) "$0") > signed`, path], {
    cwd: at,
  });
  const run = () =>
    stock(
      'openssl',
      [
        ...openssl.split(' '),
        '-in',
        'report.pdf.sig0',
        '-content',
        'signed',
        '-CAfile',
        'certificate.pem',
      ],
      { cwd: at },
    );
  expect(run()?.out).toContain('CAdES Verification successful');
  writeFileSync(join(at, 'signed'), flipped(readFileSync(join(at, 'signed')), 77));
  expect(run()?.status).not.toBe(0);
});

test('verify.sh passes on a package as it was made, and says what it could not check', async () => {
  const signer = await newSigner();
  const at = await unpacked(signer);
  if (at === null) return;
  const known = stock('sh', ['verify.sh', signer.fingerprint.toUpperCase()], { cwd: at });
  expect([known?.status, lines(known, 'FAIL'), lines(known, 'NOTE')]).toEqual([0, [], []]);
  expect(lines(known, 'PASS')).toHaveLength(8);
  const unknown = stock('sh', [join(at, 'verify.sh')]);
  expect([unknown?.status, lines(unknown, 'NOTE').length]).toEqual([0, 1]);
});

test('verify.sh fails for the fingerprint of another', async () => {
  const at = await unpacked(await newSigner());
  if (at === null) return;
  const result = stock('sh', ['verify.sh', '00'.repeat(32)], { cwd: at });
  expect([result?.status, lines(result, 'FAIL')]).toEqual([
    1,
    ['FAIL  the certificate is the one you expect'],
  ]);
});

test.each([
  ['data/report/report.pdf', ['FAIL  payload hashes']],
  ['data/evidence/e-0001.jsonl', ['FAIL  payload hashes']],
  ['bag-info.txt', ['FAIL  tag file hashes']],
  ['HOWTO-VERIFY.txt', ['FAIL  tag file hashes']],
  ['ro-crate-metadata.json', ['FAIL  tag file hashes']],
  ['signatures/tagmanifest-sha256.txt.p7s', ['FAIL  CMS signature over the tag manifest']],
  ['signatures/tagmanifest-sha256.txt.sig', ['FAIL  SSH signature over the tag manifest']],
])('verify.sh fails after a bit of %s was flipped', async (name, failed) => {
  const at = await unpacked(await newSigner());
  if (at === null) return;
  const bytes = readFileSync(join(at, name));
  writeFileSync(join(at, name), flipped(bytes, 8 * (bytes.length >> 1)));
  const result = stock('sh', ['verify.sh'], { cwd: at });
  expect([result?.status, lines(result, 'FAIL')]).toEqual([1, failed]);
});

test('verify.sh sees what sha256sum does not: added files', async () => {
  const at = await unpacked(await newSigner());
  if (at === null) return;
  writeFileSync(join(at, 'data/evidence/added.jsonl'), '');
  writeFileSync(join(at, 'README.txt'), '');
  const result = stock('sh', ['verify.sh'], { cwd: at });
  expect(lines(result, 'FAIL')).toEqual([
    'FAIL  no payload file missing, none unlisted',
    'FAIL  no tag file missing, none unlisted',
  ]);
});

test('verify.sh fails when the manifests were made anew', async () => {
  const at = await unpacked(await newSigner());
  if (at === null) return;
  writeFileSync(join(at, 'data/evidence/e-0001.jsonl'), '{"a":2}\n');
  const anew =
    'sha256sum $(cut -c67- manifest-sha256.txt) > m; mv m manifest-sha256.txt; sha256sum $(cut -c67- tagmanifest-sha256.txt) > m; mv m tagmanifest-sha256.txt';
  stock('sh', ['-c', anew], { cwd: at });
  const result = stock('sh', ['verify.sh'], { cwd: at });
  expect(lines(result, 'FAIL')).toEqual([
    'FAIL  CMS signature over the tag manifest',
    'FAIL  SSH signature over the tag manifest',
  ]);
});

test('verify.sh of an unsigned package checks what there is and says what is not', async () => {
  const at = await unpacked(null);
  if (at === null) return;
  const result = stock('sh', ['verify.sh'], { cwd: at });
  expect([result?.status, lines(result, 'PASS').length]).toEqual([0, 4]);
  expect(lines(result, 'NOTE')).toEqual([
    'NOTE  this package is not signed: it does not show who made it',
  ]);
});

test('every command of the guide runs as it is written', async () => {
  const at = await unpacked(await newSigner());
  if (at === null) return;
  const guide = readFileSync(join(at, 'HOWTO-VERIFY.txt'), 'latin1');
  expect(guide).toMatch(/^[\n -~]+$/);
  for (const command of [
    'sha256sum --strict -c manifest',
    'sha256sum --strict -c tagmanifest',
    'openssl cms',
    'ssh-keygen -Y',
    'openssl x509',
  ]) {
    const start = guide.indexOf(`     ${command}`);
    const text = guide.slice(start, guide.indexOf('\n\n', start));
    const result = stock('sh', ['-c', text], { cwd: at });
    expect([command, start > 0, result?.status]).toEqual([command, true, 0]);
  }
});
