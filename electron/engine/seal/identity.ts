import { createPublicKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { now } from '../base/clock.ts';
import { reasonOf, Refusal, systemCode } from '../base/errors.ts';
import { writeFileDurably } from '../base/files.ts';
import { sha256 } from '../base/hash.ts';
import { certificateFacts, derOf, pemOf } from './certificate.ts';
import type { CertificateFacts } from './certificate.ts';
import { decryptKey, encryptKey, isEncryptedKey, passphraseBytes } from './encrypted-key.ts';
import { selfSigned } from './self-signed-certificate.ts';
import type { Subject } from './self-signed-certificate.ts';

/** What signs: a name, the certificate (DER) and its SHA-256 in hexadecimal. */
export interface Signer {
  readonly name: string;
  readonly certificate: Uint8Array;
  readonly fingerprint: string;
  /** ECDSA P-256 over SHA-256 of the bytes, as DER. */
  readonly sign: (bytes: Uint8Array) => Uint8Array;
}

const identityFile = z.object({
  name: z.string(),
  organisation: z.string().nullable(),
  email: z.string().nullable(),
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  validFrom: z.iso.datetime(),
  validTo: z.iso.datetime(),
});
/** What `identity.json` says; times in ISO 8601 UTC. */
export type Identity = z.infer<typeof identityFile>;

/** Makes a key and its self-signed certificate under `<home>/identities/`. An existing name is refused. */
export async function createIdentity(
  home: string,
  request: Subject & { readonly passphrase: string },
): Promise<Identity> {
  const subject = {
    name: subjectText('name', request.name),
    organisation: optionalText('organisation', request.organisation),
    email: emailText(request.email),
  };
  const folder = identityFolder(home, subject.name);
  if (existsSync(folder)) throw alreadyThere(subject.name);
  refusePassphrase(request.passphrase);
  const { key, certificate } = await selfSigned(subject, wholeSecond(now()));
  const facts = certificateFacts(certificate);
  const identity = {
    name: subject.name,
    organisation: subject.organisation ?? null,
    email: subject.email ?? null,
    fingerprint: facts.fingerprint,
    validFrom: facts.notBefore.toISOString(),
    validTo: facts.notAfter.toISOString(),
  };
  mkdirSync(join(home, 'identities'), { recursive: true, mode: 0o700 });
  placeWhole(join(home, 'identities'), folder, subject.name, {
    'certificate.pem': pemOf('CERTIFICATE', certificate),
    'key.pem': encryptKey(key, request.passphrase),
    'identity.json': `${JSON.stringify(identity, null, 2)}\n`,
  });
  return identity;
}

/** The signer of that name, its key in memory. A wrong passphrase is the refusal `wrong-passphrase`. */
export function openIdentity(home: string, name: string, passphrase: string): Signer {
  const plainName = name.normalize('NFC').trim();
  const folder = identityFolder(home, plainName);
  if (!existsSync(join(folder, 'identity.json')))
    throw new Refusal(
      'identity',
      `There is no identity named ${JSON.stringify(plainName)} in ${join(home, 'identities')}.`,
      { way: 'make-identity' },
    );
  const facts = factsIn(folder, plainName);
  const key = keyIn(folder, plainName, passphrase);
  if (!createPublicKey(key).equals(facts.publicKey)) throw damaged(plainName, 'key.pem');
  return {
    name: facts.name,
    certificate: facts.der,
    fingerprint: facts.fingerprint,
    sign: (bytes) => sign('sha256', bytes, key),
  };
}

/** All identities, by name; folders that hold no readable one are left out. */
export function listIdentities(home: string): Identity[] {
  const root = join(home, 'identities');
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => identityIn(join(root, entry.name)))
    .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
}

/** The certificate, as others need it to check signatures; the key stays where it is. */
export function exportCertificate(home: string, name: string, target: string): void {
  const folder = identityFolder(home, name);
  if (!existsSync(join(folder, 'identity.json')))
    throw new Refusal(
      'identity',
      `There is no identity named ${JSON.stringify(name)} any more; choose another.`,
    );
  const { der } = factsIn(folder, name);
  try {
    writeFileDurably(target, pemOf('CERTIFICATE', der));
  } catch (error) {
    throw new Refusal(
      'bad-usage',
      `The certificate cannot be written to ${target} (${reasonOf(error)}); choose another place.`,
      { cause: error },
    );
  }
}

