import { PDF, PdfString } from '@libpdf/core';
import { expect, test } from 'vitest';
import { foreignChange } from '../../../electron/engine/seal/pdf-revision.ts';
import { signPdf, verifyPdf } from '../../../electron/engine/seal/pdf-signature.ts';
import type { PdfSignatureRequest } from '../../../electron/engine/seal/pdf-signature.ts';
import { failures, folder, font, newSigner, smallPdf, strangerNamed } from './seal-fixtures.ts';
import { createIdentity, openIdentity } from '../../../electron/engine/seal/identity.ts';

const box = { page: 2, x: 60, y: 120, width: 240, height: 72 };

async function request(name = 'Zoë Müller'): Promise<PdfSignatureRequest> {
  return { signer: await newSigner(name), signedAt: new Date(), reason: 'Issued', box, font };
}

async function verdictOn(bytes: Uint8Array, trusted: readonly string[] = []) {
  const { checks, trust } = await verifyPdf(bytes, trusted);
  return { failed: failures(checks), state: trust.state, signer: trust.signer };
}

test('a signed PDF keeps its bytes, verifies, and names its signer', async () => {
  const pdf = smallPdf();
  const issued = await request();
  const signed = await signPdf(pdf, issued);
  expect(Buffer.from(signed).subarray(0, pdf.length).equals(pdf)).toBe(true);
  const { checks, trust } = await verifyPdf(signed, [issued.signer.fingerprint]);
  expect(failures(checks)).toEqual([]);
  expect(checks.map((check) => check.name)).toContain('signature 1: certificate binding');
  expect(trust).toEqual({
    state: 'trusted',
    signer: 'Zoë Müller',
    fingerprint: issued.signer.fingerprint,
  });
});

test('a signature that is not seen needs no font', async () => {
  const { signer, signedAt } = await request();
  const signed = await signPdf(smallPdf(), { signer, signedAt, reason: 'Issued', box: null });
  expect(await verdictOn(signed)).toEqual({ failed: [], state: 'unknown', signer: 'Zoë Müller' });
});

test('a review is a second signature over the first', async () => {
  const [author, reviewer] = [await request('Author'), await request('Reviewer')];
  const first = await signPdf(smallPdf(), author);
  const second = await signPdf(first, { ...reviewer, box: { ...box, y: 220 } });
  expect(Buffer.from(second).subarray(0, first.byteLength).equals(first)).toBe(true);
  const both = [author.signer.fingerprint, reviewer.signer.fingerprint];
  expect(await verdictOn(second, both)).toEqual({ failed: [], state: 'trusted', signer: 'Author' });
  expect(await verdictOn(second, both.slice(0, 1))).toEqual({
    failed: [],
    state: 'unknown',
    signer: 'Reviewer',
  });
});

test('names and reasons with brackets, slashes and other scripts come through', async () => {
  const wild = await request('張 (偉) \\ /Contents <00>');
  const signed = await signPdf(smallPdf(), {
    ...wild,
    reason: ') >> endobj /ByteRange [0 1 2 3] 👍',
  });
  expect(await verdictOn(signed, [wild.signer.fingerprint])).toEqual({
    failed: [],
    state: 'trusted',
    signer: '張 (偉) \\ /Contents <00>',
  });
});

test('the longest names fit', async () => {
  const home = folder();
  const long = '𠀀'.repeat(64);
  await createIdentity(home, {
    name: long,
    organisation: long,
    email: `${'a'.repeat(64)}@${'b'.repeat(190)}`,
    passphrase: 'x',
  });
  const signer = openIdentity(home, long, 'x');
  const signed = await signPdf(smallPdf(), {
    signer,
    signedAt: new Date(),
    reason: long,
    box,
    font,
  });
  expect((await verdictOn(signed)).failed).toEqual([]);
});

test('evidence that speaks of signatures does not disturb the check', async () => {
  const issued = await request();
  const signed = await signPdf(
    smallPdf('/ByteRange [0 1 2 3] /Contents (00) %%EOF startxref'),
    issued,
  );
  expect((await verdictOn(signed)).failed).toEqual([]);
});

test('bytes after the last signature fail, be they one line feed', async () => {
  const signed = await signPdf(smallPdf(), await request());
  for (const more of ['\n', ' ', '%%EOF\n', 'x'.repeat(5000)])
    expect(await verdictOn(Buffer.concat([signed, Buffer.from(more)]))).toMatchObject({
      failed: ['whole document signed'],
    });
});

test('an update that nobody signed fails', async () => {
  const signed = await signPdf(smallPdf(), await request());
  expect((await verdictOn(await forged(signed))).failed).toEqual(['whole document signed']);
});

