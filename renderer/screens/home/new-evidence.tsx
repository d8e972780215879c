import { useQuery } from '@tanstack/react-query';
import type { Destination } from '../../../shared/domain/destination.ts';
import { bytes, count, counted } from '../../../shared/text/numbers.ts';
import { Button, LinkButton } from '../../design/button.tsx';
import { Fault } from '../../design/fault.tsx';
import { Icon } from '../../design/icon.tsx';
import { List, TwoLine } from '../../design/list.tsx';
import { PanelSection } from '../../design/pane.tsx';
import { Progress } from '../../design/progress.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { ask, engine } from '../../engine-client/engine.ts';
import { jobProgress, progressWords } from '../../../shared/text/job-progress.ts';
import { useJobs } from '../../engine-client/live.ts';
import { attempt } from '../../commands/attempt.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { fileWords, troubledFirst } from './home-words.ts';
import styles from './home.module.css';

const SHOWN = 6;

/** What is being imported and the files of the case in short, those with problems first. */
export function NewEvidence(props: { caseId: string; go: (to: Destination) => void }) {
  const { caseId, go } = props;
  const {
    data: register,
    error,
    refetch,
  } = useQuery(ask.evidence.register.queryOptions({ input: {} }));
  const imports = useJobs().filter(
    ({ kind, case_id, state }) => kind === 'import' && case_id === caseId && state === 'running',
  );
  const files = troubledFirst(register?.files ?? []);
  const more = files.length - SHOWN;
  return (
    <PanelSection
      title="Evidence"
      level={2}
      count={
        register === undefined
          ? undefined
          : files.length === 0
            ? 'none yet'
            : `${count(Math.min(SHOWN, files.length))} of ${counted(files.length, 'file')}`
      }
      end={
        more > 0 ? (
          <LinkButton onPress={() => go({ screen: 'evidence' })}>
            {`${count(more)} more`}
          </LinkButton>
        ) : null
      }
    >
      {imports.map((job) => (
        <div key={job.job} className={styles['running']}>
          <Progress
            label={job.title}
            value={jobProgress(job).share}
            words={job.stopping ? 'stopping' : progressWords(job)}
            onCancel={() => attempt(() => engine.jobs.cancel({ job: job.job }))}
          />
        </div>
      ))}
      {register === undefined ? (
        error === null ? (
          <SkeletonRows label="Evidence files" rows={3} rowHeight="44px" />
        ) : (
          <Fault
            what="The files of the case could not be read."
            where={troubleOf(error).sentence}
            actions={<Button onPress={() => attempt(() => refetch())}>Read them again</Button>}
          />
        )
      ) : (
        <List
          label="Evidence files"
          items={files.slice(0, SHOWN)}
          idOf={({ evidence_id }) => String(evidence_id)}
          isTwoLine
          onOpen={({ evidence_id }) => go({ screen: 'evidence', file: evidence_id })}
        >
          {(file) => {
            const { state, words } = fileWords(file);
            return (
              <TwoLine
                start={
                  <span className={state === 'ok' ? 'u-ok' : 'u-warn'}>
                    <Icon name={state === 'ok' ? 'check' : 'warning'} />
                  </span>
                }
                first={<bdi className="u-cut">{file.name}</bdi>}
                second={words}
                end={bytes(file.bytes)}
              />
            );
          }}
        </List>
      )}
    </PanelSection>
  );
}
