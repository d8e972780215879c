import { createHash } from 'node:crypto';
import type { Check } from '../../../shared/domain/check.ts';
import { reasonOf } from '../base/errors.ts';
import {
  declarationText,
  isIdentifier,
  isPayloadName,
  manifestText,
  names,
  oxum,
  readInfo,
  reportPath,
  signatureNames,
  taggedNames,
} from './bag.ts';
import type { PayloadFile } from './bag.ts';
import { signatureVerdict } from './verify-package-signature.ts';
import { checked, failed, nobody, passed } from './trust.ts';
import { verifyPdf } from './verify-pdf.ts';
import type { Verdict } from './verify-pdf.ts';
import { firstDifference, openZip, zipStream } from './zip.ts';
import type { OpenZip, ZipEntry } from './zip.ts';

/** Tag files and reports are read whole; more than this is no file of ours. */
const largestRead = 1 << 29;

/**
 * Checks a package to the last byte: the zip must be the one that `writePackage` makes of its contents, the manifests
 * complete both ways, the signatures made over them. Whatever stands at the path, it answers with checks.
 */
export async function verifyPackage(
  path: string,
  trustedFingerprints: readonly string[],
): Promise<Verdict> {
  let zip: OpenZip | null = null;
  try {
    zip = await openZip(path);
    return await verdictOn(path, zip, trustedFingerprints);
  } catch (error) {
    return {
      checks: [failed('package structure', `it cannot be read as a package: ${reasonOf(error)}`)],
      trust: nobody,
    };
  } finally {
    zip?.close();
  }
}

interface BagFile extends PayloadFile {
  /** The content of what is not payload, and of the report. */
  readonly content: Buffer | null;
}

async function verdictOn(
  path: string,
  zip: OpenZip,
  trustedFingerprints: readonly string[],
): Promise<Verdict> {
  const root = zip.entries[0]?.name.split('/')[0] ?? '';
  const files = new Map<string, BagFile>();
  for (const entry of zip.entries) {
    const file = await readEntry(entry, root);
    if (files.has(file.path)) throw new Error(`it holds ${file.path} twice`);
    files.set(file.path, file);
  }
  const text = (name: string) => files.get(name)?.content?.toString('utf8') ?? '';
  const info = readInfo(text(names.info));
  const payload = [...files.values()].filter((file) => file.path.startsWith('data/'));
  const signature = signatureVerdict(
    (name) => files.get(name)?.content ?? null,
    {
      fingerprint: info.get('Exhibit-Signer-Certificate-SHA256') ?? '',
      sealedAt: new Date(info.get('Exhibit-Sealed-At') ?? ''),
    },
    trustedFingerprints,
  );
  const checks = [
    await container(path, zip.entries, root, info),
    declaration(text(names.declaration)),
    namesCheck(files),
    manifestCheck('payload manifest', text(names.manifest), payload),
    manifestCheck(
      'tag manifest',
      text(names.tagManifest),
      taggedNames.flatMap((name) => files.get(name) ?? []),
    ),
    checked(
      'payload size',
      info.get('Payload-Oxum') === oxum(payload),
      `${payload.length} files, as bag-info.txt says`,
      `bag-info.txt says ${info.get('Payload-Oxum') ?? 'nothing'}, the payload is ${oxum(payload)}`,
    ),
    ...signature.checks,
    ...(await report(files.get(reportPath), signature.trust.state === 'unsigned')),
  ];
  return { checks, trust: signature.trust };
}

async function readEntry(entry: ZipEntry, root: string): Promise<BagFile> {
  if (!entry.name.startsWith(`${root}/`))
    throw new Error(
      `the entry ${JSON.stringify(entry.name)} lies outside the folder of the package`,
    );
  const path = entry.name.slice(root.length + 1);
  const kept = path === reportPath || !path.startsWith('data/');
  if (kept && entry.size > largestRead) throw new Error(`${JSON.stringify(path)} is too large`);
  const digest = createHash('sha256');
  const blocks: Uint8Array[] = [];
  for await (const block of await entry.open()) {
    if (!(block instanceof Uint8Array)) throw new TypeError('a zip entry gave no bytes');
    digest.update(block);
    if (kept) blocks.push(block);
  }
  return {
    path,
    bytes: entry.size,
    sha256: digest.digest('hex'),
    content: kept ? Buffer.concat(blocks) : null,
  };
}

/** Writes the zip anew from its contents: headers, order, comments, gaps, all must come out as they are. */
async function container(
  path: string,
  entries: readonly ZipEntry[],
  root: string,
  info: ReadonlyMap<string, string>,
): Promise<Check> {
  const name = 'zip container';
  const day = info.get('Bagging-Date') ?? '';
  if (!isIdentifier(root) || info.get('External-Identifier') !== root)
    return failed(name, 'the folder in the zip is not named as bag-info.txt says');
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return failed(name, 'bag-info.txt names no day of packing');
  const difference = await firstDifference(path, zipStream(entries, day));
  return difference === null
    ? passed(name, 'every byte of the zip follows from its contents')
    : failed(name, `from byte ${difference} on the zip is not as it was written`);
}

function declaration(text: string): Check {
  return checked(
    'bag declaration',
    text === declarationText,
    'BagIt 1.0, UTF-8',
    'bagit.txt does not declare a BagIt 1.0 bag in UTF-8',
  );
}

function namesCheck(files: ReadonlyMap<string, BagFile>): Check {
  const known = new Set<string>([
    ...taggedNames,
    names.tagManifest,
    ...Object.values(signatureNames),
  ]);
  const strange = [...files.keys()].filter((path) => !known.has(path) && !isPayloadName(path));
  const missing = [...taggedNames, names.tagManifest].filter((name) => !files.has(name));
  return checked(
    'file names',
    strange.length === 0 && missing.length === 0,
    'every file of a package is there, and none beside them',
    [...missing.map((name) => `${name} is missing`), ...strange.map(asUnknown)]
      .slice(0, 5)
      .join('; '),
  );
}

function asUnknown(path: string): string {
  return `${JSON.stringify(path)} does not belong into a package`;
}

function manifestCheck(name: string, text: string, files: readonly BagFile[]): Check {
  const right = text !== '' && text === manifestText(files);
  return checked(
    name,
    right,
    `${files.length} files, each listed once and with its SHA-256`,
    right ? '' : differences(text, files).slice(0, 5).join('; '),
  );
}

function differences(text: string, files: readonly BagFile[]): string[] {
  const listed = new Map(text.split('\n').map((line) => [line.slice(66), line.slice(0, 64)]));
  listed.delete('');
  const actual = new Map(files.map((file) => [file.path, file.sha256]));
  const found = [
    ...[...listed.keys()]
      .filter((path) => !actual.has(path))
      .map((path) => `${JSON.stringify(path)} is missing`),
    ...[...actual.keys()]
      .filter((path) => !listed.has(path))
      .map((path) => `${JSON.stringify(path)} is not listed`),
    ...[...actual]
      .filter(([path, hash]) => listed.has(path) && listed.get(path) !== hash)
      .map(([path]) => `${JSON.stringify(path)} has another content`),
  ];
  return found.length > 0 ? found : ['it is not written as a manifest is'];
}

async function report(file: BagFile | undefined, packageUnsigned: boolean): Promise<Check[]> {
  if (file === undefined) return [];
  const { checks, trust } = await verifyPdf(file.content ?? Buffer.alloc(0), []);
  if (packageUnsigned && trust.state === 'unsigned')
    return [passed('report.pdf', 'it bears no signature of its own, like the package')];
  return checks.map((check) => ({ ...check, name: `report.pdf: ${check.name}` }));
}
