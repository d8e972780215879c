import type { ReplayConflict, ReplayRecord } from '../domain/replay.ts';

/** `line 9`, else `record 4`: where a record stands in its file, for people. */
export const standsAt = ({ line, place }: Pick<ReplayRecord, 'line' | 'place'>): string =>
  line === null ? `record ${place.ordinal}` : `line ${line}`;

/** What the turn has of a record: `names the turn; gives input, output; alone says model`. */
export function givesWords({ names_turn, gives, alone_says }: ReplayRecord): string {
  const parts = [
    names_turn ? 'names the turn' : '',
    gives.length === 0 ? '' : `gives ${gives.join(', ')}`,
    alone_says.length === 0 ? '' : `alone says ${alone_says.join(', ')}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'gives nothing more' : parts.join('; ');
}

/** A conflict with the records that differ; the sides of messages have no value that could be shown. */
export interface Difference {
  readonly field: string;
  /** What stands in the turn. */
  readonly kept: Said;
  readonly other: Said;
}
interface Said {
  readonly value: string | null;
  readonly record: ReplayRecord | undefined;
}

export function differences(
  records: readonly ReplayRecord[],
  conflicts: readonly ReplayConflict[],
): Difference[] {
  const recordOf = (id: number) => records.find(({ record_id }) => record_id === id);
  return conflicts.map(({ field, value, record_id, other_value, other_record_id }) => ({
    field,
    kept: { value, record: recordOf(record_id) },
    other: { value: other_value, record: recordOf(other_record_id) },
  }));
}
