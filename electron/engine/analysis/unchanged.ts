import {
  actionCategoryWords,
  actionStatusWords,
  eventKindWords,
} from '../../../shared/text/course-words.ts';
import { timesIn } from '../../../shared/text/times.ts';
import { Refusal } from '../base/errors.ts';
import type { Act } from './activity-log.ts';

/** Something that two may change at once: what it is called, and the act that changed it last. */
export interface Changeable {
  readonly handle: string;
  readonly last: Act | undefined;
}

/**
 * Refuses (`changed-meanwhile`) to write over what the writer has not seen: two windows, or a window and a command, had
 * the same thing open. What stands is the refusal's detail.
 */
export function refuseUnseen(thing: Changeable, seen: string, standing: string): void {
  if (seen !== standing) throw unseen(thing, standing);
}

/** What the writer of a change has looked at. */
export interface Looked<Entry> {
  /** What the entry said when the change was written. */
  readonly seen: Entry;
  /** The detail of the refusal that the writer was shown since, and chose to write over. */
  readonly shown?: string | undefined;
}

/** The same of an entry, field by field of those that are changed; other fields may have been changed by anybody. */
export function refuseUnseenFields<Entry extends object>(
  thing: Changeable,
  changed: readonly string[],
  { seen, shown }: Looked<Partial<Entry>>,
  standing: Entry,
): void {
  const [before, now] = [seen, standing].map(
    (entry) => new Map<string, unknown>(Object.entries(entry)),
  );
  const other = changed.filter(
    (field) => comparable(before?.get(field)) !== comparable(now?.get(field)),
  );
  if (other.length === 0) return;
  const words = other.map(
    (field) => `${NAMES[field] ?? field}: ${inWords(field, now?.get(field))}`,
  );
  refuseUnseen(thing, shown ?? '', words.join('\n'));
}

function unseen({ handle, last }: Changeable, standing: string): Refusal {
  const when = last === undefined ? '' : ` (${last.actor}, ${timesIn('UTC').minuteZoned(last.at)})`;
  return new Refusal(
    'changed-meanwhile',
    `${handle} was changed in another window or by a command${when}, after it was opened here. Nothing was written over it.`,
    { detail: standing },
  );
}

/** Nothing, an empty text and an empty list are the same to who writes them. */
function comparable(value: unknown): string {
  const said = typeof value === 'string' ? value.trim() : value;
  const isNothing = said === '' || said === undefined || (Array.isArray(said) && said.length === 0);
  return JSON.stringify(isNothing ? null : said);
}

/** As the forms say it: `First harm`, `in progress`. */
function inWords(field: string, value: unknown): string {
  const said = wordsOf(value);
  return CHOSEN[field]?.[said] ?? said;
}

/** Fields that are chosen from a list, not typed. */
const CHOSEN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kind: eventKindWords,
  category: actionCategoryWords,
  status: actionStatusWords,
};

function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(wordsOf).filter(isSaid).join(', ');
  return typeof value === 'object' && value !== null
    ? Object.values(value).map(wordsOf).filter(isSaid).join(', ')
    : 'nothing';
}

const isSaid = (words: string): boolean => words !== '' && words !== 'nothing';

const NAMES: Readonly<Record<string, string>> = {
  at: 'time',
  text: 'what happened',
  title: 'what is to be done',
  due: 'due date',
  verification: 'check',
};
