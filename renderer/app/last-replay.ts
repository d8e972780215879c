import type { ReplayPlace } from '../../shared/domain/destination.ts';
import { useLive } from '../engine-client/live.ts';

export const firstReplay: ReplayPlace = {
  conversation: 'C-1',
  turn: undefined,
  finding: undefined,
};

const last = new Map<string, ReplayPlace>();

/** Remembers, per case, what was replayed last: the navigation leads back there. */
export function rememberReplay(place: ReplayPlace): void {
  const { head } = useLive.getState();
  if (head !== null) last.set(head.case_id, place);
}

/** Where Replay leads from anywhere: the last conversation, else the first of the case. */
export const lastReplay = (caseId: string): ReplayPlace => last.get(caseId) ?? firstReplay;
