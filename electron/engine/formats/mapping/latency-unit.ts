import { keyWords, lastKey } from './key-names.ts';
import type { SamplePath } from './sample-paths.ts';
import { amounts, isNumber, isSpan } from './value-shapes.ts';

/** What a time that something took is multiplied by to be in milliseconds, by its name or else by its values. */
export function unitOf(at: SamplePath): { times: number | undefined; why: string } {
  if (isSpan(at)) return { times: 1000, why: 'spans of time' };
  const words = keyWords(lastKey(at.steps));
  if (words.some((word) => /^(?:msec|millis|milliseconds)$|ms$/.test(word)))
    return { times: plainly(at), why: 'milliseconds by its name' };
  if (words.some((word) => /^(?:s|sec|secs|seconds)$/.test(word)))
    return { times: 1000, why: 'seconds by its name' };
  if (words.some((word) => /^(?:us|micros|microseconds)$/.test(word)))
    return { times: 0.001, why: 'microseconds by its name' };
  if (words.some((word) => /^(?:ns|nanos|nanoseconds)$/.test(word)))
    return { times: 0.000_001, why: 'nanoseconds by its name' };
  const values = amounts(at);
  const middle = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  // As milliseconds these were ten minutes and more, as a rule, and as microseconds a minute.
  if (middle >= A_MINUTE * 1000) return { times: 0.000_001, why: 'nanoseconds by its values' };
  if (middle >= A_MINUTE * 10) return { times: 0.001, why: 'microseconds by its values' };
  const small = values.every((value) => value < 300) && !values.every(Number.isInteger);
  return small
    ? { times: 1000, why: 'seconds by its values' }
    : { times: plainly(at), why: 'milliseconds by its values' };
}

/** In milliseconds. */
const A_MINUTE = 60_000;

/** What is no number as it stands is one where it is multiplied, be it by one. */
const plainly = (at: SamplePath): number | undefined => (isNumber(at) ? undefined : 1);
