import type { CaseHome } from '../../../shared/domain/case-home.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { minute } from '../../../shared/text/times.ts';
import { attempt } from '../../commands/attempt.ts';
import { runCommand } from '../../commands/offers.ts';
import { Badge } from '../../design/badge.tsx';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { Progress } from '../../design/progress.tsx';
import { engine } from '../../engine-client/engine.ts';
import { jobProgress } from '../../../shared/text/job-progress.ts';
import { useJobs } from '../../engine-client/live.ts';
import styles from './triage.module.css';

/** When rules last ran, and the button that runs them. */
export function DetectionState({ home }: { home: CaseHome }) {
  const { detection } = home;
  return (
    <>
      <span className="u-quiet">
        {detection === null
          ? 'Rules have not run yet'
          : `${counted(detection.rules, 'rule')} ran ${minute(detection.ran_at)} UTC`}
      </span>
      {detection?.stale === true ? (
        <Badge tone="warn" title="Evidence was added after the rules ran">
          stale
        </Badge>
      ) : null}
      <RunDetection home={home} />
    </>
  );
}

export function RunDetection({ home }: { home: CaseHome }) {
  const isRunning = useRunning(home) !== undefined;
  return (
    <Button
      onPress={() => runCommand('case.detect')}
      isDisabled={isRunning || home.turns === 0}
      reason={isRunning ? 'The rules are running' : 'This case has no turns yet'}
    >
      Run detection
    </Button>
  );
}

/** How far a run is, and what it came to; that evidence is newer than the last one. */
export function DetectionNotices({ home }: { home: CaseHome }) {
  const running = useRunning(home);
  if (running !== undefined)
    return (
      <div className={styles['running']}>
        <Progress
          label="Running detection rules"
          value={jobProgress(running).share}
          words={[running.stopping ? 'stopping' : running.phase, jobProgress(running).done]
            .filter((part) => part !== '')
            .join(', ')}
          onCancel={() => attempt(() => engine.jobs.cancel({ job: running.job }))}
        />
      </div>
    );
  return home.detection?.stale === true ? (
    <Banner tone="warn" title="Evidence was added after the rules ran.">
      Its turns are counted in the timeline, but no rule has looked at them. Run detection again.
    </Banner>
  ) : null;
}

function useRunning({ head }: CaseHome) {
  return useJobs().find(
    ({ kind, case_id, state }) =>
      kind === 'detect' && case_id === head.case_id && state === 'running',
  );
}
