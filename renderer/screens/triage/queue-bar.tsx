import type { TriagePlace } from '../../../shared/domain/destination.ts';
import type { TriageLane, TriageReview, TriageSummary } from '../../../shared/domain/triage.ts';
import { count } from '../../../shared/text/numbers.ts';
import { LaneMark } from '../../design/lane.tsx';
import { Segmented } from '../../design/segmented.tsx';
import { Select } from '../../design/select.tsx';
import { laneCounts, LANES, laneWords } from './triage-words.ts';
import styles from './triage.module.css';

const REVIEWS: readonly { value: TriageReview; label: string }[] = [
  { value: 'any', label: 'Reviewed or not' },
  { value: 'unreviewed', label: 'Unreviewed' },
  { value: 'reviewed', label: 'Reviewed' },
];

/** One lane at a time, with what each would leave of the hits chosen; judged or not. */
export function QueueBar(props: {
  summary: TriageSummary;
  place: TriagePlace;
  change: (to: Partial<TriagePlace>) => void;
}) {
  const { summary, place, change } = props;
  return (
    <div className={styles['bar']} role="group" aria-label="Lane and review">
      <Segmented
        label="Lane"
        options={LANES.map((value) => ({
          value,
          label: <LaneLabel lane={value} hits={laneCounts(summary, value).hits} />,
        }))}
        value={place.lane}
        onChange={(lane) => change({ lane })}
      />
      <Select
        label="Review"
        isLabelHidden
        size="control"
        options={REVIEWS}
        value={place.review}
        onChange={(review) => change({ review })}
      />
    </div>
  );
}

function LaneLabel({ lane, hits }: { lane: TriageLane; hits: number }) {
  return (
    <span className={styles['lane']}>
      {lane === 'dismissed' ? null : <LaneMark lane={lane} />}
      {`${named(lane === 'dismissed' ? lane : laneWords[lane])} ${count(hits)}`}
    </span>
  );
}

const named = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
