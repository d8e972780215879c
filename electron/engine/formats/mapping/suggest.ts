import type { Mapping, WrappedValues } from '../../../../shared/domain/mapping.ts';
import type { Emit, Format, JsonObject, Side } from '../format.ts';
import { kindsAside } from './addressees.ts';
import { suggestForParts } from './calls-in-parts.ts';
import { parsePath, valueAt, within } from './field-path.ts';
import { leaveOut } from './leave-out.ts';
import { mappedFormat } from './mapped-format.ts';
import { type ModelStep, modelStepIn } from './steps-of-pipeline.ts';
import { withRecordsBeside } from './records-beside.ts';
import { placedInTable, tableIn } from './table-of-rows.ts';
import { type MappingName, type Suggestion, suggestMapping } from './suggest-mapping.ts';
import { withoutTheWords, wordsForNothing } from './words-for-nothing.ts';
import { withoutWrappers, wrappedValuesOf } from './wrapped-value.ts';

/** So many records show what calls are like. */
const FEWEST = 3;

/**
 * A mapping for records that no format knows, from names and values of a sample; null where nothing is a message. Records
 * that tell of no call say nothing of calls: where some are among the sample, the others alone are looked at again. A
 * document that is an exported table is read by its rows, and values that are wrapped are opened first.
 */
export function suggest(sample: readonly JsonObject[], name: MappingName): Suggestion | null {
  const values = wrappedValuesOf(sample);
  const opened =
    values === undefined ? sample : sample.map((record) => withoutWrappers(record, values));
  const words = wordsForNothing(opened);
  const found = suggestPlain(
    words.length === 0 ? opened : opened.map((record) => withoutTheWords(record, { words })),
    name,
  );
  if (found === null) return null;
  const nothing = words.length > 0 ? words : undefined;
  return { ...found, mapping: withValues(found.mapping, { values, nothing }) };
}

/** Said before the paths, which are those without the wrappers. */
const withValues = (
  { mapping, title, capture, ...rest }: Mapping,
  { values, nothing }: { values: WrappedValues | undefined; nothing: string[] | undefined },
): Mapping => ({
  ...{ mapping, title, capture },
  ...(values === undefined ? {} : { values }),
  ...(nothing === undefined ? {} : { nothing }),
  ...rest,
});

function suggestPlain(sample: readonly JsonObject[], name: MappingName): Suggestion | null {
  const table = tableIn(sample);
  if (table !== null) {
    const ofRows = suggestMapping(table.rows, name);
    if (ofRows !== null && ofRows.mapping.each === undefined)
      return { ...ofRows, mapping: placedInTable(ofRows.mapping, table) };
  }
  const step = modelStepIn(sample);
  const ofModel = step === null ? null : suggestForStep(sample, step, name);
  if (ofModel !== null) return ofModel;
  const aside = kindsAside(sample);
  if (aside !== null) return suggestWithout(sample, aside, name);
  const first = suggestForCalls(sample, name);
  if (first === null || first.mapping.each !== undefined) return first;
  // What its own reading leaves out is known already.
  if (first.mapping.where !== undefined) return first;
  const { mapped, unmapped } = partedBy(first, sample);
  if (mapped.length < FEWEST) return first;
  if (unmapped.length === 0) return withRecordsBeside(first, mapped, []);
  const again = suggestForCalls(mapped, name) ?? first;
  const { mapped: read, unmapped: others } = partedBy(again, sample);
  if (read.length < mapped.length) return first;
  const rated = withRecordsBeside(again, read, others);
  const unread = new Set(unreadOf(rated, sample));
  const all = sample.filter((record) => !unread.has(record));
  return leaveOut(rated, all, [...unread]);
}

/** Of those who write to each other only what is said is looked at, and read. */
function suggestWithout(
  sample: readonly JsonObject[],
  { path, not }: { readonly path: string; readonly not: readonly string[] },
  name: MappingName,
): Suggestion | null {
  const at = parsePath(path);
  const said = sample.filter((record) => !not.includes(String(valueAt(at, within(record), true))));
  const found = suggestMapping(said, name);
  return found === null
    ? null
    : { ...found, mapping: { ...found.mapping, where: { path, not: [...not] } } };
}

/** Of a pipeline only the steps of its model are looked at, and read. */
function suggestForStep(
  sample: readonly JsonObject[],
  { path, is }: ModelStep,
  name: MappingName,
): Suggestion | null {
  const at = parsePath(path);
  const calls = sample.filter((record) => String(valueAt(at, within(record), true)) === is);
  const found = suggestMapping(calls, name);
  if (found === null || found.mapping.each !== undefined || !tellsBothSides(found, calls))
    return null;
  const why = 'what one step gives is given to another; this one is called as a model is';
  return {
    ...found,
    mapping: { ...found.mapping, where: { path, is: [is] } },
    reasons: [
      ...found.reasons,
      { at: ['where', 'path'], why, has: calls.length, of: sample.length },
    ],
  };
}

/** Records that are calls, or each a part of one. */
function suggestForCalls(sample: readonly JsonObject[], name: MappingName): Suggestion | null {
  const whole = suggestMapping(sample, name);
  if (whole !== null && tellsBothSides(whole, sample)) return whole;
  return suggestForParts(sample, name) ?? whole;
}

/** Whether somebody asks and somebody answers in what the mapping reads. */
function tellsBothSides({ mapping }: Suggestion, sample: readonly JsonObject[]): boolean {
  const format = mappedFormat(mapping, 'suggested');
  const sides = new Set<Side>();
  const emit: Emit = {
    ...SILENT,
    message: (side, role) => {
      if (role !== 'system' && role !== 'tool') sides.add(side);
    },
  };
  for (const record of sample) if (sides.size < 2) readInto(format, record, emit);
  return sides.has('input') && sides.has('output');
}

function readInto(format: Format, record: JsonObject, emit: Emit): boolean {
  try {
    format.map(record, emit);
    return true;
  } catch {
    return false;
  }
}

/** The records of which the mapping makes turns, and the others. */
function partedBy(
  { mapping }: Suggestion,
  sample: readonly JsonObject[],
): { mapped: JsonObject[]; unmapped: JsonObject[] } {
  const format = mappedFormat(mapping, 'suggested');
  const mapped: JsonObject[] = [];
  const unmapped: JsonObject[] = [];
  for (const record of sample)
    (turnsIn(format, record) === 'some' ? mapped : unmapped).push(record);
  return { mapped, unmapped };
}

/** The records that the mapping would refuse. */
function unreadOf({ mapping }: Suggestion, sample: readonly JsonObject[]): JsonObject[] {
  const format = mappedFormat(mapping, 'suggested');
  return sample.filter((record) => turnsIn(format, record) === 'refused');
}

function turnsIn(format: Format, record: JsonObject): 'some' | 'none' | 'refused' {
  let turns = 0;
  const emit: Emit = { ...SILENT, turn: () => (turns += 1) };
  if (!readInto(format, record, emit)) return 'refused';
  return turns > 0 ? 'some' : 'none';
}

const nothing = (): void => undefined;
const SILENT: Emit = {
  decoded: true,
  ...{ turn: nothing, message: nothing, context: nothing, note: nothing },
  ...{ feedback: nothing, verdict: nothing, label: nothing, change: nothing, person: nothing },
};
