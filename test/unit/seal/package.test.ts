import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { sha256 } from '../../../electron/engine/base/hash.ts';
import { isPayloadName } from '../../../electron/engine/seal/bag.ts';
import type { Signer } from '../../../electron/engine/seal/identity.ts';
import { verifyPackage, writePackage } from '../../../electron/engine/seal/package.ts';
import type { PackageFile } from '../../../electron/engine/seal/package.ts';
import { signPdf } from '../../../electron/engine/seal/pdf-signature.ts';
import { openZip, zipStream } from '../../../electron/engine/seal/zip.ts';
import { failures, folder, newSigner, smallPdf } from './seal-fixtures.ts';

const at = new Date('2026-11-25T09:30:00.000Z');
const bag = {
  identifier: 'R-0001',
  description: 'Zoë’s report\nExternal-Identifier: forged',
  organisation: 'Forensics, Ltd.',
  software: 'Exhibit 0.1.0',
};
const evidence: PackageFile = {
  path: 'data/evidence/e-0001.jsonl',
  source: { bytes: Buffer.from('{"a":1}\n') },
};

async function signerAt(): Promise<Signer> {
  process.env['EXHIBIT_NOW'] = '2026-11-25T09:00:00.000Z';
  try {
    return await newSigner();
  } finally {
    delete process.env['EXHIBIT_NOW'];
  }
}

async function report(signer: Signer): Promise<PackageFile> {
  const bytes = await signPdf(smallPdf(), { signer, signedAt: at, reason: 'Issued', box: null });
  return { path: 'data/report/report.pdf', source: { bytes } };
}

async function written(signer: Signer | null, files: readonly PackageFile[] = [evidence]) {
  const destination = join(folder(), 'package.zip');
  await writePackage({ destination, files, bag, signer, at });
  return destination;
}

async function verdictOn(path: string, trusted: readonly string[] = []) {
  const { checks, trust } = await verifyPackage(path, trusted);
  return { failed: failures(checks), state: trust.state, signer: trust.signer };
}

/** The package written anew with other contents, in the form that the writer has. */
async function rewritten(
  path: string,
  change: (files: Map<string, Buffer>) => void,
): Promise<string> {
  const zip = await openZip(path);
  const files = new Map<string, Buffer>();
  for (const entry of zip.entries) files.set(entry.name, await buffer(await entry.open()));
  zip.close();
  change(files);
  const entries = [...files]
    .map(([name, bytes]) => ({
      name,
      size: bytes.length,
      open: () => Promise.resolve(Readable.from([bytes])),
    }))
    .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  const changed = join(folder(), 'changed.zip');
  writeFileSync(changed, await buffer(zipStream(entries, '2026-11-25')));
  return changed;
}

/** What an attacker does who knows BagIt: change a file and all that follows from it but the signatures. */
function withNewManifests(files: Map<string, Buffer>): void {
  const line = (name: string) => `${sha256(files.get(`R-0001/${name}`)!)}  ${name}\n`;
  const listed = [...files.keys()].map((name) => name.slice('R-0001/'.length)).sort();
  const payload = listed.filter((name) => name.startsWith('data/'));
  files.set('R-0001/manifest-sha256.txt', Buffer.from(payload.map(line).join('')));
  const tags = listed.filter((name) => !name.includes('/') && name !== 'tagmanifest-sha256.txt');
  files.set('R-0001/tagmanifest-sha256.txt', Buffer.from(tags.map(line).join('')));
}

test('a signed package verifies in every part and names its signer', async () => {
  const signer = await signerAt();
  const path = await written(signer, [evidence, await report(signer)]);
  const { checks, trust } = await verifyPackage(path, [signer.fingerprint]);
  expect(failures(checks)).toEqual([]);
  expect(trust).toEqual({
    state: 'trusted',
    signer: 'Zoë Müller',
    fingerprint: signer.fingerprint,
  });
  expect(checks.map((check) => check.name)).toEqual([
    'zip container',
    'bag declaration',
    'file names',
    'payload manifest',
    'tag manifest',
    'payload size',
    'digest',
    'signature value',
    'certificate binding',
    'signature encoding',
    'certificate file',
    'certificate named',
    'certificate period',
    'SSH signature',
    'allowed signers',
    'report.pdf: signature 1: byte range',
    'report.pdf: signature 1: digest',
    'report.pdf: signature 1: signature value',
    'report.pdf: signature 1: certificate binding',
    'report.pdf: signature 1: signature encoding',
    'report.pdf: signature 1: signer',
    'report.pdf: signature 1: certificate period',
    'report.pdf: document locked',
    'report.pdf: whole document signed',
    'report.pdf: no unsigned revision',
  ]);
});

