import { createHash, verify } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import type { Check } from '../../../shared/domain/check.ts';
import { reasonOf } from '../base/errors.ts';
import { certificateFacts, ecdsaNumbers, ownBytes } from './certificate.ts';
import type { CertificateFacts } from './certificate.ts';
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
  const content = pkijs.ContentInfo.fromBER(ownBytes(cms));
  const signed = new pkijs.SignedData({ schema: content.content });
  const [info, ...others] = signed.signerInfos;
  const [certificate, ...moreCertificates] = signed.certificates ?? [];
  const attributes = info?.signedAttrs;
  if (info === undefined || attributes === undefined || others.length > 0)
    throw new Error('it does not hold exactly one signer with signed attributes');
  if (!(certificate instanceof pkijs.Certificate) || moreCertificates.length > 0)
    throw new Error('it does not hold exactly one certificate');
  return {
    certificate: certificateFacts(new Uint8Array(certificate.toSchema().toBER())),
    messageDigest: octetsIn(valueOf(attributes, oids.messageDigest)),
    boundHash: octetsIn(firstOctets(valueOf(attributes, oids.signingCertificateV2))),
    signature: ownBytes(info.signature.valueBlock.valueHexView),
    signedBytes: signedBytes(attributes),
  };
}

function valueOf(attributes: pkijs.SignedAndUnsignedAttributes, type: string): unknown {
  const found = attributes.attributes.filter((attribute) => attribute.type === type);
  const [attribute] = found;
  if (attribute === undefined || found.length > 1)
    throw new Error(`the signed attribute ${type} does not stand exactly once`);
  const values: unknown[] = attribute.values;
  return values[0];
}

/** SigningCertificateV2 { certs { ESSCertIDv2 { hash, ... } } } (RFC 5035): walk down its first elements. */
function firstOctets(block: unknown): unknown {
  return block instanceof asn1js.Sequence ? firstOctets(block.valueBlock.value[0]) : block;
}

function octetsIn(block: unknown): Uint8Array {
  if (!(block instanceof asn1js.OctetString)) throw new Error('a signed attribute holds no octets');
  return ownBytes(block.valueBlock.valueHexView);
}

function signedAttributes(
  digest: Uint8Array,
  certificateDer: Uint8Array,
): pkijs.SignedAndUnsignedAttributes {
  const attributes = [
    attribute(oids.contentType, new asn1js.ObjectIdentifier({ value: oids.data })),
    attribute(oids.messageDigest, new asn1js.OctetString({ valueHex: ownBytes(digest) })),
    attribute(oids.signingCertificateV2, signingCertificate(certificateDer)),
  ];
  // DER: a SET OF is sorted by the encodings of its members.
  attributes.sort((a, b) => Buffer.compare(encoded(a), encoded(b)));
  return new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes });
}

function attribute(type: string, value: asn1js.BaseBlock): pkijs.Attribute {
  return new pkijs.Attribute({ type, values: [value] });
}

function encoded(attribute: pkijs.Attribute): Buffer {
  return Buffer.from(attribute.toSchema().toBER());
}

function signingCertificate(der: Uint8Array): asn1js.Sequence {
  const certificate = pkijs.Certificate.fromBER(ownBytes(der));
  // GeneralName ::= CHOICE { ..., directoryName [4] Name }
  const issuer = new asn1js.Constructed({
    idBlock: { tagClass: 3, tagNumber: 4 },
    value: [certificate.issuer.toSchema()],
  });
  const issuerSerial = sequence(sequence(issuer), certificate.serialNumber);
  const hash = new asn1js.OctetString({ valueHex: ownBytes(sha256Bytes(der)) });
  return sequence(sequence(sequence(hash, issuerSerial)));
}

function sequence(...value: asn1js.BaseBlock[]): asn1js.Sequence {
  return new asn1js.Sequence({ value });
}

/** RFC 5652, 5.4: the attributes are signed as a SET OF, not under the tag [0] they are stored with. */
function signedBytes(attributes: pkijs.SignedAndUnsignedAttributes): Uint8Array {
  const bytes = new Uint8Array(attributes.toSchema().toBER());
  bytes[0] = 0x31;
  return bytes;
}

function assemble(
  certificateDer: Uint8Array,
  signedAttrs: pkijs.SignedAndUnsignedAttributes,
  signature: Uint8Array,
): Uint8Array {
  const certificate = pkijs.Certificate.fromBER(ownBytes(certificateDer));
  const { issuer, serialNumber } = certificate;
  const digestAlgorithm = new pkijs.AlgorithmIdentifier({ algorithmId: oids.sha256 });
  const signed = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [digestAlgorithm],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: oids.data }),
    certificates: [certificate],
    signerInfos: [
      new pkijs.SignerInfo({
        version: 1,
        sid: new pkijs.IssuerAndSerialNumber({ issuer, serialNumber }),
        digestAlgorithm,
        signedAttrs,
        signatureAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: oids.ecdsaWithSha256 }),
        signature: new asn1js.OctetString({ valueHex: ownBytes(signature) }),
      }),
    ],
  });
  const content = new pkijs.ContentInfo({
    contentType: oids.signedData,
    content: signed.toSchema(true),
  });
  return new Uint8Array(content.toSchema().toBER());
}
