import { createHash, verify } from 'node:crypto';
import * as asn1js from 'asn1js';
import type { Check } from '../../../shared/domain/check.ts';
import { reasonOf } from '../base/errors.ts';
import { certificateFacts, ecdsaNumbers } from './certificate.ts';
import type { CertificateFacts } from './certificate.ts';
import {
  decoded,
  encoded,
  membersOf,
  octets,
  oid,
  ownBytes,
  sequence,
  set,
  tagged,
} from './der.ts';
import type { Signer } from './identity.ts';
import { checked, failed } from './trust.ts';

const oids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const;

/**
 * A detached CMS signature (RFC 5652) over content whose SHA-256 is `digest` (32 bytes), with the signed attributes of
 * CAdES (EN 319 122-1): content type, message digest, signing certificate; no signing time. DER.
 */
export function signDigest(digest: Uint8Array, signer: Signer): Uint8Array {
  const attributes = signedAttributes(digest, signer.certificate);
  return assemble(signer.certificate, attributes, signer.sign(signedBytes(attributes)));
}

export interface CmsVerdict {
  readonly checks: Check[];
  /** Null unless every check is passed. */
  readonly signer: CertificateFacts | null;
}

/** Verifies a detached CMS as `signDigest` writes it, and only so: any other bytes fail. Never throws. */
export function verifyDigest(cms: Uint8Array, digest: Uint8Array): CmsVerdict {
  try {
    const parts = partsOf(cms);
    const attributes = signedAttributes(digest, parts.certificate.der);
    const checks = [
      checked(
        'digest',
        Buffer.from(digest).equals(parts.messageDigest),
        `SHA-256 ${Buffer.from(digest).toString('hex')} is what was signed`,
        `the content has SHA-256 ${Buffer.from(digest).toString('hex')}, but ${Buffer.from(parts.messageDigest).toString('hex')} was signed`,
      ),
      checked(
        'signature value',
        verify('sha256', parts.signedBytes, parts.certificate.publicKey, parts.signature),
        'the signature was made by the key in the certificate',
        'the key in the certificate did not make this signature',
      ),
      checked(
        'certificate binding',
        Buffer.from(parts.boundHash).equals(Buffer.from(parts.certificate.fingerprint, 'hex')),
        `the signed attributes name the certificate with SHA-256 ${parts.certificate.fingerprint}`,
        'the signed attributes name another certificate than the one enclosed',
      ),
      checked(
        'signature encoding',
        ecdsaNumbers(parts.signature) !== null &&
          Buffer.from(assemble(parts.certificate.der, attributes, parts.signature)).equals(cms),
        'the container holds nothing beyond signature, certificate and signed attributes',
        'the container is not encoded as it is when signed',
      ),
    ];
    return { checks, signer: checks.every((check) => check.ok) ? parts.certificate : null };
  } catch (error) {
    return {
      checks: [failed('signature', `the CMS container cannot be read: ${reasonOf(error)}`)],
      signer: null,
    };
  }
}

export function sha256Bytes(...parts: readonly Uint8Array[]): Uint8Array {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
}

interface CmsParts {
  readonly certificate: CertificateFacts;
  readonly messageDigest: Uint8Array;
  readonly boundHash: Uint8Array;
  readonly signature: Uint8Array;
  readonly signedBytes: Uint8Array;
}

function partsOf(cms: Uint8Array): CmsParts {
  const [, content] = membersOf(decoded(cms));
  const [, , , certificates, signerInfos] = membersOf(membersOf(content)[0]);
  const [certificate, ...moreCertificates] = membersOf(certificates);
  const [info, ...others] = membersOf(signerInfos);
  if (info === undefined || others.length > 0)
    throw new Error('it does not hold exactly one signer');
  if (certificate === undefined || moreCertificates.length > 0)
    throw new Error('it does not hold exactly one certificate');
  const [, , , attributes, , signature] = membersOf(info);
  return {
    certificate: certificateFacts(encoded(certificate)),
    messageDigest: octetsIn(valueOf(attributes, oids.messageDigest)),
    boundHash: octetsIn(firstOctets(valueOf(attributes, oids.signingCertificateV2))),
    signature: octetsIn(signature),
    signedBytes: signedBytes(membersOf(attributes)),
  };
}

