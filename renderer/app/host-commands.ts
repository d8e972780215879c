import { type Granted, hostCommand } from '../../shared/contract/host.ts';
import { attempt } from '../commands/attempt.ts';
import { runCommand } from '../commands/offers.ts';
import { isThere, notOpened } from './not-opened.ts';
import { isCommandId } from '../commands/table.ts';
import { toast } from '../design/toast-queue.ts';
import { useConnection } from '../engine-client/connection.ts';
import { importGranted } from '../engine-client/add-evidence.ts';
import { host } from '../engine-client/host.ts';
import { useHandedOver, useLive } from '../engine-client/live.ts';
import { homeKnown, openCase } from '../engine-client/session.ts';
import type { Destination } from '../../shared/domain/destination.ts';

/**
 * Does what the main process asks from now on: menu entries, what a start of the program handed over, a lost engine.
 * Called before the first screen is drawn, which may be of what was handed over.
 */
export function followHost(move: (to: Destination) => Promise<void>): void {
  host.onCommand((message) => {
    const asked = hostCommand.parse(message);
    if (asked.what === 'command') {
      if (isCommandId(asked.id)) runCommand(asked.id);
    } else if (asked.what === 'engine-lost')
      // The port tells of a loss as well, and sooner: what comes late must not undo a greeting.
      useConnection.setState(({ state }) =>
        asked.again ? { state: state === 'ready' ? state : 'lost' } : { state: 'gone' },
      );
    else if (asked.what === 'sample') attempt(() => openHanded('sample', move));
    else {
      for (const words of notOpened(asked.granted)) toast({ words, tone: 'warn' });
      const there = asked.granted.filter(isThere);
      if (there.length > 0) attempt(() => openHanded(there, move));
    }
  });
}

/** A case is opened; logs go into the case that is open. */
async function openHanded(
  handed: readonly Granted[] | 'sample',
  move: (to: Destination) => Promise<void>,
): Promise<void> {
  const found = handed === 'sample' ? undefined : handed.find(({ kind }) => kind === 'case');
  if (handed === 'sample' || found !== undefined) {
    useHandedOver.setState({ opening: true });
    try {
      await openCase(found === undefined ? { sample: true } : { grant: found.grant });
      await Promise.all([move({ screen: 'home' }), homeKnown()]);
    } finally {
      useHandedOver.setState({ opening: false });
    }
    return;
  }
  if (useLive.getState().head === null) {
    toast({ words: 'Open or make a case first, then add logs to it.', tone: 'info' });
    return;
  }
  await importGranted(handed);
  await move({ screen: 'evidence' });
}
