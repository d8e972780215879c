import {
  MAPPED_COLUMNS,
  type MappedColumn,
  type ValueSource,
} from '../../../shared/domain/mapping.ts';
import type { JsonObject } from '../formats/format.ts';
import { mappedFormat } from '../formats/mapping/mapped-format.ts';
import type { Suggestion } from '../formats/mapping/suggest-mapping.ts';
import { RecordMapper } from '../import/record-mapper.ts';
import { ZoneClock } from '../import/zone-offset.ts';

/**
 * The suggestion without the columns that would refuse records: what stands there in some of them does not fit. A note says
 * which, and why.
 */
export function withFittingColumns(
  suggestion: Suggestion,
  sample: readonly JsonObject[],
): Suggestion {
  const refused = refusedBy(suggestion, sample);
  const [first] = refused;
  if (first === undefined) return suggestion;
  const { column, reason } = first;
  const { [column]: source, ...turn } = suggestion.mapping.turn;
  return withFittingColumns(
    {
      mapping: { ...suggestion.mapping, turn },
      reasons: suggestion.reasons.filter(({ at }) => at.join('.') !== `turn.${column}`),
      notes: [
        ...suggestion.notes,
        `${column} is not read from ${pathOf(source)}, which would refuse ${refused.length} of ${sample.length} records: ${reason}.`,
      ],
    },
    sample,
  );
}

const pathOf = (source: ValueSource | undefined): string =>
  typeof source === 'object'
    ? 'path' in source
      ? source.path
      : 'what is always so'
    : (source ?? '');

interface Refused {
  readonly column: MappedColumn;
  readonly reason: string;
}

/** The records that a column of the turn refuses. */
function refusedBy({ mapping }: Suggestion, sample: readonly JsonObject[]): Refused[] {
  const mapper = new RecordMapper({ zone: new ZoneClock('UTC'), clockOffsetMs: 0 });
  mapper.format = mappedFormat(mapping, 'suggested');
  const columns = MAPPED_COLUMNS.filter((name) => mapping.turn[name] !== undefined);
  return sample.flatMap((record) => {
    const outcome = mapper.mapRow(record);
    if (!('reason' in outcome)) return [];
    const column = columns.find((name) => outcome.reason.startsWith(`${name}: `));
    return column === undefined ? [] : [{ column, reason: outcome.reason }];
  });
}
