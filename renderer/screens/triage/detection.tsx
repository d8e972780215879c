import type { CaseHome } from '../../../shared/domain/case-home.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { staleWords } from '../../../shared/text/stale-words.ts';
import { attempt } from '../../commands/attempt.ts';
import { runCommand } from '../../commands/offers.ts';
import { Badge } from '../../design/badge.tsx';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { Progress } from '../../design/progress.tsx';
import { engine } from '../../engine-client/engine.ts';
import { jobProgress } from '../../../shared/text/job-progress.ts';
import { useJobs } from '../../engine-client/live.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import styles from './triage.module.css';

/** When rules last ran, and the button that runs them. */
export function DetectionState({ home }: { home: CaseHome }) {
  const { minuteZoned } = useTimes();
  const { detection } = home;
  return (
    <>
      <span className="u-quiet">
        {detection === null
          ? 'Rules have not run yet'
          : `${counted(detection.rules, 'rule')} ran ${minuteZoned(detection.ran_at)}`}
      </span>
      {detection !== null && detection.changed_since.length > 0 ? (
        <Badge tone="warn" title={`Rules ran ${staleWords(detection.changed_since)}`}>
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
  const changes = home.detection?.changed_since ?? [];
  return changes.length > 0 ? (
    <Banner tone="warn" title={`Rules ran ${staleWords(changes)}.`}>
      {changes.some(({ what }) => what === 'import')
        ? 'Turns of later imports are counted in the timeline, but no rule has looked at them. '
        : 'The same rules were run again over what is read now, so hits may differ from those you saw. '}
      Run detection again.
    </Banner>
  ) : null;
}

function useRunning({ head }: CaseHome) {
  return useJobs().find(
    ({ kind, case_id, state }) =>
      kind === 'detect' && case_id === head.case_id && state === 'running',
  );
}
