import type { JobStatus } from '../../../shared/domain/job-status.ts';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { Pane, PaneBody } from '../../design/pane.tsx';
import { useJobs } from '../../engine-client/live.ts';
import { Result } from './result.tsx';

/** What was verified since the program began, newest first. */
export function Results(props: {
  caseId: string | null;
  onChoose: () => void;
  onChooseCase: () => void;
}) {
  const shown = useJobs()
    .filter((job) => isShown(job, props.caseId))
    .toReversed();
  return (
    <Pane label="Results">
      {shown.length === 0 ? (
        <Empty
          words={`Nothing was verified yet since Exhibit was started. ${props.caseId === null ? 'Drop' : 'Verify this case, or drop'} a signed report (PDF), a package (zip) or a case folder: every hash, signature and table in it is checked, and nothing is written to it.`}
          action={
            <Button variant="primary" onPress={props.onChoose}>
              Choose a report or package…
            </Button>
          }
          more={<Button onPress={props.onChooseCase}>Choose a case…</Button>}
        />
      ) : (
        <PaneBody label="Verifications">
          {shown.map((job) => (
            <Result key={job.job} job={job} />
          ))}
        </PaneBody>
      )}
    </Pane>
  );
}

/** Verifications of the open case and of what was dropped; those of other cases belong to their windows. */
const isShown = ({ kind, case_id }: JobStatus, caseId: string | null): boolean =>
  kind === 'verify' && (case_id === null || case_id === caseId);
