import type { ListedCause } from '../../../shared/domain/cause.ts';
import type { Destination } from '../../../shared/domain/destination.ts';
import { attempt } from '../../commands/attempt.ts';
import { Badge } from '../../design/badge.tsx';
import { Button, LinkButton } from '../../design/button.tsx';
import { Pane, PaneBody, PaneFoot } from '../../design/pane.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import { withdraw } from '../../marks/mark-acts.ts';
import { standingWords } from './cause-words.ts';
import { GroundsSections } from './grounds-section.tsx';
import { HistorySection } from './history-section.tsx';
import { OpinionSection } from './opinion-section.tsx';
import styles from './causes.module.css';

/** One opinion: what it says, on what grounds, and what was said before. Esc goes back to the list. */
export function CausePane(props: {
  cause: ListedCause;
  casePath: string;
  go: (to: Destination) => void;
  onLeave: () => void;
}) {
  const { minuteZoned } = useTimes();
  const { cause, go } = props;
  const { cause_no, cause_id, name, definition, standing, turn_id, turns } = cause;
  const handle = `K-${cause_no}`;
  return (
    <Pane label={`Cause ${handle}`} isSide className={styles['pane']}>
      <div
        role="presentation"
        className={styles['pane-inside']}
        onKeyDown={(event) => {
          // What is pressed in a dialog over the pane arrives here too.
          const isHere = event.target instanceof Node && event.currentTarget.contains(event.target);
          if (event.key !== 'Escape' || event.defaultPrevented || !isHere) return;
          event.preventDefault();
          props.onLeave();
        }}
      >
        <header className={styles['pane-head']}>
          <h2 className={styles['pane-title']}>
            <Badge tone={standing === 'root' ? 'fail' : 'plain'}>{standingWords(standing)}</Badge>
            <span>{`${cause_id} ${name ?? ''}`}</span>
          </h2>
          <p className="u-soft">
            {definition ?? 'The taxonomy that this version has knows no such entry.'}
          </p>
          <p className="u-soft">
            <span className={styles['label']}>examiner’s opinion</span>{' '}
            {`${cause.who}, ${minuteZoned(cause.at)}`}
          </p>
          <p className="u-soft">
            {`${handle}, `}
            {turns === null ? (
              'on the case as a whole'
            ) : turn_id === null ? (
              'on a turn that is not in the case any more'
            ) : (
              <>
                on{' '}
                <LinkButton
                  onPress={() =>
                    go({ screen: 'replay', conversation: `T-${turn_id}`, turn: turn_id })
                  }
                >{`T-${turn_id}`}</LinkButton>
              </>
            )}
          </p>
        </header>
        <PaneBody>
          <GroundsSections cause={cause} go={go} />
          <OpinionSection cause={cause} casePath={props.casePath} />
          <HistorySection cause_no={cause_no} />
        </PaneBody>
        <PaneFoot>
          <Button
            variant="bare"
            icon="trash"
            label={`Remove ${handle}`}
            onPress={() => attempt(() => withdraw(cause.act_seq))}
          >
            Remove
          </Button>
        </PaneFoot>
      </div>
    </Pane>
  );
}
