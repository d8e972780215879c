import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  randomBytes,
  scryptSync,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import * as asn1js from 'asn1js';
import { derOf, pemOf } from './certificate.ts';
import { octets, oid, ownBytes, sequence } from './der.ts';

const label = 'ENCRYPTED PRIVATE KEY';
/** OWASP's scrypt setting that stays under the 32 MB which OpenSSL allows a key file. */
const cost = { N: 2 ** 14, r: 8, p: 5 };
const pbes2 = '1.2.840.113549.1.5.13';
const scryptOid = '1.3.6.1.4.1.11591.4.11';
const aes256Cbc = '2.16.840.1.101.3.4.1.42';

/** What a person typed, the same bytes however the keyboard composes accents. */
export function passphraseBytes(passphrase: string): Buffer {
  return Buffer.from(passphrase.normalize('NFC'), 'utf8');
}

/**
 * PKCS#8 EncryptedPrivateKeyInfo with PBES2 (RFC 8018) and scrypt (RFC 7914), as PEM. Node itself only writes PBKDF2 of
 * 2048 rounds, which is too cheap to guess; OpenSSL reads this form.
 */
export function encryptKey(key: KeyObject, passphrase: string): string {
  const salt = randomBytes(16);
  const initial = randomBytes(16);
  const secret = scryptSync(passphraseBytes(passphrase), salt, 32, cost);
  const cipher = createCipheriv('aes-256-cbc', secret, initial);
  const plain = key.export({ type: 'pkcs8', format: 'der' });
  const encrypted = Buffer.concat([cipher.update(plain), cipher.final()]);
  return pemOf(
    label,
    new Uint8Array(
      sequence(
        sequence(
          oid(pbes2),
          sequence(
            sequence(
              oid(scryptOid),
              sequence(octets(salt), integer(cost.N), integer(cost.r), integer(cost.p)),
            ),
            sequence(oid(aes256Cbc), octets(initial)),
          ),
        ),
        octets(encrypted),
      ).toBER(),
    ),
  );
}

export function isEncryptedKey(pem: string): boolean {
  const der = derOf(label, pem);
  return der !== null && asn1js.fromBER(ownBytes(der)).offset === der.byteLength;
}

/**
 * Throws when the passphrase does not open the key, or when the file is not of the form above. Opened here and not by
 * `createPrivateKey`, for the cryptography of Electron derives no key of a file by scrypt.
 */
export function decryptKey(pem: string, passphrase: string): KeyObject {
  const der = derOf(label, pem) ?? new Uint8Array();
  const [scheme, derivation, salt, N, r, p, method, initial, encrypted] = leaves(
    asn1js.fromBER(ownBytes(der)).result,
  );
  const known = isOid(scheme, pbes2) && isOid(derivation, scryptOid) && isOid(method, aes256Cbc);
  if (!known) throw new Error('not a key under scrypt and AES');
  const costs = { N: numberOf(N), r: numberOf(r), p: numberOf(p) };
  const secret = scryptSync(passphraseBytes(passphrase), bytesOf(salt), 32, costs);
  const decipher = createDecipheriv('aes-256-cbc', secret, bytesOf(initial));
  const plain = Buffer.concat([decipher.update(bytesOf(encrypted)), decipher.final()]);
  return createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' });
}

function leaves(block: asn1js.BaseBlock): asn1js.BaseBlock[] {
  return block instanceof asn1js.Sequence ? block.valueBlock.value.flatMap(leaves) : [block];
}

function isOid(block: asn1js.BaseBlock | undefined, value: string): boolean {
  return block instanceof asn1js.ObjectIdentifier && block.getValue() === value;
}

function numberOf(block: asn1js.BaseBlock | undefined): number {
  if (block instanceof asn1js.Integer) return block.valueBlock.valueDec;
  throw new Error('a number is missing in the key file');
}

function bytesOf(block: asn1js.BaseBlock | undefined): Uint8Array {
  if (block instanceof asn1js.OctetString) return block.valueBlock.valueHexView;
  throw new Error('bytes are missing in the key file');
}

function integer(value: number): asn1js.Integer {
  return new asn1js.Integer({ value });
}
