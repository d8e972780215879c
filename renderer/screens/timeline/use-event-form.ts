import type { TimelinePlace } from '../../../shared/domain/destination.ts';
import type { Timeline, TimelineEvent } from '../../../shared/domain/timeline.ts';
import { ask, engine } from '../../engine-client/engine.ts';
import { keptDrafts } from '../../marks/use-drafts.ts';
import { type EntryKind, useEntryForm } from '../../marks/use-entry-form.ts';
import {
  changeOf,
  type EventFields,
  faultsOf,
  fieldsOf,
  newEventOf,
  NOTHING,
} from './event-words.ts';

const KIND: EntryKind<TimelineEvent, EventFields> = {
  shown: ask.events.key(),
  nothing: NOTHING,
  drafts: keptDrafts(),
  begun: keptDrafts(),
  numberOf: ({ event_no }) => event_no,
  fieldsOf,
  faultsOf,
  judged: 'grounds',
  enter: (fields) => {
    const entered = newEventOf(fields);
    return entered === null ? null : () => engine.events.enter(entered);
  },
  change: ({ event_no }, saved, fields, before, shown) => {
    const differs = changeOf(saved, fields);
    const seen = newEventOf(before) ?? undefined;
    return Object.keys(differs).length === 0
      ? null
      : () => engine.events.change({ event_no, ...differs, seen, shown });
  },
  withdraw:
    ({ event_no }) =>
    () =>
      engine.events.withdraw({ event_no }),
};

const focusRow = (which: string, options?: FocusOptions): void =>
  document.querySelector<HTMLElement>(`[data-list-row]${which}`)?.focus(options);

export const focusList = (options?: FocusOptions): void => focusRow('[tabindex="0"]', options);

/** The form beside the timeline. */
export function useEventForm(
  { events }: Timeline,
  place: TimelinePlace,
  onPlace: (place: TimelinePlace, how: 'push' | 'replace') => void,
) {
  const {
    entry: event,
    props,
    ...form
  } = useEntryForm(KIND, events, {
    opened: place.event,
    open: (number) => onPlace({ event: number }, 'replace'),
    focusOpened: () => focusRow('[aria-selected=true]'),
    focusList: () => focusList(),
  });
  return {
    ...form,
    event,
    focus: (): void => {
      requestAnimationFrame(() => document.getElementById('event-time')?.focus());
    },
    props: { ...props, event },
  };
}
