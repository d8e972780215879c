import { timesIn } from '../../../shared/text/times.ts';
import { Refusal } from '../base/errors.ts';
import type { Act } from './activity-log.ts';

/** Something that two may change at once: what it is called, and the act that changed it last. */
export interface Changeable {
  readonly handle: string;
  readonly last: Act | undefined;
}

/**
 * Refuses (`changed-meanwhile`) to write over what the writer has not seen: two windows, or a window and a command, had
 * the same thing open. What stands is the refusal's detail.
 */
export function refuseUnseen({ handle, last }: Changeable, seen: string, standing: string): void {
  if (seen === standing) return;
  const when = last === undefined ? '' : ` (${last.actor}, ${timesIn('UTC').minuteZoned(last.at)})`;
  throw new Refusal(
    'changed-meanwhile',
    `${handle} was changed in another window or by a command${when}, after it was opened here. Nothing was written over it.`,
    { detail: standing },
  );
}
