import { useEffect } from 'react';
import type { Destination } from '../../shared/domain/destination.ts';
import type { JobStatus } from '../../shared/domain/job-status.ts';
import { caseSubject } from '../commands/attempt.ts';
import { toast, toastsAbout } from '../design/toast-queue.ts';
import { useLive } from '../engine-client/live.ts';
import { endInWords } from './job-words.ts';
import type { Navigation } from './navigation.ts';

/** What is said is about the case that is open, and names it once another is. */
export function useToastsOfCase(): void {
  useEffect(() => {
    const follow = (): void => {
      const { head } = useLive.getState();
      toastsAbout(head === null ? null : caseSubject(head));
    };
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
  const { case_id, case_title } = job;
  toast({
    about:
      case_id === null || case_title === null ? null : caseSubject({ case_id, title: case_title }),
    words: endInWords(job),
    tone: isBad ? 'fail' : job.state === 'cancelled' ? 'info' : 'ok',
    action: { words: 'Look', onPress: () => go(leadsTo) },
  });
}
