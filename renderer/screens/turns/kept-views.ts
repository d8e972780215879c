import { engine } from '../../engine-client/engine.ts';

/** Views that are left open, so that going back finds them; the engine holds ids of each. */
const KEPT = 6;

let kept: readonly string[] = [];

/** Remembers that a view is in use, and closes those that were not for longest. */
export function keepView(view: string): void {
  const all = [...kept.filter((other) => other !== view), view];
  const closed = all.slice(0, -KEPT);
  kept = all.slice(-KEPT);
  for (const old of closed) engine.views.close({ view: old }).catch(() => undefined);
}
