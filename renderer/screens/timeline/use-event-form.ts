import { useEffect, useRef, useState } from 'react';
import type { TimelinePlace } from '../../../shared/domain/destination.ts';
import type { Timeline, TimelineEvent } from '../../../shared/domain/timeline.ts';
import { tell } from '../../commands/attempt.ts';
import { ask, engine } from '../../engine-client/engine.ts';
import { queries } from '../../engine-client/queries.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { done } from '../../marks/mark-acts.ts';
import { useDrafts } from '../../marks/use-drafts.ts';
import {
  changeOf,
  type EventFields,
  type Faults,
  faultsOf,
  fieldsOf,
  newEventOf,
  NOTHING,
} from './event-words.ts';

/** What shows what was written. */
const SHOWN = [ask.events.key()];

/** The form beside the timeline: what is typed is kept per event until it is written as one act. */
export function useEventForm(
  { events }: Timeline,
  place: TimelinePlace,
  onPlace: (place: TimelinePlace, how: 'push' | 'replace') => void,
) {
  const drafts = useDrafts<EventFields>();
  const [faults, setFaults] = useState<{ readonly key: string; readonly of: Faults } | null>(null);
  const writing = useRef(false);
  const event = events.find(({ event_no }) => event_no === place.event) ?? null;
  const isNew = place.event === 'new';
  const key = isNew ? 'new' : String(event?.event_no ?? '');
  const draft = drafts.of(key);
  const saved = event === null ? NOTHING : fieldsOf(event);
  const fields: EventFields = { ...saved, ...draft };

  const goes = useRef<number | null>(null);
  useEffect(() => {
    if (goes.current !== place.event) return;
    goes.current = null;
    document.querySelector<HTMLElement>('[data-list-row][aria-selected=true]')?.focus();
  });

  const write = async (): Promise<void> => {
    const typed = draft ?? {};
    if (writing.current || (event === null && !isNew) || (event !== null && draft === undefined))
      return;
    const wrong = faultsOf(fields);
    setFaults({ key, of: wrong });
    if (Object.keys(wrong).length > 0) return;
    writing.current = true;
    try {
      await (event === null ? enter(typed) : change(event, typed));
    } catch (error) {
      const { kind, sentence } = troubleOf(error);
      // Time, kind and text were looked at here: what the engine refuses is a ground.
      if (kind === 'refused') setFaults({ key, of: { grounds: sentence } });
      else tell(error);
    } finally {
      writing.current = false;
    }
  };
  const change = async (
    { event_no }: TimelineEvent,
    typed: Partial<EventFields>,
  ): Promise<void> => {
    const differs = changeOf(saved, fields);
    if (Object.keys(differs).length > 0) {
      await done(() => engine.events.change({ event_no, ...differs }), SHOWN);
      await queries.refetchQueries({ queryKey: ask.events.key() });
    }
    drafts.written(key, typed);
  };
  const enter = async (typed: Partial<EventFields>): Promise<void> => {
    const entered = newEventOf(fields);
    if (entered === null) return;
    const { handles } = await done(() => engine.events.enter(entered), SHOWN);
    await queries.refetchQueries({ queryKey: ask.events.key() });
    drafts.written(key, typed);
    const event_no = Number(handles[0]?.slice(2));
    goes.current = event_no;
    onPlace({ event: event_no }, 'replace');
  };
  const save = (): void => {
    write().catch(tell);
  };
  const remove = (): void => {
    if (event === null) return;
    drafts.discard(key);
    done(() => engine.events.withdraw({ event_no: event.event_no }), SHOWN).catch(tell);
  };
  const focus = (): void => {
    requestAnimationFrame(() => document.getElementById('event-time')?.focus());
  };
  const focusList = (): void =>
    document.querySelector<HTMLElement>('[data-list-row][tabindex="0"]')?.focus();
  return {
    isOpen: isNew || event !== null,
    event,
    isDraft: (event_no: number) => drafts.has(String(event_no)),
    save,
    remove,
    focus,
    props: {
      event,
      fields,
      isDraft: draft !== undefined,
      faults: faults?.key === key ? faults.of : {},
      onChange: (typed: Partial<EventFields>) => {
        drafts.change(key, typed);
        setFaults(null);
      },
      onSave: save,
      onRemove: remove,
      onDiscard: () => {
        drafts.discard(key);
        setFaults(null);
      },
      onEscape: () => {
        if (isNew) onPlace({ event: undefined }, 'replace');
        focusList();
      },
    },
  };
}
