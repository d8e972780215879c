import { type EventKind, eventKind } from '../../../shared/domain/analysis.ts';
import type { TimelineEvent } from '../../../shared/domain/timeline.ts';
import { eventKindWords } from '../../../shared/text/course-words.ts';
import type { Times } from '../../../shared/text/times.ts';
import { textOrNull } from '../../../shared/text/typed-text.ts';
import { namesZone, readWrittenTime } from '../../../shared/text/written-time.ts';
import { handlesIn } from '../../marks/handle-links.tsx';

export const kindChoices = eventKind.options.map((value) => ({
  value,
  label: eventKindWords[value],
}));

/** The fields of an event as they are typed. */
export interface EventFields {
  readonly time: string;
  readonly kind: EventKind | null;
  readonly text: string;
  readonly basis: string;
  readonly grounds: string;
}

export const NOTHING: EventFields = { time: '', kind: null, text: '', basis: '', grounds: '' };

export const fieldsOf = (event: TimelineEvent): EventFields => ({
  time: event.as_entered ?? event.at,
  kind: event.kind,
  text: event.text,
  basis: event.basis ?? '',
  grounds: event.grounds.join(', '),
});

export type Faults = Partial<Record<keyof EventFields, string>>;

/** What is amiss with the fields that were typed, each in one sentence. */
export function faultsOf({ time, kind, text }: EventFields): Faults {
  return {
    ...(readWrittenTime(time) === null
      ? { time: 'Write a time such as 2026-04-02 09:30 or 2026-04-02T09:30:00+02:00.' }
      : {}),
    ...(kind === null ? { kind: 'Choose what kind of event it is.' } : {}),
    ...(text.trim() === '' ? { text: 'Say what happened.' } : {}),
  };
}

/** What a time is read as while it is typed. */
export function readAs(time: string, { dateTimeZoned }: Times): string {
  const at = readWrittenTime(time);
  if (at === null) return 'Without a zone it is UTC: 2026-04-02 09:30';
  return `${dateTimeZoned(at)}${namesZone(time) ? '' : ', no zone given'}`;
}

/** A change of an event as the engine takes it: only what differs from what stands. */
export function changeOf(saved: EventFields, now: EventFields) {
  const { time, kind, text, basis, grounds } = now;
  const handles = handlesIn(grounds);
  return {
    ...(time.trim() === saved.time ? {} : { time: time.trim() }),
    ...(kind === null || kind === saved.kind ? {} : { kind }),
    ...(text.trim() === saved.text ? {} : { text: text.trim() }),
    ...(basis.trim() === saved.basis ? {} : { basis: textOrNull(basis) }),
    ...(handles.join(', ') === saved.grounds ? {} : { grounds: handles }),
  };
}

/** A new event as the engine takes it; null while something is amiss. */
export function newEventOf({ time, kind, text, basis, grounds }: EventFields) {
  if (kind === null) return null;
  return { time, kind, text: text.trim(), basis: textOrNull(basis), grounds: handlesIn(grounds) };
}
