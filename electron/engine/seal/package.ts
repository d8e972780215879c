import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Fault, Refusal } from '../base/errors.ts';
import { sha256, sha256OfFile } from '../base/hash.ts';
import {
  bytewise,
  crateText,
  declarationText,
  infoText,
  isPayloadName,
  manifestText,
  names,
  signatureNames,
} from './bag.ts';
import type { BagDescription, PayloadFile } from './bag.ts';
import { pemOf } from './certificate.ts';
import { sha256Bytes, signDigest } from './cms.ts';
import type { Signer } from './identity.ts';
import { guideText, scriptText } from './package-guide.ts';
import { allowedSigners, sshSign } from './ssh-signature.ts';
import { zipStream } from './zip.ts';
import type { ZipEntry } from './zip.ts';

export { verifyPackage } from './verify-package.ts';
export type { BagDescription } from './bag.ts';

export interface PackageFile {
  /** Place in the package, e.g. `data/report/report.pdf`; see `isPayloadName`. */
  readonly path: string;
  readonly source: { readonly bytes: Uint8Array } | { readonly file: string };
}

export interface PackageRequest {
  /** Path of the zip; must not exist. */
  readonly destination: string;
  readonly files: readonly PackageFile[];
  readonly bag: BagDescription;
  readonly signer: Signer | null;
  readonly at: Date;
}

export interface WrittenPackage {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Writes a BagIt 1.0 bag (RFC 8493) as a stored zip. All but the signatures follows from the request: the same request
 * gives the same bytes. The zip appears complete or not at all.
 */
export async function writePackage(request: PackageRequest): Promise<WrittenPackage> {
  const { destination, bag, signer, at } = request;
  if (existsSync(destination))
    throw new Refusal(
      'bad-usage',
      `There is a file at ${destination} already; choose another place.`,
    );
  const files = [...request.files].sort((a, b) => bytewise(a.path, b.path));
  refuseNames(files.map((file) => file.path));
  const payload: PayloadFile[] = [];
  for (const file of files) payload.push({ path: file.path, ...(await measured(file)) });

  const tags = tagFiles(request, payload);
  const entries = [
    ...files.map((file, index) => payloadEntry(file, payload[index])),
    ...[...tags].map(([name, content]) => entry(name, Buffer.from(content))),
    ...signatures(tags.get(names.tagManifest) ?? '', signer),
  ]
    .map((item) => ({ ...item, name: `${bag.identifier}/${item.name}` }))
    .sort((a, b) => bytewise(a.name, b.name));
  return writeWhole(entries, at, destination);
}

function tagFiles(
  { bag, signer, at }: PackageRequest,
  payload: readonly PayloadFile[],
): Map<string, string> {
  const tags = new Map<string, string>([
    [names.declaration, declarationText],
    [names.info, infoText(bag, payload, at, signer?.fingerprint ?? null)],
    [names.manifest, manifestText(payload)],
    [names.crate, crateText(bag, payload, at)],
    [names.guide, guideText(signer !== null)],
    [names.script, scriptText(signer !== null)],
  ]);
  const listed = [...tags].map(([path, text]) => ({ path, sha256: sha256(text) }));
  return tags.set(names.tagManifest, manifestText(listed));
}

function signatures(tagManifest: string, signer: Signer | null): ZipEntry[] {
  if (signer === null) return [];
  const signed = Buffer.from(tagManifest);
  const { certificate } = signer;
  return [
    entry(signatureNames.cms, signDigest(sha256Bytes(signed), signer)),
    entry(signatureNames.ssh, Buffer.from(sshSign(signed, signer))),
    entry(signatureNames.certificate, Buffer.from(pemOf('CERTIFICATE', certificate))),
    entry(signatureNames.allowedSigners, Buffer.from(allowedSigners(certificate))),
  ];
}

function refuseNames(paths: readonly string[]): void {
  if (paths.length === 0) throw new Fault('a package without files is none');
  const wrong = paths.find((path) => !isPayloadName(path));
  if (wrong !== undefined)
    throw new Fault(`${JSON.stringify(wrong)} is no name for a payload file`);
  const twice = paths.find((path, index) => paths[index - 1] === path);
  if (twice !== undefined) throw new Fault(`the payload file ${twice} was given twice`);
}

async function measured({ source }: PackageFile): Promise<{ sha256: string; bytes: number }> {
  if ('file' in source) return sha256OfFile(source.file);
  return { sha256: sha256(source.bytes), bytes: source.bytes.byteLength };
}

function entry(name: string, content: Uint8Array): ZipEntry {
  return {
    name,
    size: content.byteLength,
    open: () => Promise.resolve(Readable.from([content])),
  };
}

function payloadEntry({ path, source }: PackageFile, as: PayloadFile | undefined): ZipEntry {
  if (as === undefined) throw new Fault(`the payload file ${path} was not measured`);
  if (!('file' in source)) return entry(path, source.bytes);
  return {
    name: path,
    size: as.bytes,
    open: () => Promise.resolve(Readable.from(unchanged(source.file, as.sha256))),
  };
}

/** The blocks of a file, and an error at its end when they are not those that were hashed before. */
async function* unchanged(path: string, expected: string): AsyncGenerator<Uint8Array> {
  const digest = createHash('sha256');
  for await (const block of createReadStream(path, { highWaterMark: 1 << 20 })) {
    if (!(block instanceof Uint8Array)) throw new TypeError('a file stream gave no bytes');
    digest.update(block);
    yield block;
  }
  if (digest.digest('hex') !== expected)
    throw new Refusal('input-refused', `${path} changed while it was packed; pack again.`);
}

async function writeWhole(
  entries: readonly ZipEntry[],
  at: Date,
  destination: string,
): Promise<WrittenPackage> {
  const making = `${destination}.part`;
  const digest = createHash('sha256');
  let bytes = 0;
  try {
    await pipeline(
      zipStream(entries, at.toISOString().slice(0, 10)),
      async function* (blocks: AsyncIterable<Uint8Array>) {
        for await (const block of blocks) {
          digest.update(block);
          bytes += block.byteLength;
          yield block;
        }
      },
      createWriteStream(making, { flush: true }),
    );
    renameSync(making, destination);
  } catch (error) {
    rmSync(making, { force: true });
    throw error;
  }
  return { path: destination, sha256: digest.digest('hex'), bytes };
}
