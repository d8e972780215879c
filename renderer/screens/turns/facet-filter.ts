import { withClause, withoutClause, withoutClauseAt } from '../../../shared/text/filter-clause.ts';
import { type Clause, clausesOf, joinedClauses } from '../../../shared/text/filter-text.ts';

/** Whether a filter asks for a value, refuses it, or says nothing of it. */
export type FacetState = boolean | 'excluded';

/** What a press on a value makes of the filter. */
export type FacetChange = 'ask' | 'exclude' | 'leave';

/** The filter with one value of a field changed; null stands for turns without a value, which `-has:field` asks for. */
export function changedFilter(
  text: string,
  field: string,
  value: string | null,
  how: FacetChange,
): string {
  const [named, sought] = value === null ? ['has', field] : [field, value];
  if (how === 'leave') return withoutClause(text, named, sought);
  return withClause(text, named, sought, (how === 'exclude') !== (value === null));
}

/** A text that already asks for a value, or refuses it, stays the same when that is added. */
export function stateOf(filter: string, field: string, value: string | null): FacetState {
  if (filter === '') return false;
  if (changedFilter(filter, field, value, 'ask') === filter) return true;
  return changedFilter(filter, field, value, 'exclude') === filter ? 'excluded' : false;
}

/** The plain values that a filter names for a field, asked for or refused. */
export function namedValues(filter: string, field: string): string[] {
  const written = clausesOf(filter)
    .flatMap((clause) => alternatives(clause) ?? [clause])
    .flatMap((clause) => (clause.field === field ? [clause.value] : []));
  const values = written.map((value) =>
    /^"(?:\\["\\]|[^"\\])*"$/.test(value)
      ? value.slice(1, -1).replaceAll(/\\(["\\])/g, '$1')
      : value,
  );
  return [...new Set(values)].filter((value) => value !== '');
}

/** Fields of which a clause at the top of the filter chooses values. */
export function chosenFields(filter: string): string[] {
  return [...new Set(clausesOf(filter).flatMap((clause) => chosenBy(clause) ?? []))];
}

/** The filter without the clauses that choose values of a field. */
export function withoutField(filter: string, field: string): string {
  const clauses = clausesOf(filter);
  const index = clauses.findIndex((clause) => chosenBy(clause) === field);
  return index === -1 ? filter : withoutField(withoutClauseAt(filter, clauses, index), field);
}

function chosenBy(clause: Clause): string | undefined {
  if (clause.negated) return undefined;
  const fields = new Set((alternatives(clause) ?? [clause]).map(({ field }) => field));
  const [only] = fields;
  return fields.size === 1 && only !== null ? only : undefined;
}

/** The terms of a bracket whose terms are joined by OR alone. */
function alternatives({ field, value }: Clause): Clause[] | undefined {
  if (field !== null || !value.startsWith('(') || !value.endsWith(')')) return undefined;
  const terms = joinedClauses(value.slice(1, -1));
  const isPlain = terms.every(
    ({ operator, clause }, index) => (index === 0 || operator === 'OR') && !clause.negated,
  );
  return isPlain ? terms.map(({ clause }) => clause) : undefined;
}
