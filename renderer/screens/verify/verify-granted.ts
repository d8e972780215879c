import type { Granted } from '../../../shared/contract/host.ts';
import { toast } from '../../design/toast-queue.ts';
import { engine } from '../../engine-client/engine.ts';
import { host } from '../../engine-client/host.ts';

/** Grants of what was verified here, by job, so that it can be verified again and more fully. */
const grants = new Map<string, Granted>();

export const grantOf = (job: string): Granted | undefined => grants.get(job);

/** Asks what is to be verified and starts that; `show` goes to where the results are shown, if something was chosen. */
export async function verifyPicked(
  purpose: 'to-verify' | 'case',
  show?: () => void,
): Promise<void> {
  const picked = await host.pick(purpose);
  if (picked.length === 0) return;
  show?.();
  await verifyGranted(picked);
}

/** Starts a verification of each; a folder that is no case cannot be verified. */
export async function verifyGranted(granted: readonly Granted[], full = false): Promise<void> {
  for (const one of granted) {
    if (one.kind === 'folder') {
      toast({ words: `${one.name} is a folder, but no case: nothing was verified.`, tone: 'fail' });
      continue;
    }
    const { job } = await engine.jobs.verifyOther({ grant: one.grant, full });
    grants.set(job, one);
  }
}
