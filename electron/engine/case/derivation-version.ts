import { basename } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../base/errors.ts';
import type { ChainEntry } from '../custody/chain.ts';
import { DERIVATION_VERSION } from './case-file.ts';

const naming = z.looseObject({ derivation: z.int() });

/** The version of the derivation that made the tables: that of the last rebuild, else of the case's creation. */
export function derivationVersionOf(entries: readonly ChainEntry[]): number {
  const said = entries.findLast(
    ({ act, data }) =>
      (act === 'rebuild.completed' || act === 'case.created') && naming.safeParse(data).success,
  );
  return said === undefined ? DERIVATION_VERSION : naming.parse(said.data).derivation;
}

/**
 * Tables that another version derived are not worked with: an earlier version's are derived anew by a rebuild, which is
 * how a case moves forward; a later version's need that version.
 */
export function refuseOtherDerivation(root: string, entries: readonly ChainEntry[]): void {
  const version = derivationVersionOf(entries);
  if (version === DERIVATION_VERSION) return;
  if (version > DERIVATION_VERSION)
    throw new Refusal(
      'case-newer',
      `The tables of ${basename(root)} were derived by a newer Exhibit (version ${version}, this one derives ${DERIVATION_VERSION}); open it with that version.`,
    );
  throw new Refusal(
    'case-older',
    `The tables of ${basename(root)} were derived by an earlier Exhibit (version ${version}, this one derives ${DERIVATION_VERSION}).`,
    { way: 'bring-forward' },
  );
}
