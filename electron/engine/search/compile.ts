import type { DuckDBValue } from '@duckdb/node-api';
import type { Parameters } from '../case/query.ts';
import { type Field, fieldNamed, fieldNames } from './fields.ts';
import { stretch } from './moment.ts';
import { type FieldTerm, type FieldTest, type Filter, parseFilter, refusalAt } from './parse.ts';
import { type Side, turnsHolding } from './sides.ts';
import { freeText, regex, type TextQuery, wholeText } from './text-term.ts';

/** A filter as SQL. */
export interface TurnFilter {
  /** Boolean over a row `t` of `turn`; never NULL. */
  readonly condition: string;
  readonly parameters: Parameters;
}

/** A text that a filter looks for. The condition speaks of `name(turn_id)`, which whoever uses it declares. */
export interface TextSet {
  readonly name: string;
  /** Bound parameter that holds the expression's RE2 source. */
  readonly parameter: string;
  /** Boolean over `text`: it holds the expression. */
  readonly holds: string;
  readonly query: TextQuery;
  /** False where the filter asks that the text be absent: then it has no occurrences to show. */
  readonly wanted: boolean;
}

export interface Compiled extends TurnFilter {
  readonly texts: readonly TextSet[];
}

/**
 * A filter as a condition over `turn t`, for use in a WHERE clause. `prefix` begins the names of its parameters, so that
 * two filters can stand in one statement. Refused as `bad-filter`.
 */
export function turnFilter(filter: string, prefix = 'filter'): TurnFilter {
  const { condition, parameters, texts } = compileFilter(filter, prefix);
  return {
    condition: texts.reduce(
      (sql, { name, holds, query }) =>
        sql.replaceAll(named(name), () => turnsHolding(query.sides, inTexts(holds))),
      condition,
    ),
    parameters,
  };
}

/** Distinct texts are read once, however often they are repeated. */
function inTexts(holds: string): string {
  return `content_id IN (SELECT content_id FROM content WHERE ${holds})`;
}

function named(name: string): string {
  return `SELECT turn_id FROM ${name}`;
}

/** A filter as a condition that speaks of its text sets by name; the caller declares those. */
export function compileFilter(filter: string, prefix: string): Compiled {
  const compiler = new Compiler(filter, prefix);
  const condition = compiler.condition(parseFilter(filter), true);
  return { condition, parameters: compiler.parameters, texts: compiler.texts };
}

class Compiler {
  readonly parameters: Record<string, DuckDBValue> = {};
  readonly texts: TextSet[] = [];
  readonly #filter: string;
  readonly #prefix: string;

  constructor(filter: string, prefix: string) {
    this.#filter = filter;
    this.#prefix = prefix;
  }

  condition(filter: Filter, wanted: boolean): string {
    switch (filter.is) {
      case 'all':
        return 'true';
      case 'and':
      case 'or':
        return `(${filter.terms.map((term) => this.condition(term, wanted)).join(` ${filter.is} `)})`;
      case 'not':
        return `(NOT ${this.condition(filter.term, !wanted)})`;
      case 'text':
        return this.#texts(freeText(this.#filter, filter.test), wanted);
      case 'field':
        return this.#field(filter, wanted);
    }
  }

