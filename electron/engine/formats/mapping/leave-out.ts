import type { Mapping } from '../../../../shared/domain/mapping.ts';
import type { JsonObject } from '../format.ts';
import { parsePath, valueAt, within } from './field-path.ts';
import { isCalledFailed } from './failed-values.ts';
import { roleIn } from './find-messages.ts';
import { found } from './found.ts';
import { lastKey, lastWords } from './key-names.ts';
import { isListed, type SamplePath, SamplePaths } from './sample-paths.ts';
import { isNoError } from './no-error.ts';
import type { Suggestion } from './suggest-mapping.ts';
import { distinct, isBoolean, isIdLike } from './value-shapes.ts';

/** So many kinds of records a log may tell apart. */
const MOST_KINDS = 16;

/**
 * The suggestion with a `where`, where one field tells the records that it reads from those that tell of no call. What
 * holds a fact, such as a rating, is not left out, and a note says what stays unmapped.
 */
export function leaveOut(
  suggestion: Suggestion,
  read: readonly JsonObject[],
  others: readonly JsonObject[],
): Suggestion {
  if (others.length === 0) return suggestion;
  const { mapping, reasons, notes } = suggestion;
  const [ofRead, ofOthers] = [new SamplePaths(read), new SamplePaths(others)];
  const kind = ofOthers.all
    .filter((at) => isKind(at, others.length))
    .map((at) => ({ at, same: ofRead.all.find(({ path }) => path === at.path) }))
    .filter(({ at, same }) => isOfKinds(same) && isApart(at, same))
    .toSorted((a, b) => namedKind(b.at) - namedKind(a.at))[0]?.at;
  const [example] = others;
  if (kind === undefined)
    return {
      ...suggestion,
      notes: [
        ...notes,
        `${others.length} of the records that were looked at say nothing where messages stand and stay unmapped, such as ${JSON.stringify(example).slice(0, 120)}.`,
      ],
    };
  const failures = failuresOfAnswers(mapping, others, kind, ofRead);
  if (failures !== null) return { ...suggestion, mapping: { ...mapping, ...failures } };
  const not = [...distinct(kind)].toSorted();
  return {
    mapping: { ...mapping, where: { path: kind.path, not } },
    reasons: [
      ...reasons,
      {
        at: ['where', 'path'],
        why: `${found(kind, 1, lastKey(kind.steps)).why}; no record of these says anything`,
        has: others.length,
        of: read.length + others.length,
      },
    ],
    notes,
  };
}

/** Answers of the machine that say nothing failed: what tells them from those that went well is how. */
function failuresOfAnswers(
  { message, roles, turn, failed }: Mapping,
  others: readonly JsonObject[],
  kind: SamplePath,
  { all }: SamplePaths,
): Pick<Mapping, 'turn'> | Pick<Mapping, 'failed'> | null {
  if (message === undefined || turn.error !== undefined) return null;
  const role = parsePath(message.role);
  const areAnswers = others.every(
    (record) => roleIn(roles, String(valueAt(role, within(record), true))) === 'assistant',
  );
  if (!areAnswers) return null;
  const elsewhere = all.find(({ path }) => path === kind.path);
  if (elsewhere === undefined || [...distinct(elsewhere)].every(isNoError))
    return { turn: { ...turn, error: kind.path } };
  const words = [...distinct(kind)].toSorted();
  return failed === undefined && words.every(isCalledFailed)
    ? { failed: { path: kind.path, is: words } }
    : null;
}

/** A field of every record, by short words that are few. */
const isKind = (at: SamplePath, total: number): boolean =>
  !isListed(at.steps) &&
  at.records === total &&
  (isIdLike(at) || isBoolean(at)) &&
  distinct(at).size <= MOST_KINDS &&
  [...distinct(at)].every((value) => /^\D{1,60}$/.test(value));

const isOfKinds = (at: SamplePath | undefined): boolean =>
  at === undefined || distinct(at).size <= MOST_KINDS;

const isApart = (at: SamplePath, same: SamplePath | undefined): boolean => {
  const known = same === undefined ? new Set<string>() : distinct(same);
  return [...distinct(at)].every((value) => !known.has(value));
};

const namedKind = ({ steps }: SamplePath): number =>
  (lastWords(steps).some((word) =>
    /^(?:type|kind|event|ev|op|action|level|category|logger|name|msg|message)$/.test(word),
  )
    ? 1
    : 0) -
  0.1 * steps.length;
