import { Fault } from '../base/errors.ts';

/** What the package says of itself; the texts come from people and are written on one line each. */
export interface BagDescription {
  /** Number of the report, e.g. `R-0001`; also the folder in the zip. */
  readonly identifier: string;
  readonly description: string;
  readonly organisation?: string | undefined;
  readonly contact?: string | undefined;
  /** Name and version of the program, e.g. `Exhibit 0.1.0`. */
  readonly software: string;
}

export interface PayloadFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

export const names = {
  declaration: 'bagit.txt',
  info: 'bag-info.txt',
  manifest: 'manifest-sha256.txt',
  tagManifest: 'tagmanifest-sha256.txt',
  crate: 'ro-crate-metadata.json',
  guide: 'HOWTO-VERIFY.txt',
  script: 'verify.sh',
} as const;

/** The tag files of every package, in the order of the tag manifest, which holds them all but itself. */
export const taggedNames = [
  names.guide,
  names.info,
  names.declaration,
  names.manifest,
  names.crate,
  names.script,
] as const;

export const signatureNames = {
  cms: 'signatures/tagmanifest-sha256.txt.p7s',
  ssh: 'signatures/tagmanifest-sha256.txt.sig',
  certificate: 'signatures/certificate.pem',
  allowedSigners: 'signatures/allowed_signers',
} as const;

export const reportPath = 'data/report/report.pdf';

/** RFC 8493, 2.1.1. */
export const declarationText = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

const segment = /^[a-z0-9](?:[a-z0-9._-]{0,99}[a-z0-9])?$/;
const reserved = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/;

/**
 * Payload names are made by machines: lower-case ASCII that every file system, shell and checksum tool takes as it is.
 * Names from logs stand in the metadata only.
 */
export function isPayloadName(path: string): boolean {
  const [first, ...rest] = path.split('/');
  return (
    first === 'data' &&
    rest.length > 0 &&
    path.length <= 200 &&
    rest.every((part) => segment.test(part) && !reserved.test(part) && !part.includes('..'))
  );
}

export function isIdentifier(text: string): boolean {
  return (
    /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62}[A-Za-z0-9])?$/.test(text) &&
    !reserved.test(text.toLowerCase())
  );
}

export function bytewise(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** The lines that `sha256sum -c` reads. */
export function manifestText(files: readonly { path: string; sha256: string }[]): string {
  return [...files]
    .sort((a, b) => bytewise(a.path, b.path))
    .map((file) => `${file.sha256}  ${file.path}\n`)
    .join('');
}

export function infoText(
  bag: BagDescription,
  files: readonly PayloadFile[],
  at: Date,
  fingerprint: string | null,
): string {
  if (!isIdentifier(bag.identifier))
    throw new Fault(`a package cannot be identified by ${JSON.stringify(bag.identifier)}`);
  const lines: [string, string | undefined][] = [
    ['Source-Organization', bag.organisation],
    ['Contact-Name', bag.contact],
    ['External-Identifier', bag.identifier],
    ['External-Description', bag.description],
    ['Bagging-Date', at.toISOString().slice(0, 10)],
    ['Payload-Oxum', oxum(files)],
    ['Bag-Software-Agent', bag.software],
    ['Exhibit-Sealed-At', at.toISOString()],
    ['Exhibit-Signer-Certificate-SHA256', fingerprint ?? 'none'],
  ];
  return lines
    .flatMap(([label, value]) => (value === undefined ? [] : [`${label}: ${oneLine(value)}\n`]))
    .join('');
}

/** Octets and streams of the payload, as RFC 8493, 2.2.2 has it. */
export function oxum(files: readonly { bytes: number }[]): string {
  return `${files.reduce((sum, file) => sum + file.bytes, 0)}.${files.length}`;
}

/** The labels and values of a bag-info.txt; a label that stands twice keeps its first value. */
export function readInfo(text: string): ReadonlyMap<string, string> {
  const info = new Map<string, string>();
  for (const line of text.split('\n')) {
    const colon = line.indexOf(': ');
    const label = line.slice(0, colon);
    if (colon > 0 && !info.has(label)) info.set(label, line.slice(colon + 2));
  }
  return info;
}

/** RO-Crate 1.1: what the files are, for machines; integrity is the manifests' business. */
export function crateText(bag: BagDescription, files: readonly PayloadFile[], at: Date): string {
  const crate = {
    '@context': 'https://w3id.org/ro/crate/1.1/context',
    '@graph': [
      {
        '@id': names.crate,
        '@type': 'CreativeWork',
        conformsTo: { '@id': 'https://w3id.org/ro/crate/1.1' },
        about: { '@id': './' },
      },
      {
        '@id': './',
        '@type': 'Dataset',
        identifier: bag.identifier,
        name: bag.identifier,
        description: bag.description,
        datePublished: at.toISOString(),
        license: 'Restricted to the parties of the matter.',
        hasPart: files.map((file) => ({ '@id': file.path })),
      },
      ...files.map((file) => ({
        '@id': file.path,
        '@type': 'File',
        name: file.path.slice(file.path.lastIndexOf('/') + 1),
        contentSize: String(file.bytes),
        sha256: file.sha256,
      })),
    ],
  };
  return `${JSON.stringify(crate, null, 2)}\n`;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