test('the same request gives the same bytes, in any time zone and from memory or disk', async () => {
  const one = readFileSync(await written(null));
  const file = join(folder(), 'e.jsonl');
  writeFileSync(file, '{"a":1}\n');
  const zone = process.env['TZ'];
  try {
    for (const name of ['Asia/Tokyo', 'America/New_York', 'Pacific/Apia']) {
      process.env['TZ'] = name;
      const other = await written(null, [{ path: evidence.path, source: { file } }]);
      expect(readFileSync(other).equals(one), name).toBe(true);
      expect(await verdictOn(other)).toMatchObject({ failed: [], state: 'unsigned' });
    }
  } finally {
    process.env['TZ'] = zone;
  }
});

test('what is written about the package stands on its own line', async () => {
  const path = await written(null);
  await rewritten(path, (files) => {
    const info = files.get('R-0001/bag-info.txt')!.toString('utf8');
    expect(info.split('\n')).toEqual([
      'Source-Organization: Forensics, Ltd.',
      'External-Identifier: R-0001',
      'External-Description: Zoë’s report External-Identifier: forged',
      'Bagging-Date: 2026-11-25',
      'Payload-Oxum: 8.1',
      'Bag-Software-Agent: Exhibit 0.1.0',
      'Exhibit-Sealed-At: 2026-11-25T09:30:00.000Z',
      'Exhibit-Signer-Certificate-SHA256: none',
      '',
    ]);
  });
});

test.each<[string, (files: Map<string, Buffer>) => void, string[]]>([
  ['nothing', () => undefined, []],
  [
    'a changed payload file',
    (files) => files.set('R-0001/data/evidence/e-0001.jsonl', Buffer.from('{"a":2}\n')),
    ['payload manifest'],
  ],
  [
    'an added payload file',
    (files) => files.set('R-0001/data/evidence/e-0002.jsonl', Buffer.from('')),
    ['payload manifest', 'payload size'],
  ],
  [
    'a missing payload file',
    (files) => files.delete('R-0001/data/evidence/e-0001.jsonl'),
    ['payload manifest', 'payload size'],
  ],
  [
    'a changed payload file under new manifests',
    (files) => {
      files.set('R-0001/data/evidence/e-0001.jsonl', Buffer.from('{"a":2}\n'));
      withNewManifests(files);
    },
    ['digest', 'signature encoding'],
  ],
  [
    'a changed guide',
    (files) => files.set('R-0001/HOWTO-VERIFY.txt', Buffer.from('Trust me.\n')),
    ['tag manifest'],
  ],
  ['a missing script', (files) => files.delete('R-0001/verify.sh'), ['file names', 'tag manifest']],
  [
    'an added tag file',
    (files) => files.set('R-0001/fetch.txt', Buffer.from('https://example.test/x 1 data/x\n')),
    ['file names'],
  ],
  [
    'an added signature file',
    (files) => files.set('R-0001/signatures/second.p7s', Buffer.from('x')),
    ['file names'],
  ],
  [
    'a manifest with a line twice',
    (files) => {
      const text = files.get('R-0001/manifest-sha256.txt')!;
      files.set('R-0001/manifest-sha256.txt', Buffer.concat([text, text]));
    },
    ['payload manifest', 'tag manifest'],
  ],
  [
    'a manifest with capitals',
    (files) => {
      const text = files.get('R-0001/manifest-sha256.txt')!.toString().toUpperCase();
      files.set('R-0001/manifest-sha256.txt', Buffer.from(text));
    },
    ['payload manifest', 'tag manifest'],
  ],
  [
    'no signatures',
    (files) => {
      for (const name of [...files.keys()]) if (name.includes('/signatures/')) files.delete(name);
    },
    ['signature'],
  ],
  [
    'one signature missing',
    (files) => files.delete('R-0001/signatures/tagmanifest-sha256.txt.sig'),
    ['signature'],
  ],
  [
    'an added allowed signer',
    (files) => {
      const line = files.get('R-0001/signatures/allowed_signers')!;
      files.set('R-0001/signatures/allowed_signers', Buffer.concat([line, line]));
    },
    ['allowed signers'],
  ],
  [
    'a certificate file with a comment',
    (files) => {
      const pem = files.get('R-0001/signatures/certificate.pem')!;
      files.set('R-0001/signatures/certificate.pem', Buffer.concat([pem, Buffer.from('# ok\n')]));
    },
    ['certificate file'],
  ],
])('a package with %s', async (_, change, failed) => {
  const signer = await signerAt();
  const changed = await rewritten(await written(signer), change);
  const verdict = await verdictOn(changed, [signer.fingerprint]);
  expect(verdict.failed).toEqual(failed);
});

