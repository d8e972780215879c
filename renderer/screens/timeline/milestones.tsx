import type { Milestone } from '../../../shared/domain/timeline.ts';
import { eventKindWords } from '../../../shared/text/course-words.ts';
import { exactDuration } from '../../../shared/text/exact-duration.ts';
import { LinkButton } from '../../design/button.tsx';
import { PanelHead } from '../../design/pane.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import styles from './timeline.module.css';

/** The standard moments of an incident with the exact time between them. */
export function Milestones(props: {
  milestones: readonly Milestone[];
  onOpen: (event_no: number) => void;
}) {
  const known = props.milestones.filter(({ at }) => at !== null).length;
  return (
    <section aria-label="Milestones">
      <PanelHead count={`${known} of ${props.milestones.length} entered`}>Milestones</PanelHead>
      <ol className={styles['milestones']}>
        {props.milestones.map((milestone) => (
          <li key={milestone.kind} className={styles['milestone']}>
            <span className="u-medium">{eventKindWords[milestone.kind]}</span>
            <Reached milestone={milestone} onOpen={props.onOpen} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Reached(props: { milestone: Milestone; onOpen: (event_no: number) => void }) {
  const { dateTime } = useTimes();
  const { at, event_no, events, since, since_harm_ms } = props.milestone;
  if (at === null || event_no === null) return <span className="u-quiet">not entered</span>;
  return (
    <>
      <span className="u-mono-small">{dateTime(at)}</span>
      {since === null ? null : (
        <span>{`${apart(since.ms)} ${eventKindWords[since.kind].toLowerCase()}`}</span>
      )}
      {since_harm_ms === null || since?.kind === 'first-harm' ? null : (
        <span className="u-soft">{`${apart(since_harm_ms)} first harm`}</span>
      )}
      <span className="u-quiet">
        <LinkButton
          className="u-mono-small"
          label={`Open V-${event_no}`}
          onPress={() => props.onOpen(event_no)}
        >
          {`V-${event_no}`}
        </LinkButton>
        {events === 1 ? '' : `, the first of ${events}`}
      </span>
    </>
  );
}

/** `6 d 2 h after`; what lies before what it is measured from says so. */
const apart = (ms: number): string =>
  ms === 0 ? 'at the moment of' : `${exactDuration(ms)} ${ms < 0 ? 'before' : 'after'}`;
