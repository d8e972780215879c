import { PDF } from '@libpdf/core';
import type { Check, Trust } from '../../../shared/domain/check.ts';
import { reasonOf } from '../base/errors.ts';
import type { CertificateFacts } from './certificate.ts';
import { sha256Bytes, verifyDigest } from './cms.ts';
import { foreignChange } from './pdf-revision.ts';
import { contentsBytes, signaturesIn } from './pdf-structure.ts';
import type { PdfSignature } from './pdf-structure.ts';
import { checked, failed, nobody, passed, trustOf, unsigned, withinPeriod } from './trust.ts';

export interface Verdict {
  readonly checks: Check[];
  readonly trust: Trust;
}

/**
 * Checks every signature of a PDF as `signPdf` writes them. Whatever the bytes are, it answers with checks; any bit
 * that differs from what was signed fails one of them.
 */
export async function verifyPdf(
  bytes: Uint8Array,
  trustedFingerprints: readonly string[],
): Promise<Verdict> {
  try {
    return await verdictOn(Buffer.from(bytes), trustedFingerprints);
  } catch (error) {
    return {
      checks: [failed('PDF structure', `it cannot be read as a PDF: ${reasonOf(error)}`)],
      trust: nobody,
    };
  }
}

async function verdictOn(bytes: Buffer, trustedFingerprints: readonly string[]): Promise<Verdict> {
  const early = beforeParsing(bytes);
  if (early !== null) return early;
  const signatures = signaturesIn(await PDF.load(bytes)).sort((a, b) => endOf(a) - endOf(b));
  if (signatures.length === 0) return withoutSignature(bytes);
  const verdicts = signatures.map((signature, index) =>
    signatureVerdict(bytes, signature, `signature ${index + 1}`),
  );
  const signers = verdicts.flatMap(({ signer }) => (signer === null ? [] : [signer]));
  const checks = [
    ...verdicts.flatMap((verdict) => verdict.checks),
    locked(signatures),
    whole(bytes, signatures),
    await revisions(bytes, signatures),
  ];
  const genuine = signers.length === signatures.length;
  return { checks, trust: genuine ? trustOf(signers, trustedFingerprints) : nobody };
}

/**
 * The last signature is sought in the bytes and verified first: a damaged file can lead a PDF parser to run for ever,
 * so only bytes that a key vouches for, to the end of the file, are parsed. Null when they may be.
 */
function beforeParsing(bytes: Buffer): Verdict | null {
  if (!bytes.subarray(0, 5).equals(Buffer.from('%PDF-')))
    return { checks: [failed('PDF structure', 'the file does not begin as a PDF')], trust: nobody };
  const ranges = rangesIn(bytes);
  const last = ranges.at(-1);
  if (last === undefined) return withoutSignature(bytes);
  const [, holeStart, holeEnd] = last;
  const raw: PdfSignature = {
    field: '',
    subFilter: 'ETSI.CAdES.detached',
    byteRange: last,
    contents: Buffer.from(bytes.toString('latin1', holeStart + 1, holeEnd - 1), 'hex'),
    claimedTime: '',
    locksDocument: false,
  };
  const { checks } = cryptographicVerdict(bytes, raw, `signature ${ranges.length}`);
  const all = [...checks, whole(bytes, [raw])];
  return all.every((check) => check.ok) ? null : { checks: all, trust: nobody };
}

/** Byte ranges, as `signPdf` writes them, that leave out a place for a signature; by their ends. */
function rangesIn(bytes: Buffer): [number, number, number, number][] {
  const key = Buffer.from('/ByteRange [0 ');
  const found: [number, number, number, number][] = [];
  for (let at = bytes.indexOf(key); at >= 0; at = bytes.indexOf(key, at + 1)) {
    const text = bytes.toString('latin1', at + key.length, at + key.length + 60);
    const [, start, end, tail] = (/^(\d+) (\d+) (\d+)\]/.exec(text) ?? []).map(Number);
    if (start === undefined || end === undefined || tail === undefined) continue;
    if (end - start === 2 * contentsBytes + 2 && end + tail <= bytes.length)
      found.push([0, start, end, tail]);
  }
  return found.sort((a, b) => a[2] + a[3] - b[2] - b[3]);
}

function withoutSignature(bytes: Buffer): Verdict {
  const traces = bytes.includes('/ByteRange');
  return {
    checks: [
      failed(
        'signature',
        traces
          ? 'a signature is in the file, but the document does not lead to it'
          : 'the PDF bears no signature: nothing in it shows whether it was changed',
      ),
    ],
    trust: traces ? nobody : unsigned,
  };
}

interface SignatureVerdict {
  readonly checks: Check[];
  readonly signer: CertificateFacts | null;
}

function signatureVerdict(bytes: Buffer, signature: PdfSignature, name: string): SignatureVerdict {
  const { checks, signer } = cryptographicVerdict(bytes, signature, name);
  if (signer === null) return { checks, signer };
  const about = aboutSigner(signature, signer);
  return {
    checks: [...checks, ...about.map((check) => ({ ...check, name: `${name}: ${check.name}` }))],
    signer: about.every((check) => check.ok) ? signer : null,
  };
}

