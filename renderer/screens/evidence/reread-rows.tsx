import type { JobStatus } from '../../../shared/domain/job-status.ts';
import { jobProgress } from '../../../shared/text/job-progress.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { attempt } from '../../commands/attempt.ts';
import { Banner } from '../../design/banner.tsx';
import { Progress } from '../../design/progress.tsx';
import { engine } from '../../engine-client/engine.ts';
import { useCaseHead, useJobs } from '../../engine-client/live.ts';
import styles from './evidence.module.css';

/** Files that are being read anew, and what became of it until a person takes that off. */
export function RereadRows() {
  const caseId = useCaseHead()?.case_id;
  return useJobs()
    .filter(({ kind, case_id }) => kind === 'reread' && case_id === caseId)
    .map((job) => <Row key={job.job} job={job} />);
}

function Row({ job }: { job: JobStatus }) {
  const name = visibleLine(job.title);
  if (job.state === 'running')
    return (
      <div className={styles['reread']}>
        <Progress
          label={`Reading ${name} anew`}
          value={jobProgress(job).share}
          words={job.stopping ? 'stopping' : job.phase}
          onCancel={() => attempt(() => engine.jobs.cancel({ job: job.job }))}
        />
      </div>
    );
  const dismiss = (): void => attempt(() => engine.jobs.dismiss({ job: job.job }));
  return job.state === 'done' ? (
    <Banner tone="ok" title={`${name} was read anew.`} onClose={dismiss}>
      All tables were derived again. Runs of rules, comparisons and reports from before are marked
      stale.
    </Banner>
  ) : (
    <Banner
      tone={job.state === 'failed' ? 'fail' : 'warn'}
      title={`${name} is read as before.`}
      onClose={dismiss}
    >
      {job.sentence ?? ''}
    </Banner>
  );
}
