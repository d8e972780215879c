import type { Destination } from '../../../shared/domain/destination.ts';
import { engine } from '../../engine-client/engine.ts';
import { goToMark } from '../../marks/go-to-mark.ts';

/** What a handle names, in words. Throws where nothing has it. */
export async function namedThing(handle: string, signal: AbortSignal): Promise<string> {
  if (!/^[TC]/.test(handle)) return (await engine.marks.find({ handle }, { signal })).words;
  const { external_id, turns } = await engine.replay.open({ conversation: handle }, { signal });
  return `${turns.toLocaleString('en')} turns${external_id === null ? '' : ` of ${external_id}`}`;
}

/** Leads to what a handle names. Throws where nothing has it. */
export async function goToNamed(handle: string, go: (to: Destination) => void): Promise<void> {
  if (!/^[TC]/.test(handle)) return goToMark(handle, go);
  const { turn_id } = await engine.replay.open({ conversation: handle });
  go({
    screen: 'replay',
    conversation: handle,
    ...(handle.startsWith('T-') ? { turn: turn_id } : {}),
  });
}
