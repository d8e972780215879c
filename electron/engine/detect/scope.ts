import { turnFilter } from '../search/compile.ts';
import { type Filter, parseFilter } from '../search/parse.ts';

/**
 * Fields of the search language that read findings or the examiner's acts. A scope may not: the same evidence and rules
 * would give other findings after a tag or a review, and a rebuild other tables.
 */
export const FIELDS_OF_ACTS: ReadonlySet<string> = new Set([
  'finding',
  'failure',
  'severity',
  'lane',
  'cause',
  'exhibit',
  'note',
  'tag',
  'review',
]);

/** Throws a Refusal `bad-filter` where the scope does not compile; else the first field that no scope may name. */
export function fieldOfActsIn(scope: string): string | undefined {
  turnFilter(scope);
  return fieldsOf(parseFilter(scope)).find((name) => FIELDS_OF_ACTS.has(name));
}

function fieldsOf(filter: Filter): string[] {
  switch (filter.is) {
    case 'and':
    case 'or':
      return filter.terms.flatMap(fieldsOf);
    case 'not':
      return fieldsOf(filter.term);
    case 'field':
      // `has:cause` names its field as a value.
      return filter.name === 'has' && filter.test.is === 'match'
        ? [...filter.test.pattern]
        : [filter.name];
    case 'all':
    case 'text':
      return [];
  }
}
