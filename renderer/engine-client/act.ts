import type { QueryKey } from '@tanstack/react-query';
import { queries } from './queries.ts';

let underWay = 0;

/** Whether an act of this page is being written: what shows it is asked again when it is, so that nobody asks twice. */
export const isActing = (): boolean => underWay > 0;

/**
 * Does what the examiner asks for, then asks anew first what shows it, afterwards all else that may depend on it. The
 * promise is kept as soon as the act is written.
 */
export async function act<Answer>(
  work: () => Promise<Answer>,
  shownBy: readonly QueryKey[],
): Promise<Answer> {
  underWay += 1;
  try {
    return await work();
  } finally {
    underWay -= 1;
    Promise.all(shownBy.map((queryKey) => queries.invalidateQueries({ queryKey })))
      .then(whenIdle)
      .then(() => askAgain(shownBy))
      .catch(() => undefined);
  }
}

const LATEST_MS = 200;

/** What was found first is drawn before more is asked. */
const whenIdle = (): Promise<unknown> =>
  new Promise((resolve) => requestIdleCallback(resolve, { timeout: LATEST_MS }));

/** The logs grew: asks anew what may depend on them, but for what was asked just now. */
export async function askAgain(but: readonly QueryKey[] = []): Promise<void> {
  await queries.invalidateQueries({
    predicate: ({ queryKey }) =>
      !isOfEvidence(queryKey) && !but.some((key) => isWithin(queryKey, key)),
  });
}

/** What the evidence alone says. It changes when a job changes the tables and not when an examiner marks something. */
const OF_EVIDENCE: readonly string[] = [
  'evidence.bytes',
  'evidence.text',
  'evidence.register',
  'evidence.completeness',
  'replay.messages',
  'replay.text',
  'replay.timing',
  'replay.matches',
  'replay.since',
  'settings.read',
  'mapping.sample',
  'mapping.suggest',
  'mapping.try',
];

function isOfEvidence([path]: QueryKey): boolean {
  return Array.isArray(path) && OF_EVIDENCE.includes(path.join('.'));
}

/** Whether a question is one of those that the wider key names; none is within a key without a path. */
export function isWithin([path]: QueryKey, [wider]: QueryKey): boolean {
  if (!Array.isArray(path) || !Array.isArray(wider)) return false;
  return wider.every((part, at) => part === path[at]);
}
