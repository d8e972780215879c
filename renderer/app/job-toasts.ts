import { useEffect } from 'react';
import type { Destination } from '../../shared/domain/destination.ts';
import type { JobStatus } from '../../shared/domain/job-status.ts';
import { toast, toastsAbout } from '../design/toast-queue.ts';
import { useLive } from '../engine-client/live.ts';
import { endInWords } from './job-words.ts';
import type { Navigation } from './navigation.ts';

/** What failed in a case is said as long as it is open. */
export function useToastsOfCase(): void {
  useEffect(() => {
    const follow = (): void => toastsAbout(useLive.getState().head?.case_id ?? null);
    follow();
    return useLive.subscribe(follow);
  }, []);
}

/** Says how each job ended, but for those that had ended before this window looked. */
export function useJobToasts({ go }: Navigation): void {
  useEffect(() => {
    const told = new Set(
      useLive
        .getState()
        .jobs.filter(hasEnded)
        .map(({ job }) => job),
    );
    return useLive.subscribe((now, before) => {
      if (now.jobs === before.jobs) return;
      for (const job of now.jobs.filter(hasEnded)) {
        // A job may end before it was ever seen running: one that only finds a duplicate.
        if (before.heard && !told.has(job.job)) say(job, go);
        told.add(job.job);
      }
    });
  }, [go]);
}

const LEADS_TO = {
  sample: { screen: 'home' },
  import: { screen: 'evidence' },
  reference: { screen: 'evidence' },
  reread: { screen: 'evidence' },
  detect: { screen: 'home' },
  verify: { screen: 'verify' },
  report: { screen: 'report', part: 'issued' },
  compare: { screen: 'compare' },
  export: { screen: 'console' },
} as const satisfies Record<JobStatus['kind'], Destination>;

const hasEnded = ({ state }: JobStatus): boolean => state !== 'running';

function say(job: JobStatus, go: Navigation['go']): void {
  const isBad =
    job.state === 'failed' ||
    job.verify?.ok === false ||
    (job.import !== null && job.import.refused.length > 0);
  const leadsTo = LEADS_TO[job.kind];
  // The screens of this window show the case that it has open, not that of another.
  const isElsewhere =
    job.case_id !== null &&
    job.case_id !== useLive.getState().head?.case_id &&
    job.kind !== 'sample';
  toast({
    words: endInWords(job),
    tone: isBad ? 'fail' : job.state === 'cancelled' ? 'info' : 'ok',
    ...(isElsewhere ? {} : { action: { words: 'Look', onPress: () => go(leadsTo) } }),
  });
}
