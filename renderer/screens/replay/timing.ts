import type { TimedStep } from '../../../shared/domain/replay-screen.ts';
import { duration } from '../../../shared/text/numbers.ts';

/** Part of the width of all, from 0 to 1. */
export interface TimeBar {
  readonly from: number;
  readonly width: number;
}

const endOf = ({ start_ms, duration_ms }: TimedStep): number =>
  (start_ms ?? 0) + (duration_ms ?? 0);

/** Where each step lies in the time of all; null where the log does not say when it began or how long it took. */
export function bars(steps: readonly TimedStep[]): readonly (TimeBar | null)[] {
  const whole = Math.max(...steps.filter(isTimed).map(endOf), 0);
  return steps.map((step) =>
    isTimed(step) && whole > 0
      ? { from: (step.start_ms ?? 0) / whole, width: (step.duration_ms ?? 0) / whole }
      : null,
  );
}

const isTimed = ({ start_ms, duration_ms }: TimedStep): boolean =>
  start_ms !== null && duration_ms !== null;

/** From the first beginning to the last end, where every step has both. */
export function totalWords(steps: readonly TimedStep[]): string {
  const untimed = steps.filter((step) => !isTimed(step)).length;
  if (untimed === 0) return `${duration(Math.max(...steps.map(endOf)))} in all`;
  return steps.length === 1
    ? 'the log has no beginning and end for it'
    : `${untimed} of ${steps.length} steps have no beginning or no end in record`;
}
