import type { CauseTagged } from '../../../shared/domain/analysis.ts';
import type { CauseEntry } from '../../../shared/domain/cause.ts';
import type { Act } from './activity-log.ts';
import type { Done } from './done.ts';

export type Cause = Done<CauseTagged>;

/**
 * Each cause with what was said of it last, key by key. The opinion is whose and of when its latest change is; the line
 * of the log stays that of the tag, which is what takes the cause back.
 */
export function causesOf(acts: readonly Act[]): Cause[] {
  const causes = new Map<number, Cause>();
  for (const act of acts) {
    const { number, seq, at, actor } = act;
    const said = { at_done: at, done_by: actor };
    if (act.name === 'cause.tagged')
      causes.set(number, { ...act.data, number, act_seq: seq, ...said });
    if (act.name !== 'cause.changed') continue;
    const cause = causes.get(act.data.cause_no);
    if (cause !== undefined) causes.set(cause.number, { ...changed(cause, act.data), ...said });
  }
  return [...causes.values()];
}

type Change = Extract<Act, { name: 'cause.changed' }>['data'];

function changed(cause: Cause, change: Change): Cause {
  return {
    ...cause,
    standing: change.standing ?? cause.standing,
    confidence: change.confidence ?? cause.confidence,
    rationale: change.rationale ?? cause.rationale,
    grounds_for: change.grounds_for ?? cause.grounds_for,
    grounds_against: change.grounds_against ?? cause.grounds_against,
    places: { ...cause.places, ...change.places },
  };
}

/** What was said of one cause, oldest first, with what was taken back since. */
export function causeHistory(
  acts: readonly { readonly act: Act; readonly stands: boolean }[],
  cause_no: number,
): CauseEntry[] {
  return acts.flatMap<CauseEntry>(({ act, stands }) => {
    const { seq, at, actor } = act;
    const done = { act_seq: seq, at, who: actor, stands };
    if (act.name === 'cause.tagged' && act.number === cause_no)
      return [{ ...done, what: 'tagged', ...said(act.data) }];
    if (act.name === 'cause.changed' && act.data.cause_no === cause_no)
      return [{ ...done, what: 'changed', ...said(act.data) }];
    return [];
  });
}

const said = ({
  standing,
  confidence,
  rationale,
  grounds_for,
  grounds_against,
}: Partial<Change>) => ({
  standing: standing ?? null,
  confidence: confidence ?? null,
  rationale: rationale ?? null,
  grounds_for: grounds_for ?? null,
  grounds_against: grounds_against ?? null,
});
