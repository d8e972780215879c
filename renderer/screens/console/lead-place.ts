import type { Destination } from '../../../shared/domain/destination.ts';
import { engine } from '../../engine-client/engine.ts';
import type { Lead } from './leads.ts';

/** The place that a lead means; null for a mark on the case as a whole. */
export async function placeOf({ words, to }: Lead): Promise<Destination | null> {
  if (to !== null) return to;
  const { turn_id, finding_id } = await engine.marks.find({ handle: words });
  if (turn_id === null) return null;
  return {
    screen: 'replay',
    conversation: `T-${turn_id}`,
    turn: turn_id,
    ...(finding_id === null ? { mark: words } : { finding: finding_id }),
  };
}
