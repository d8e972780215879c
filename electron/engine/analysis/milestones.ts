import type { EventEntered } from '../../../shared/domain/analysis.ts';
import { type Milestone, milestoneKind } from '../../../shared/domain/timeline.ts';

type Event = Pick<EventEntered, 'kind' | 'at'> & { readonly number: number };

/**
 * The standard moments of an incident, each at its first event, in the order in which they are looked for, with the
 * exact milliseconds since the one before it that is known and since the first harm. Negative where an event lies
 * before the moment that it is measured from.
 */
export function milestonesOf(events: readonly Event[]): Milestone[] {
  let before: Reached | null = null;
  let harm: Reached | null = null;
  return milestoneKind.options.map((kind) => {
    const all = events.filter((event) => event.kind === kind);
    const first = all.reduce<Event | null>(
      (earliest, event) =>
        earliest === null || Date.parse(event.at) < Date.parse(earliest.at) ? event : earliest,
      null,
    );
    if (first === null)
      return { kind, at: null, event_no: null, events: 0, since: null, since_harm_ms: null };
    const at = Date.parse(first.at);
    const milestone: Milestone = {
      kind,
      at: first.at,
      event_no: first.number,
      events: all.length,
      since: before === null ? null : { kind: before.kind, ms: at - before.at },
      since_harm_ms: harm === null ? null : at - harm.at,
    };
    before = { kind, at };
    if (kind === 'first-harm') harm = before;
    return milestone;
  });
}

interface Reached {
  readonly kind: Milestone['kind'];
  readonly at: number;
}
