import { useEffect } from 'react';
import type { JobStatus } from '../../shared/domain/job-status.ts';
import { toast } from '../design/toast-queue.ts';
import { useLive } from '../engine-client/live.ts';
import { endInWords } from './job-words.ts';
import type { Navigation } from './navigation.ts';

/** Says how each job ended that this window saw running. */
export function useJobToasts({ go }: Navigation): void {
  useEffect(
    () =>
      useLive.subscribe((now, before) => {
        if (now.jobs === before.jobs) return;
        for (const job of now.jobs) {
          const was = before.jobs.find((other) => other.job === job.job);
          if (was?.state === 'running' && job.state !== 'running') say(job, go);
        }
      }),
    [go],
  );
}

function say(job: JobStatus, go: Navigation['go']): void {
  const isBad =
    job.state === 'failed' ||
    job.verify?.ok === false ||
    (job.import !== null && job.import.refused.length > 0);
  const leadsTo = job.kind === 'import' ? ('evidence' as const) : ('home' as const);
  toast({
    words: endInWords(job),
    tone: isBad ? 'fail' : job.state === 'cancelled' ? 'info' : 'ok',
    action: { words: 'Look', onPress: () => go({ screen: leadsTo }) },
  });
}
