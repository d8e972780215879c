import type { SortOrder } from '../../../shared/domain/view.ts';

interface Question {
  readonly filter: string;
  readonly sort: SortOrder;
}

/** Whether two ask for the same turns in the same order. */
export const isSameQuestion = (one: Question, other: Question): boolean =>
  one.filter === other.filter &&
  one.sort.column === other.sort.column &&
  one.sort.descending === other.sort.descending;
