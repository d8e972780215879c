import { signatureNames } from './bag.ts';
import { sshNamespace, sshPrincipal } from './ssh-signature.ts';

const cmsCommand = `openssl cms -verify -binary -cades -inform DER \\
  -in ${signatureNames.cms} -content tagmanifest-sha256.txt \\
  -CAfile ${signatureNames.certificate} -purpose any -no_check_time -out /dev/null`;

const sshCommand = `ssh-keygen -Y verify -f ${signatureNames.allowedSigners} -I ${sshPrincipal} -n ${sshNamespace} \\
  -s ${signatureNames.ssh} < tagmanifest-sha256.txt`;

/** How an expert of the other side verifies a package by stock tools. Plain ASCII; the same for every package. */
export function guideText(signed: boolean): string {
  return `HOW TO VERIFY THIS PACKAGE WITHOUT EXHIBIT

Needed: a POSIX shell, sha256sum (GNU coreutils)${signed ? ', openssl 3.0 or later, ssh-keygen (OpenSSH 8.2 or later)' : ''}.
Nothing of the maker of this package is needed, and no network.

Run every command in the folder that holds this file. verify.sh runs steps 1 to ${signed ? '6' : '3'} in one
go, but it came with the package: read it first, or type the commands yourself.

1. The payload is what the manifest lists

     sha256sum --strict -c manifest-sha256.txt

   Proves: each file under data/ has the content whose SHA-256 the manifest names.
   Does not prove: that nothing was added. sha256sum does not look at unlisted files; step 2 does.

2. Nothing is missing and nothing was added

     find data ! -type d | LC_ALL=C sort > /tmp/found
     cut -c67- manifest-sha256.txt > /tmp/listed
     cmp /tmp/found /tmp/listed && echo same

   Proves: the files under data/ are exactly those of the manifest.

3. The manifest and the other descriptions are what the tag manifest lists

     sha256sum --strict -c tagmanifest-sha256.txt

   Proves: manifest-sha256.txt, bag-info.txt and the rest belong together. From here on all rests on one
   file, tagmanifest-sha256.txt. Beside the files it lists, itself, data/${signed ? ' and signatures/' : ''} there must be nothing.
${signed ? signedSteps : unsignedSteps}`;
}

const unsignedSteps = `
THIS PACKAGE IS NOT SIGNED

Steps 1 to 3 show that the package is whole in itself. They do not show who made it, nor that it was not made
anew with other content: whoever changes a file can write new manifests. Compare the SHA-256 of
tagmanifest-sha256.txt with one that you got from the maker by another way.
`;

const signedSteps = `
4. The CMS signature (CAdES, the one with a certificate)

     ${cmsCommand.replaceAll('\n', '\n     ')}

   Expected: "CAdES Verification successful".
   Proves: whoever holds the private key of certificate.pem signed exactly this tag manifest, and with it
   every file of steps 1 to 3.
   Does not prove: whose key it is (step 6), or when it was signed. The certificate is self-signed, so it is
   given as its own trust anchor; -no_check_time is there because no independent clock is part of the signature.
   The period of the certificate: openssl x509 -in ${signatureNames.certificate} -noout -dates

5. The SSH signature (the same key, for machines without a recent openssl)

     ${sshCommand.replaceAll('\n', '\n     ')}

   Expected: 'Good "${sshNamespace}" signature for ${sshPrincipal}'.
   Proves: the same as step 4, by other software. That it is the same key:

     openssl x509 -in ${signatureNames.certificate} -pubkey -noout > /tmp/key.pem
     ssh-keygen -i -m PKCS8 -f /tmp/key.pem

   prints the two last fields of ${signatureNames.allowedSigners}.

6. Whose key it is

     openssl x509 -in ${signatureNames.certificate} -noout -subject -fingerprint -sha256

   THE FINGERPRINT MUST REACH YOU BY ANOTHER WAY than this package: from the signer in person, by telephone, by
   letter, or from a record made before the dispute. Anyone can make a certificate with any name in it. A
   fingerprint that is only read here, or in the report inside, proves nothing about the person.
   With it, all steps at once: sh verify.sh FINGERPRINT

7. The report by itself (data/report/report.pdf, where there is one)

     pdfsig data/report/report.pdf                                   (poppler)

   Expected: "Signature is Valid." and "Total document signed". Without the second line bytes were added that nobody
   signed. pdfsig ends with status 0 even when a signature is broken: read what it prints.
   "Certificate issuer is unknown." is right for a self-signed certificate. Whether it is the same certificate:
   pdfsig prints the four numbers of /ByteRange as "Signed Ranges: [0 - A], [B - C]" (C is the size of the file).

     pdfsig -dump data/report/report.pdf        (writes the signature to report.pdf.sig0)
     (head -c A data/report/report.pdf; tail -c +$((B + 1)) data/report/report.pdf) > /tmp/signed
     openssl cms -verify -binary -cades -inform DER -in report.pdf.sig0 -content /tmp/signed \\
       -CAfile ${signatureNames.certificate} -purpose any -no_check_time -out /dev/null

   (delete report.pdf.sig0 afterwards: the package holds no such file).

WHAT ALL THIS DOES NOT PROVE

- That the logs were complete or true when they reached the signer. The custody records in the payload, where there
  are any, say what came from where, and when; their times are the signer's clock.
- When it was signed. Dates in the package are claims of the signer: there is no independent time stamp.
- That the conclusions are right. The signature says who stands for them.
`;

