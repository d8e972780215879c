import type { DuckDBValue } from '@duckdb/node-api';
import type { Bindings } from './bindings.ts';
import type { Field } from './fields.ts';
import { type Stretch, stretch } from './moment.ts';
import type { FieldTest } from './parse.ts';
import { regex } from './text-term.ts';

interface Named {
  readonly name: string;
  readonly field: Field;
}

type Test<Is extends FieldTest['is']> = Extract<FieldTest, { is: Is }>;

/** SQL over the columns of a field that holds where its value passes the test. Refused where the value does not fit. */
export function fieldCondition(bindings: Bindings, named: Named, test: FieldTest): string {
  if (isPresence(test)) return notNull(named.field);
  switch (named.field.type) {
    case 'text':
      return textCondition(bindings, named, test);
    case 'time':
      return timeCondition(bindings, named, test);
    case 'number':
    case 'integer':
      return numberCondition(bindings, named, test);
  }
}

/** `field:*` */
export function isPresence(test: FieldTest): boolean {
  return test.is === 'match' && test.pattern.length > 1 && test.pattern.join('') === '';
}

export function notNull({ columns }: Field): string {
  return `(${columns.map((column) => `${column} IS NOT NULL`).join(' OR ')})`;
}

function textCondition(bindings: Bindings, { name, field }: Named, test: FieldTest): string {
  switch (test.is) {
    case 'compare':
      throw bindings.refusal(test.valueOffset, `${name} is a text and has no order`);
    case 'range':
      throw bindings.refusal(test.offset, `${name} is a text and has no order`);
    case 'regex':
      return anyColumn(
        bindings,
        field,
        'regexp_matches(%, ?)',
        regex(bindings.filter, test).source,
      );
    case 'match':
      return matchCondition(bindings, field, test);
  }
}

function matchCondition(bindings: Bindings, field: Field, { pattern }: Test<'match'>): string {
  const [value, ...more] = pattern;
  if (more.length > 0)
    return anyColumn(bindings, field, "% LIKE ? ESCAPE '\\'", pattern.map(likeLiteral).join('%'));
  const whole = anyColumn(bindings, field, '% = ?', value);
  const handle = field.handle?.(value);
  if (handle === undefined) return whole;
  return `${whole} OR ${handle.condition.replace('?', () => bindings.bind(handle.value))}`;
}

function likeLiteral(value: string): string {
  return value.replaceAll(/[\\%_]/g, '\\$&');
}

/** A written time names a stretch; a time matches where it lies in it, before it, or after it. */
function timeCondition(bindings: Bindings, { name, field }: Named, test: FieldTest): string {
  const read = ({ value, valueOffset }: Written): Stretch => {
    const read = stretch(value);
    if (read !== undefined) return read;
    const what = `"${value}" is no time for ${name}; write 2026-01-31 or 2026-01-31T09:30:00Z`;
    throw bindings.refusal(valueOffset, what);
  };
  const from = (written: Written) =>
    anyColumn(bindings, field, 'epoch_us(%) >= ?', read(written).from);
  const after = (written: Written) =>
    anyColumn(bindings, field, 'epoch_us(%) >= ?', read(written).to);
  const before = (written: Written) =>
    anyColumn(bindings, field, 'epoch_us(%) < ?', read(written).from);
  const until = (written: Written) =>
    anyColumn(bindings, field, 'epoch_us(%) < ?', read(written).to);
  switch (test.is) {
    case 'regex':
      throw bindings.refusal(test.valueOffset, `${name} is a time and takes no regular expression`);
    case 'match':
      return `${from(writtenOf(test))} AND ${until(writtenOf(test))}`;
    case 'compare':
      return { '>': after, '>=': from, '<': before, '<=': until }[test.comparison](test);
    case 'range':
      return between(field, test, {
        from: test.lowOpen ? after : from,
        to: test.highOpen ? before : until,
      });
  }
}

function numberCondition(bindings: Bindings, { name, field }: Named, test: FieldTest): string {
  const compare = (operator: string) => (written: Written) =>
    anyColumn(bindings, field, `% ${operator} ?`, numberOf(bindings, name, written));
  switch (test.is) {
    case 'regex':
      throw bindings.refusal(
        test.valueOffset,
        `${name} is a number and takes no regular expression`,
      );
    case 'match':
      return compare('=')(writtenOf(test));
    case 'compare':
      return compare(test.comparison)(test);
    case 'range':
      return between(field, test, {
        from: compare(test.lowOpen ? '>' : '>='),
        to: compare(test.highOpen ? '<' : '<='),
      });
  }
}

interface Written {
  readonly value: string;
  readonly valueOffset: number;
}

/** A star has no meaning in a number or time: it stays, and is refused with the rest of the value. */
function writtenOf({ pattern, valueOffset }: Test<'match'>): Written {
  return { value: pattern.join('*'), valueOffset };
}

/** Integers exactly, up to 18 digits; else the nearest double. */
function numberOf(
  bindings: Bindings,
  name: string,
  { value, valueOffset }: Written,
): number | bigint {
  if (!/^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]+)?$/i.test(value)) {
    const what = `"${value}" is no number for ${name}; write ${name}>10 or ${name}:[1 TO 10]`;
    throw bindings.refusal(valueOffset, what);
  }
  return /^[+-]?[0-9]{1,18}$/.test(value) ? BigInt(value.replace('+', '')) : Number(value);
}

interface Bounds {
  readonly from: (written: Written) => string;
  readonly to: (written: Written) => string;
}

function between(field: Field, { low, high }: Test<'range'>, { from, to }: Bounds): string {
  const bounds = [...(low === null ? [] : [from(low)]), ...(high === null ? [] : [to(high)])];
  return bounds.length === 0 ? notNull(field) : bounds.join(' AND ');
}

/** The comparison with each column of the field: `%` is the column, `?` the value. */
function anyColumn(
  bindings: Bindings,
  { columns }: Field,
  comparison: string,
  value: DuckDBValue,
): string {
  const bound = bindings.bind(value);
  const compared = columns.map((column) =>
    comparison.replace(/[%?]/g, (mark) => (mark === '%' ? column : bound)),
  );
  return compared.length === 1 ? compared.join('') : `(${compared.join(' OR ')})`;
}