test('an update that a later signature covers fails all the same', async () => {
  const signed = await signPdf(smallPdf(), await request('Author'));
  const again = await signPdf(await forged(signed), await request('Reviewer'));
  expect((await verdictOn(again)).failed).toEqual(['no unsigned revision']);
});

test('what a revision changes beside signatures is named', async () => {
  const signed = await signPdf(smallPdf(), await request('Author'));
  const reviewed = await signPdf(signed, await request('Reviewer'));
  const change = async (later: Uint8Array) =>
    foreignChange(await PDF.load(signed), await PDF.load(later));
  expect(await change(signed)).toBeNull();
  expect(await change(reviewed)).toBeNull();
  expect(await change(await forged(signed))).toBe('object 5 0: /Font changed');
  const renamed = await PDF.load(signed);
  renamed.getCatalog().set('Lang', PdfString.fromString('xx'));
  expect(await change(await renamed.save({ incremental: true }))).toBe(
    'the catalog: /Lang changed',
  );
});

test('taking away the signature of the author leaves a document that is not locked', async () => {
  const signed = await signPdf(smallPdf(), await request('Author'));
  const stripped = await PDF.load(signed);
  stripped.getCatalog().delete('AcroForm');
  const again = await signPdf(
    await stripped.save({ incremental: true }),
    await request('Reviewer'),
  );
  expect((await verdictOn(again)).failed).toEqual(['document locked']);
});

test('cut off anywhere it fails and never breaks', async () => {
  const signed = await signPdf(smallPdf(), await request());
  for (let end = 0; end < signed.byteLength; end += 997)
    expect((await verdictOn(signed.subarray(0, end))).failed.length).toBeGreaterThan(0);
  expect((await verdictOn(signed.subarray(0, -1))).failed.length).toBeGreaterThan(0);
});

test('an unsigned PDF is said to be unsigned, and nothing vouches for it', async () => {
  expect(await verdictOn(smallPdf())).toEqual({
    failed: ['signature'],
    state: 'unsigned',
    signer: null,
  });
});

test('the signature of another document does not pass', async () => {
  const issued = await request();
  const one = Buffer.from(await signPdf(smallPdf('The agent did it.'), issued));
  const other = Buffer.from(await signPdf(smallPdf('The agent did not.'), issued));
  const place = (bytes: Buffer) => bytes.indexOf('/Contents <') + '/Contents <'.length;
  const size = 8192 * 2;
  other.copy(one, place(one), place(other), place(other) + size);
  expect(await verdictOn(one)).toMatchObject({ state: 'unknown', signer: null });
  expect((await verdictOn(one)).failed).toContain('signature 1: digest');
});

test('signed anew by a stranger it is whole, but not trusted', async () => {
  const issued = await request();
  const stranger = await strangerNamed('Zoë Müller');
  const forgery = await signPdf(smallPdf('Forged'), { ...issued, signer: stranger });
  expect(await verdictOn(forgery, [issued.signer.fingerprint])).toEqual({
    failed: [],
    state: 'unknown',
    signer: 'Zoë Müller',
  });
});

test('a time outside the certificate is noticed', async () => {
  const issued = await request();
  for (const claimed of ['2020-01-01T00:00:00Z', '2099-01-01T00:00:00Z']) {
    const signed = await signPdf(smallPdf(), { ...issued, signedAt: new Date(claimed) });
    expect((await verdictOn(signed)).failed).toEqual(['signature 1: certificate period']);
  }
});

test('what is no PDF gives a failed check', async () => {
  const trials = [
    '',
    'x',
    '%PDF-1.7',
    '%PDF-1.7\n%%EOF\n',
    'PK\u0003\u0004',
    '\0'.repeat(10_000),
    '<<'.repeat(10_000),
    '['.repeat(100_000),
  ];
  for (const trial of trials) {
    const { failed, state } = await verdictOn(Buffer.from(trial));
    expect(failed.length, JSON.stringify(trial.slice(0, 20))).toBeGreaterThan(0);
    expect(state).not.toBe('trusted');
  }
});

test('a PDF that cannot be signed is refused in a sentence', async () => {
  const issued = await request();
  await expect(signPdf(Buffer.from('no PDF'), issued)).rejects.toMatchObject({
    code: 'input-refused',
  });
  await expect(signPdf(smallPdf(), { ...issued, box: { ...box, page: 3 } })).rejects.toMatchObject({
    code: 'input-refused',
    message: 'The PDF has no page 3 to place the signature on.',
  });
});

/** The shadow attack: an update paints new words over a page that is signed. */
async function forged(signed: Uint8Array): Promise<Uint8Array> {
  const pdf = await PDF.load(signed);
  pdf.getPage(0)!.drawText('FORGED VERDICT', { x: 100, y: 500, size: 30 });
  return pdf.save({ incremental: true });
}
