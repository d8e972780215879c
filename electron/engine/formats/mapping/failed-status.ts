import type { MappedWhere } from '../../../../shared/domain/mapping.ts';
import { type Found, found } from './found.ts';
import { keyWords, lastKey, lastWords, pathWords } from './key-names.ts';
import { isNoError } from './no-error.ts';
import { isListed, type SamplePath } from './sample-paths.ts';
import { distinct, isIdLike, isTime, said } from './value-shapes.ts';

/** What says beside each answer how its call went: what stands as the answer of one that failed is none. */

export interface FoundFailure {
  readonly found: Found;
  readonly where: Omit<MappedWhere, 'path'>;
  /** Nothing stands as the answer where it failed. */
  readonly isSilent: boolean;
  /** Answers of calls that failed say nothing, and all other words say that nothing did: what stands there is the error. */
  readonly isError: boolean;
}

/** `answering` are the records that answer, or should have. */
export function failureAmong(
  free: readonly SamplePath[],
  answer: SamplePath,
  answering: ReadonlySet<number>,
): FoundFailure | undefined {
  const texts = new Map(answer.scalars.map(({ record, value }) => [record, String(value)]));
  for (const at of free) {
    if (isListed(at.steps) || at.objects + at.lists > 0 || said(at).length === 0) continue;
    const bad = failuresOf(at);
    const of = at.scalars.filter(({ record, value }) => value !== '' && answering.has(record));
    const failed = of.filter(({ value }) => bad.has(String(value)));
    if (failed.length === 0 || failed.length * 2 > of.length) continue;
    if (of.length * 10 < answering.size * 7 && !isFlag(at)) continue;
    const told = failed.map(({ record }) => texts.get(record) ?? '').filter((text) => text !== '');
    const others = [...texts].flatMap(([record, text]) =>
      answering.has(record) && text !== '' && !failed.some((one) => one.record === record)
        ? [text]
        : [],
    );
    if (!areNoAnswers(told, others) && !areSure(bad)) continue;
    const why = `says ${[...bad].map((one) => `"${one.slice(0, 30)}"`).join(', ')} of ${failed.length}`;
    return {
      found: { ...found(at, 0.5, lastKey(at.steps)), why: `named "${lastKey(at.steps)}"; ${why}` },
      where: whereOf(at, bad),
      isSilent: told.length === 0,
      isError:
        told.length === 0 &&
        !isFlag(at) &&
        [...distinct(at)].every((value) => bad.has(value) || isNoError(value)),
    };
  }
  return undefined;
}

/** Sentences about failures are others next time: then what says that nothing failed tells it. */
function whereOf(at: SamplePath, bad: ReadonlySet<string>): Omit<MappedWhere, 'path'> {
  const open = bad.size > MOST_WORDS || [...bad].some((value) => /\s/.test(value.trim()));
  const good = [...distinct(at)].filter((value) => !bad.has(value));
  return open ? { not: ['', ...good.toSorted()] } : { is: [...bad].toSorted() };
}
const MOST_WORDS = 4;

/** The values that say that a call failed, where others say that it went well. */
function failuresOf(at: SamplePath): ReadonlySet<string> {
  const own = lastWords(at.steps);
  const values = [...distinct(at)];
  if (values.length > MOST_STATES || isTime(at) || !isIdLikeOrFlag(at)) return new Set();
  if (pathWords(at.steps).some((word) => OF_ANOTHER.test(word))) return new Set();
  if (isFlag(at)) {
    const goes = own.some((word) => WELL.test(word));
    const fails = own.some((word) => BAD.test(word));
    if (goes === fails || own.some((word) => NO_FLAG.test(word))) return new Set();
    return new Set(values.filter((value) => /^(?:true|1)$/i.test(value) === fails));
  }
  if (values.every((value) => /^[1-5]\d\d$/.test(value)))
    return own.some((word) => /^(?:status|http|code)$/.test(word))
      ? new Set(values.filter((value) => /^[45]/.test(value)))
      : new Set();
  const bad = values.filter((value) => keyWords(value).some((word) => BAD.test(word)));
  const good = values.filter((value) => !bad.includes(value));
  const isNamed = own.some((word) => STATUS.test(word));
  return good.length > 0 && (isNamed || good.every((value) => isNoError(value)))
    ? new Set(bad)
    : new Set();
}

const isIdLikeOrFlag = (at: SamplePath): boolean => isFlag(at) || isIdLike(at);
const isFlag = (at: SamplePath): boolean =>
  [...distinct(at)].every((value) => /^(?:true|false|0|1)$/i.test(value));

const MOST_STATES = 8;
const STATUS = /^(?:status|state|outcome|result|ended|finish|stop|verdict|success|ok)$/;
const WELL = /^(?:ok|okay|success|succeeded|successful|worked)$/;
const BAD =
  /^(?:err|errors?|errored|fail|failed|fails|failing|failure|fault|timeout|timedout|timed|exception|crash|crashed|abort|aborted|unavailable|overloaded|overload|refused|rejected|denied|blocked|limit|limited|quota|cancelled|canceled|interrupted|broken|ko|nok)$/;
/** These a machine also does on purpose: what stands as the answer has to be none. */
const ON_PURPOSE = /^(?:refused|rejected|denied|blocked|cancelled|canceled|limited|limit)$/;
const NO_FLAG = /^(?:code|retry|retried|retries|count|tool|search|retrieval|handled)$/;
/** What else has a state beside a call. */
const OF_ANOTHER =
  /^(?:order|payment|ticket|delivery|shipment|booking|refund|invoice|tool|tools|search|retrieval|delivery|user|customer|account|subscription|guardrail|moderation|filter|check|test|case|claim|job|build)$/;

const areSure = (bad: ReadonlySet<string>): boolean =>
  ![...bad].some((value) => keyWords(value).some((word) => ON_PURPOSE.test(word)));

/** The same few words again and again, words of errors, or much shorter than answers are; or nothing at all. */
function areNoAnswers(told: readonly string[], others: readonly string[]): boolean {
  if (told.length === 0) return true;
  const mean = (all: readonly string[]): number =>
    all.reduce((sum, text) => sum + text.length, 0) / Math.max(1, all.length);
  const words = told.filter((text) => keyWords(text).some((word) => BAD.test(word)));
  return (
    words.length * 2 > told.length ||
    (told.length > 2 && new Set(told).size * 3 <= told.length) ||
    mean(told) * 3 < mean(others)
  );
}
