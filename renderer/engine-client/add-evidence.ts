import type { Granted } from '../../shared/contract/host.ts';
import { engine } from './engine.ts';

/**
 * Starts an import of what was picked or dropped; answers whether there was anything to import. `zone` is the IANA zone
 * of times that a log gives without one; null for UTC. `in_place` leaves the files where they are instead of copying them.
 */
export async function importGranted(
  granted: readonly Granted[],
  { zone = null, in_place = false }: { zone?: string | null; in_place?: boolean } = {},
): Promise<boolean> {
  if (granted.length === 0) return false;
  await engine.jobs.import({
    grants: granted.map(({ grant }) => grant),
    format: null,
    zone,
    in_place,
  });
  return true;
}
