import type { Destination } from '../../shared/domain/destination.ts';
import { toast } from '../design/toast-queue.ts';
import { engine } from '../engine-client/engine.ts';

/** Leads to where a handle stands: E-7, K-1, F-12, T-1042. Throws where nothing has it. */
export async function goToMark(handle: string, go: (to: Destination) => void): Promise<void> {
  if (handle.startsWith('T-')) {
    const turn = Number(handle.slice(2));
    go({ screen: 'replay', conversation: handle, turn, finding: undefined, mark: undefined });
    return;
  }
  const number = Number(handle.slice(2));
  if (handle.startsWith('K-')) return go({ screen: 'causes', cause: number });
  if (handle.startsWith('V-')) return go({ screen: 'timeline', event: number });
  if (handle.startsWith('A-')) return go({ screen: 'actions', action: number });
  const { turn_id, finding_id } = await engine.marks.find({ handle });
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
