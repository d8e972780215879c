import type { Granted } from '../../shared/contract/host.ts';
import { engine } from './engine.ts';

/** What is known of files that are added; what is left out is not known. */
export interface HowToAdd {
  /** IANA zone of times that a log gives without one; without it UTC. */
  readonly zone?: string | null;
  /** Milliseconds that are added to their times. */
  readonly clock_offset_ms?: number | undefined;
  /** Milliseconds within which requests and answers may be joined by time; without it none are. */
  readonly join_window_ms?: number | undefined;
  /** The grant of a filled-in intake form. */
  readonly intake?: string | undefined;
  /** Leaves the files where they are instead of copying them. */
  readonly in_place?: boolean;
}

/** Starts an import of what was picked or dropped; answers whether there was anything to import. */
export async function importGranted(
  granted: readonly Granted[],
  { zone = null, ...how }: HowToAdd = {},
): Promise<boolean> {
  if (granted.length === 0) return false;
  await engine.jobs.import({
    grants: granted.map(({ grant }) => grant),
    format: null,
    zone,
    ...how,
  });
  return true;
}
