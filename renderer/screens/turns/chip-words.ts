import { type Clause, joinedClauses } from '../../../shared/text/filter-text.ts';
import { count } from '../../../shared/text/numbers.ts';
import { day, days } from '../../../shared/text/times.ts';

interface ChipWords {
  readonly field: string | undefined;
  readonly value: string;
  /** An expression, or what is best read as it is written. */
  readonly isCode: boolean;
}

/** A clause in the words of a chip: `at 6 – 19 Oct 2026`, `latency over 750 ms`, `model a or b`. */
export function chipWords(clause: Pick<Clause, 'field' | 'value'>): ChipWords {
  const { field, value } = clause;
  if (field !== null) return { field: fieldWords(field), ...valueWords(field, value) };
  const listed = alternatives(value);
  if (listed !== undefined) return listed;
  if (value.startsWith('(')) return { field: undefined, value, isCode: true };
  return { field: 'text', ...valueWords('', value) };
}

const isMilliseconds = (field: string): boolean => field.endsWith('_ms');

const fieldWords = (field: string): string =>
  (isMilliseconds(field) ? field.slice(0, -3) : field).replaceAll('_', ' ');

function valueWords(field: string, written: string): { value: string; isCode: boolean } {
  const unit = isMilliseconds(field) ? ' ms' : '';
  const compared = /^(>=|<=|>|<)(.+)$/s.exec(written);
  if (compared !== null) {
    const [, sign = '', value = ''] = compared;
    return { value: `${COMPARED[sign] ?? sign} ${amount(value)}${unit}`, isCode: false };
  }
  const between = /^[[{](\S+) TO (\S+)[\]}]$/.exec(written);
  if (between !== null) return { value: rangeWords(between[1], between[2], unit), isCode: false };
  if (written.startsWith('/')) return { value: written, isCode: true };
  if (/^"[^"\\]*"$/.test(written) && field !== '')
    return { value: written.slice(1, -1), isCode: false };
  return {
    value: /^\d+$/.test(written) && unit !== '' ? `${amount(written)} ms` : written,
    isCode: false,
  };
}

const COMPARED: Readonly<Record<string, string>> = {
  '>': 'over',
  '>=': 'at least',
  '<': 'under',
  '<=': 'at most',
};

const amount = (value: string): string => (/^\d{1,15}$/.test(value) ? count(Number(value)) : value);

function rangeWords(low = '*', high = '*', unit: string): string {
  const [from, to] = [midnight(low), midnight(high)];
  if (from !== undefined && to !== undefined) return days(from, to);
  if (high === '*') return `from ${from === undefined ? amount(low) : day(from)}${unit}`;
  if (low === '*') return `to ${to === undefined ? amount(high) : day(to)}${unit}`;
  return `${amount(low)} to ${amount(high)}${unit}`;
}

const midnight = (value: string): string | undefined =>
  /^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T00:00:00Z` : undefined;

/** `(model:a OR model:b)` as `model a or b`. */
function alternatives(value: string): ChipWords | undefined {
  if (!value.startsWith('(') || !value.endsWith(')')) return undefined;
  const terms = joinedClauses(value.slice(1, -1));
  const field = terms[0]?.clause.field;
  if (field === undefined || field === null) return undefined;
  const same = terms.every(
    ({ operator, clause }, index) =>
      (index === 0 || operator === 'OR') && clause.field === field && !clause.negated,
  );
  if (!same) return undefined;
  const values = terms.map(({ clause }) => valueWords(field, clause.value).value);
  return { field: fieldWords(field), value: values.join(' or '), isCode: false };
}
