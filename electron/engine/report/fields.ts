import type { GivenFields } from '../../../shared/domain/analysis.ts';
import { append } from '../analysis/activity-log.ts';
import type { CaseReader } from '../analysis/open-analysed.ts';

/** Enters fields of the report; answers the line of the activity log, by which it can be taken back. */
export async function enterFields(
  { path }: CaseReader,
  fields: GivenFields,
): Promise<{ seq: number }> {
  const { seq } = await append(path, 'report.fields', fields);
  return { seq };
}
