import type { MappedRow, Mapping, ValueSource } from '../../../../shared/domain/mapping.ts';
import { type FactTable, type SideFact, Unmapped } from '../format.ts';
import { nameOf } from '../json-values.ts';
import { type Place, type Read, reader } from './mapped-value.ts';

type MappedTable = NonNullable<Mapping['table']>;

/** What a fact is called where the mapping does not say. */
const KIND = {
  feedback: 'feedback',
  verdict: 'verdict',
  label: 'label',
  change: 'change',
  person: 'user',
  alert: 'alert',
} as const satisfies Record<MappedTable, string>;

/** Rows of a side table, as a mapping reads them: a fact is one where its value, or else its comment, is there. */
export function rowMapper(table: MappedTable, row: MappedRow): (place: Place) => void {
  const read = {
    external_id: reading(row.id),
    what: reading(row.what),
    value: reading(row.value),
    at: reading(row.at),
    who: reading(row.who),
    comment: reading(row.comment),
    key: reading(row.key),
  };
  const filled: FactTable = table === 'alert' ? 'verdict' : table;
  return (place) => {
    const fact: SideFact = {
      external_id: read.external_id(place),
      what: nameOf(read.what(place)) ?? KIND[table],
      value: read.value(place),
      at: read.at(place),
      who: read.who(place),
      comment: read.comment(place),
      key: read.key(place),
    };
    if (isAbsent(fact.value) && isAbsent(fact.comment))
      throw new Unmapped('neither a value nor a comment stands where the mapping looks');
    const key = isAbsent(fact.key) ? undefined : fact.key;
    place.emit[filled]({ ...fact, key, key_kind: kindOf(table, row, key) });
  };
}

/** A change speaks of a time; so does an alert that names nobody. */
function kindOf(table: MappedTable, { key_kind }: MappedRow, key: unknown): SideFact['key_kind'] {
  if (table === 'change' || (table === 'alert' && key === undefined)) return 'time';
  return key_kind ?? (table === 'person' ? 'user' : undefined);
}

const isAbsent = (value: unknown): boolean => value === undefined || value === '';

const reading = (source: ValueSource | undefined): Read =>
  source === undefined ? () => undefined : reader(source);
