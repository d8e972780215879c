import type { Check, Trust } from '../../../shared/domain/check.ts';

/** What is known of the hand behind a signature that verified. */
export interface KnownSigner {
  readonly name: string;
  /** SHA-256 of the certificate (DER), 64 lower-case hexadecimal digits. */
  readonly fingerprint: string;
}

export const unsigned: Trust = { state: 'unsigned', signer: null, fingerprint: null };

/** A signature stands there but does not verify: nobody can be named for it. */
export const nobody: Trust = { state: 'unknown', signer: null, fingerprint: null };

/** Fingerprints as people write them: colons, spaces and capitals do not matter. */
export function plainFingerprint(text: string): string {
  return text.replaceAll(/[\s:]/g, '').toLowerCase();
}

/**
 * Trusted only when every signer is. The one named is the first whom the reader does not trust, else the first signer.
 */
export function trustOf(
  signers: readonly KnownSigner[],
  trustedFingerprints: readonly string[],
): Trust {
  const trusted = new Set(trustedFingerprints.map(plainFingerprint));
  const stranger = signers.find((signer) => !trusted.has(signer.fingerprint));
  const shown = stranger ?? signers[0];
  if (shown === undefined) return unsigned;
  return {
    state: stranger === undefined ? 'trusted' : 'unknown',
    signer: shown.name,
    fingerprint: shown.fingerprint,
  };
}

/** Whether the certificate was in force at the time that the signer claims. */
export function withinPeriod(
  claimed: Date | null,
  certificate: { readonly notBefore: Date; readonly notAfter: Date },
): Check {
  const { notBefore, notAfter } = certificate;
  const period = `${notBefore.toISOString()} to ${notAfter.toISOString()}`;
  const time = claimed === null || Number.isNaN(claimed.getTime()) ? null : claimed;
  return checked(
    'certificate period',
    time !== null && time >= notBefore && time <= notAfter,
    `the claimed time ${time?.toISOString() ?? ''} lies in the period of the certificate, ${period}`,
    `the claimed time ${time?.toISOString() ?? '(none)'} does not lie in the period of the certificate, ${period}`,
  );
}

export function passed(name: string, detail: string): Check {
  return { name, ok: true, detail };
}

export function failed(name: string, detail: string): Check {
  return { name, ok: false, detail };
}

export function checked(name: string, ok: boolean, good: string, bad: string): Check {
  return { name, ok, detail: ok ? good : bad };
}
