import type { GivenFields } from '../../../shared/domain/analysis.ts';
import { appendAll } from '../analysis/activity-log.ts';
import { analysisOf } from '../analysis/analysis.ts';
import type { CaseReader } from '../analysis/open-analysed.ts';
import { refuseUnseenFields } from '../analysis/unchanged.ts';
import { Fault } from '../base/errors.ts';

/**
 * Enters fields of the report; answers the line of the activity log, by which it can be taken back. `seen` is what these
 * fields said when they were written: without it nobody looked.
 */
export async function enterFields(
  { path }: CaseReader,
  fields: GivenFields,
  seen?: GivenFields,
): Promise<{ seq: number }> {
  const [entry] = await appendAll(path, [{ name: 'report.fields', data: fields }], (standing) => {
    if (seen === undefined) return;
    const named = Object.keys(fields);
    const last = standing.findLast(
      (act) => act.name === 'report.fields' && named.some((name) => Object.hasOwn(act.data, name)),
    );
    const handle = `What the report says (${fieldNames(fields)})`;
    refuseUnseenFields<GivenFields>({ handle, last }, named, { seen }, analysisOf(standing).fields);
  });
  if (entry === undefined) throw new Fault('an act was not written');
  return { seq: entry.seq };
}

/** `commissioned by, scope`. */
export const fieldNames = (fields: GivenFields): string =>
  Object.keys(fields)
    .map((name) => name.replaceAll('_', ' '))
    .join(', ');
