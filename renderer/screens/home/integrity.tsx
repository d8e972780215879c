import type { CaseHome } from '../../../shared/domain/case-home.ts';
import { checksAsText, shortHashes } from '../../../shared/text/checks.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { Button } from '../../design/button.tsx';
import { CopyButton, Hash } from '../../design/handle.tsx';
import { Icon } from '../../design/icon.tsx';
import { PanelSection } from '../../design/pane.tsx';
import { Progress } from '../../design/progress.tsx';
import { engine } from '../../engine-client/engine.ts';
import { jobProgress } from '../../../shared/text/job-progress.ts';
import { useJobs } from '../../engine-client/live.ts';
import { attempt } from '../../commands/attempt.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import { knownVerification, runningJob } from './check-words.ts';
import styles from './home.module.css';

/** Whether the case is what it was: the last verification check by check, and the head of the custody log. */
export function Integrity(props: {
  home: CaseHome;
  onVerify: () => void;
  onVerifyFully: () => void;
}) {
  const { home } = props;
  const jobs = useJobs();
  const running = runningJob(jobs, home.head.case_id, 'verify');
  const known = knownVerification(jobs, home);
  const busy = {
    isDisabled: running !== undefined,
    reason: 'A verification is running',
  };
  return (
    <PanelSection
      title="Integrity"
      level={2}
      end={
        <>
          <Button
            variant="bare"
            onPress={props.onVerifyFully}
            tip="Derives the tables again from the evidence and compares; takes about as long as importing did"
            {...busy}
          >
            Verify fully
          </Button>
          <Button onPress={props.onVerify} {...busy}>
            Verify now
          </Button>
        </>
      }
    >
      {running === undefined ? null : (
        <div className={styles['running']}>
          <Progress
            label={`Verifying ${running.title}`}
            value={jobProgress(running).share}
            words={running.stopping ? 'stopping' : running.phase}
            onCancel={() => attempt(() => engine.jobs.cancel({ job: running.job }))}
          />
        </div>
      )}
      <Outcome known={known} isRunning={running !== undefined} />
      <div className={styles['custody']}>
        <div className="u-row">
          <span className="u-grow">Custody log</span>
          <span className="u-quiet">{counted(home.custody.entries, 'entry', 'entries')}</span>
        </div>
        <div className="u-row u-quiet">
          <span>Head</span>
          <Hash value={home.custody.head} />
          <span className="u-grow" />
          <CopyButton text={home.custody.head} what="the head hash" label="Copy the head hash" />
        </div>
      </div>
    </PanelSection>
  );
}

function Outcome(props: { known: ReturnType<typeof knownVerification>; isRunning: boolean }) {
  const { known, isRunning } = props;
  const { minuteZoned } = useTimes();
  if (known === null)
    return (
      <p className={styles['nothing']}>
        Not verified on this machine yet. It compares every file, table and log with what was
        written down when they were taken in.
      </p>
    );
  const failed = known.checks.filter(({ ok }) => !ok).length;
  return (
    <>
      <p className={known.ok ? styles['verdict-ok'] : styles['verdict-fail']} role="status">
        <Icon name={known.ok ? 'check' : 'error'} />
        <span className="u-medium">
          {known.ok
            ? 'Everything is as it was taken in'
            : failed === 0
              ? 'A check failed'
              : `${counted(failed, 'check')} failed`}
        </span>
        <time className={styles['verdict-time']} dateTime={known.at}>
          {minuteZoned(known.at)}
        </time>
      </p>
      {known.checks.length === 0 && isRunning ? null : known.checks.length === 0 ? (
        <p className={styles['nothing']}>
          Verify again to see every check; their list is not kept between starts.
        </p>
      ) : (
        <>
          <ul
            className={styles['checks']}
            aria-label={counted(known.checks.length, 'check')}
            data-unkept
          >
            {known.checks.map(({ name, ok, detail }) => (
              <li key={name} className={ok ? undefined : styles['is-failed']}>
                <span className={ok ? 'u-ok' : 'u-fail'}>
                  <Icon name={ok ? 'check' : 'error'} label={ok ? 'passed' : 'failed'} />
                </span>
                <span className={styles['check-name']}>{name}</span>
                <span
                  className={ok ? styles['check-short'] : styles['check-detail']}
                  title={detail}
                >
                  {ok ? shortHashes(detail) : detail}
                </span>
              </li>
            ))}
          </ul>
          <div className={styles['checks-foot']}>
            <CopyButton
              text={() => checksAsText(known.checks)}
              words={`Copy ${counted(known.checks.length, 'check')}`}
              what="the checks"
            />
          </div>
        </>
      )}
    </>
  );
}
