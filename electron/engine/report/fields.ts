import type { GivenFields } from '../../../shared/domain/analysis.ts';
import { append, readActs } from '../analysis/activity-log.ts';
import type { CaseReader } from '../analysis/open-analysed.ts';
import { Refusal } from '../base/errors.ts';
import { layoutOf } from '../case/layout.ts';

/** Enters fields of the report; answers the line of the activity log, by which it can be taken back. */
export async function enterFields(
  { path }: CaseReader,
  fields: GivenFields,
): Promise<{ seq: number }> {
  const { seq } = await append(path, 'report.fields', fields);
  return { seq };
}

/** Takes back one entry of fields: what stood before it stands again. */
export async function withdrawFields({ path }: CaseReader, seq: number): Promise<void> {
  const entered = readActs(layoutOf(path)).some(
    (act) => act.name === 'report.fields' && act.seq === seq,
  );
  if (!entered)
    throw new Refusal(
      'not-found',
      `Line ${seq} of the activity log holds no fields of a report that could be taken back.`,
    );
  await append(path, 'act.withdrawn', { seq });
}
