import type { FilterReading } from '../../../shared/domain/view.ts';
import { clausesOf } from '../../../shared/text/filter-text.ts';
import { compileFilter } from './compile.ts';
import { FilterRefusal, parseFilter } from './parse.ts';

/**
 * A filter's clauses, and what is wrong with it. A text that is no filter has none; one that names what does not exist
 * (an unknown field, a number that is none) has them.
 */
export function readFilter(text: string): FilterReading {
  const unread = refusalOf(() => parseFilter(text));
  if (unread !== null) return { clauses: [], error: unread };
  return { clauses: clausesOf(text), error: refusalOf(() => compileFilter(text, 'filter')) };
}

function refusalOf(read: () => unknown): FilterReading['error'] {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof FilterRefusal) return { sentence: error.message, at: error.at };
    throw error;
  }
}
