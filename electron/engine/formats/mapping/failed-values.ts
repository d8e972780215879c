import { keyWords, lastWords, pathWords } from './key-names.ts';
import { isNoError } from './no-error.ts';
import type { SamplePath } from './sample-paths.ts';
import { distinct, meanWords } from './value-shapes.ts';

/** Whether what is called as an error may be one, by its values. */

/** What a failure says, at any depth, is nothing that anybody said: `err.message`. */
export const isOfFailure = ({ steps }: SamplePath): boolean =>
  pathWords(steps).some((word) => FAILURE.test(word));
const FAILURE = /^(?:err|errors?|exception|exc|failure|fault|stack|traceback)$/;

/** Whether records, or states of them, of this kind tell how a call failed: `run.crashed`, `reply_error`. */
export const isCalledFailed = (kind: string): boolean =>
  keyWords(kind).some((word) => FAILED.test(word));
const FAILED =
  /^(?:e|err|error|errored|fail|failed|failure|crash|crashed|exception|timeout|abort|aborted|fault|broke|broken|rejected)$/;

/** Names that programs also have for other things: a kind of fault is told of every machine that is looked after. */
const UNSURE = /^(?:fault|code|type|kind|reason|because|crash)$/;
const ERROR_WORDS =
  /err|fail|fault|exce|time.?out|timed|limit|quota|invalid|denied|refus|reject|unavail|overload|crash|reset|abort|cancel|unauth|forbid|not.?found|bad|broken|blocked|filter|too.|missing|unknown|out.?of|lost|closed|busy|down/i;

/** Sentences, or words of errors. */
export const saysWhy = (at: SamplePath): boolean =>
  meanWords(at) >= 3 || [...distinct(at)].every((value) => ERROR_WORDS.test(value));

/**
 * Some records failed. Under a name that is less sure not most of the values say that nothing did, not every answer comes
 * with one, and codes are words of errors.
 */
export function mayHaveFailed(
  at: SamplePath,
  answer: SamplePath | undefined,
  total: number,
): boolean {
  if (at.objects > 0) return true;
  const failed = at.scalars.filter(({ value }) => !isNoError(value));
  const own = lastWords(at.steps);
  if (!own.some((word) => UNSURE.test(word))) return failed.length > 0;
  const stands = at.scalars.filter(({ value }) => value !== '');
  if (failed.length === 0 || failed.length * 2 <= stands.length) return false;
  const has = new Set(failed.map(({ record }) => record));
  const answered = new Set(
    (answer?.scalars ?? []).flatMap(({ value, record }) => (value === '' ? [] : [record])),
  );
  const both = [...answered].filter((record) => has.has(record));
  if (answered.size === 0 ? has.size === total : both.length * 10 >= answered.size * 9)
    return false;
  return !own.includes('code') || [...distinct(at)].every((value) => ERROR_WORDS.test(value));
}
