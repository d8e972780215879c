import { type Found, found } from './found.ts';
import { lastKey } from './key-names.ts';
import { isListed, type SamplePath } from './sample-paths.ts';
import { isNumber, isText, isTime, meanWords } from './value-shapes.ts';

/** Why answers say nothing: the longest text that most of those have, and nothing else that says something. */
export function silentReason(
  free: readonly SamplePath[],
  content: SamplePath,
  answers: ReadonlySet<number>,
): Found | undefined {
  const saying = new Set(recordsOf(content));
  const silent = [...answers].filter((record) => !saying.has(record));
  const [at] = free
    .filter((one) => isText(one) && !isTime(one) && !isNumber(one) && !isListed(one.steps))
    .filter((one) => {
      const records = recordsOf(one);
      return (
        records.length >= FEWEST &&
        records.length * 2 > silent.length &&
        records.every((record) => answers.has(record) && !saying.has(record))
      );
    })
    .toSorted((a, b) => meanWords(b) - meanWords(a));
  return at === undefined
    ? undefined
    : { ...found(at, 0.4, lastKey(at.steps)), why: 'only answers that say nothing have it' };
}

const FEWEST = 2;

const recordsOf = ({ scalars }: SamplePath): number[] =>
  scalars.flatMap(({ record, value }) => (value === '' ? [] : [record]));
