import type { RailEntry } from '../../../shared/domain/replay-screen.ts';
import { duration } from '../../../shared/text/numbers.ts';
import type { Times } from '../../../shared/text/times.ts';

const LEAST_PAUSE_MS = 60_000;

/** `11 min 31 s pause` before an entry that came long after the one before. */
export function pauseWords({ pause_ms }: RailEntry): string | null {
  return pause_ms === null || pause_ms < LEAST_PAUSE_MS ? null : `${duration(pause_ms)} pause`;
}

/** `14:07:46`, with its day where that is another than the conversation's first. */
export function entryTime(
  { at }: Pick<RailEntry, 'at'>,
  first: string | null,
  { day, second }: Times,
): string {
  if (at === null) return 'no time in record';
  const time = second(at);
  return first !== null && day(first) !== day(at) ? `${day(at)}, ${time}` : time;
}

/** A turn is one model call; other entries are steps of it. */
export const isTurn = ({ kind }: RailEntry): boolean => kind === 'model';

/** What is read out for an entry. */
export function entryLabel(entry: RailEntry, first: string | null, times: Times): string {
  const { turn_id, kind, name, words, worst, exhibits, error, latency_ms } = entry;
  const parts = [
    `T-${turn_id}`,
    entryTime(entry, first, times),
    isTurn(entry) ? null : `${kind.replaceAll('_', ' ')}${name === null ? '' : ` ${name}`}`,
    isTurn(entry) || latency_ms === null ? null : duration(latency_ms),
    words === '' ? null : words,
    worst === null ? null : `${worst.lane}, ${worst.severity} severity`,
    exhibits === 0 ? null : `${exhibits} ${exhibits === 1 ? 'exhibit' : 'exhibits'}`,
    error === null ? null : 'error',
    pauseWords(entry),
  ];
  return parts.filter((part) => part !== null).join(', ');
}