function identityIn(folder: string): Identity[] {
  try {
    const content: unknown = JSON.parse(readFileSync(join(folder, 'identity.json'), 'utf8'));
    const identity = identityFile.parse(content);
    return folder.endsWith(slugOf(identity.name)) ? [identity] : [];
  } catch {
    return [];
  }
}

/** Readable where it can be, told apart by a hash: two names never share a folder, and no name leaves it. */
function slugOf(name: string): string {
  const readable = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40);
  return `${readable === '' ? 'identity' : readable}-${sha256(name).slice(0, 12)}`;
}

/** Where key and certificate of that name lie, or would. */
export function identityFolder(home: string, name: string): string {
  return join(home, 'identities', slugOf(name));
}

/** The folder appears complete or not at all. */
function placeWhole(
  root: string,
  folder: string,
  name: string,
  files: Readonly<Record<string, string>>,
): void {
  const making = mkdtempSync(join(root, '.making-'));
  try {
    for (const [file, text] of Object.entries(files))
      writeFileSync(join(making, file), text, { mode: 0o600, flag: 'wx', flush: true });
    renameSync(making, folder);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(systemCode(error) ?? ''))
      throw alreadyThere(name);
    throw error;
  }
}

function factsIn(folder: string, name: string): CertificateFacts {
  try {
    const der = derOf('CERTIFICATE', readFileSync(join(folder, 'certificate.pem'), 'utf8'));
    if (der !== null) return certificateFacts(der);
  } catch {
    // Said below: whatever it is, the file is not the one that was written.
  }
  throw damaged(name, 'certificate.pem');
}

function keyIn(folder: string, name: string, passphrase: string): KeyObject {
  let pem: string;
  try {
    pem = readFileSync(join(folder, 'key.pem'), 'utf8');
  } catch (error) {
    throw damaged(name, 'key.pem', { cause: error });
  }
  if (!isEncryptedKey(pem)) throw damaged(name, 'key.pem');
  try {
    return decryptKey(pem, passphrase);
  } catch (error) {
    throw new Refusal(
      'wrong-passphrase',
      `The passphrase does not open the key of ${JSON.stringify(name)}; type it again.`,
      { cause: error },
    );
  }
}

function subjectText(what: string, text: string): string {
  const plain = text.normalize('NFC').trim();
  // The bounds of X.520: 64 characters; control and format characters could make one name look like another.
  if (plain === '' || Array.from(plain).length > 64 || /[\p{C}\p{Zl}\p{Zp}]/u.test(plain))
    throw new Refusal(
      'identity',
      `The ${what} of an identity needs 1 to 64 visible characters; choose another.`,
    );
  return plain;
}

function optionalText(what: string, text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : subjectText(what, text);
}

function emailText(text: string | undefined): string | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const plain = text.trim();
  if (!/^[!-?A-~]{1,64}@[!-?A-~]{1,190}$/.test(plain))
    throw new Refusal(
      'identity',
      'The e-mail address of an identity is not one; write it as name@domain.',
    );
  return plain;
}

function refusePassphrase(passphrase: string): void {
  const { byteLength } = passphraseBytes(passphrase);
  if (byteLength === 0 || byteLength > 512)
    throw new Refusal('identity', 'An identity needs a passphrase of 1 to 512 bytes; choose one.');
}

function alreadyThere(name: string): Refusal {
  return new Refusal(
    'identity',
    `An identity named ${JSON.stringify(name)} exists already; choose another name.`,
  );
}

function damaged(name: string, file: string, options?: ErrorOptions): Refusal {
  return new Refusal(
    'identity',
    `The identity ${JSON.stringify(name)} is damaged: ${file} is not as it was written; restore it from a copy or make a new identity.`,
    options,
  );
}

function wholeSecond(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000);
}
