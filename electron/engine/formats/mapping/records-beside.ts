import type { MappedFact, Mapping } from '../../../../shared/domain/mapping.ts';
import type { MappingReason } from '../../../../shared/domain/mapping-trial.ts';
import type { JsonObject } from '../format.ts';
import { parsePath, valueAt, within, writePath } from './field-path.ts';
import { isCalledFailed } from './failed-values.ts';
import { factsIn } from './find-facts.ts';
import { roleIn } from './find-messages.ts';
import { type Found, found } from './found.ts';
import { isUnique } from './id-values.ts';
import { keyWords, lastKey, lastWords } from './key-names.ts';
import { areWordsOfOpinion, isScale } from './opinions.ts';
import { isListed, type SamplePath, SamplePaths } from './sample-paths.ts';
import type { Suggestion } from './suggest-mapping.ts';
import {
  distinct,
  isBoolean,
  isIdLike,
  isNumber,
  isText,
  isTime,
  meanWords,
} from './value-shapes.ts';

/** Records that say nothing themselves and tell of a call that others tell: how it was rated, and how it failed. */

/** The suggestion with the ratings and errors that stand in records of their own; `read` are those that it reads. */
export function withRecordsBeside(
  suggestion: Suggestion,
  read: readonly JsonObject[],
  others: readonly JsonObject[],
): Suggestion {
  const { mapping, reasons } = suggestion;
  const ofMessages = mapping.message !== undefined;
  const [ofRead, beside] = [new SamplePaths(read), new SamplePaths(others)];
  const kinds = kindsOf(mapping, beside, others).map(({ kind, records }) => ({
    kind,
    own: ownPaths(new SamplePaths(records), ofRead),
  }));
  const known = new Set(
    [...mapping.feedback, ...mapping.verdict, ...mapping.label].map(({ value }) => value),
  );
  const told = factsIn(beside.all, () => false, writePath);
  const opinions = [
    ...told.filter(({ kind }) => kind === 'feedback'),
    ...kinds.flatMap(({ kind, own }) => (isOfRatings(kind) ? ratingIn(own) : [])),
  ];
  // Others may have the id of a call and rate none.
  const rating = new Set(
    opinions.flatMap(({ found: { at } }) => at.scalars.map(({ record }) => record)),
  );
  const raters = new SamplePaths(others.filter((_, record) => rating.has(record)));
  const call = ofMessages ? messageIn(mapping, ofRead, raters) : callIn(mapping, ofRead, raters);
  if (!ofMessages && call === undefined) return suggestion;
  const rated = opinions.filter(({ fact: { value } }) => {
    const isNew = !known.has(value) && value !== call?.of;
    known.add(value);
    return isNew;
  });
  const failures = [
    ...kinds.filter(({ kind }) => tellsOfFailure(mapping, kind)),
    ...failuresAmong(mapping, ofRead, read),
  ];
  const failed =
    ofMessages && mapping.turn.error === undefined
      ? failures.flatMap(({ own }) => errorIn(own))[0]
      : undefined;
  const ratings = rated.filter(({ fact: { value } }) => value !== failed?.at.path);
  if (ratings.length === 0 && failed === undefined) return suggestion;
  const reason = (at: MappingReason['at'], one: Found): MappingReason => ({
    at,
    why: `${one.why}; in records of their own`,
    has: one.at.records,
    of: others.length,
  });
  const named = call === undefined || call.of === call.id ? {} : { of: call.of };
  const isKnown = 'of' in named && call?.id === mapping.turn.external_id;
  return {
    ...suggestion,
    mapping: {
      ...mapping,
      turn: {
        ...mapping.turn,
        ...(call === undefined || ratings.length === 0 || isKnown ? {} : { call_id: call.id }),
        ...(failed === undefined ? {} : { error: failed.at.path }),
      },
      feedback: [
        ...mapping.feedback,
        ...ratings.map(({ fact: { what, ...fact } }) => ({ what, ...named, ...fact })),
      ],
    },
    reasons: [
      ...reasons,
      ...ratings.map((one, index) =>
        reason(['feedback', mapping.feedback.length + index, 'value'], one.found),
      ),
      ...(failed === undefined ? [] : [reason(['turn', 'error'], failed)]),
    ],
  };
}

/** Paths by which a call is known, and by which other records name it. */
interface CallNames {
  readonly id: string;
  readonly of: string;
}

/** The id that the mapping knows calls by, or one that a call has alone among those that are read; others name it again. */
function callIn(
  { turn: { call_id } }: Mapping,
  read: SamplePaths,
  others: SamplePaths,
): CallNames | undefined {
  const ids = read.all.filter((at) =>
    call_id === undefined ? isIdOfOne(at, read.sample.length) : at.path === call_id,
  );
  const same = ids.find((at) => namesAgain(others.at(at.steps), at));
  if (same !== undefined) return { id: same.path, of: same.path };
  for (const id of ids) {
    const of = others.all.find((at) => !isListed(at.steps) && namesAlways(at, id));
    if (of !== undefined) return { id: id.path, of: of.path };
  }
  return undefined;
}

/** The id that the mapping knows messages by, where what rates one names it by another key. */
function messageIn(
  { turn: { external_id } }: Mapping,
  read: SamplePaths,
  others: SamplePaths,
): CallNames | undefined {
  const id = read.all.find(({ path }) => path === external_id);
  const of =
    id === undefined
      ? undefined
      : others.all.find((at) => at.path !== id.path && !isListed(at.steps) && namesAlways(at, id));
  return id === undefined || of === undefined ? undefined : { id: id.path, of: of.path };
}

