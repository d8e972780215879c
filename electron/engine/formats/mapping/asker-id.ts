import { type Found, found } from './found.ts';
import { isCode } from './id-values.ts';
import { lastKey, lastWords } from './key-names.ts';
import { isListed, type SamplePath } from './sample-paths.ts';
import { distinct } from './value-shapes.ts';

/** What writes a message, by the words that name it whoever it is. */
const WRITER =
  /^(?:author|sender|from|speaker|participant|actor|writer|poster|person|contact|identity|member)$/;
/** So many of the messages that have such an id have to be users'. */
const MOST = 0.6;

/**
 * In a log of messages, the id of whoever writes them, where the machine's have none: `author_id` beside `author_type`. `role`
 * is the path that says who speaks.
 */
export function askerIdIn(
  free: readonly SamplePath[],
  role: SamplePath,
  roleOf: (said: string) => string,
): Found | undefined {
  const spoken = new Map(role.scalars.map(({ record, value }) => [record, roleOf(String(value))]));
  const at = free.find((one) => {
    if (isListed(one.steps) || one === role || !isCode(one) || distinct(one).size < 2) return false;
    if (!lastWords(one.steps).some((word) => WRITER.test(word))) return false;
    const writers = one.scalars
      .filter(({ value }) => value !== '')
      .map(({ record }) => spoken.get(record));
    const users = writers.filter((writer) => writer === 'user').length;
    return !writers.includes('assistant') && users >= writers.length * MOST;
  });
  return at === undefined
    ? undefined
    : {
        ...found(at, 0.6, lastKey(at.steps)),
        why: 'who writes the messages of users, which those of the machine lack',
      };
}