/** Attribute ::= SEQUENCE { type, SET of values } */
function valueOf(attributes: unknown, type: string): unknown {
  const found = membersOf(attributes)
    .map(membersOf)
    .filter(([name]) => name instanceof asn1js.ObjectIdentifier && name.getValue() === type);
  const [attribute] = found;
  if (attribute === undefined || found.length > 1)
    throw new Error(`the signed attribute ${type} does not stand exactly once`);
  return membersOf(attribute[1])[0];
}

/** SigningCertificateV2 { certs { ESSCertIDv2 { hash, ... } } } (RFC 5035): walk down its first elements. */
function firstOctets(block: unknown): unknown {
  return block instanceof asn1js.Sequence ? firstOctets(block.valueBlock.value[0]) : block;
}

function octetsIn(block: unknown): Uint8Array {
  if (!(block instanceof asn1js.OctetString)) throw new Error('octets are missing in it');
  return ownBytes(block.valueBlock.valueHexView);
}

function signedAttributes(digest: Uint8Array, certificateDer: Uint8Array): asn1js.BaseBlock[] {
  const attributes = [
    attribute(oids.contentType, oid(oids.data)),
    attribute(oids.messageDigest, octets(digest)),
    attribute(oids.signingCertificateV2, signingCertificate(certificateDer)),
  ];
  // DER: a SET OF is sorted by the encodings of its members.
  return attributes.sort((a, b) => Buffer.compare(encoded(a), encoded(b)));
}

const attribute = (type: string, value: asn1js.BaseBlock): asn1js.Sequence =>
  sequence(oid(type), set(value));

function signingCertificate(der: Uint8Array): asn1js.Sequence {
  const { issuer, serialNumber } = issuedAs(decoded(der));
  // GeneralName ::= CHOICE { ..., directoryName [4] Name }
  const issuerSerial = sequence(sequence(tagged(4, issuer)), serialNumber);
  return sequence(sequence(sequence(octets(sha256Bytes(der)), issuerSerial)));
}

/** TBSCertificate ::= SEQUENCE { [0] version, serialNumber, signature, issuer, ... } (RFC 5280) */
function issuedAs(certificate: asn1js.BaseBlock): {
  readonly issuer: asn1js.BaseBlock;
  readonly serialNumber: asn1js.BaseBlock;
} {
  const [, serialNumber, , issuer] = membersOf(membersOf(certificate)[0]);
  if (serialNumber === undefined || issuer === undefined)
    throw new Error('the certificate lacks its number or its issuer');
  return { issuer, serialNumber };
}

/** RFC 5652, 5.4: the attributes are signed as a SET OF, not under the tag [0] they are stored with. */
const signedBytes = (attributes: asn1js.BaseBlock[]): Uint8Array => encoded(set(...attributes));

/** ContentInfo { signedData, [0] SignedData } around one certificate and one SignerInfo (RFC 5652, 5.1 and 5.3). */
function assemble(
  certificateDer: Uint8Array,
  attributes: asn1js.BaseBlock[],
  signature: Uint8Array,
): Uint8Array {
  const certificate = decoded(certificateDer);
  const { issuer, serialNumber } = issuedAs(certificate);
  const version = new asn1js.Integer({ value: 1 });
  const digestAlgorithm = sequence(oid(oids.sha256));
  const signerInfo = sequence(
    version,
    sequence(issuer, serialNumber),
    digestAlgorithm,
    tagged(0, ...attributes),
    sequence(oid(oids.ecdsaWithSha256)),
    octets(signature),
  );
  const signed = sequence(
    version,
    set(digestAlgorithm),
    sequence(oid(oids.data)),
    tagged(0, certificate),
    set(signerInfo),
  );
  return encoded(sequence(oid(oids.signedData), tagged(0, signed)));
}
