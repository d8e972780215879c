import { useState } from 'react';
import type { JobStatus, VerifyOutcome } from '../../../shared/domain/job-status.ts';
import { checksAsText } from '../../../shared/text/checks.ts';
import { count, counted, duration } from '../../../shared/text/numbers.ts';
import type { Times } from '../../../shared/text/times.ts';
import { attempt } from '../../commands/attempt.ts';
import { Badge } from '../../design/badge.tsx';
import { Button, IconButton } from '../../design/button.tsx';
import { CopyButton } from '../../design/handle.tsx';
import { PanelHead } from '../../design/pane.tsx';
import { Progress } from '../../design/progress.tsx';
import { engine } from '../../engine-client/engine.ts';
import { jobProgress } from '../../../shared/text/job-progress.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import { Checks } from './checks.tsx';
import { Integrity } from './integrity.tsx';
import { Trust } from './trust.tsx';
import { grantOf, verifyGranted } from './verify-granted.ts';
import styles from './verify.module.css';

/** One thing that is or was verified. */
export function Result({ job }: { job: JobStatus }) {
  const name = job.case_id === null ? job.title : `This case: ${job.title}`;
  const { verify } = job;
  const times = useTimes();
  return (
    <section aria-label={name} className={styles['result']}>
      <PanelHead
        count={verify === null ? undefined : whenAndHowLong(job, verify, times)}
        end={
          <>
            {verify === null ? null : <Verdict outcome={verify} />}
            {job.state === 'running' ? null : (
              <IconButton
                icon="close"
                label={`Take ${name} off the list`}
                onPress={() => attempt(() => engine.jobs.dismiss({ job: job.job }))}
              />
            )}
          </>
        }
      >
        <bdi>{name}</bdi>
      </PanelHead>
      {job.state === 'running' ? (
        <div className={styles['running']}>
          <Progress
            label={`Verifying ${name}`}
            value={jobProgress(job).share}
            words={job.stopping ? 'stopping' : job.phase}
            onCancel={() => attempt(() => engine.jobs.cancel({ job: job.job }))}
          />
        </div>
      ) : verify === null ? (
        <p className={styles['sentence']} role="alert">
          {job.sentence ?? 'It was not verified.'}
        </p>
      ) : (
        <Outcome job={job.job} outcome={verify} />
      )}
    </section>
  );
}

const whenAndHowLong = (
  { elapsed_ms }: JobStatus,
  { at, full }: VerifyOutcome,
  { minuteZoned }: Times,
): string => `${full ? 'fully, ' : ''}${minuteZoned(at)}, in ${duration(elapsed_ms)}`;

function Verdict({ outcome: { checks, ok } }: { outcome: VerifyOutcome }) {
  const failed = checks.filter((check) => !check.ok).length;
  return ok ? (
    <Badge
      tone="ok"
      icon="check"
    >{`${count(checks.length)} of ${counted(checks.length, 'check')} passed`}</Badge>
  ) : (
    <Badge
      tone="fail"
      icon="close"
    >{`${count(failed)} of ${counted(checks.length, 'check')} failed`}</Badge>
  );
}

function Outcome({ job, outcome }: { job: string; outcome: VerifyOutcome }) {
  const [isOpen, setOpen] = useState(outcome.ok);
  const grant = grantOf(job);
  const canBeFuller = grant?.kind === 'case' && !outcome.full;
  return (
    <>
      <div className={styles['two']}>
        <Integrity outcome={outcome} />
        <Trust trust={outcome.trust} ok={outcome.ok} />
      </div>
      <Checks checks={outcome.checks} arePassedShown={isOpen} onPassedShown={setOpen} />
      <div className={styles['result-foot']}>
        <CopyButton
          text={() => checksAsText(outcome.checks)}
          words={`Copy ${counted(outcome.checks.length, 'check')}`}
          what="the checks"
        />
        {canBeFuller ? (
          <Button
            variant="bare"
            tip="Derives the tables again from the evidence and compares"
            onPress={() => attempt(() => verifyGranted([grant], true))}
          >
            Verify fully
          </Button>
        ) : null}
      </div>
    </>
  );
}
