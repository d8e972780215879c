import type { Destination } from '../../../shared/domain/destination.ts';
import type { EvidenceTimes as Times } from '../../../shared/domain/timeline.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { Badge } from '../../design/badge.tsx';
import { PanelHead } from '../../design/pane.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import { HandleLinks } from '../../marks/handle-links.tsx';
import { EvidenceMarks } from './evidence-marks.tsx';
import styles from './timeline.module.css';

/** What the logs themselves say of time, apart from what the examiner entered. */
export function EvidenceTimes({ times, go }: { times: Times; go: (to: Destination) => void }) {
  const { first, last, finding, dated, undated } = times;
  const total = dated + undated;
  return (
    <section aria-label="From the evidence">
      <PanelHead
        count={`${count(dated)} of ${counted(total, 'turn and span', 'turns and spans')} have a time`}
        end={
          <Badge tone="line" title="Read from the logs; nobody entered it">
            evidence, no opinion
          </Badge>
        }
      >
        From the evidence
      </PanelHead>
      <dl className={styles['evidence']}>
        <Moment words="First event" at={first?.at} handle={handleOf('T', first?.turn_id)} go={go} />
        <Moment words="Last event" at={last?.at} handle={handleOf('T', last?.turn_id)} go={go} />
        <Moment
          words="First finding"
          at={finding?.at}
          handle={handleOf('F', finding?.finding_id)}
          more={finding?.rule_id}
          go={go}
        />
      </dl>
      <EvidenceMarks times={times} go={go} />
    </section>
  );
}

const handleOf = (letter: 'T' | 'F', id: number | undefined): string =>
  id === undefined ? '' : `${letter}-${id}`;

function Moment(props: {
  words: string;
  at: string | undefined;
  handle: string;
  more?: string | undefined;
  go: (to: Destination) => void;
}) {
  const { dateTime } = useTimes();
  const { words, at, handle, more } = props;
  return (
    <div className={styles['moment']}>
      <dt>{words}</dt>
      <dd>
        {at === undefined ? (
          <span className="u-quiet">none</span>
        ) : (
          <>
            <span className="u-mono-small">{dateTime(at)}</span>{' '}
            <HandleLinks handles={[handle]} what={words.toLowerCase()} go={props.go} />
            {more === undefined ? null : <span className="u-soft"> {more}</span>}
          </>
        )}
      </dd>
    </div>
  );
}