  #texts(query: TextQuery, wanted: boolean): string {
    const name = `${this.#prefix}_text_${this.texts.length}_set`;
    const { source, required } = query.expression;
    const parameter = this.#bind(source);
    const sorted = required === '' ? '' : `contains(text, ${this.#bind(required)}) AND `;
    const holds = `${sorted}regexp_matches(text, ${parameter})`;
    this.texts.push({ name, parameter, holds, query, wanted });
    return `t.turn_id IN (${named(name)})`;
  }

  #field(term: FieldTerm, wanted: boolean): string {
    if (term.name === 'has') return this.#has(term);
    const field = this.#named(term.name, term.offset);
    const { test } = term;
    if (field.type !== 'texts') return field.within(this.#compare(term.name, field, test));
    if (test.is === 'compare' || test.is === 'range')
      throw this.#refusal(term.offset, `${term.name} is a text and has no order`);
    return isPresence(test)
      ? present(field.sides)
      : this.#texts(wholeText(this.#filter, test, field.sides), wanted);
  }

  #has({ test, offset }: FieldTerm): string {
    if (test.is !== 'match' || test.pattern.length !== 1)
      throw this.#refusal(offset, 'has: is followed by the name of a field');
    const field = this.#named(test.pattern[0], test.valueOffset);
    return field.type === 'texts' ? present(field.sides) : field.within(notNull(field));
  }

  #named(name: string, offset: number): NonNullable<ReturnType<typeof fieldNamed>> {
    const field = fieldNamed(name);
    if (field !== undefined) return field;
    throw this.#refusal(
      offset,
      `there is no field "${name}" (a text with a colon goes in quotes); fields are ${fieldNames().join(', ')}`,
    );
  }

  #compare(name: string, field: Field, test: FieldTest): string {
    if (isPresence(test)) return notNull(field);
    switch (field.type) {
      case 'text':
        return this.#text(name, field, test);
      case 'time':
        return this.#time(name, field, test);
      case 'number':
      case 'integer':
        return this.#number(name, field, test);
    }
  }

  #text(name: string, field: Field, test: FieldTest): string {
    if (test.is === 'compare')
      throw this.#refusal(test.valueOffset, `${name} is a text and has no order`);
    if (test.is === 'range')
      throw this.#refusal(
        test.low?.valueOffset ?? test.high?.valueOffset ?? 0,
        `${name} is a text and has no order`,
      );
    if (test.is === 'regex')
      return this.#any(field, 'regexp_matches(%, ?)', regex(this.#filter, test).source);
    const [value, ...more] = test.pattern;
    if (more.length > 0)
      return this.#any(field, "% LIKE ? ESCAPE '\\'", test.pattern.map(likeLiteral).join('%'));
    const handle = field.handle?.(value);
    const whole = this.#any(field, '% = ?', value);
    if (handle === undefined) return whole;
    return `${whole} OR ${handle.condition.replace('?', () => this.#bind(handle.value))}`;
  }

  /** A written time names a stretch; a time matches where it lies in it, before it, or after it. */
  #time(name: string, field: Field, test: FieldTest): string {
    const read = (value: string, offset: number) => {
      const read = stretch(value);
      if (read !== undefined) return read;
      throw this.#refusal(
        offset,
        `"${value}" is no time for ${name}; write 2026-01-31 or 2026-01-31T09:30:00Z`,
      );
    };
    const compare = (operator: string, value: bigint): string =>
      this.#any(field, `epoch_us(%) ${operator} ?`, value);
    switch (test.is) {
      case 'regex':
        throw this.#refusal(test.valueOffset, `${name} is a time and takes no regular expression`);
      case 'match': {
        const { from, to } = read(test.pattern.join('*'), test.valueOffset);
        return `${compare('>=', from)} AND ${compare('<', to)}`;
      }
      case 'compare': {
        const { from, to } = read(test.value, test.valueOffset);
        return {
          '>': () => compare('>=', to),
          '>=': () => compare('>=', from),
          '<': () => compare('<', from),
          '<=': () => compare('<', to),
        }[test.comparison]();
      }
      case 'range': {
        const low = test.low && read(test.low.value, test.low.valueOffset);
        const high = test.high && read(test.high.value, test.high.valueOffset);
        return bounds(
          notNull(field),
          low && compare('>=', test.lowOpen ? low.to : low.from),
          high && compare('<', test.highOpen ? high.from : high.to),
        );
      }
    }
  }

  #number(name: string, field: Field, test: FieldTest): string {
    const compare = (operator: string, written: { value: string; valueOffset: number }): string =>
      this.#any(
        field,
        `% ${operator} ?`,
        this.#numberValue(name, written.value, written.valueOffset),
      );
    switch (test.is) {
      case 'regex':
        throw this.#refusal(
          test.valueOffset,
          `${name} is a number and takes no regular expression`,
        );
      case 'match':
        return compare('=', { value: test.pattern.join('*'), valueOffset: test.valueOffset });
      case 'compare':
        return compare(test.comparison, test);
      case 'range':
        return bounds(
          notNull(field),
          test.low && compare(test.lowOpen ? '>' : '>=', test.low),
          test.high && compare(test.highOpen ? '<' : '<=', test.high),
        );
    }
  }

  #numberValue(name: string, value: string, offset: number): number | bigint {
    if (!/^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]+)?$/i.test(value))
      throw this.#refusal(
        offset,
        `"${value}" is no number for ${name}; write ${name}>10 or ${name}:[1 TO 10]`,
      );
    return /^[+-]?[0-9]{1,18}$/.test(value) ? BigInt(value.replace('+', '')) : Number(value);
  }

  /** The comparison with each column of the field: `%` is the column, `?` the value. */
  #any(field: Field, comparison: string, value: DuckDBValue): string {
    const bound = this.#bind(value);
    const compared = field.columns.map((column) =>
      comparison.replace(/[%?]/g, (mark) => (mark === '%' ? column : bound)),
    );
    return compared.length === 1 ? compared.join('') : `(${compared.join(' OR ')})`;
  }

  #bind(value: DuckDBValue): string {
    const name = `${this.#prefix}_${Object.keys(this.parameters).length}`;
    this.parameters[name] = value;
    return `$${name}`;
  }

  #refusal(offset: number, what: string): Error {
    return refusalAt(this.#filter, offset, what);
  }
}

function isPresence(test: FieldTest): boolean {
  return test.is === 'match' && test.pattern.length > 1 && test.pattern.join('') === '';
}

function notNull({ columns }: Field): string {
  return `(${columns.map((column) => `${column} IS NOT NULL`).join(' OR ')})`;
}

function present(sides: readonly Side[]): string {
  return `t.turn_id IN (${turnsHolding(sides, 'content_id IS NOT NULL')})`;
}

function bounds(otherwise: string, ...found: readonly (string | null)[]): string {
  const conditions = found.filter((condition) => condition !== null);
  return conditions.length === 0 ? otherwise : conditions.join(' AND ');
}

function likeLiteral(value: string): string {
  return value.replaceAll(/[\\%_]/g, '\\$&');
}
