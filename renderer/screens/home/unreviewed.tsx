import type { CaseHome } from '../../../shared/domain/case-home.ts';
import type { Destination } from '../../../shared/domain/destination.ts';
import type { Lane as LaneName } from '../../../shared/domain/finding.ts';
import { count, counted, percent } from '../../../shared/text/numbers.ts';
import { staleWords } from '../../../shared/text/stale-words.ts';
import { Badge } from '../../design/badge.tsx';
import { Button, LinkButton } from '../../design/button.tsx';
import { Lane } from '../../design/lane.tsx';
import { PanelSection } from '../../design/pane.tsx';
import { Progress } from '../../design/progress.tsx';
import { Severity } from '../../design/severity.tsx';
import { Table, type TableColumn } from '../../design/table.tsx';
import { engine } from '../../engine-client/engine.ts';
import { jobProgress } from '../../../shared/text/job-progress.ts';
import { useJobs } from '../../engine-client/live.ts';
import { attempt } from '../../commands/attempt.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import { runningJob } from './check-words.ts';
import styles from './home.module.css';
import { laneFilter, sortUnreviewed, unreviewedWords } from './home-words.ts';

type Row = CaseHome['unreviewed'][number];

/** What rules found and nobody has judged yet, by failure type, the lanes apart. */
export function Unreviewed(props: {
  home: CaseHome;
  go: (to: Destination) => void;
  onDetect: () => void;
}) {
  const { home, go, onDetect } = props;
  const { detection, unreviewed } = home;
  const { minuteZoned } = useTimes();
  const running = runningJob(useJobs(), home.head.case_id, 'detect');
  const open = (failure: string, lane: LaneName) => (): void =>
    go({ screen: 'turns', filter: laneFilter(failure, lane) });
  return (
    <PanelSection
      title="Unreviewed"
      level={2}
      count={detection === null ? 'rules have not run yet' : unreviewedWords(unreviewed)}
      end={
        <>
          {detection === null ? null : (
            <span className="u-quiet">
              {`${counted(detection.rules, 'rule')} ran ${minuteZoned(detection.ran_at)}`}
            </span>
          )}
          {detection !== null && detection.changed_since.length > 0 ? (
            <Badge tone="warn" title={`Rules ran ${staleWords(detection.changed_since)}`}>
              stale
            </Badge>
          ) : null}
          <Button
            onPress={onDetect}
            isDisabled={running !== undefined || home.turns === 0}
            reason={running === undefined ? 'This case has no turns yet' : 'The rules are running'}
          >
            Run detection
          </Button>
        </>
      }
    >
      {running === undefined ? null : (
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
      )}
      {unreviewed.length === 0 ? (
        <p className={styles['nothing']}>
          {detection === null
            ? 'Rules look for known failures and attacks in every turn. What they find is shown here, by how sure it is.'
            : `${counted(detection.rules, 'rule')} ran over ${counted(home.turns, 'turn')} and hit nothing.`}
        </p>
      ) : (
        <Table
          label="Unreviewed by failure type and lane"
          rows={sortUnreviewed(unreviewed)}
          keyOf={({ failure_type }) => failure_type}
          columns={columnsFor(go, open)}
        />
      )}
    </PanelSection>
  );
}

function columnsFor(
  go: (to: Destination) => void,
  open: (failure: string, lane: LaneName) => () => void,
): readonly TableColumn<Row>[] {
  const lane = (name: LaneName, words: string, width: string): TableColumn<Row> => ({
    id: name,
    head: <Lane lane={name} words={words} />,
    width,
    isNumber: true,
    cell: (row) => (
      <OfLane
        unreviewed={row[name].unreviewed}
        total={row[name].total}
        label={`${words} of ${row.failure_type}`}
        onPress={open(row.failure_type, name)}
      />
    ),
  });
  return [
    {
      id: 'failure',
      head: 'Failure type',
      cell: ({ failure_type }) => (
        <LinkButton
          className={styles['ink'] ?? ''}
          onPress={() => go({ screen: 'turns', filter: `failure:${failure_type}` })}
        >
          {failure_type}
        </LinkButton>
      ),
    },
    { id: 'worst', head: 'Worst', width: '72px', cell: ({ worst }) => <Severity level={worst} /> },
    lane('finding', 'findings', '112px'),
    lane('lead', 'leads', '112px'),
    lane('candidate', 'candidates', '120px'),
    {
      id: 'reviewed',
      head: 'findings reviewed',
      width: '148px',
      isNumber: true,
      cell: ({ finding }) =>
        finding.total === 0 ? (
          <span className="u-quiet">none to review</span>
        ) : (
          <span className={styles['reviewed']}>
            <Progress
              label="Findings reviewed"
              isLabelHidden
              value={(finding.total - finding.unreviewed) / finding.total}
              className={styles['reviewed-bar'] ?? ''}
            />
            <span className={styles['reviewed-share']}>
              {percent(finding.total - finding.unreviewed, finding.total)}
            </span>
          </span>
        ),
    },
  ];
}

function OfLane(props: { unreviewed: number; total: number; label: string; onPress: () => void }) {
  const { unreviewed, total } = props;
  if (total === 0) return <span className="u-quiet">none</span>;
  return (
    <LinkButton
      className={styles['ink'] ?? ''}
      onPress={props.onPress}
      label={`${count(unreviewed)} of ${count(total)} ${props.label} unreviewed`}
    >
      {count(unreviewed)} <span className="u-quiet">of {count(total)}</span>
    </LinkButton>
  );
}
