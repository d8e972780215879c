import { createHash, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Check } from '../../../shared/domain/check.ts';
import { Fault, reasonOf } from '../base/errors.ts';
import { certificateFacts, ecdsaNumbers } from './certificate.ts';
import type { Signer } from './identity.ts';
import { checked, failed } from './trust.ts';

/** The namespace keeps a signature of a package from passing for a signature of anything else. */
export const sshNamespace = 'exhibit-package';
/** The name under which the key stands in `allowed_signers`. */
export const sshPrincipal = 'exhibit-signer';

const keyType = 'ecdsa-sha2-nistp256';
const curve = 'nistp256';
const magic = Buffer.from('SSHSIG');
const version = Buffer.from([0, 0, 0, 1]);

/** The armoured SSHSIG (OpenSSH PROTOCOL.sshsig) of a message, by the P-256 key of the certificate. */
export function sshSign(message: Uint8Array, signer: Signer): string {
  const numbers = ecdsaNumbers(signer.sign(signedBlob(message)));
  if (numbers === null) throw new Fault('the signer gave no ECDSA signature in DER');
  return armoured(sshKey(certificateFacts(signer.certificate).publicKey), numbers);
}

/** One line of an allowed_signers file (ssh-keygen(1)), bound to our namespace. */
export function allowedSigners(certificate: Uint8Array): string {
  const key = sshKey(certificateFacts(certificate).publicKey);
  return `${sshPrincipal} namespaces="${sshNamespace}" ${keyType} ${key.toString('base64')}\n`;
}

/** Verifies as `sshSign` writes it, and only so. Never throws. */
export function verifySsh(armour: string, message: Uint8Array, certificate: Uint8Array): Check {
  const name = 'SSH signature';
  try {
    const { publicKey } = certificateFacts(certificate);
    const numbers = numbersIn(armour);
    const key = sshKey(publicKey);
    if (numbers === null || armoured(key, numbers) !== armour)
      return failed(
        name,
        'it is not a signature by the key in the certificate, or not encoded as when signed',
      );
    return checked(
      name,
      verify('sha256', signedBlob(message), publicKey, derSignature(numbers)),
      'the same key signed the tag manifest in the form of ssh-keygen',
      'the signature does not belong to this tag manifest',
    );
  } catch (error) {
    return failed(name, `it cannot be read: ${reasonOf(error)}`);
  }
}

function sshKey(publicKey: KeyObject): Buffer {
  const { x, y } = publicKey.export({ format: 'jwk' });
  if (x === undefined || y === undefined) throw new Fault('the signing key is not on a curve');
  const point = Buffer.concat([
    Buffer.from([4]),
    Buffer.from(x, 'base64url'),
    Buffer.from(y, 'base64url'),
  ]);
  return Buffer.concat([string(keyType), string(curve), string(point)]);
}

function signedBlob(message: Uint8Array): Buffer {
  const digest = createHash('sha512').update(message).digest();
  return Buffer.concat([magic, string(sshNamespace), string(''), string('sha512'), string(digest)]);
}

/** An SSH mpint has the same content bytes as a DER INTEGER. */
function armoured(key: Buffer, [r, s]: readonly [Uint8Array, Uint8Array]): string {
  const signature = Buffer.concat([string(keyType), string(Buffer.concat([string(r), string(s)]))]);
  const blob = Buffer.concat([
    magic,
    version,
    string(key),
    string(sshNamespace),
    string(''),
    string('sha512'),
    string(signature),
  ]);
  const lines = blob.toString('base64').match(/.{1,70}/g) ?? [];
  return ['-----BEGIN SSH SIGNATURE-----', ...lines, '-----END SSH SIGNATURE-----', ''].join('\n');
}

function numbersIn(armour: string): [Uint8Array, Uint8Array] | null {
  const blob = Buffer.from(armour.replaceAll(/-----[^-]*-----/g, ''), 'base64');
  const [, , , , signature] = strings(blob.subarray(magic.length + version.length));
  if (signature === undefined) return null;
  const [, numbers] = strings(signature);
  if (numbers === undefined) return null;
  const [r, s] = strings(numbers);
  return r === undefined || s === undefined ? null : [r, s];
}

function string(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** The length-prefixed strings of which the bytes consist, up to the first that does not fit. */
function strings(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  let at = 0;
  while (at + 4 <= bytes.length) {
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) break;
    found.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return found;
}

function derSignature([r, s]: readonly [Uint8Array, Uint8Array]): Buffer {
  const integer = (bytes: Uint8Array) =>
    Buffer.concat([Buffer.from([0x02, bytes.length]), Buffer.from(bytes)]);
  const both = Buffer.concat([integer(r), integer(s)]);
  return Buffer.concat([Buffer.from([0x30, both.length]), both]);
}