/** A call that failed may have none: it is then that of the answer. */
const isIdOfOne = (at: SamplePath, total: number): boolean =>
  !isListed(at.steps) && isIdLike(at) && !isTime(at) && isUnique(at) && at.records * 5 >= total * 4;

/** The same key, but for those whose call is older or younger than the sample. */
function namesAgain(again: SamplePath | undefined, { scalars }: SamplePath): boolean {
  if (again === undefined) return false;
  const ids = new Set(scalars.map(({ value }) => String(value)));
  const named = [...distinct(again)];
  return named.filter((value) => ids.has(value) && value.length >= 4).length * 2 >= named.length;
}

/** Another key, but for the few whose call is older or younger than the sample. */
function namesAlways(at: SamplePath, id: SamplePath): boolean {
  const ids = distinct(id);
  const named = [...distinct(at)];
  const again = named.filter((value) => ids.has(value) && value.length >= 4);
  return again.length > 2 && again.length * 5 >= named.length * 4;
}

/** What stands only in records that tell more of a call than that it failed: its answer says nothing, or its kind is called so. */
const failuresAmong = (
  mapping: Mapping,
  paths: SamplePaths,
  read: readonly JsonObject[],
): { own: SamplePath[] }[] =>
  kindsOf(mapping, paths, read)
    .map(({ kind, records }) =>
      isCalledFailed(kind)
        ? records
        : tellsOfFailure(mapping, kind)
          ? records.filter((record) => isSilent(mapping, record))
          : [],
    )
    .filter((records) => records.length > 0)
    .map((records) => {
      const failed = new Set(records);
      const rest = read.filter((record) => !failed.has(record));
      return { own: ownPaths(new SamplePaths(records), new SamplePaths(rest)) };
    });

const isSilent = ({ message }: Mapping, record: JsonObject): boolean =>
  [message?.content ?? []]
    .flat()
    .every((path) => (valueAt(parsePath(path), within(record), true) ?? '') === '');

/** The others by the word that says of what kind each is. */
function kindsOf(
  { message }: Mapping,
  beside: SamplePaths,
  others: readonly JsonObject[],
): { kind: string; records: JsonObject[] }[] {
  const told = beside.all.find(({ path }) => path === message?.role) ?? kindOfRecords(beside);
  if (told === undefined) return [];
  const kinds = new Map<string, JsonObject[]>();
  for (const { record, value } of told.scalars) {
    const one = others[record];
    if (one !== undefined) kinds.set(String(value), [...(kinds.get(String(value)) ?? []), one]);
  }
  return [...kinds].map(([kind, records]) => ({ kind, records }));
}

/** The word that says of what kind each record is. */
export const kindOfRecords = ({ all }: SamplePaths): SamplePath | undefined =>
  all.find((at) => !isListed(at.steps) && isIdLike(at) && isKind(at));

const isKind = (at: SamplePath): boolean =>
  distinct(at).size <= 16 &&
  lastWords(at.steps).some((word) =>
    /^(?:type|kind|event|ev|evt|op|action|msg|message|name|logger|what)$/.test(word),
  );

/** What no record has that says something. */
const ownPaths = ({ all }: SamplePaths, read: SamplePaths): SamplePath[] =>
  all.filter(
    (at) => !isListed(at.steps) && at.scalars.length > 0 && read.at(at.steps) === undefined,
  );

/** Whether records of this kind tell how a call was rated. */
export const isOfRatings = (kind: string): boolean =>
  keyWords(kind).some((word) => RATED.test(word));
const RATED =
  /^(?:fb|feedback|vote|voted|rating|rated|rate|mark|marked|review|reviewed|thumb|thumbs|reaction|reacted|opinion|csat|survey|liked)$/;

/** What is called a failure, or an answer of the machine that says nothing. */
const tellsOfFailure = ({ message, roles }: Mapping, kind: string): boolean =>
  isCalledFailed(kind) || (message !== undefined && roleIn(roles, kind) === 'assistant');

/** Marks, words for and against, or yes and no. */
function ratingIn(own: readonly SamplePath[]): { fact: MappedFact; found: Found }[] {
  const at = own.find(
    (one) => isScale(one) || isBoolean(one) || areWordsOfOpinion(one, ['rating']),
  );
  if (at === undefined) return [];
  const name = lastKey(at.steps);
  return [
    {
      fact: { what: name.length > 1 ? name : 'rating', value: at.path },
      found: { ...found(at, 0.5, name), why: 'its records are called ratings' },
    },
  ];
}

/** The longest text, or else a code, that only records have which are called failures. */
function errorIn(own: readonly SamplePath[]): Found[] {
  const able = own.filter((at) => isText(at) && !isTime(at) && !isNumber(at));
  const [at] = able.toSorted(
    (a, b) => namedError(b) - namedError(a) || meanWords(b) - meanWords(a),
  );
  return at === undefined
    ? []
    : [{ ...found(at, 0.5, lastKey(at.steps)), why: 'in its records nothing else is said' }];
}
const namedError = ({ steps }: SamplePath): number =>
  lastWords(steps).some((word) =>
    /^(?:error|err|message|msg|reason|detail|cause|text|why)$/.test(word),
  )
    ? 1
    : 0;
