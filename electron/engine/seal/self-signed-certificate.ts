import 'reflect-metadata';
import { KeyObject, randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

export interface Subject {
  readonly name: string;
  readonly organisation?: string | undefined;
  readonly email?: string | undefined;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const documentSigning = '1.3.6.1.5.5.7.3.36';
const emailProtection = '1.3.6.1.5.5.7.3.4';
const yearsValid = 5;

/**
 * A P-256 key and its self-signed X.509 certificate (RFC 5280), good for signing documents (RFC 9336) and CMS.
 * The key is random, the times are the caller's.
 */
export async function selfSigned(
  subject: Subject,
  from: Date,
): Promise<{ key: KeyObject; certificate: Uint8Array }> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const notAfter = new Date(from);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + yearsValid);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serialNumber(),
      name: distinguishedName(subject),
      notBefore: from,
      notAfter,
      signingAlgorithm: algorithm,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(
          x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation,
          true,
        ),
        new x509.ExtendedKeyUsageExtension([documentSigning, emailProtection]),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return {
    key: KeyObject.from(keys.privateKey),
    certificate: new Uint8Array(certificate.rawData),
  };
}

/** 128 random bits, positive and without leading zeros. */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
  return bytes.toString('hex');
}

/** As parts, not as one text: a name with commas or equals signs stays one name. */
function distinguishedName({ name, organisation, email }: Subject): x509.Name {
  return new x509.Name([
    { CN: [{ utf8String: name }] },
    ...(organisation === undefined ? [] : [{ O: [{ utf8String: organisation }] }]),
    ...(email === undefined ? [] : [{ E: [{ ia5String: email }] }]),
  ]);
}
