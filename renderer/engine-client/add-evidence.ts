import type { Granted } from '../../shared/contract/host.ts';
import { engine } from './engine.ts';

/**
 * Starts an import of what was picked or dropped; answers whether there was anything to import. `zone` is the IANA zone
 * of times that a log gives without one, `intake` the grant of a filled-in form; null for UTC and for none. `in_place`
 * leaves the files where they are instead of copying them.
 */
export async function importGranted(
  granted: readonly Granted[],
  {
    zone = null,
    intake,
    in_place = false,
  }: { zone?: string | null; intake?: string; in_place?: boolean } = {},
): Promise<boolean> {
  if (granted.length === 0) return false;
  await engine.jobs.import({
    grants: granted.map(({ grant }) => grant),
    format: null,
    zone,
    in_place,
    ...(intake === undefined ? {} : { intake }),
  });
  return true;
}
