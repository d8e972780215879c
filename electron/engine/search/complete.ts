import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Completion } from '../../../shared/domain/view.ts';
import { writtenValue } from '../../../shared/text/filter-clause.ts';
import { integer, rows } from '../case/query.ts';
import { type AtCaret, atCaret } from './caret.ts';
import { FIELD_NOTES } from './field-notes.ts';
import { type Field, fieldNamed } from './fields.ts';
import { nearestField } from './nearest-field.ts';

/** Values that are offered at most. */
const OFFERED = 20;

/** Fields of which nearly every turn has a value of its own: to list them would help nobody. */
const UNLISTED = new Set(['note', 'place', 'raw_time', 'params', 'metadata']);

/**
 * What can stand at the caret, in UTF-16 units: names of fields where a word begins, after `field:` the values that the
 * case holds, the most frequent first; for a field that does not exist the nearest one. Within quotation marks, expressions and ranges, and for times, nothing. A text
 * that is no filter is no error.
 */
export async function completeFilter(
  connection: DuckDBConnection,
  text: string,
  caret: number,
): Promise<Completion> {
  const at = atCaret(text, Math.min(caret, text.length));
  switch (at.is) {
    case 'nothing':
      return { from: caret, to: caret, items: [] };
    case 'word':
      return {
        from: at.from,
        to: at.to,
        items: [...fieldItemsFor(text, at), ...wordItems(at.typed)],
      };
    case 'value':
      return isUnknown(at.field)
        ? { from: at.from - at.field.length - 1, to: at.from, items: nearestItems(at.field, ':') }
        : { from: at.from, to: at.to, items: await valueItems(connection, at) };
  }
}
type Item = Completion['items'][number];

function fieldItems(typed: string, end: string): Item[] {
  const beginning = typed.toLowerCase();
  return [...FIELD_NOTES]
    .filter(([name]) => name.startsWith(beginning))
    .map(([name, note]) => ({ insert: `${name}${end}`, label: name, note, kind: 'field' }));
}

/** A word that is followed as a field is, and begins none, is a slip: what it most likely means is offered. */
function fieldItemsFor(
  text: string,
  { from, to, typed }: Extract<AtCaret, { is: 'word' }>,
): Item[] {
  const begun = fieldItems(typed, ':');
  if (begun.length > 0) return begun;
  const name = /^(\w+)[:=<>]/.exec(text.slice(from, to + 1))?.[1];
  return name === undefined ? [] : nearestItems(name, ':');
}

const isUnknown = (name: string): boolean => fieldNamed(name) === undefined && name !== 'has';

function nearestItems(name: string, end: string): Item[] {
  const nearest = nearestField(name);
  return nearest === undefined
    ? []
    : fieldItems(nearest, end).filter(({ label }) => label === nearest);
}

const WORDS = [
  ['AND', 'both sides hold'],
  ['OR', 'at least one side holds'],
  ['NOT', 'what follows does not hold'],
] as const;

function wordItems(typed: string): Item[] {
  return WORDS.filter(([word]) => typed !== '' && word.startsWith(typed)).map(([word, note]) => ({
    insert: `${word} `,
    label: word,
    note,
    kind: 'word',
  }));
}

async function valueItems(
  connection: DuckDBConnection,
  { field: name, typed }: Extract<AtCaret, { is: 'value' }>,
): Promise<Item[]> {
  if (name === 'has') {
    const begun = fieldItems(typed, '');
    return (begun.length > 0 ? begun : nearestItems(typed, '')).filter(
      ({ label }) => label !== 'has',
    );
  }
  const field = fieldNamed(name);
  if (field === undefined || field.type === 'texts' || field.type === 'time' || UNLISTED.has(name))
    return [];
  const begins = typed.replaceAll(/\\([\s\S])/g, '$1').toLowerCase();
  const found = await rows(
    connection,
    valuesSql(name, field),
    { begins, offered: BigInt(OFFERED) },
    z.object({ value: z.string(), turns: integer }),
  );
  return found.map(({ value, turns }) => ({
    insert: writtenValue(value),
    label: value,
    note: `${turns.toLocaleString('en')} ${turns === 1 ? 'turn' : 'turns'}`,
    kind: 'value',
  }));
}

function valuesSql(name: string, field: Field): string {
  const values = field.columns.map(
    (column) => `SELECT ${field.turn} AS turn_id, ${column}::VARCHAR AS value ${field.rows}`,
  );
  // A rule that hit nothing is known all the same.
  const unhit = name === 'finding' ? ['SELECT NULL, rule_id FROM detection'] : [];
  return `
    SELECT value, count(DISTINCT turn_id) AS turns
    FROM (${[...values, ...unhit].join(' UNION ALL ')})
    WHERE starts_with(lower(value), $begins)
    GROUP BY value
    ORDER BY turns DESC, value
    LIMIT $offered`;
}
