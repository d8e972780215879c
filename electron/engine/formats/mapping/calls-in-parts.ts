import type { Mapping } from '../../../../shared/domain/mapping.ts';
import type { JsonObject } from '../format.ts';
import { isObject } from '../json-values.ts';
import { found } from './found.ts';
import { isCode, repeats } from './id-values.ts';
import { lastKey } from './key-names.ts';
import { kindOfRecords, isOfRatings } from './records-beside.ts';
import { isListed, type SamplePath, SamplePaths, valuesByRecord } from './sample-paths.ts';
import { type MappingName, type Suggestion, suggestMapping } from './suggest-mapping.ts';

/** Logs that tell of a call in several records under one id: one what was asked, another what was answered, or why not. */

/** The mapping for such a log; null where no id has a question and an answer in records of their own. */
export function suggestForParts(
  sample: readonly JsonObject[],
  name: MappingName,
): Suggestion | null {
  const paths = new SamplePaths(sample);
  const kind = kindOfRecords(paths);
  const kinds = valuesByRecord(kind);
  // A rating says nothing itself, and its mark is none of the call.
  const speaking = new Set(
    [...sample.keys()].filter((record) => !isOfRatings(kinds.get(record) ?? '')),
  );
  const [id] = paths.all
    .filter((at) => isIdOf(at, sample.length))
    .map((at) => ({ at, calls: callsUnder(at, sample, speaking, kinds) }))
    .filter(({ calls }) => calls.length > 0)
    .toSorted((a, b) => b.calls.length - a.calls.length);
  if (id === undefined) return null;
  const whole = suggestMapping(id.calls, name);
  if (whole === null || !asksAndAnswers(whole.mapping)) return null;
  const why = `${found(id.at, 1, lastKey(id.at.steps)).why}; under one id one record asks and another answers`;
  return {
    ...whole,
    mapping: { ...whole.mapping, turn: withCallId(whole.mapping.turn, id.at.path) },
    reasons: [
      ...whole.reasons.filter(({ at }) => !isColumnAt(whole.mapping, at, id.at.path)),
      { at: ['turn', 'call_id'], why, has: id.at.records, of: sample.length },
    ],
  };
}

const asksAndAnswers = ({ input, output }: Mapping): boolean =>
  output.length > 0 &&
  input.some(({ role, messages }) => role === 'user' || messages !== undefined);

const isIdOf = (at: SamplePath, total: number): boolean =>
  !isListed(at.steps) && isCode(at) && repeats(at) && at.records * 2 >= total;

/**
 * What the records under each id tell together; none where records of one kind come several times under an id, as those of
 * a conversation do, or where most ids have one record.
 */
function callsUnder(
  id: SamplePath,
  sample: readonly JsonObject[],
  speaking: ReadonlySet<number>,
  kinds: ReadonlyMap<number, string>,
): JsonObject[] {
  const under = new Map<string, { kinds: string[]; call: JsonObject }>();
  for (const { record, value } of id.scalars) {
    const part = sample[record];
    if (part === undefined || !speaking.has(record)) continue;
    const known = under.get(String(value));
    under.set(String(value), {
      kinds: [...(known?.kinds ?? []), kinds.get(record) ?? Object.keys(part).toSorted().join()],
      call: known === undefined ? part : together(known.call, part),
    });
  }
  const all = [...under.values()];
  const parted = all.filter((one) => one.kinds.length > 1);
  const again = all.filter((one) => new Set(one.kinds).size < one.kinds.length);
  return parted.length * 10 >= all.length * 6 && again.length * 10 <= all.length
    ? all.map(({ call }) => call)
    : [];
}

/** What the first says counts where both say something. */
function together(first: JsonObject, second: JsonObject): JsonObject {
  const both: Record<string, unknown> = { ...second, ...first };
  for (const [key, value] of Object.entries(first)) {
    const other = second[key];
    if (isObject(value) && isObject(other)) both[key] = together(value, other);
    else if (value === null || value === '') both[key] = other ?? value;
  }
  return both;
}

/** The id of the call is not an id of each of its records. */
function withCallId(turn: Mapping['turn'], path: string): Mapping['turn'] {
  const { external_id, ...others } = turn;
  const rest = external_id === path || external_id === undefined ? others : turn;
  return { call_id: path, ...rest };
}

const isColumnAt = ({ turn }: Mapping, at: readonly (string | number)[], path: string): boolean =>
  at[0] === 'turn' && at[1] === 'external_id' && turn.external_id === path;
