import type { Facet } from '../../../shared/domain/search.ts';
import { withClause } from '../../../shared/text/filter-clause.ts';
import { clausesOf, joinedClauses } from '../../../shared/text/filter-text.ts';

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

export type FacetState = boolean | 'excluded';

export interface FacetValue {
  /** Null stands for turns without a value. */
  readonly value: string | null;
  readonly turns: number;
  readonly state: FacetState;
}

/**
 * The values of a facet as they are listed, with what the filter says of each. A value that the filter names is listed
 * even where no turn has it, for it must be possible to take it out again.
 */
export function facetValues(facet: Facet, filter: string): FacetValue[] {
  const { field, values, missing = 0 } = facet;
  const listed = values.map(({ value, turns }) => ({
    value,
    turns,
    state: stateOf(filter, field, value),
  }));
  const named = namedValues(filter, field)
    .filter((value) => !values.some((other) => other.value === value))
    .map((value) => ({ value, turns: 0, state: stateOf(filter, field, value) }))
    .filter(({ state }) => state !== false);
  const order = ORDERS[field];
  const all = [...listed, ...named];
  const sorted =
    order === undefined
      ? all
      : all.toSorted((a, b) => order.indexOf(a.value) - order.indexOf(b.value));
  const none = stateOf(filter, 'has', field);
  const without = { value: null, turns: missing, state: opposite(none) };
  return missing > 0 || none !== false ? [...sorted, without] : sorted;
}

/** A text that already asks for a value, or refuses it, stays the same when that is added. */
function stateOf(filter: string, field: string, value: string): FacetState {
  if (filter === '') return false;
  if (withClause(filter, field, value, false) === filter) return true;
  return withClause(filter, field, value, true) === filter ? 'excluded' : false;
}

/** `-has:model` asks for turns without a model. */
const opposite = (state: FacetState): FacetState =>
  state === false ? false : state === true ? 'excluded' : true;

/** Values that a filter names for a field, as far as they are plain. */
function namedValues(filter: string, field: string): string[] {
  const terms = clausesOf(filter).flatMap((clause) =>
    clause.field === null && clause.value.startsWith('(')
      ? joinedClauses(clause.value.slice(1, -1)).map((inner) => inner.clause)
      : [clause],
  );
  const written = terms.flatMap((term) => (term.field === field ? [term.value] : []));
  const values = written.map((value) =>
    /^"(?:\\["\\]|[^"\\])*"$/.test(value)
      ? value.slice(1, -1).replaceAll(/\\(["\\])/g, '$1')
      : value,
  );
  return [...new Set(values)];
}

/** How many values of a facet the filter chooses, and how many are listed of how many. */
export function facetNote(facet: Facet, values: readonly FacetValue[]): string | undefined {
  const chosen = values.filter(({ state, value }) => state === true && value !== null).length;
  const distinct = Math.max(facet.distinct, values.filter(({ value }) => value !== null).length);
  if (chosen > 0) return `${chosen} of ${distinct}`;
  return facet.field === 'failure' || facet.field === 'severity' ? 'any lane' : undefined;
}

/** A value as people read it. */
export function facetLabel(field: string, value: string): string {
  if (field === 'kind') return value === 'model' ? 'turn' : value.replaceAll('_', ' ');
  return field === 'failure' ? value.replaceAll('_', ' ') : value;
}

/** What turns without a value are called. */
export const facetNone = (field: string): string =>
  field === 'failure' || field === 'severity' || field === 'lane' || field === 'finding'
    ? 'no hit'
    : field === 'cause'
      ? 'untagged'
      : 'none in record';
