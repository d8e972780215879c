import { X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import * as asn1js from 'asn1js';
import { sha256 } from '../base/hash.ts';
import { decoded, membersOf, ownBytes } from './der.ts';
import type { KnownSigner } from './trust.ts';

export interface CertificateFacts extends KnownSigner {
  readonly der: Uint8Array;
  readonly publicKey: KeyObject;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

const commonName = '2.5.4.3';

/** Throws when the bytes are no certificate of a P-256 key that is its own issuer's signature. */
export function certificateFacts(der: Uint8Array): CertificateFacts {
  const certificate = new X509Certificate(der);
  if (!certificate.raw.equals(der)) throw new Error('bytes follow the certificate');
  const { publicKey } = certificate;
  if (publicKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    throw new Error('the key of the certificate is not on the curve P-256');
  return {
    der: ownBytes(der),
    name: nameIn(der),
    fingerprint: sha256(der),
    publicKey,
    notBefore: new Date(certificate.validFrom),
    notAfter: new Date(certificate.validTo),
  };
}

/** TBSCertificate ::= SEQUENCE { [0] version, serialNumber, signature, issuer, validity, subject, ... } (RFC 5280) */
function nameIn(der: Uint8Array): string {
  const [, , , , , subject] = membersOf(membersOf(decoded(der))[0]);
  const entry = membersOf(subject)
    .flatMap(membersOf)
    .map(membersOf)
    .find(([type]) => type instanceof asn1js.ObjectIdentifier && type.getValue() === commonName);
  if (entry === undefined) throw new Error('the certificate names nobody');
  const [, name] = entry;
  // What writes our certificates writes names as UTF8String.
  if (!(name instanceof asn1js.Utf8String))
    throw new Error('the name in the certificate is no text');
  return name.getValue();
}

/** RFC 7468: lines of 64 characters, line feeds. */
export function pemOf(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** The bytes of a PEM text, only when it is written exactly as `pemOf` writes them. */
export function derOf(label: string, pem: string): Uint8Array | null {
  const der = Buffer.from(pem.replaceAll(/-----[^-]*-----/g, ''), 'base64');
  return pemOf(label, der) === pem ? der : null;
}

/** The two numbers of an ECDSA signature as DER INTEGER contents, or null when it is not one in DER. */
export function ecdsaNumbers(signature: Uint8Array): [Uint8Array, Uint8Array] | null {
  const { result, offset } = asn1js.fromBER(ownBytes(signature));
  if (offset !== signature.byteLength || !(result instanceof asn1js.Sequence)) return null;
  const [r, s, ...rest] = result.valueBlock.value;
  if (!(r instanceof asn1js.Integer) || !(s instanceof asn1js.Integer) || rest.length > 0)
    return null;
  return [r.valueBlock.valueHexView, s.valueBlock.valueHexView];
}