test.each([
  ['../../../etc/cron.d/evil'],
  ['R-0001/data/../../evil'],
  ['/etc/passwd'],
  ['R-0001/data/a\\..\\b'],
  ['R-0002/data/evidence/e.jsonl'],
  ['R-0001/data/CON'],
  ['R-0001/data/ünïcode.txt'],
])('an entry named %s fails, whatever the rest says', async (name) => {
  const path = await written(null);
  const place = 'R-0001/data/evidence/e-0001.jsonl';
  const bytes = readFileSync(path);
  const long = name.padEnd(place.length, 'x').slice(0, Buffer.from(place).length);
  const hostile = join(folder(), 'hostile.zip');
  const text = bytes
    .toString('latin1')
    .replaceAll(place, Buffer.from(long).toString('latin1').slice(0, place.length));
  writeFileSync(hostile, Buffer.from(text, 'latin1'));
  expect((await verdictOn(hostile)).failed.length).toBeGreaterThan(0);
});

test('a zip that is not the writer’s own fails, though its contents are', async () => {
  const path = await written(await signerAt());
  const bytes = readFileSync(path);
  const commented = Buffer.from(bytes);
  commented.writeUInt16LE(2, commented.length - 2);
  const zips = {
    'bytes before': Buffer.concat([Buffer.from('#!/bin/sh\n'), bytes]),
    'bytes behind': Buffer.concat([bytes, Buffer.from('x')]),
    comment: Buffer.concat([commented, Buffer.from('hi')]),
    'cut short': bytes.subarray(0, -1),
    compressed: await foreignZip(path, { compress: true }),
    executable: await foreignZip(path, { mode: 0o100755 }),
    'another time': await foreignZip(path, { mtime: new Date(2026, 10, 25, 12, 0, 2) }),
    'file comments': await foreignZip(path, { fileComment: 'x' }),
  };
  for (const [name, content] of Object.entries(zips)) {
    const changed = join(folder(), 'changed.zip');
    writeFileSync(changed, content);
    const { failed, state } = await verdictOn(changed);
    expect([name, failed.length > 0]).toEqual([name, true]);
    expect(failed[0]).toMatch(/zip container|package structure/);
    expect(state).not.toBe('trusted');
  }
});

test('a package made anew by a stranger is whole, but not trusted', async () => {
  const path = await written(await signerAt());
  expect(await verdictOn(path, ['00'.repeat(32)])).toEqual({
    failed: [],
    state: 'unknown',
    signer: 'Zoë Müller',
  });
});

