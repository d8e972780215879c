import { signatureNames, names } from './bag.ts';
import { derOf } from './certificate.ts';
import { sha256Bytes, verifyDigest } from './cms.ts';
import { allowedSigners, verifySsh } from './ssh-signature.ts';
import { checked, failed, nobody, passed, trustOf, unsigned, withinPeriod } from './trust.ts';
import type { Verdict } from './verify-pdf.ts';

/** What bag-info.txt says of the signature: so taking it away is noticed unless the whole package is made anew. */
export interface Claim {
  readonly fingerprint: string;
  readonly sealedAt: Date;
}

/** The signatures of a package over its tag manifest. */
export function signatureVerdict(
  contentOf: (name: string) => Buffer | null,
  claimed: Claim,
  trustedFingerprints: readonly string[],
): Verdict {
  const present = Object.values(signatureNames).filter((name) => contentOf(name) !== null);
  if (present.length === 0) return withoutSignature(claimed.fingerprint);
  const cms = contentOf(signatureNames.cms);
  const ssh = contentOf(signatureNames.ssh);
  const pem = contentOf(signatureNames.certificate);
  const allowed = contentOf(signatureNames.allowedSigners);
  if (cms === null || ssh === null || pem === null || allowed === null)
    return {
      checks: [failed('signature', 'not all files of the signature are there')],
      trust: nobody,
    };

  const signed = contentOf(names.tagManifest) ?? Buffer.alloc(0);
  const { checks, signer } = verifyDigest(cms, sha256Bytes(signed));
  if (signer === null) return { checks, trust: nobody };
  const certificate = derOf('CERTIFICATE', exactText(pem));
  const all = [
    ...checks,
    checked(
      'certificate file',
      certificate !== null && Buffer.from(certificate).equals(signer.der),
      'certificate.pem is the certificate in the signature',
      'certificate.pem is not the certificate in the signature',
    ),
    checked(
      'certificate named',
      claimed.fingerprint === signer.fingerprint,
      'bag-info.txt names the certificate in the signature',
      'bag-info.txt names another certificate than the one in the signature',
    ),
    withinPeriod(claimed.sealedAt, signer),
    verifySsh(exactText(ssh), signed, signer.der),
    checked(
      'allowed signers',
      exactText(allowed) === allowedSigners(signer.der),
      'allowed_signers names the key in the certificate',
      'allowed_signers names another key than the certificate, or more than that',
    ),
  ];
  const genuine = all.every((check) => check.ok);
  return { checks: all, trust: genuine ? trustOf([signer], trustedFingerprints) : nobody };
}

/** One character per byte: no two contents read the same. */
function exactText(content: Buffer): string {
  return content.toString('latin1');
}

function withoutSignature(claimed: string): Verdict {
  if (claimed === 'none')
    return {
      checks: [passed('signature', 'the package is not signed: it does not show who made it')],
      trust: unsigned,
    };
  return {
    checks: [failed('signature', 'bag-info.txt names a signer, but there is no signature')],
    trust: nobody,
  };
}
