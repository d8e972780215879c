import { reasonOf, Refusal } from '../base/errors.ts';
import type { Parameters } from '../case/query.ts';
import { Bindings } from './bindings.ts';
import { fieldCondition, isPresence, notNull } from './field-condition.ts';
import { type Field, fieldNamed, fieldNames, type TextField } from './fields.ts';
import { nearestField } from './nearest-field.ts';
import { type FieldTerm, type Filter, parseFilter } from './parse.ts';
import { turnsHolding } from './sides.ts';
import { freeText, type TextQuery, wholeText } from './text-term.ts';
import { STORED_TEXTS, type Texts } from './texts.ts';

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
 * two filters can stand in one statement; `texts` says where texts are read (see currentTexts). Refused as `bad-filter`.
 */
export function turnFilter(
  filter: string,
  prefix = 'filter',
  texts: Texts = STORED_TEXTS,
): TurnFilter {
  const compiled = compileFilter(filter, prefix);
  return {
    condition: compiled.texts.reduce(
      (sql, { name, holds, query }) =>
        sql.replaceAll(named(name), () => turnsHolding(query.sides, inTexts(holds, texts))),
      compiled.condition,
    ),
    parameters: compiled.parameters,
  };
}

/**
 * What to throw for an error that DuckDB gave while it ran a filter: RE2 refuses expressions that would take too much
 * memory only then.
 */
export function filterError(error: unknown): unknown {
  const reason = reasonOf(error);
  const found = TOO_MUCH.find(({ sign }) => sign.test(reason));
  return found === undefined ? error : new Refusal('bad-filter', found.sentence, { cause: error });
}

/** What DuckDB says of a filter that it will not run. */
const TOO_MUCH = [
  {
    sign: /pattern too large/,
    sentence: 'A regular expression of the filter is too large; repeat less or search for a part.',
  },
  {
    sign: /Max expression depth limit/,
    sentence: 'The filter has too many parts; search for some of them at a time.',
  },
] as const;

/** Distinct texts are read once, however often they are repeated. */
function inTexts(holds: string, { table }: Texts): string {
  return `content_id IN (SELECT content_id FROM ${table} WHERE ${holds})`;
}

function named(name: string): string {
  return `SELECT turn_id FROM ${name}`;
}

/** A filter as a condition that speaks of its text sets by name; the caller declares those. */
export function compileFilter(filter: string, prefix: string): Compiled {
  const compilation = { bindings: new Bindings(filter, prefix), texts: [] };
  const condition = conditionOf(compilation, parseFilter(filter), true);
  return { condition, parameters: compilation.bindings.parameters, texts: compilation.texts };
}

interface Compilation {
  readonly bindings: Bindings;
  /** Text sets met so far. */
  readonly texts: TextSet[];
}

function conditionOf(compilation: Compilation, filter: Filter, wanted: boolean): string {
  switch (filter.is) {
    case 'all':
      return 'true';
    case 'and':
    case 'or':
      return `(${filter.terms.map((term) => conditionOf(compilation, term, wanted)).join(` ${filter.is} `)})`;
    case 'not':
      return `(NOT ${conditionOf(compilation, filter.term, !wanted)})`;
    case 'text':
      return textCondition(compilation, freeText(compilation.bindings.filter, filter.test), wanted);
    case 'field':
      return termCondition(compilation, filter, wanted);
  }
}

function textCondition(
  { bindings, texts }: Compilation,
  query: TextQuery,
  wanted: boolean,
): string {
  const name = `${bindings.prefix}_text_${texts.length}_set`;
  const { source, required } = query.expression;
  const parameter = bindings.bind(source);
  const sorted = required === '' ? '' : `contains(text, ${bindings.bind(required)}) AND `;
  texts.push({
    name,
    parameter,
    holds: `${sorted}regexp_matches(text, ${parameter})`,
    query,
    wanted,
  });
  return `t.turn_id IN (${named(name)})`;
}

function termCondition(compilation: Compilation, term: FieldTerm, wanted: boolean): string {
  const { bindings } = compilation;
  const { name, offset, test } = term;
  if (name === 'has') return hasCondition(bindings, term);
  const field = fieldOf(bindings, name, offset);
  if (field.type !== 'texts') return field.within(fieldCondition(bindings, { name, field }, test));
  if (test.is === 'compare' || test.is === 'range')
    throw bindings.refusal(offset, `${name} is a text and has no order`);
  return isPresence(test)
    ? present(field)
    : textCondition(compilation, wholeText(bindings.filter, test, field.sides), wanted);
}

function hasCondition(bindings: Bindings, { test, offset }: FieldTerm): string {
  if (test.is !== 'match' || test.pattern.length !== 1)
    throw bindings.refusal(offset, 'has: is followed by the name of a field');
  const field = fieldOf(bindings, test.pattern[0], test.valueOffset);
  return field.type === 'texts' ? present(field) : field.within(notNull(field));
}

function fieldOf(bindings: Bindings, name: string, offset: number): Field | TextField {
  const field = fieldNamed(name);
  if (field !== undefined) return field;
  const nearest = nearestField(name);
  const advice =
    nearest === undefined
      ? ' (a text with a colon goes in quotes)'
      : `; did you mean ${nearest}? A text with a colon goes in quotes`;
  const known = fieldNames().join(', ');
  throw bindings.refusal(offset, `there is no field "${name}"${advice}; fields are ${known}`);
}

function present({ sides }: TextField): string {
  return `t.turn_id IN (${turnsHolding(sides, 'content_id IS NOT NULL')})`;
}
