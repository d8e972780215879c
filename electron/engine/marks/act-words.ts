import type { Act } from '../analysis/activity-log.ts';

/** The handle that an act gave or speaks of; words where it has none. */
export function actHandle(act: Act): string {
  switch (act.name) {
    case 'exhibit.pinned':
      return `E-${act.number}`;
    case 'note.written':
      return `N-${act.number}`;
    case 'turn.tagged':
      return `L-${act.number}`;
    case 'cause.tagged':
      return `K-${act.number}`;
    case 'event.entered':
      return `V-${act.number}`;
    case 'action.entered':
      return `A-${act.number}`;
    case 'exhibit.changed':
      return `the change of E-${act.data.exhibit_no}`;
    case 'note.changed':
      return `the change of N-${act.data.note_no}`;
    case 'cause.changed':
      return `the change of K-${act.data.cause_no}`;
    case 'action.changed':
      return `the change of A-${act.data.action_no}`;
    case 'event.changed':
      return `the change of V-${act.data.event_no}`;
    case 'finding.reviewed':
      return `the review of a hit of ${act.data.rule_id}`;
    case 'pair.judged':
      return 'a verdict on a pair of answers';
    case 'act.withdrawn':
    case 'report.fields':
    case 'comparison.announced':
    case 'comparison.completed':
      return `entry ${act.seq}`;
  }
}

/** `E-8`, or `E-8 to E-10`: acts that are written together are numbered one after the other. */
export function handleRange(handles: readonly string[]): string {
  const [first = '', last = first] = [handles[0], handles.at(-1)];
  return first === last ? first : `${first} to ${last}`;
}

export const counted = (count: number, one: string): string =>
  `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;