test('a report inside is verified too', async () => {
  const signer = await signerAt();
  const good = await report(signer);
  if (!('bytes' in good.source)) throw new Error('the report is in memory');
  const longer = Buffer.concat([good.source.bytes, Buffer.from('\n')]);
  const replaced = (bytes: Uint8Array) => written(signer, [{ path: good.path, source: { bytes } }]);
  expect((await verdictOn(await replaced(longer))).failed).toEqual([
    'report.pdf: whole document signed',
  ]);
  expect((await verdictOn(await replaced(smallPdf()))).failed).toEqual(['report.pdf: signature']);
  expect((await verdictOn(await replaced(Buffer.from('x')))).failed).toEqual([
    'report.pdf: PDF structure',
  ]);
  const unsigned = await written(null, [{ path: good.path, source: { bytes: smallPdf() } }]);
  expect(await verdictOn(unsigned)).toMatchObject({ failed: [], state: 'unsigned' });
});

test('a package sealed before its certificate was made is noticed', async () => {
  const signer = await newSigner();
  const destination = join(folder(), 'package.zip');
  const early = new Date('2020-01-01T00:00:00Z');
  await writePackage({ destination, files: [evidence], bag, signer, at: early });
  expect((await verdictOn(destination)).failed).toEqual(['certificate period']);
});

test('whatever stands at the path gives checks, never an error', async () => {
  const home = folder();
  mkdirSync(join(home, 'folder'));
  const contents = {
    empty: '',
    text: 'hello',
    zip: 'PK\u0003\u0004',
    end: `PK\u0005\u0006${'\0'.repeat(18)}`,
    zeros: '\0'.repeat(70_000),
  };
  for (const [name, text] of Object.entries(contents))
    writeFileSync(join(home, name), text, 'latin1');
  for (const name of [...readdirSync(home), 'missing', 'bad\0name']) {
    const { checks, trust } = await verifyPackage(join(home, name), []);
    expect([name, failures(checks).length > 0, trust.state]).toEqual([name, true, 'unknown']);
  }
});

test('nothing is written where something stands, or where the request is wrong', async () => {
  const path = await written(null);
  const home = folder();
  const attempt = (
    files: readonly PackageFile[],
    identifier = 'R-0001',
    destination = join(home, 'p.zip'),
  ) => writePackage({ destination, files, bag: { ...bag, identifier }, signer: null, at });
  await expect(attempt([evidence], 'R-0001', path)).rejects.toMatchObject({ code: 'bad-usage' });
  await expect(attempt([])).rejects.toThrow('a package without files is none');
  await expect(attempt([evidence, evidence])).rejects.toThrow('was given twice');
  await expect(attempt([{ ...evidence, path: 'data/../x' }])).rejects.toThrow(
    'no name for a payload file',
  );
  await expect(attempt([evidence], '../R')).rejects.toThrow('cannot be identified');
  await expect(
    attempt([{ path: 'data/x', source: { file: join(home, 'missing') } }]),
  ).rejects.toThrow('ENOENT');
  expect(readdirSync(home)).toEqual([]);
});

test('payload names are those that every file system and shell takes as they are', () => {
  for (const name of [
    'data/a',
    'data/report/report.pdf',
    'data/evidence/e-0001.jsonl.gz',
    'data/a_b/0',
  ])
    expect([name, isPayloadName(name)]).toEqual([name, true]);
  for (const name of [
    'data',
    'data/',
    'data//a',
    'Data/a',
    'data/A',
    'data/.a',
    'data/a.',
    'data/..',
    'data/a..b',
    'data/con',
    'data/nul.txt',
    'data/a b',
    'data/a\n',
    'x/a',
    '/data/a',
    'data/-a',
    'data/ä',
    `data/${'a'.repeat(300)}`,
  ])
    expect([name, isPayloadName(name)]).toEqual([name, false]);
});

async function foreignZip(
  path: string,
  other: Partial<{ compress: boolean; mode: number; mtime: Date; fileComment: string }>,
): Promise<Buffer> {
  const zip = await openZip(path);
  const made = new ZipFile();
  for (const entry of zip.entries)
    made.addReadStream(await entry.open(), entry.name, {
      size: entry.size,
      mtime: new Date(2026, 10, 25, 12),
      forceDosTimestamp: true,
      mode: 0o100644,
      compress: false,
      ...other,
    });
  made.end();
  const bytes = await buffer(made.outputStream);
  zip.close();
  return bytes;
}
