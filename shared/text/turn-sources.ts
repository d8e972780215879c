import { count } from './numbers.ts';

/** What a turn has of one of its records, as far as words about it go. */
interface TurnRecord {
  readonly record_id: number;
  readonly names_turn: boolean;
  readonly pieces: number;
  readonly gives: readonly string[];
  readonly alone_says: readonly string[];
  readonly line: number | null;
  readonly place: InFile;
  readonly same_as?: (InFile & { readonly name: string; readonly line: number | null }) | undefined;
}

interface InFile {
  readonly member: string | null;
  readonly ordinal: number;
}

interface Conflict {
  readonly field: string;
  readonly value: string | null;
  readonly record_id: number;
  readonly other_value: string | null;
  readonly other_record_id: number;
}

/** `line 9`, else `record 4`, of a member `march.jsonl: line 9`: where a record stands in its file, for people. */
export function standsAt({ line, place }: Pick<TurnRecord, 'line' | 'place'>): string {
  const own = line === null ? `record ${place.ordinal}` : `line ${line}`;
  return place.member === null ? own : `${place.member}: ${own}`;
}

/** On how many records the turn rests. */
export const recordCount = (records: readonly Pick<TurnRecord, 'pieces'>[]): number =>
  records.reduce((sum, { pieces }) => sum + Math.max(pieces, 1), 0);

/** What the turn has of a record: `names the turn; gives input, output; alone says model`. Names of files are as they are. */
export function givesWords({ names_turn, pieces, gives, alone_says, same_as }: TurnRecord): string {
  const parts = [
    names_turn ? 'names the turn' : '',
    pieces === 0 ? '' : piecesWords(pieces),
    gives.length === 0 ? '' : `gives ${gives.join(', ')}`,
    alone_says.length === 0 ? '' : `alone says ${alone_says.join(', ')}`,
    same_as === undefined ? '' : sameWords(same_as),
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'gives nothing more' : parts.join('; ');
}

const sameWords = (first: NonNullable<TurnRecord['same_as']>): string =>
  `the same record as ${first.name}, ${standsAt({ line: first.line, place: first })}`;

const piecesWords = (pieces: number): string =>
  pieces === 1
    ? 'the second and last record that tells it piece by piece'
    : `the last of ${count(pieces)} further records that tell it piece by piece`;

/** A conflict with the records that differ; the sides of messages have no value that could be shown. */
export interface Difference<Of extends TurnRecord> {
  readonly field: string;
  /** What stands in the turn. */
  readonly kept: Said<Of>;
  readonly other: Said<Of>;
}
interface Said<Of> {
  readonly value: string | null;
  readonly record: Of | undefined;
}

export function differences<Of extends TurnRecord>(
  records: readonly Of[],
  conflicts: readonly Conflict[],
): Difference<Of>[] {
  const recordOf = (id: number) => records.find(({ record_id }) => record_id === id);
  return conflicts.map(({ field, value, record_id, other_value, other_record_id }) => ({
    field,
    kept: { value, record: recordOf(record_id) },
    other: { value: other_value, record: recordOf(other_record_id) },
  }));
}
