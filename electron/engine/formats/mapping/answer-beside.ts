import { isNamedAsText } from './find-texts.ts';
import { type Found, found } from './found.ts';
import { lastKey } from './key-names.ts';
import { isListed, type SamplePath, type SamplePaths } from './sample-paths.ts';
import { against, isRepeated } from './text-signs.ts';
import { isProse } from './value-shapes.ts';

/** What is said in the list of each record, and what of it by the machine. */
interface Told {
  readonly all: readonly unknown[];
  readonly answers: readonly unknown[];
}

/**
 * The answer beside a list of messages that ends with the question, where no name tells it: what the machine says in the
 * lists of later records, which tell the conversation on; or else the one text that is called a text.
 */
export function answerBeside(
  { sample }: SamplePaths,
  free: readonly SamplePath[],
  told: readonly Told[],
): Found | undefined {
  const able = free.filter(
    (at) =>
      !isListed(at.steps) &&
      isProse(at) &&
      !isRepeated(at) &&
      against(at) < MOST_AGAINST &&
      at.records * 2 >= sample.length &&
      !isInList(at, told),
  );
  const retold = able.find((at) => saidLater(at, told) >= FEWEST);
  const [named, ...others] = able.filter(isNamedAsText);
  const at = retold ?? (others.length === 0 ? named : undefined);
  if (at === undefined) return undefined;
  const why =
    retold === undefined
      ? 'a text beside messages that end with a question'
      : 'later lists of messages have it as an answer';
  const said = found(at, ENOUGH, lastKey(at.steps));
  return { ...said, why: `${said.why}; ${why}` };
}

const FEWEST = 3;
const MOST_AGAINST = 0.9;
const ENOUGH = 0.7;

/** Some of its texts are said in the lists of their own records: the question once more. */
const isInList = ({ scalars }: SamplePath, told: readonly Told[]): boolean =>
  scalars.filter(({ value, record }) => told[record]?.all.includes(value)).length * 5 >
  scalars.length;

/** How many of its texts the machine says in a later record. */
function saidLater(at: SamplePath, told: readonly Told[]): number {
  const later = new Map<unknown, number>();
  for (const [record, { answers }] of told.entries())
    for (const text of answers) later.set(text, record);
  return at.scalars.filter(({ value, record }) => (later.get(value) ?? -1) > record).length;
}
