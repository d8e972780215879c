import type { ActionEntered, EventEntered } from '../../../shared/domain/analysis.ts';
import type { Act } from './activity-log.ts';
import { done, type Done } from './done.ts';

/** Events as they were changed last, by time. A change of one that was withdrawn changes nothing. */
export function eventsOf(acts: readonly Act[]): Done<EventEntered>[] {
  const events = new Map<number, Done<EventEntered>>();
  for (const act of acts) {
    if (act.name === 'event.entered') events.set(act.number, done(act, act.data));
    if (act.name !== 'event.changed') continue;
    const { event_no, ...change } = act.data;
    const event = events.get(event_no);
    if (event !== undefined) events.set(event_no, changed(event, change));
  }
  return [...events.values()].sort(
    (a, b) => Date.parse(a.at) - Date.parse(b.at) || a.number - b.number,
  );
}

/** Actions as they were changed last, in the order in which they were entered. */
export function actionsOf(acts: readonly Act[]): Done<ActionEntered>[] {
  const actions = new Map<number, Done<ActionEntered>>();
  for (const act of acts) {
    if (act.name === 'action.entered') actions.set(act.number, done(act, act.data));
    if (act.name !== 'action.changed') continue;
    const { action_no, ...change } = act.data;
    const action = actions.get(action_no);
    if (action !== undefined) actions.set(action_no, changed(action, change));
  }
  return [...actions.values()];
}

/** What a change names takes the place of what was there, null among it. */
function changed<Entry extends object>(
  entry: Entry,
  change: { readonly [Key in keyof Entry]?: Entry[Key] | undefined },
): Entry {
  const named = Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  );
  return { ...entry, ...named };
}

/** Fields of a change that say something else than what stands. */
export function differing<Entry extends object>(
  entry: Entry,
  change: { readonly [Key in keyof Entry]?: Entry[Key] | undefined },
): string[] {
  const standing = new Map<string, unknown>(Object.entries(entry));
  return Object.entries(change)
    .filter(
      ([key, value]) =>
        value !== undefined && JSON.stringify(value) !== JSON.stringify(standing.get(key) ?? null),
    )
    .map(([key]) => key);
}