/** What mathematics says of a signature: its range, its container, its digest. */
function cryptographicVerdict(
  bytes: Buffer,
  signature: PdfSignature,
  name: string,
): SignatureVerdict {
  const labelled = (check: Check): Check => ({ ...check, name: `${name}: ${check.name}` });
  const fault = rangeFault(bytes, signature);
  if (fault !== null) return { checks: [labelled(failed('byte range', fault))], signer: null };
  const [, holeStart = 0, holeEnd = 0, tail = 0] = signature.byteRange;
  const cms = cmsIn(bytes.toString('latin1', holeStart + 1, holeEnd - 1));
  if (typeof cms === 'string')
    return { checks: [labelled(failed('signature encoding', cms))], signer: null };
  const digest = sha256Bytes(bytes.subarray(0, holeStart), bytes.subarray(holeEnd, holeEnd + tail));
  const { checks, signer } = verifyDigest(cms, digest);
  const range = passed('byte range', `bytes 0 to ${holeEnd + tail} but for the signature itself`);
  return { checks: [range, ...checks].map(labelled), signer };
}

/** The range must leave out the signature's own digits and nothing else. */
function rangeFault(
  bytes: Buffer,
  { byteRange, contents, subFilter }: PdfSignature,
): string | null {
  const [start, holeStart, holeEnd, tail, ...more] = byteRange;
  if (start === undefined || holeStart === undefined || holeEnd === undefined || tail === undefined)
    return 'it does not consist of four numbers';
  if (more.length > 0 || !byteRange.every((value) => Number.isSafeInteger(value) && value >= 0))
    return 'it does not consist of four numbers';
  if (subFilter !== 'ETSI.CAdES.detached') return 'the signature is of another kind than PAdES';
  if (start !== 0) return 'it does not start at the beginning of the file';
  if (holeEnd - holeStart !== 2 * contentsBytes + 2) return 'it leaves out more than the signature';
  if (holeEnd + tail > bytes.length) return 'it reaches beyond the end of the file';
  const before = bytes.toString('latin1', Math.max(0, holeStart - 10), holeStart);
  if (!/\/Contents ?$/.test(before) || bytes[holeStart] !== 0x3c || bytes[holeEnd - 1] !== 0x3e)
    return 'what it leaves out is not the place of a signature';
  const digits = bytes.toString('latin1', holeStart + 1, holeEnd - 1);
  if (Buffer.from(contents).toString('hex') !== digits)
    return 'what it leaves out is not written as this signature is';
  return null;
}

/** The DER in the digits, or in words why it is not as written: lower-case digits, then zeros to the end. */
function cmsIn(digits: string): Uint8Array | string {
  if (!/^[0-9a-f]+$/.test(digits)) return 'it is not written in lower-case hexadecimal digits';
  const bytes = Buffer.from(digits, 'hex');
  if (bytes[0] !== 0x30 || bytes[1] !== 0x82) return 'it is no CMS container';
  const length = 4 + bytes.readUInt16BE(2);
  if (length > bytes.length) return 'the CMS container is longer than its place';
  if (bytes.subarray(length).some((byte) => byte !== 0)) return 'bytes follow the CMS container';
  return bytes.subarray(0, length);
}

function aboutSigner({ claimedTime }: PdfSignature, signer: CertificateFacts): Check[] {
  return [
    passed('signer', `${signer.name}, certificate SHA-256 ${signer.fingerprint}`),
    withinPeriod(claimed(claimedTime), signer),
  ];
}

function claimed(text: string): Date | null {
  const parts = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}

function endOf({ byteRange }: PdfSignature): number {
  return (byteRange[2] ?? 0) + (byteRange[3] ?? 0);
}

function locked(signatures: readonly PdfSignature[]): Check {
  return checked(
    'document locked',
    signatures[0]?.locksDocument === true,
    'the first signature allows no later change but further signatures',
    'the first signature is not the one by which the document is locked: one was taken away, or never made',
  );
}

function whole(bytes: Buffer, signatures: readonly PdfSignature[]): Check {
  const unsignedBytes = bytes.length - Math.max(...signatures.map(endOf));
  return checked(
    'whole document signed',
    unsignedBytes === 0,
    'the last signature covers the file to its end',
    `${unsignedBytes} bytes stand after the last signature and are signed by nobody`,
  );
}

async function revisions(bytes: Buffer, signatures: readonly PdfSignature[]): Promise<Check> {
  const name = 'no unsigned revision';
  for (const [index, signature] of signatures.entries()) {
    const next = signatures[index + 1];
    if (next === undefined) break;
    const [from, to] = [endOf(signature), endOf(next)];
    const ends = bytes.subarray(from, to).toString('latin1').split('%%EOF').length - 1;
    if (ends !== 1)
      return failed(name, `${ends} revisions lie between signatures ${index + 1} and ${index + 2}`);
    const change = foreignChange(
      await PDF.load(bytes.subarray(0, from)),
      await PDF.load(bytes.subarray(0, to)),
    );
    if (change !== null)
      return failed(name, `signature ${index + 2} came with a change to the document (${change})`);
  }
  return passed(name, 'nothing was added between the signatures but signatures');
}
