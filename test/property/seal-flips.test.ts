import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createReadStream } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyPackage, writePackage } from '../../electron/engine/seal/package.ts';
import { signPdf, verifyPdf } from '../../electron/engine/seal/pdf-signature.ts';
import {
  failures,
  flipped,
  folder,
  font,
  newSigner,
  smallPdf,
} from '../unit/seal/seal-fixtures.ts';

const signedAt = new Date();
const box = { page: 2, x: 60, y: 120, width: 240, height: 72 };
const bits = (bytes: Uint8Array) => fc.integer({ min: 0, max: bytes.byteLength * 8 - 1 });

test('any flipped bit of a signed PDF is noticed', async () => {
  const signer = await newSigner();
  const signed = await signPdf(smallPdf(), { signer, signedAt, reason: 'Issued', box, font });
  const hole = Buffer.from(signed).indexOf('/Contents <') + 10;
  const inHole = fc.integer({ min: hole * 8, max: (hole + 2 * 8192 + 2) * 8 - 1 });
  await fc.assert(
    fc.asyncProperty(fc.oneof(bits(signed), inHole), async (bit) => {
      const { checks, trust } = await verifyPdf(flipped(signed, bit), [signer.fingerprint]);
      expect(failures(checks).length).toBeGreaterThan(0);
      expect(trust.state).not.toBe('trusted');
    }),
    { numRuns: 100 },
  );
});

test('any flipped bit of a countersigned PDF is noticed', async () => {
  const [author, reviewer] = [await newSigner('Author'), await newSigner('Reviewer')];
  const request = { signedAt, reason: 'Issued', box, font };
  const first = await signPdf(smallPdf(), { ...request, signer: author });
  const signed = await signPdf(first, { ...request, signer: reviewer });
  await fc.assert(
    fc.asyncProperty(bits(signed), async (bit) => {
      expect(failures((await verifyPdf(flipped(signed, bit), [])).checks).length).toBeGreaterThan(
        0,
      );
    }),
    { numRuns: 100 },
  );
});

test('any flipped bit of a package is noticed', async () => {
  const signer = await newSigner();
  const bytes = await signPdf(smallPdf(), { signer, signedAt, reason: 'Issued', box, font });
  const home = folder();
  const destination = join(home, 'package.zip');
  await writePackage({
    destination,
    files: [
      { path: 'data/report/report.pdf', source: { bytes } },
      { path: 'data/evidence/e-0001.jsonl', source: { bytes: Buffer.from('{"a":1}\n') } },
    ],
    bag: { identifier: 'R-0001', description: 'A report', software: 'Exhibit' },
    signer,
    at: signedAt,
  });
  const zip = await buffer(createReadStream(destination));
  // Most of the bytes are the report: look at the headers and small files as often.
  const small = fc.integer({ min: zip.indexOf('R-0001/manifest') * 8, max: zip.length * 8 - 1 });
  const changed = join(home, 'changed.zip');
  await fc.assert(
    fc.asyncProperty(fc.oneof(bits(zip), small), async (bit) => {
      writeFileSync(changed, flipped(zip, bit));
      const { checks } = await verifyPackage(changed, [signer.fingerprint]);
      expect(failures(checks).length).toBeGreaterThan(0);
    }),
    { numRuns: 80 },
  );
});

test('no bytes break the verifiers', async () => {
  const path = join(folder(), 'any');
  const starts = fc.constantFrom('', '%PDF-1.7\n', 'PK\u0003\u0004', 'PK\u0005\u0006');
  await fc.assert(
    fc.asyncProperty(starts, fc.uint8Array({ maxLength: 500 }), async (start, rest) => {
      const bytes = Buffer.concat([Buffer.from(start, 'latin1'), rest]);
      writeFileSync(path, bytes);
      for (const verdict of [await verifyPdf(bytes, []), await verifyPackage(path, [])])
        expect(failures(verdict.checks).length).toBeGreaterThan(0);
    }),
    { numRuns: 80 },
  );
});
