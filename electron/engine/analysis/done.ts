import type { Act } from './activity-log.ts';

/** Who did it and when, beside what was done; `number` makes the handle (E-1, K-1, V-1, A-1, N-1, L-1). */
export type Done<Data> = Data & {
  readonly number: number;
  /** Line of the activity log that did it. */
  readonly act_seq: number;
  readonly at_done: string;
  readonly done_by: string;
};

export function done<Data extends object>(act: Act, data: Data): Done<Data> {
  return { ...data, number: act.number, act_seq: act.seq, at_done: act.at, done_by: act.actor };
}
