import { useEffect } from 'react';
import { type Granted, hostCommand } from '../../shared/contract/host.ts';
import { attempt } from '../commands/attempt.ts';
import { runCommand } from '../commands/offers.ts';
import { isCommandId } from '../commands/table.ts';
import { toast } from '../design/toast-queue.ts';
import { useConnection } from '../engine-client/connection.ts';
import { importGranted } from '../engine-client/add-evidence.ts';
import { host } from '../engine-client/host.ts';
import { useLive } from '../engine-client/live.ts';
import { openCase } from '../engine-client/session.ts';
import type { Navigation } from './navigation.ts';

/** Does what the main process asks: menu entries, what another start of the program handed over, a lost engine. */
export function useHostCommands({ go }: Navigation): void {
  useEffect(
    () =>
      host.onCommand((message) => {
        const asked = hostCommand.parse(message);
        if (asked.what === 'command') {
          if (isCommandId(asked.id)) runCommand(asked.id);
        } else if (asked.what === 'engine-lost')
          // The port tells of a loss as well, and sooner: what comes late must not undo a greeting.
          useConnection.setState(({ state }) =>
            asked.again ? { state: state === 'ready' ? state : 'lost' } : { state: 'gone' },
          );
        else attempt(() => openHanded(asked.what === 'handed' ? asked.granted : 'sample', go));
      }),
    [go],
  );
}

/** A case is opened; logs go into the case that is open. */
async function openHanded(
  handed: readonly Granted[] | 'sample',
  go: Navigation['go'],
): Promise<void> {
  if (handed === 'sample') {
    await openCase({ sample: true });
    go({ screen: 'home' });
    return;
  }
  const found = handed.find(({ kind }) => kind === 'case');
  if (found !== undefined) {
    await openCase({ grant: found.grant });
    go({ screen: 'home' });
    return;
  }
  if (useLive.getState().head === null) {
    toast({ words: 'Open or make a case first, then add logs to it.', tone: 'info' });
    return;
  }
  await importGranted(handed);
  go({ screen: 'evidence' });
}
