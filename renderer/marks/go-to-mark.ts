import type { Destination } from '../../shared/domain/destination.ts';
import { toast } from '../design/toast-queue.ts';
import { engine } from '../engine-client/engine.ts';

/** Leads to where a handle stands: E-7, K-1, F-12, T-1042, V-3, A-2, D-1. Throws where nothing has it. */
export async function goToMark(handle: string, go: (to: Destination) => void): Promise<void> {
  if (handle.startsWith('T-')) {
    const turn = Number(handle.slice(2));
    go({ screen: 'replay', conversation: handle, turn, finding: undefined, mark: undefined });
    return;
  }
  const { turn_id, finding_id } = await engine.marks.find({ handle });
  const own = placeOf(handle);
  if (own !== null) {
    go(own);
    return;
  }
  if (turn_id === null) {
    toast({ words: `${handle} speaks of the case as a whole, of no turn.`, tone: 'info' });
    return;
  }
  go({
    screen: 'replay',
    conversation: `T-${turn_id}`,
    turn: turn_id,
    finding: finding_id ?? undefined,
    mark: finding_id === null ? handle : undefined,
  });
}

/** What has a screen of its own is shown there. */
function placeOf(handle: string): Destination | null {
  const number = Number(handle.slice(2));
  switch (handle.slice(0, 2)) {
    case 'K-':
      return { screen: 'causes', cause: number };
    case 'V-':
      return { screen: 'timeline', event: number };
    case 'A-':
      return { screen: 'actions', action: number };
    case 'D-':
      return { screen: 'evidence' };
    default:
      return null;
  }
}
