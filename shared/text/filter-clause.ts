import { type Clause, clausesOf, joinedClauses } from './filter-text.ts';

/** How a click changes the text of a filter. A text that the engine reads stays one that it reads. */

/** A value as it is written after `field:`, so that it means these characters and no other. */
export function writtenValue(value: string): string {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_.:@+/-]*$/u.test(value)
    ? value
    : `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** The characters that a written value means; undefined for a pattern, range, comparison or expression. */
function meantBy(written: string): string | undefined {
  if (written.startsWith('"')) return written.slice(1, -1).replaceAll(/\\(["\\])/g, '$1');
  if (/^[/[{<>]/.test(written)) return undefined;
  const plain = written.replaceAll(/\\[\s\S]/g, '');
  return plain.includes('*') ? undefined : written.replaceAll(/\\([\s\S])/g, '$1');
}

/** The values of a field that a clause lists (`model:a`, `(model:a OR model:b)`); undefined where it says other things. */
function valuesIn({ field, value }: Clause, sought: string): string[] | undefined {
  if (field !== null) return field === sought ? listed([meantBy(value)]) : undefined;
  const inner = value.startsWith('(') ? value.slice(1, -1) : value;
  const terms = joinedClauses(inner);
  const alternatives = terms.every(
    ({ operator, clause }, index) =>
      (index === 0 || operator === 'OR') && clause.field === sought && !clause.negated,
  );
  return alternatives ? listed(terms.map(({ clause }) => meantBy(clause.value))) : undefined;
}

function listed(values: readonly (string | undefined)[]): string[] | undefined {
  const meant = values.flatMap((value) => (value === undefined ? [] : [value]));
  return meant.length === values.length && meant.length > 0 ? meant : undefined;
}

function clauseText(field: string, values: readonly string[], negated: boolean): string {
  const terms = values.map((value) => `${field}:${writtenValue(value)}`).join(' OR ');
  return `${negated ? '-' : ''}${values.length === 1 ? terms : `(${terms})`}`;
}

/**
 * The filter with one value of a field more. A value that is asked for joins those that are (`(model:a OR model:b)`), for
 * a turn has one of them; one that is refused stands for itself (`-model:a -model:b`). What said the opposite goes.
 */
export function withClause(text: string, field: string, value: string, negated: boolean): string {
  const kept = without(text, field, value, !negated);
  const same = clausesOf(kept).flatMap((clause) => {
    const values = clause.negated === negated ? valuesIn(clause, field) : undefined;
    return values === undefined ? [] : [{ clause, values }];
  });
  if (same.some(({ values }) => values.includes(value))) return kept;
  const [first] = same;
  if (negated || first === undefined) return added(kept, clauseText(field, [value], negated));
  return replaced(kept, first.clause, clauseText(field, [...first.values, value], negated));
}

/** The filter without a value of a field, asked for or refused; the same text where it is neither. */
export function withoutClause(text: string, field: string, value: string): string {
  return without(without(text, field, value, false), field, value, true);
}

function without(text: string, field: string, value: string, negated: boolean): string {
  const clauses = clausesOf(text);
  for (const [index, clause] of clauses.entries()) {
    const values = clause.negated === negated ? valuesIn(clause, field) : undefined;
    if (values?.includes(value) !== true) continue;
    const rest = values.filter((other) => other !== value);
    return rest.length === 0
      ? without(withoutClauseAt(text, clauses, index), field, value, negated)
      : replaced(text, clause, clauseText(field, rest, negated));
  }
  return text;
}

/** The text without one of its clauses, and without the AND that joined it. */
export function withoutClauseAt(
  text: string,
  clauses: readonly { readonly from: number; readonly to: number }[],
  index: number,
): string {
  const removed = clauses[index];
  if (removed === undefined) return text;
  const before = clauses[index - 1];
  const after = clauses[index + 1];
  if (after === undefined) return before === undefined ? '' : text.slice(0, before.to);
  if (before === undefined) return text.slice(after.from);
  const joined = before.to === removed.from ? ' ' : '';
  return `${text.slice(0, removed.from)}${joined}${text.slice(after.from)}`;
}

function added(text: string, clause: string): string {
  const alternatives = joinedClauses(text).some(({ operator }) => operator === 'OR');
  const [first] = clausesOf(text);
  if (first === undefined) return clause;
  if (alternatives) return `(${first.value}) ${clause}`;
  const end = clausesOf(text).at(-1)?.to ?? text.length;
  return `${text.slice(0, end)} ${clause}`;
}

function replaced(text: string, { from, to }: Clause, clause: string): string {
  const [before, after] = [text.slice(0, from), text.slice(to)];
  const left = before === '' || /[\s(]$/.test(before) ? '' : ' ';
  const right = after === '' || /^[\s)]/.test(after) ? '' : ' ';
  return `${before}${left}${clause}${right}${after}`;
}