/** The steps as one script for any POSIX shell; exit status 1 when one fails. The same for every package. */
export function scriptText(signed: boolean): string {
  return `#!/bin/sh
# Verifies this package by stock tools; HOWTO-VERIFY.txt says what each step proves.
# usage: sh verify.sh${signed ? " [SHA-256 fingerprint of the signer's certificate, got by another way]" : ''}
cd "$(dirname "$0")" || exit 1
LC_ALL=C
export LC_ALL
status=0
report() {
  if [ "$2" -eq 0 ]; then echo "PASS  $1"; else echo "FAIL  $1"; status=1; fi
}

sha256sum --strict -c manifest-sha256.txt >/dev/null 2>&1
report 'payload hashes' $?

[ "$(cut -c67- manifest-sha256.txt)" = "$(find data ! -type d | sort)" ]
report 'no payload file missing, none unlisted' $?

sha256sum --strict -c tagmanifest-sha256.txt >/dev/null 2>&1
report 'tag file hashes' $?

listed=$( (cut -c67- tagmanifest-sha256.txt; echo tagmanifest-sha256.txt) | sort)
found=$(find . ! -type d ! -path './data/*' ! -path './signatures/*' | cut -c3- | sort)
[ "$listed" = "$found" ]
report 'no tag file missing, none unlisted' $?
${signed ? signedScript : unsignedScript}
exit $status
`;
}

const unsignedScript = `
echo 'NOTE  this package is not signed: it does not show who made it'
`;

const signedScript = `
${cmsCommand} 2>/dev/null
report 'CMS signature over the tag manifest' $?

${sshCommand} >/dev/null 2>&1
report 'SSH signature over the tag manifest' $?

from_certificate=$(openssl x509 -in ${signatureNames.certificate} -pubkey -noout 2>/dev/null |
  ssh-keygen -i -m PKCS8 -f /dev/stdin 2>/dev/null | cut -d' ' -f1,2)
[ -n "$from_certificate" ] && [ "$from_certificate" = "$(cut -d' ' -f3,4 ${signatureNames.allowedSigners})" ]
report 'both signatures are by one key' $?

fingerprint=$(openssl x509 -in ${signatureNames.certificate} -noout -fingerprint -sha256 2>/dev/null |
  sed 's/.*=//' | tr -d ':' | tr 'A-F' 'a-f')
echo "      certificate SHA-256: $fingerprint"
if [ $# -gt 0 ]; then
  [ -n "$fingerprint" ] && [ "$fingerprint" = "$(printf %s "$1" | tr -d ': ' | tr 'A-F' 'a-f')" ]
  report 'the certificate is the one you expect' $?
else
  echo 'NOTE  not checked: whose key this is; give the fingerprint that you got by another way'
fi
`;
