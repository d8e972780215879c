import { type Format, type JsonObject, Unmapped, type Within } from './format.ts';
import { isObject, listOf } from './json-values.ts';
import { mapRun } from './langsmith-run.ts';

/**
 * LangSmith (its documentation, "Bulk export" and "Run data format"): runs one a line, rows of a bulk export, and the
 * bodies by which its clients send them: the first half of a run is posted when it begins, the second patched when it
 * ends.
 */
export const langSmith: Format = {
  id: 'langsmith',
  title: 'LangSmith runs',
  records: ['post[*]', 'patch[*]'],
  recognise: (record) => (isBatch(record) || isRun(record) ? 1 : 0),
  map(record, emit, within) {
    if (!isRun(record) && within === undefined) throw new Unmapped('no run of LangSmith');
    mapRun(record, postedBeside(record, within), emit);
  },
};

const isBatch = ({ post, patch }: JsonObject): boolean =>
  [...listOf(post), ...listOf(patch)].some((run) => isObject(run) && isRun(run));

/** A whole run, or a half of one; the patch of a client names no type. */
const isRun = (record: JsonObject): boolean =>
  typeof record.dotted_order === 'string' ||
  (typeof record.run_type === 'string' &&
    (typeof record.trace_id === 'string' || 'inputs' in record));

/** The post that a patch of the same body ends: of the same id, else, where it has none, at the same position. */
function postedBeside(record: JsonObject, within: Within | undefined): JsonObject | undefined {
  if (within?.path !== 'patch[*]') return undefined;
  const posts = listOf(within.around[0]?.post);
  const [at] = within.at;
  if (record.id !== undefined) return posts.filter(isObject).find(({ id }) => id === record.id);
  const beside = typeof at === 'number' ? posts[at] : undefined;
  return isObject(beside) ? beside : undefined;
}
