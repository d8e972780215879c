import type { Facet } from '../../../shared/domain/search.ts';
import { type FacetChange, type FacetState, namedValues, stateOf } from './facet-filter.ts';

/** Names of facets for people, by field. */
const TITLES: Readonly<Record<string, string>> = {
  model: 'Model',
  failure: 'Failure type',
  severity: 'Severity',
  lane: 'Lane',
  cause: 'Cause',
  feedback: 'Feedback',
  finish_reason: 'Finish reason',
  kind: 'Kind',
  user: 'User',
  route: 'Route',
  release: 'Release',
  finding: 'Rule that hit',
  evidence: 'Evidence file',
};

export const facetTitle = (field: string): string => TITLES[field] ?? field.replaceAll('_', ' ');

/** Values that have an order of their own; the others stand by how often they are. */
const ORDERS: Readonly<Record<string, readonly string[]>> = {
  lane: ['finding', 'lead', 'candidate', 'dismissed'],
  severity: ['critical', 'high', 'medium', 'low'],
};

export interface FacetValue {
  /** Null stands for turns without a value. */
  readonly value: string | null;
  readonly turns: number;
  readonly state: FacetState;
  /** The name of an evidence file that another has too. */
  readonly name?: string | undefined;
  /** The filter says what it says of this value by that name. */
  readonly isByName?: true;
}

/**
 * Of which values that are named and not listed it is known that no turn has them: of all, of those that are left out,
 * or, while the counts are of an earlier filter, of none.
 */
type NamedValues = 'all' | 'excluded' | 'none';

/**
 * The values of a facet as they are listed, with what the filter says of each. A value that the filter names is listed
 * even where no turn has it, for it must be possible to take it out again.
 */
export function facetValues(facet: Facet, filter: string, named: NamedValues): FacetValue[] {
  const { field, values, missing = 0 } = facet;
  const listed = values.map((one): FacetValue & { value: string } => {
    const state = stateOf(filter, field, one.value);
    const byName =
      one.name === undefined || state !== false ? false : stateOf(filter, field, one.name);
    return byName === false ? { ...one, state } : { ...one, state: byName, isByName: true };
  });
  const unlisted = namedValues(filter, field)
    .filter((value) => !values.some((other) => other.value === value || other.name === value))
    .map((value) => ({ value, turns: 0, state: stateOf(filter, field, value) }))
    .filter(({ state }) =>
      named === 'none' ? false : state === 'excluded' || (state && named === 'all'),
    );
  const order = ORDERS[field];
  const all = [...listed, ...unlisted];
  const sorted =
    order === undefined
      ? all
      : all.toSorted((a, b) => order.indexOf(a.value) - order.indexOf(b.value));
  const none = stateOf(filter, field, null);
  const isListed = missing > 0 || none !== false;
  return isListed ? [...sorted, { value: null, turns: missing, state: none }] : sorted;
}

/** Values that are shown before a person asks for the others that are listed. */
const SHOWN = 6;

/** The most frequent values, and all that the filter names; the whole list where little would be left out. */
export function shortened(values: readonly FacetValue[]): readonly FacetValue[] {
  const short = values.filter(
    ({ state, value }, index) => index < SHOWN || state !== false || value === null,
  );
  return values.length - short.length > 1 ? short : values;
}

/** How many values the filter chooses of how many; of which lane the hits are. */
export function facetNote(facet: Facet, values: readonly FacetValue[]): string | undefined {
  const named = values.filter(({ value }) => value !== null);
  const chosen = named.filter(({ state }) => state === true).length;
  if (chosen > 0) return `${chosen} of ${Math.max(facet.distinct, named.length)}`;
  return ANY_LANE.has(facet.field) ? 'any lane' : undefined;
}

const ANY_LANE: ReadonlySet<string> = new Set(['failure', 'severity', 'finding']);

/**
 * What a press on a value is about: the value, but the name where the filter speaks of it by that; then files of the same
 * name go together, until one of them is left out.
 */
export const changedValue = (
  { value, name, isByName }: FacetValue,
  how: FacetChange,
): string | null => (isByName === true && how !== 'exclude' ? (name ?? value) : value);

/** Digits of a SHA-256 that are shown, as many as the register of evidence shows. */
export const shownDigits = (value: string): string => value.slice(0, 8);

/** A value as people read it; files of one name with what tells them apart. */
export function facetLabel(field: string, value: string, name?: string): string {
  if (name !== undefined) return `${name}, SHA-256 ${shownDigits(value)}…`;
  if (field === 'kind') return value === 'model' ? 'turn' : value.replaceAll('_', ' ');
  return field === 'failure' ? value.replaceAll('_', ' ') : value;
}

/** A cause by its code and, where the taxonomy has it, its name. */
export function causeLabel(code: string, names: ReadonlyMap<string, string>): string {
  const name = names.get(code);
  return name === undefined ? code : `${code} ${name}`;
}

/** What turns without a value are called. */
export function facetNone(field: string): string {
  if (field === 'lane' || ANY_LANE.has(field)) return 'no hit';
  if (field === 'cause') return 'untagged';
  return field === 'feedback' ? 'none' : 'none in record';
}

/** The last part of a long name, from a sign on that divides it: `-02-10` of `assist-large-2026-02-10`; else nothing. */
export function cutEnd(text: string): string {
  if (text.length < 14) return '';
  return (
    /[-_./:@][^-_./:@]{4,10}$|[-_./:@][^-_./:@]{1,6}[-_./:@][^-_./:@]{1,4}$/.exec(text)?.[0] ?? ''
  );
}
