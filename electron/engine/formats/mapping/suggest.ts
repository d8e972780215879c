import type { Mapping, WrappedValues } from '../../../../shared/domain/mapping.ts';
import type { Emit, Format, JsonObject } from '../format.ts';
import { writePath } from './field-path.ts';
import { factsIn } from './find-facts.ts';
import { leaveOut } from './leave-out.ts';
import { mappedFormat } from './mapped-format.ts';
import { SamplePaths } from './sample-paths.ts';
import { placedInTable, tableIn } from './table-of-rows.ts';
import { type MappingName, type Suggestion, suggestMapping } from './suggest-mapping.ts';
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
  if (values === undefined) return suggestPlain(sample, name);
  const found = suggestPlain(
    sample.map((record) => withoutWrappers(record, values)),
    name,
  );
  return found === null ? null : { ...found, mapping: withValues(found.mapping, values) };
}

/** Said before the paths, which are those without the wrappers. */
const withValues = (
  { mapping, title, capture, ...rest }: Mapping,
  values: WrappedValues,
): Mapping => ({ mapping, title, capture, values, ...rest });

function suggestPlain(sample: readonly JsonObject[], name: MappingName): Suggestion | null {
  const table = tableIn(sample);
  if (table !== null) {
    const ofRows = suggestMapping(table.rows, name);
    if (ofRows !== null && ofRows.mapping.each === undefined)
      return { ...ofRows, mapping: placedInTable(ofRows.mapping, table) };
  }
  const first = suggestMapping(sample, name);
  if (first === null || first.mapping.each !== undefined) return first;
  const { mapped, unmapped } = partedBy(first, sample);
  if (unmapped.length === 0 || mapped.length < FEWEST) return first;
  const again = suggestMapping(mapped, name) ?? first;
  const { mapped: read, unmapped: others } = partedBy(again, sample);
  if (read.length < mapped.length) return first;
  const rated = withRatings(again, others);
  return leaveOut(rated, read, partedBy(rated, others).unmapped);
}

/** With the ratings that stand in records of their own, which a message log may have. */
function withRatings(suggestion: Suggestion, others: readonly JsonObject[]): Suggestion {
  const { mapping, reasons } = suggestion;
  if (mapping.message === undefined) return suggestion;
  const paths = new SamplePaths(others);
  const known = new Set(mapping.feedback.map(({ value }) => value));
  const rated = factsIn(paths.all, () => false, writePath).filter(
    ({ kind, fact }) => kind === 'feedback' && !known.has(fact.value),
  );
  const at = (index: number) => ['feedback', mapping.feedback.length + index, 'value'] as const;
  return {
    ...suggestion,
    mapping: { ...mapping, feedback: [...mapping.feedback, ...rated.map(({ fact }) => fact)] },
    reasons: [
      ...reasons,
      ...rated.map(({ found }, index) => ({
        at: at(index),
        why: `${found.why}; in records of their own`,
        has: found.at.records,
        of: others.length,
      })),
    ],
  };
}

function partedBy(
  { mapping }: Suggestion,
  sample: readonly JsonObject[],
): { mapped: JsonObject[]; unmapped: JsonObject[] } {
  const format = mappedFormat(mapping, 'suggested');
  const mapped: JsonObject[] = [];
  const unmapped: JsonObject[] = [];
  for (const record of sample) (isRead(format, record) ? mapped : unmapped).push(record);
  return { mapped, unmapped };
}

function isRead(format: Format, record: JsonObject): boolean {
  try {
    format.map(record, SILENT);
    return true;
  } catch {
    return false;
  }
}

const nothing = (): void => undefined;
const SILENT: Emit = {
  decoded: true,
  ...{ turn: nothing, message: nothing, context: nothing, note: nothing },
  ...{ feedback: nothing, verdict: nothing, label: nothing, change: nothing, person: nothing },
};
