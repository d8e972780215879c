import { Progress } from '../../design/progress.tsx';
import { engine } from '../../engine-client/engine.ts';
import { jobProgress } from '../../../shared/text/job-progress.ts';
import { useJobs } from '../../engine-client/live.ts';
import { attempt } from '../../commands/attempt.ts';
import styles from './cases.module.css';

/** The sample's case is made when it is first opened, which takes some seconds. */
export function SampleProgress() {
  const job = useJobs().find(({ kind, state }) => kind === 'sample' && state === 'running');
  if (job === undefined) return null;
  const { share, done } = jobProgress(job);
  return (
    <div className={styles['opening']}>
      <Progress
        label="Making the sample case"
        value={share}
        words={[job.stopping ? 'stopping' : job.phase, done]
          .filter((part) => part !== '')
          .join(', ')}
        onCancel={() => attempt(() => engine.jobs.cancel({ job: job.job }))}
      />
    </div>
  );
}
