import type { UnmatchedFact, UnmatchedReason } from '../domain/join.ts';
import { counted } from './numbers.ts';
import { visibleLine } from './visible.ts';

/** Why a row of a side table, or a record of a call, was not joined. */
export const UNMATCHED_WORDS = {
  'no key': 'names nobody',
  'no turn': 'no turn has its key',
  ambiguous: 'several fit',
  window: 'no turn near enough before it',
  'no time': 'no time',
  'no answer': 'no answer to it',
  'no request': 'no request for it',
  'no call': 'no call that it was for',
  'models differ': 'another log has its id for another model',
  'answers differ': 'another log has its id for another answer',
  'days apart': 'another log has its id more than a day apart',
} as const satisfies Record<UnmatchedReason, string>;

/** `no turn:  feedback  v-2  down  turn gone  votes.csv:2` */
export const unmatchedLine = ({
  table,
  reason,
  external_id,
  value,
  key,
  key_kind,
  place,
}: UnmatchedFact): string =>
  [
    `${reason}:`,
    table,
    ...[external_id, value].flatMap((text) => (text === null ? [] : [visibleLine(text)])),
    ...(key === null ? [] : [`${key_kind ?? 'key'} ${visibleLine(key)}`]),
    `${visibleLine(place.name)}:${place.ordinal}`,
  ].join('  ');

/** Of more rows than are listed: how many more there are, and where all of them are. */
export const unlistedWords = (total: number, listed: number, where: string): string[] =>
  total > listed ? [`and ${counted(total - listed, 'more row')}: ${where}`] : [];
