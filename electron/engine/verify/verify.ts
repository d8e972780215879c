import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import type { Check, Trust } from '../../../shared/domain/check.ts';
import { Refusal, reasonOf } from '../base/errors.ts';
import { isForRoom } from '../base/full-disk.ts';
import type { Job } from '../base/job.ts';
import { lineOf } from '../case/checks.ts';
import { verifyCase } from '../case/verify.ts';

export interface Verification {
  path: string;
  ok: boolean;
  /** Whether the signer is one you trust; null where nothing can be signed (a case). */
  trust: Trust | null;
  checks: Check[];
}

/**
 * Verifies whatever stands at the path: a case folder, a signed PDF, a package. Never writes to it. Damage of any kind
 * is a failed check, not an error; only a path that does not exist, a case that a job holds, and one for whose checks
 * there is no room are refused.
 */
export async function verify(
  path: string,
  { full, trusted }: { full: boolean; trusted: readonly string[] },
  job: Job = {},
): Promise<Verification> {
  const target = resolve(path);
  if (!existsSync(target))
    throw new Refusal('not-found', `There is nothing at ${target}; check the path.`);
  const { checks, trust } = statSync(target).isDirectory()
    ? { checks: await caseChecks(target, full, job), trust: null }
    : await fileChecks(
        target,
        trusted.map((fingerprint) => fingerprint.toLowerCase().replaceAll(':', '')),
      );
  return { path: target, ok: checks.length > 0 && checks.every(({ ok }) => ok), trust, checks };
}

async function caseChecks(path: string, full: boolean, job: Job): Promise<Check[]> {
  try {
    const checks = await verifyCase(path, job);
    if (!full || checks.some(({ ok }) => !ok)) return checks;
    const { rederivationCheck } = await import('../rebuild/rederive.ts');
    return [...checks, await rederivationCheck(path, job)];
  } catch (error) {
    if (error instanceof Refusal && (error.code === 'case-in-use' || error.code === 'cancelled'))
      throw error;
    if (isForRoom(error)) throw unchecked(path, error);
    return [{ name: 'case', ok: false, detail: reasonOf(error) }];
  }
}

/** What could not be checked has not failed. */
const unchecked = (path: string, cause: unknown): Refusal =>
  new Refusal(
    'no-room',
    `${path} could not be verified: there is no room for the temporary files in ${tmpdir()} in which evidence is unpacked and derived again (${lineOf(cause)}); make room there, or name another folder in TMPDIR, and verify again.`,
    { cause },
  );

async function fileChecks(
  path: string,
  trusted: readonly string[],
): Promise<{ checks: Check[]; trust: Trust }> {
  try {
    if (!statSync(path).isFile()) throw new Refusal('not-found', 'it is neither file nor folder');
    if (startsLikePdf(path)) {
      const { verifyPdf } = await import('../seal/verify-pdf.ts');
      return await verifyPdf(readFileSync(path), trusted);
    }
    const { verifyPackage } = await import('../seal/verify-package.ts');
    return await verifyPackage(path, trusted);
  } catch (error) {
    return {
      checks: [{ name: 'file', ok: false, detail: `${path} cannot be read: ${reasonOf(error)}` }],
      trust: { state: 'unsigned', signer: null, fingerprint: null },
    };
  }
}

function startsLikePdf(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(1024);
    const length = readSync(file, head, 0, head.length, 0);
    return head.subarray(0, length).includes('%PDF-');
  } finally {
    closeSync(file);
  }
}
